"""A meeting stays in the kinds of time its step allows, for every teacher in it."""

from collections.abc import Iterator
from datetime import timedelta

from scheduler.district import EVERYWHERE, DayType, Doing, Offer, PersonId, Role
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.model import Container
from scheduler.rules.rule import Rule
from scheduler.schoolday import Span, in_grade_band

PASSING = timedelta(minutes=10)
"""A gap this short between two allowed blocks is passing time of somebody who is free."""
_KIND = {
    Doing.PREP: Container.PREP,
    Doing.PLC: Container.PLC,
    Doing.FREE: Container.FREE,
    Doing.TEACH: Container.TEACHING,
}


_ROW = {Offer.FREE: Container.FREE, Offer.TEACHING: Container.TEACHING}


_OWN_CLASS = (Doing.TEACH, Doing.DUTY, Doing.PREP)
"""What a leader who teaches has to do herself at that time."""


def check(inspection: Inspection) -> Iterator[Violation]:
    for placement in inspection.placements:
        activity = placement.activity
        if activity.leader != activity.teaching and _in_her_own_class(inspection, placement):
            yield Violation(
                rule=RULE.name,
                says=f"{inspection.name(activity.leader)} has work of her own at "
                f"{inspection.when(placement.slot.start)}",
                activities=(activity.id,),
            )
        for person in placement.people:
            if person in (activity.leader, activity.teaching):
                continue
            allowed = _allowed(inspection, placement, person)
            if allowed is None:
                continue
            if _on_duty(inspection, placement, person) or not _covered(placement.span, allowed):
                yield Violation(
                    rule=RULE.name,
                    says=f"{inspection.name(person)} has no allowed time at "
                    f"{inspection.when(placement.slot.start)}",
                    activities=(activity.id,),
                )


def _in_her_own_class(inspection: Inspection, placement: Placement) -> bool:
    """Whether the leader's timetable holds a class, a duty or prep then that the step does not allow."""
    inside = placement.activity.inside
    return any(
        piece.doing in _OWN_CLASS
        and piece.span.overlaps(placement.span)
        and _KIND.get(piece.doing) not in inside
        for piece in inspection.timetable.pieces(placement.activity.leader, placement.day) or ()
    )


def _allowed(inspection: Inspection, placement: Placement, person: PersonId) -> list[Span] | None:
    """The spans of the date in allowed containers; None for people whose whole working day counts."""
    inside, days = placement.activity.inside, inspection.days
    school = inspection.district.people[person].school or EVERYWHERE
    if Container.STAFF_DAY in inside and days.staff_only(school, placement.day):
        return [*days.staff_time(placement.day)]
    evening = [days.evening(placement.day)] if Container.EVENING in inside else []
    pieces = inspection.timetable.pieces(person, placement.day)
    if pieces is None:
        offered = _offered(inspection, placement, person)
        return None if offered is None else offered + evening
    spans = [piece.span for piece in pieces if _KIND.get(piece.doing) in inside]
    return spans + _around(inspection, placement, person) + evening


def _on_duty(inspection: Inspection, placement: Placement, person: PersonId) -> bool:
    """Whether the timetable says teaching, duty or lunch at that time."""
    inside = placement.activity.inside
    return any(
        piece.span.overlaps(placement.span) and _KIND.get(piece.doing) not in inside
        for piece in inspection.timetable.pieces(person, placement.day) or ()
    )


def _offered(inspection: Inspection, placement: Placement, person: PersonId) -> list[Span] | None:
    """What rows of Availability offer; a coach's, and the free hours of who does not teach, are working time
    whatever the step allows."""
    role = inspection.district.people[person].role
    if role is not Role.TEACHER and not inspection.has_offers(person):
        return None
    return [
        Span(
            start=inspection.days.instant(placement.day, row.start),
            end=inspection.days.instant(placement.day, row.end),
        )
        for row in inspection.rows(person, placement.day)
        if (row.offer is not Offer.NEVER and role is Role.COACH)
        or (row.offer is Offer.FREE and role not in (Role.TEACHER, Role.TEACHER_LEADER))
        or _ROW.get(row.offer) in placement.activity.inside
    ]


def _around(inspection: Inspection, placement: Placement, person: PersonId) -> list[Span]:
    """Before and after school, as far as the contract day is stated and the step allows it."""
    school = inspection.district.people[person].school
    day = inspection.days.day(school, placement.day) if school else None
    if day is None or day.contract is None or not day.blocks:
        return []
    inside = placement.activity.inside
    grade = inspection.district.people[person].grade
    blocks = [block.span for block in day.blocks if in_grade_band(grade, block.grade_band)]
    if not blocks:
        return []
    early = day.day_type is DayType.EARLY_RELEASE
    found = []
    if Container.BEFORE_SCHOOL in inside:
        found.append((day.contract.start, min(span.start for span in blocks)))
    if (Container.EARLY_RELEASE if early else Container.AFTER_SCHOOL) in inside:
        found.append((max(span.end for span in blocks), day.contract.end))
    return [Span(start=start, end=end) for start, end in found if start < end]


def _covered(wanted: Span, allowed: list[Span]) -> bool:
    """Whether the allowed spans cover the wanted one, passing time between them included."""
    reached = wanted.start
    for index, span in enumerate(sorted(allowed)):
        if span.end <= reached:
            continue
        joins = span.start <= reached or (
            index > 0 and reached > wanted.start and span.start - reached <= PASSING
        )
        if not joins:
            break
        reached = max(reached, span.end)
        if reached >= wanted.end:
            return True
    return False


RULE = Rule(
    name="stay_in_allowed_time",
    says="A meeting takes only the kinds of teachers' time its step allows.",
    check=check,
)
