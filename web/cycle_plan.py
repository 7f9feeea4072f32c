"""The week-by-week document of one cohort's cycle, filled in with dates, people and what to bring.

What it says is published: the same for everybody in the cohort, about nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.activities.cycle import cycle_calendar, taking_part
from scheduler.district import Cohort, District, Modality
from scheduler.due.deadlines import SurveyDue, bring_by, surveys_due
from scheduler.model import Activity, Hold, Schedule, Slot
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure
from scheduler.structures.tailoring import tailored
from web.page_html import render
from web.page_words import clock, day_words, listed

NO_DATE = "no date yet"
COLUMNS = (
    *("cohort", "week", "label", "what", "who", "date", "start", "end", "state", "where"),
    *("minutes", "what happens", "material", "bring", "ready by"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a week; `day` None without a date, `start` and `end` '' without a clock time."""

    what: str
    who: str
    day: date | None
    start: str
    end: str
    state: str
    """fixed, tentative or open."""
    where: str
    minutes: int
    happens: tuple[str, ...] = ()
    link: str = ""
    bring: str = ""
    ready_by: date | None = None

    @property
    def when(self) -> str:
        """'Tue Nov 24, 1:30 PM to 2:15 PM'."""
        if self.day is None:
            return NO_DATE
        times = f", {self.start} to {self.end}" if self.end else f", {self.start}"
        return f"{day_words(self.day)}{times}"

    @property
    def ready(self) -> str:
        return day_words(self.ready_by) if self.ready_by else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWeek:
    """One week of the cycle with its label and dates; week 0 is the pre-cycle (R-CLC-15)."""

    number: int
    label: str
    dates: str
    items: tuple[Item, ...]
    closes: tuple[str, ...] = ()
    """Surveys of the week, and until when they are open."""
    questions: tuple[str, ...] = ()
    """What they ask."""

    @property
    def name(self) -> str:
        return f"Week {self.number}" if self.number else "Pre-cycle"


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePlan:
    """The whole document."""

    cohort: str
    title: str
    topic: str
    coach: str
    members: tuple[str, ...]
    pd_day: str
    weeks: tuple[PlanWeek, ...]


def cycle_plan(
    cohort: Cohort,
    district: District,
    days: SchoolDays,
    structures: Mapping[str, Structure],
    *,
    activities: tuple[Activity, ...],
    schedule: Schedule,
) -> CyclePlan:
    """The document of a cohort: `activities` as asked for, times and holds from the schedule."""
    structure = tailored(structures[cohort.structure], cohort.id, cohort.own_weeks)
    windows = cycle_calendar(district, cohort, structure, days)
    held = {one.activity: one for one in schedule.holds}
    asked = [one for one in surveys_due(district, structures, days) if one.cohort == cohort.id]
    found = []
    for week in structure.weeks:
        own = [one for one in activities if one.cohort == cohort.id and one.week == week.number]
        items = [
            _item(one, schedule.placed.get(one.id), held.get(one.id), district, days) for one in own
        ]
        window = windows.get(week.number)
        surveys = [one for one in asked if window and one.opens in window]
        found.append(
            PlanWeek(
                number=week.number,
                label=week.label,
                dates=f"{day_words(window.first)} to {day_words(window.last)}" if window else "",
                items=tuple(sorted(items, key=_in_time)),
                closes=tuple(map(_survey, surveys)),
                questions=tuple(text for one in surveys for text in one.questions),
            )
        )
    return CyclePlan(
        cohort=cohort.id,
        title=structure.title,
        topic=cohort.topic,
        coach=district.people[cohort.coach].name,
        members=tuple(person.name for person in taking_part(district, cohort)),
        pd_day=day_words(cohort.pd_day) if cohort.pd_day else "",
        weeks=tuple(found),
    )


def cycle_plan_html(document: CyclePlan) -> str:
    """The document as one page to print."""
    return render("cycle-plan.html", {"document": document})


def cycle_plan_rows(document: CyclePlan) -> list[list[str | int]]:
    """The document as rows, header first; dates as in 2026-11-24."""
    rows: list[list[str | int]] = [list(COLUMNS)]
    for week in document.weeks:
        for one in week.items:
            day = one.day.isoformat() if one.day else ""
            ready = one.ready_by.isoformat() if one.ready_by else ""
            rows.append(
                [
                    *(document.cohort, week.number, week.label, one.what, one.who, day),
                    *(one.start, one.end, one.state, one.where, one.minutes),
                    *(" ".join(one.happens), one.link, one.bring, ready),
                ]
            )
    return rows


def _item(
    activity: Activity, slot: Slot | None, hold: Hold | None, district: District, days: SchoolDays
) -> Item:
    others = [person for person in activity.required if person != activity.leader]
    day = days.date_of(slot.start) if slot else hold.day if hold else None
    start, end, state = "", "", "open"
    if slot:
        start, end, state = clock(days.local(slot.start)), clock(days.local(slot.end)), "fixed"
    elif hold:
        start, state = hold.half.value, "tentative"
    return Item(
        what=activity.kind.value,
        who=listed([district.people[one].name for one in others]),
        day=day,
        start=start,
        end=end,
        state=state,
        where=_where(activity, slot, district),
        minutes=slot.minutes if slot else activity.minutes,
        happens=activity.happens,
        link=activity.link,
        bring=activity.bring,
        ready_by=bring_by(activity, day, days) if day else None,
    )


def _survey(due: SurveyDue) -> str:
    form = f", at {due.link}" if due.link else ""
    return f"{due.title}: open {day_words(due.opens)} to {day_words(due.closes)}{form}"


def _where(activity: Activity, slot: Slot | None, district: District) -> str:
    if activity.modality is Modality.VIRTUAL:
        return "online"
    place = (slot.school if slot else None) or activity.school
    school = district.schools.get(place) if place else None
    room = f"room {slot.room}" if slot and slot.room else ""
    return ", ".join(filter(None, (school.name if school else "", room)))


def _in_time(item: Item) -> tuple[bool, date, bool, str, str]:
    """Order of time; what has no date comes last, what has no clock time after what has."""
    hour = item.start.rjust(8) if item.end else ""
    afternoon = item.start.endswith("PM") or item.start == "afternoon"
    return (item.day is None, item.day or date.max, afternoon, hour, item.who)
