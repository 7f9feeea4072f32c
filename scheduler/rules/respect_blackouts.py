"""Nothing is placed in time the district keeps free."""

from collections.abc import Iterator

from scheduler.district import EVERYWHERE, Blackout, Person, PersonId, Role
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.rules.rule import Rule
from scheduler.timetabled import Piece


def check(inspection: Inspection) -> Iterator[Violation]:
    for placement in inspection.placements:
        for blackout in inspection.district.blackouts:
            if not blackout.first <= placement.day <= blackout.last:
                continue
            if _place(inspection, blackout, placement) or any(
                _hit(inspection, blackout, placement, person) for person in placement.people
            ):
                yield Violation(
                    rule=RULE.name,
                    says=f"{placement.day:%a} {placement.day.day} {placement.day:%b} is kept free"
                    + (f" ({blackout.reason})" if blackout.reason else ""),
                    activities=(placement.activity.id,),
                )


def _place(inspection: Inspection, blackout: Blackout, placement: Placement) -> bool:
    """Whether the place itself is kept free, whoever comes: the whole school, or the room."""
    place = placement.slot.school
    if blackout.person is not None or blackout.school not in (EVERYWHERE, place):
        return False
    if blackout.room:
        if blackout.room != placement.slot.room:
            return False
        return not blackout.blocks or _during(inspection, blackout, placement)
    return blackout.school == place and not (blackout.grade or blackout.subject or blackout.blocks)


def _during(inspection: Inspection, blackout: Blackout, placement: Placement) -> bool:
    place = placement.slot.school
    day = inspection.days.day(place, placement.day) if place else None
    return day is not None and any(
        block.name in blackout.blocks and block.span.overlaps(placement.span)
        for block in day.blocks
    )


def _hit(inspection: Inspection, blackout: Blackout, placement: Placement, who: PersonId) -> bool:
    person = inspection.district.people[who]
    if not _about(blackout, person):
        return False
    if blackout.room:
        return False
    if not (blackout.blocks or blackout.subject):
        return True
    touched = [
        piece
        for piece in inspection.timetable.pieces(person.id, placement.day) or ()
        if piece.span.overlaps(placement.span)
    ]
    return any(_matches(blackout, piece) for piece in touched)


def _about(blackout: Blackout, person: Person) -> bool:
    """Whether the blackout concerns this person; a coach only by name, or when it is everywhere."""
    if blackout.person is not None:
        return blackout.person == person.id
    if blackout.grade and blackout.grade != person.grade:
        return False
    if blackout.school == EVERYWHERE:
        return True
    return person.role is not Role.COACH and person.school == blackout.school


def _matches(blackout: Blackout, piece: Piece) -> bool:
    if blackout.blocks and piece.block not in blackout.blocks:
        return False
    return blackout.subject.casefold() in ("", piece.subject.casefold())


RULE = Rule(
    name="respect_blackouts",
    says="Nothing is placed where a school, a person, a room, a grade or a subject is kept free.",
    check=check,
)
