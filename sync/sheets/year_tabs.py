"""The tabs of the Program workbook about the year, each made with its first row.

What is over stays as it was written: seats, evidence and the numbers of an update are not counted anew when
somebody leaves afterwards.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from scheduler.counts.reach import Record
from scheduler.model import ActivityId, Kind
from scheduler.peoples_time.availability import Availability
from sheets_templates.books.program_weeks import YEAR, year_week_rows
from sheets_templates.books.program_year import (
    BOARD_UPDATES,
    CONVERSATIONS,
    EQUITY,
    LAB_SITES,
    LEARNING_TARGETS,
    ROUND_EVIDENCE,
    ROUND_SEATS,
    ROUNDS,
)
from sheets_templates.vocabulary.as_written import with_as_written
from sheets_templates.vocabulary.table import Grid, Tab
from sheets_templates.writing.render_rounds import evidence_rows, round_rows, rounds_seen, seat_rows
from sheets_templates.writing.render_year import (
    conversation_rows,
    equity_rows,
    lab_site_rows,
    over,
    target_rows,
    update_rows,
)
from sync.sheets.matter import Matter
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover, Row

ABOUT_A_YEAR = frozenset({Kind.ROUND, Kind.UPDATE, Kind.CONVERSATION, Kind.TRAINING})
"""A district that has one of these looks at its year, and so at what reaches which school."""


def year_rows(
    matter: Matter, states: Mapping[ActivityId, str], outcomes: Mapping[ActivityId, str]
) -> list[TabRows]:
    """What the tabs of the year should show."""
    done = record_of(matter, outcomes)
    schedule, district, days = matter.schedule, matter.district, matter.days
    updates = update_rows(done, schedule)
    has_a_year = any(one.kind in ABOUT_A_YEAR for one in done.asked)
    return [
        _tab(YEAR, year_week_rows(schedule, done.asked, district, days)),
        *_rounds(matter, states, done.took_place()),
        _tab(LAB_SITES, lab_site_rows(schedule, district, days)),
        _tab(CONVERSATIONS, conversation_rows(schedule, done.asked, district, days)),
        _tab(LEARNING_TARGETS, target_rows(schedule, done.asked, district)),
        _tab(BOARD_UPDATES, updates, over(updates, "update_id", done.today)),
        _tab(EQUITY, equity_rows(done) if has_a_year else ()),
    ]


def record_of(matter: Matter, outcomes: Mapping[ActivityId, str]) -> Record:
    """What took place, as far as it is known; without a today nothing is past."""
    return Record(
        district=matter.district,
        days=matter.days,
        told=matter.published,
        today=matter.today or date.min,
        asked=matter.activities or tuple(matter.schedule.activities.values()),
        outcomes=outcomes,
        refused=frozenset((one.activity, one.start) for one in matter.exclusions),
    )


def _rounds(
    matter: Matter, states: Mapping[ActivityId, str], took_place: Collection[ActivityId]
) -> list[TabRows]:
    availability = Availability(matter.district, matter.days)
    rounds = rounds_seen(matter.schedule, matter.activities, availability)
    past = {one.activity.id for one in rounds if one.activity.id in took_place}
    rows = round_rows(rounds, availability, states=states, held=took_place)
    return [
        _tab(ROUNDS, rows),
        _tab(ROUND_SEATS, seat_rows(rounds, availability), past, by="round_id"),
        _tab(ROUND_EVIDENCE, evidence_rows(rounds), past, by="round_id"),
    ]


def _tab(tab: Tab, rows: Sequence[Row], past: Collection[str] = (), *, by: str = "") -> TabRows:
    """`past` are values of the `by` column (the key without) whose rows stay as they were written."""
    return TabRows(
        tab=tab, rows=_over(tab, rows, past, by), leftover=Leftover.CLEAR, may_be_made=True
    )


def _over(
    tab: Tab, rows: Sequence[Row], past: Collection[str], by: str
) -> Callable[[Grid], Sequence[Row]]:
    def found(grid: Grid) -> Sequence[Row]:
        return with_as_written(tab, grid, rows, past, by=by) if past else rows

    return found
