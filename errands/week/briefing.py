"""The Monday brief: what a coach's week holds, what changed, what is due, whom nobody has met for long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from errands.mending.disrupting import person_named
from errands.told.never import Question, questions
from errands.week.this_week import coaches_of
from scheduler.counts.dosage import doses
from scheduler.counts.reach import Record
from scheduler.district import PersonId, SchoolId
from scheduler.due.due import prework_due
from scheduler.model import Activity, ActivityId, Schedule, Slot
from scheduler.naming import id_part, monday_of
from scheduler.peoples_time.roads import drive_minutes
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.vocabulary.written import said, written
from sheets_templates.writing.render_this_week import who
from sync.files.tabs import writing_to
from sync.sheets.coach_books import outcomes_of
from sync.sheets.this_week import read_pages
from sync.workspace.known import Known, standing_in
from web.day_sheet import Brief, DayLines, Line
from web.page_words import clock_span, counted, day_words, listed, moment_words
from workflow import Given, Workspace, at_work, what_is_known

if TYPE_CHECKING:
    from sheets_templates.vocabulary.table import Grid

__all__ = ["Brief", "briefs_of", "export_day_sheets"]
A_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Logs:
    """What the visit logs say: the outcomes, and the last step agreed on with each of a coach's teachers."""

    outcomes: Mapping[ActivityId, str] = field(default_factory=dict)
    steps: Mapping[PersonId, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every brief of one call is made from."""

    given: Given
    known: Known
    schedule: Schedule
    record: Record
    steps: Mapping[PersonId, Mapping[str, str]]
    asked: tuple[Question, ...]
    monday: date
    now: datetime

    def here(self, slot: Slot) -> bool:
        return self.monday <= self.given.days.date_of(slot.start) <= self.monday + A_WEEK

    def what(self, key: ActivityId, schedule: Schedule) -> str:
        activity = schedule.activities[key]
        return f"{activity.kind.value}, {who(activity, self.given.district)}"

    def when(self, slot: Slot) -> str:
        return moment_words(self.given.days.local(slot.start))


def briefs_of(
    workspace: Workspace,
    given: Given,
    *,
    coach: str = "",
    day: date | None = None,
    own: bool = False,
) -> tuple[Brief, ...]:
    """The brief of a coach (name, id or address), or of every coach; of the week of `day`, by default the
    running one, from Friday on the next. Reads the workbooks and writes nothing.

    With `own` the last step agreed on with each teacher stands beside her: that copy is the coach's.

    Raises:
        SettingsError: nobody is called so.
    """
    known = what_is_known(workspace, given)
    now = workspace.clock(given.zone)
    today = given.days.date_of(now)
    coaches = (
        [person_named(given, coach, coach=True)] if coach else sorted(coaches_of(known, given))
    )
    logs = _read_logs(workspace, given, coaches)
    desk = _Desk(
        given=given,
        known=known,
        schedule=standing_in(known, given, now),
        record=Record(
            district=given.district,
            days=given.days,
            told=known.published,
            today=today,
            asked=given.activities,
            outcomes=logs.outcomes,
            refused=known.refused,
        ),
        steps=logs.steps if own else {},
        asked=questions(workspace, given),
        monday=monday_of(day or today + timedelta(days=3)),
        now=now,
    )
    return tuple(replace(_brief(one, desk), own=own) for one in coaches)


def export_day_sheets(
    workspace: Workspace, given: Given, coach: str, out: Path | None, *, own: bool = False
) -> list[Path]:
    """The briefs as one page to print, a coach a page; the file written.

    Raises:
        SettingsError: nobody is called so.
    """
    from web.day_sheet import day_sheet_html

    briefs = briefs_of(workspace, given, coach=coach, own=own)
    if not briefs:
        return []
    name = f"day-sheet-{id_part(briefs[0].coach)}" if coach else "day-sheets"
    file = (out or Path(workspace.settings.out)) / f"{name}{'-own' if own else ''}.html"
    with writing_to(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(day_sheet_html(briefs, given.district.name), encoding="utf-8")
        if own:
            file.chmod(0o600)
    return [file]


def _read_logs(workspace: Workspace, given: Given, coaches: list[PersonId]) -> _Logs:
    if not workspace.has_journal:
        return _Logs()
    with at_work(workspace, given) as desk:
        pages, _ = read_pages(desk.google.sheets, desk.journal, coaches)
    outcomes: dict[ActivityId, str] = {}
    for page in pages.values():
        outcomes |= outcomes_of({VISIT_LOG.name: page.log})
    return _Logs(
        outcomes=outcomes, steps={coach: _last_steps(page.log) for coach, page in pages.items()}
    )


def _last_steps(log: "Grid") -> dict[str, str]:
    """Teacher's name -> the step of the latest row that has one."""
    rows = written(VISIT_LOG, log, "teacher", "date", "next_step").values()
    dated = [(str(row.get("date") or ""), row) for row in rows if said(row, "next_step")]
    return {said(row, "teacher"): said(row, "next_step") for _, row in sorted(dated, key=_by_date)}


def _by_date(pair: tuple[str, object]) -> str:
    return pair[0]


def _brief(coach: PersonId, desk: _Desk) -> Brief:
    days = desk.given.days
    hers = sorted(
        (slot, key)
        for key, slot in desk.schedule.placed.items()
        if desk.here(slot) and coach in desk.schedule.people_at(key)
    )
    dates = sorted({days.date_of(slot.start) for slot, _ in hers})
    return Brief(
        coach=desk.given.district.people[coach].name,
        monday=desk.monday,
        days=tuple(DayLines(day=day, lines=tuple(_lines(coach, day, hers, desk))) for day in dates),
        changes=tuple(_changes(coach, desk)),
        prework=tuple(_prework(coach, desk)),
        alerts=tuple(_alerts(coach, desk)),
        made=moment_words(days.local(desk.now)),
    )


def _lines(
    coach: PersonId, day: date, hers: list[tuple[Slot, ActivityId]], desk: _Desk
) -> Iterator[Line]:
    district, days = desk.given.district, desk.given.days
    behind: SchoolId | None = None
    for slot, key in hers:
        if days.date_of(slot.start) != day:
            continue
        activity = desk.schedule.activities[key]
        there = slot.school
        drive = (
            drive_minutes(district, behind, there) if behind and there and behind != there else 0
        )
        behind = there or behind
        met = who(activity, district)
        yield Line(
            time=clock_span(days.local(slot.start), days.local(slot.end)),
            what=activity.kind.value,
            who=met,
            place=_place(activity, slot, desk),
            minutes=slot.minutes,
            drive=drive,
            debrief=_debrief(key, slot, desk),
            last_step=desk.steps.get(coach, {}).get(met, ""),
        )


def _place(activity: Activity, slot: Slot, desk: _Desk) -> str:
    school = desk.given.district.schools.get(slot.school) if slot.school else None
    room = f"room {slot.room}" if slot.room else ""
    named = [school.name if school else "", room]
    return ", ".join(filter(None, named)) or activity.modality.value


def _debrief(key: ActivityId, slot: Slot, desk: _Desk) -> str:
    """When what is seen here is talked about: the first that has to follow it."""
    following = [
        desk.schedule.placed[one.id]
        for one in desk.schedule.activities.values()
        if one.id in desk.schedule.placed
        and any(after.earlier == key and not after.soft for after in one.after)
    ]
    later = [one for one in following if one.start >= slot.end]
    return desk.when(min(later, key=lambda one: one.start)) if later else ""


def _changes(coach: PersonId, desk: _Desk) -> Iterator[str]:
    """What is not as people were told; of a week nobody was told of, that."""
    told, now = desk.known.published, desk.schedule
    hers = {k for k, s in now.placed.items() if desk.here(s) and now.activities[k].leader == coach}
    if hers and hers.isdisjoint(told.placed):
        yield "nothing of this week was sent yet"
        return
    for slot, key in sorted((slot, key) for key, slot in now.placed.items() if desk.here(slot)):
        if coach != now.activities[key].leader or slot.start <= desk.now:
            continue
        before = told.placed.get(key)
        if before is None:
            yield f"new: {desk.what(key, now)}, {desk.when(slot)}"
        elif before.start != slot.start:
            yield f"moved: {desk.what(key, now)}, {desk.when(before)} to {desk.when(slot)}"
    for slot, key in sorted((slot, key) for key, slot in told.placed.items() if desk.here(slot)):
        if coach == told.activities[key].leader and key not in now.placed:
            yield f"gone: {desk.what(key, told)}, {desk.when(slot)}"


def _prework(coach: PersonId, desk: _Desk) -> Iterator[str]:
    """What has to be ready in this week for something she leads, each piece once."""
    people = desk.given.district.people
    found: dict[tuple[date, str, ActivityId], list[str]] = {}
    for one in prework_due(desk.schedule, desk.given.days):
        if not desk.monday <= one.due <= desk.monday + A_WEEK:
            continue
        if desk.schedule.activities[one.activity].leader == coach or one.owner == coach:
            owner = "you" if one.owner == coach else people[one.owner].name
            found.setdefault((one.due, one.what, one.activity), []).append(owner)
    for (due, what, key), owners in sorted(found.items()):
        many = counted(len(owners), "person", "people") if len(owners) > 4 else listed(owners)
        meeting = desk.what(key, desk.schedule)
        by = meeting if meeting.endswith(many) else f"{many}; {meeting}"
        yield f"by {day_words(due)}: {what} ({by})"


def _alerts(coach: PersonId, desk: _Desk) -> Iterator[str]:
    """Teachers without contact for long (the longest first), what was declined, what has no time."""
    people, cohorts = desk.given.district.people, desk.given.district.cohorts
    own = {member for cohort in cohorts if cohort.coach == coach for member in cohort.members}
    silent = [one for one in doses(desk.record) if one.teacher in own and one.to_be_told]
    for one in sorted(silent, key=lambda dose: (-(dose.without_contact or 0), dose.teacher)):
        days = counted(one.without_contact or 0, "school day")
        yield f"{people[one.teacher].name}: {days} without contact"
    schedule = desk.schedule
    for slot, key in sorted(
        (slot, key) for key, slot in schedule.placed.items() if desk.here(slot)
    ):
        if schedule.activities[key].leader == coach and (key, slot.start) in desk.known.refused:
            yield f"{desk.what(key, schedule)}, {desk.when(slot)}: needs another time"
    for asked in desk.asked:
        about = schedule.activities.get(asked.activity)
        if about and about.leader == coach:
            yield f"{asked.name} declined {asked.time.says}: can that never be?"
    for gone in schedule.unplaced:
        activity = schedule.activities[gone.activity]
        window = activity.window
        here = window.first <= desk.monday + A_WEEK and window.last >= desk.monday
        if activity.leader == coach and here and gone.activity not in desk.known.dropped:
            why = f": {gone.reasons[0].says}" if gone.reasons else ""
            yield f"{desk.what(gone.activity, schedule)} has no time{why}"
