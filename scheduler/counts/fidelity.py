"""How true each cohort's cycle is to what was set out: how much of it took place, and debriefs in time."""

from collections import defaultdict
from dataclasses import dataclass

from scheduler.activities.cycle import school_of
from scheduler.counts.reach import Record, Share
from scheduler.district import CohortId
from scheduler.model import Activity, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFidelity:
    """`held` is of what was due before today, `on_time` of the debriefs that took place: those by the
    school day after their visit."""

    cohort: CohortId
    held: Share
    on_time: Share


def cohort_fidelities(record: Record) -> tuple[CohortFidelity, ...]:
    """Each cohort or team that has something due, by id; together they are `Record.fidelity`."""
    done = record.took_place()
    due: dict[CohortId, list[Activity]] = defaultdict(list)
    for one in {one.id: one for one in record.asked}.values():
        if one.cohort is not None and one.window.last < record.today:
            due[one.cohort].append(one)
    return tuple(
        CohortFidelity(
            cohort=cohort,
            held=Share(count=sum(one.id in done for one in due[cohort]), of=len(due[cohort])),
            on_time=_on_time(record, [one for one in due[cohort] if one.id in done]),
        )
        for cohort in sorted(due)
    )


def _on_time(record: Record, held: list[Activity]) -> Share:
    within = [
        _in_time(record, one)
        for one in held
        if one.kind is Kind.DEBRIEF
        and any(after.earlier in record.told.placed for after in one.after)
    ]
    return Share(count=sum(within), of=len(within))


def _in_time(record: Record, debrief: Activity) -> bool:
    """Whether it stood on the day of its visit or the school day after, by its school's days."""
    placed = record.told.placed
    slot = placed[debrief.id]
    school = slot.school or school_of(record.district.people[debrief.required[-1]])
    visit = max(
        record.days.date_of(placed[after.earlier].start)
        for after in debrief.after
        if after.earlier in placed
    )
    return record.days.count(school, visit, record.days.date_of(slot.start)) <= 1
