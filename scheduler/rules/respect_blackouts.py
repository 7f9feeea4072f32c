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
            if any(_hit(inspection, blackout, placement, person) for person in placement.people):
                yield Violation(
                    rule=RULE.name,
                    says=f"{placement.day:%a} {placement.day.day} {placement.day:%b} is kept free"
                    + (f" ({blackout.reason})" if blackout.reason else ""),
                    activities=(placement.activity.id,),
                )


def _hit(inspection: Inspection, blackout: Blackout, placement: Placement, who: PersonId) -> bool:
    person = inspection.district.people[who]
    if not _about(blackout, person, placement):
        return False
    if not (blackout.blocks or blackout.room or blackout.subject):
        return True
    if blackout.room and blackout.room != placement.slot.room:
        return False
    touched = [
        piece
        for piece in inspection.timetable.pieces(person.id, placement.day) or ()
        if piece.span.overlaps(placement.span)
    ]
    return any(_matches(blackout, piece) for piece in touched)


def _about(blackout: Blackout, person: Person, placement: Placement) -> bool:
    """Whether the blackout concerns this person; a coach is concerned where she would be."""
    if blackout.person is not None:
        return blackout.person == person.id
    if blackout.grade and blackout.grade != person.grade:
        return False
    if blackout.school == EVERYWHERE:
        return True
    if person.role is Role.COACH:
        whole = not (blackout.grade or blackout.subject or blackout.room or blackout.blocks)
        return whole and placement.slot.school == blackout.school
    return person.school == blackout.school


def _matches(blackout: Blackout, piece: Piece) -> bool:
    if blackout.blocks and piece.block not in blackout.blocks:
        return False
    return blackout.subject.casefold() in ("", piece.subject.casefold())


RULE = Rule(
    name="respect_blackouts",
    says="Nothing is placed where a school, a person, a room, a grade or a subject is kept free.",
    check=check,
)
