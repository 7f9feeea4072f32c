"""Nobody is placed where her own calendar is busy, or where she said never."""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.district import Offer, PersonId
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.rules.rule import Rule
from scheduler.schoolday import Span


def check(inspection: Inspection) -> Iterator[Violation]:
    busy: dict[PersonId, list[Span]] = defaultdict(list)
    for stretch in inspection.busy:
        busy[stretch.person].append(Span(start=stretch.start, end=stretch.end))
    never = {row.person for row in inspection.district.availability if row.offer is Offer.NEVER}
    for placement in inspection.placements:
        for person in placement.people:
            taken = [*busy.get(person, ()), *_never(inspection, placement, person, never)]
            if any(span.overlaps(placement.span) for span in taken):
                yield Violation(
                    rule=RULE.name,
                    says=f"{inspection.name(person)} is busy at {inspection.when(placement.slot.start)}",
                    activities=(placement.activity.id,),
                )


def _never(
    inspection: Inspection, placement: Placement, person: PersonId, known: set[PersonId]
) -> Iterator[Span]:
    """The stretches of that date a person's rows call never, the weekday's and the date's own."""
    if person not in known:
        return
    for row in inspection.rows(person, placement.day):
        if row.offer is Offer.NEVER:
            yield Span(
                start=inspection.days.instant(placement.day, row.start),
                end=inspection.days.instant(placement.day, row.end),
            )


RULE = Rule(
    name="respect_busy_calendars",
    says="Nobody is placed where her own calendar is busy or where she said never.",
    check=check,
)
