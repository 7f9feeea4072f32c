"""A visit falls into a period in which the teacher teaches the subject."""

from collections.abc import Iterator

from scheduler.district import EVERYWHERE, DayType, Doing, Offer, PersonId
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.rules.rule import Rule
from scheduler.schoolday import Span


def check(inspection: Inspection) -> Iterator[Violation]:
    for placement in inspection.placements:
        teacher = placement.activity.teaching
        if teacher is None:
            continue
        taught = _taught(inspection, placement, teacher)
        if not any(span.holds(placement.span) for span in taught):
            subject = placement.activity.subject or "anything"
            yield Violation(
                rule=RULE.name,
                says=f"{inspection.name(teacher)} does not teach {subject} at "
                f"{inspection.when(placement.slot.start)}",
                activities=(placement.activity.id,),
            )


def _taught(inspection: Inspection, placement: Placement, teacher: PersonId) -> list[Span]:
    subject = placement.activity.subject.casefold()
    row = inspection.days.row(
        inspection.district.people[teacher].school or EVERYWHERE, placement.day
    )
    if row is not None and row.day_type is DayType.TESTING:
        return []
    pieces = inspection.timetable.pieces(teacher, placement.day)
    if pieces is None:
        return _offered(inspection, placement, teacher)
    return [
        piece.span
        for piece in pieces
        if piece.doing is Doing.TEACH and subject in ("", piece.subject.casefold())
    ]


def _offered(inspection: Inspection, placement: Placement, teacher: PersonId) -> list[Span]:
    """Teaching time from the `Availability` rows of somebody without a timetable."""
    subject = placement.activity.subject.casefold()
    return [
        Span(
            start=inspection.days.instant(placement.day, row.start),
            end=inspection.days.instant(placement.day, row.end),
        )
        for row in inspection.rows(teacher, placement.day)
        if row.offer is Offer.TEACHING and subject in ("", row.subject.casefold())
    ]


RULE = Rule(
    name="visit_a_taught_period",
    says="A visit falls into a period in which the teacher teaches the subject.",
    check=check,
)
