"""Nothing is placed in time the district keeps free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scheduler.district import EVERYWHERE, Blackout, District, Modality, Person, PersonId, Role
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.limits import OVER
from scheduler.model import Activity
from scheduler.rules.rule import Rule
from scheduler.schoolday import Span
from scheduler.timetabled import Piece

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Option


def respect_blackouts(choices: Choices) -> None:
    """Time that is only better left free costs; the sieve offers none of the time that is kept free."""
    for blackout in choices.district.blackouts:
        if not blackout.soft:
            continue
        for option in choices.options:
            if blackout.first <= option.day <= blackout.last and _lies_in(
                choices, blackout, option
            ):
                choices.charge_option(OVER, option)


def _lies_in(choices: Choices, blackout: Blackout, option: Option) -> bool:
    """Whether the option takes some of the place or of the people's time; its dates are looked at before."""
    if blackout.person is None and _takes_the_place(choices, blackout, option):
        return True
    if blackout.room:
        return False
    return any(_takes_time_of(choices, blackout, option, person) for person in option.people)


def _takes_the_place(choices: Choices, blackout: Blackout, option: Option) -> bool:
    slot, here = option.placement.slot, blackout.school == option.school
    if not blackout.room:
        return here and not (blackout.grade or blackout.subject or blackout.blocks)
    if blackout.room != slot.room or not (here or blackout.school == EVERYWHERE):
        return False
    bells = choices.days.day(slot.school, option.day) if slot.school else None
    rings = [one.span for one in bells.blocks if one.name in blackout.blocks] if bells else []
    return not blackout.blocks or any(_meet(span, option) for span in rings)


def _takes_time_of(choices: Choices, blackout: Blackout, option: Option, key: PersonId) -> bool:
    who = choices.district.people[key]
    at_home = who.school == blackout.school and who.role is not Role.COACH
    among = (at_home or blackout.school == EVERYWHERE) and blackout.grade in ("", who.grade)
    if key != blackout.person and not (blackout.person is None and among):
        return False
    blocks, subject = blackout.blocks, blackout.subject.casefold()
    return not (blocks or subject) or any(
        _meet(piece.span, option)
        and (not blocks or piece.block in blocks)
        and (not subject or piece.subject.casefold() == subject)
        for piece in choices.timetable.pieces(key, option.day) or ()
    )


def _meet(span: Span, option: Option) -> bool:
    return span.start < option.end and option.start < span.end


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
                    soft=blackout.soft,
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
    if not _about(blackout, person) or _by_her_call(blackout, placement.activity):
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


def _by_her_call(blackout: Blackout, activity: Activity) -> bool:
    """Whether it goes by call and is led by somebody who is out and still takes calls."""
    hers = blackout.person is not None and blackout.person == activity.leader
    return hers and blackout.calls and activity.modality is Modality.VIRTUAL


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


def _has_soft_ones(district: District) -> bool:
    return any(one.soft for one in district.blackouts)


RULE = Rule(
    name="respect_blackouts",
    says="Nothing is placed where a school, a person, a room, a grade or a subject is kept free.",
    post=respect_blackouts,
    check=check,
    wished=_has_soft_ones,
)
