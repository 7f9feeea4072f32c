"""The rows of ThisWeek: one coach's activities of two weeks, and above them what would be sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.district import District, PersonId
from scheduler.model import Activity, ActivityId, Slot, Unplaced
from scheduler.reasons.why_here import Around, why_here
from scheduler.repair.wishes import DROPPED
from sheets_templates.books.this_week import DRAFT, OVER, THIS_WEEK
from sheets_templates.reading.parse_this_week import has_words
from sheets_templates.vocabulary.as_written import as_written
from sheets_templates.vocabulary.table import CellValue, Grid

Record = dict[str, CellValue]
REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """What stands in the draft's row: a name like `Draft 12`, what it would do, and how it stands."""

    name: str
    does: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one coach's tab is made from; dates from `first` to `last`, both included.

    `answers` are said to wishes; `states` as every reader may see them.
    """

    coach: PersonId
    around: Around
    first: date
    last: date
    draft: DraftLine
    states: Mapping[ActivityId, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def this_week_rows(shown: Shown, grid: Grid = ()) -> list[Record]:
    """The draft first, then what has a time in order of time, then what has none.

    Rows of `grid` that are over and in which she wrote stay as they are.
    """
    rows = [_draft(shown), *_placed(shown), *_open(shown)]
    return [*rows, *_over(grid, {str(row["key"]) for row in rows})]


def _draft(shown: Shown) -> Record:
    return {
        "key": DRAFT,
        "day": "",
        "time": "",
        "who": shown.draft.name,
        "kind": "",
        "what it does": shown.draft.does,
        "why here": "",
        "state": shown.draft.state,
        "school": "",
        "room": "",
        "minutes": "",
    }


def _placed(shown: Shown) -> list[Record]:
    around = shown.around
    hers = [
        (slot, key)
        for key, slot in around.schedule.placed.items()
        if around.schedule.activities[key].leader == shown.coach
        and shown.first <= around.days.date_of(slot.start) <= shown.last
    ]
    return [_row(key, slot, shown) for slot, key in sorted(hers)]


def _row(key: ActivityId, slot: Slot, shown: Shown) -> Record:
    around = shown.around
    activity, local = around.schedule.activities[key], around.days.local(slot.start)
    school = around.district.schools.get(slot.school) if slot.school else None
    return {
        "key": key,
        "day": local.date(),
        "time": local.time().replace(tzinfo=None),
        "who": who(activity, around.district),
        "kind": activity.kind.value,
        "what it does": shown.answers.get(key, ""),
        "why here": why_here(key, around),
        "state": shown.states.get(key, "proposed"),
        "school": school.name if school else activity.modality.value,
        "room": slot.room,
        "minutes": slot.minutes,
    }


def _open(shown: Shown) -> list[Record]:
    schedule = shown.around.schedule
    hers = [
        one
        for one in schedule.unplaced
        if (activity := schedule.activities[one.activity]).leader == shown.coach
        and activity.window.first <= shown.last
        and activity.window.last >= shown.first
    ]
    return [_unplaced(one, shown) for one in sorted(hers, key=lambda one: one.activity)]


def _unplaced(one: Unplaced, shown: Shown) -> Record:
    activity = shown.around.schedule.activities[one.activity]
    dropped = one.reasons == (DROPPED,)
    says = [reason.says for reason in one.reasons[:REASONS]]
    return {
        "key": one.activity,
        "day": "",
        "time": "",
        "who": who(activity, shown.around.district),
        "kind": activity.kind.value,
        "what it does": shown.answers.get(one.activity, ""),
        "why here": "" if dropped else "; ".join(dict.fromkeys(says)),
        "state": "dropped" if dropped else "no time",
        "school": "",
        "room": "",
        "minutes": activity.minutes,
    }


def who(activity: Activity, district: District) -> str:
    """Whom she meets: a name, several, a cohort, or what a shared event is called."""
    people = district.people
    others = [one for one in activity.required if one != activity.leader]
    if activity.shared:
        return activity.label
    if len(others) > 1 and activity.cohort:
        return f"cohort {activity.cohort}"
    return ", ".join(people[one].name if one in people else str(one) for one in others)


def _over(grid: Grid, shown: Collection[str]) -> Sequence[Record]:
    """Rows nobody needs any more in which somebody wrote."""
    titles = [str(cell.value or "").strip() for cell in grid[0]] if grid else []
    if titles.count(THIS_WEEK.key) != 1:
        return []
    at = titles.index(THIS_WEEK.key)
    keys = {
        str(row[at].value)
        for row in grid[1:]
        if at < len(row) and row[at].value and has_words(row, titles)
    }
    return [{**row, "state": OVER} for row in as_written(THIS_WEEK, grid, keys - set(shown))]
