"""ThisWeek: what coaches write there is read as they meant it, and what they see says why."""

from datetime import date, datetime, time

import pytest

from scheduler.model import (
    ASKED_FOR,
    ActivityId,
    After,
    Container,
    Kind,
    Pin,
    Schedule,
    Unplaced,
)
from scheduler.reasons.why_here import Around, why_here
from scheduler.repair.wishes import DROPPED
from scheduler.schoolday import SchoolDays
from sheets_templates.books.this_week import DRAFT, THIS_WEEK
from sheets_templates.reading.parse_this_week import Asked, Page, read_page
from sheets_templates.reading.parse_wish import Wish, read_wish
from sheets_templates.vocabulary.table import Cell, CellKind, CellValue, Grid, address
from sheets_templates.writing.render_this_week import DraftLine, Shown, this_week_rows
from tests.builders import (
    ANA,
    HALL,
    VISIT,
    a_district,
    a_schedule,
    a_slot,
    an_activity,
)

MONDAY = date(2026, 12, 7)
WEDNESDAY = date(2026, 12, 9)
NOTHING = Schedule(activities={}, placed={})
TUESDAY_1040 = Wish(day=date(2026, 12, 8), wall=time(10, 40))


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Tue 10:40", TUESDAY_1040),
        ("tuesday at 10.40 am", TUESDAY_1040),
        ("12/8 10:40", TUESDAY_1040),
        ("2026-12-08 10:40", TUESDAY_1040),
        ("1:15", Wish(day=WEDNESDAY, wall=time(13, 15))),
        ("Thu 9", Wish(day=date(2026, 12, 10), wall=time(9, 0))),
        ("not Monday", Wish(never=(0,))),
        ("not Mon, Wed", Wish(never=(0, 2))),
        ("not Mon-Wed", Wish(never=(0, 1, 2))),
        ("Tuesday or Thursday", Wish(only=(1, 3))),
        ("", Wish()),
    ],
)
def test_a_wish_is_read_as_a_coach_writes_it(text: str, wish: Wish) -> None:
    assert read_wish(text, monday=MONDAY, stands=WEDNESDAY) == wish


@pytest.mark.parametrize(
    "text", ["soon", "25:00", "not Tue 9:00", "9:00 or 10:00", "1/4", "Tue Wed 9:00", "13/45"]
)
def test_what_could_mean_two_things_is_not_guessed(text: str) -> None:
    assert read_wish(text, monday=MONDAY, stands=WEDNESDAY) == Wish(words=text)


def a_grid(*rows: dict[str, CellValue]) -> Grid:
    """The tab with these rows under its header."""
    titles = [column.header for column in THIS_WEEK.columns]
    table: list[list[CellValue]] = [[*titles], *([row.get(t) for t in titles] for row in rows)]
    return tuple(
        tuple(
            Cell(
                kind=CellKind.EMPTY if value in (None, "") else CellKind.TEXT,
                value=value,
                where=address(THIS_WEEK.name, number, column),
            )
            for column, value in enumerate(row)
        )
        for number, row in enumerate(table)
    )


def test_a_row_says_what_is_wanted_and_the_draft_which_number_was_ticked() -> None:
    page = read_page(
        a_grid(
            {"key": VISIT, "what I want": " Move ", "wish": "Tue 10:40"},
            {"key": DRAFT, "who": "Draft 12", "send": True, "what it does": "Tick send"},
        )
    )

    assert page == Page(
        rows=(Asked(key=VISIT, word="move", wish="Tue 10:40", where="ThisWeek!H2"),),
        ticked=12,
        tick="ThisWeek!B3",
        number=12,
        says="Tick send",
    )


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"held": True}, "held"),
        ({"held": "x"}, "held"),
        ({"held": True, "what I want": "keep"}, "held"),
        ({"what I want": "not held", "wish": "testing"}, "not held"),
        ({"held": False}, ""),
        ({"held": True, "what I want": "not held"}, ""),
    ],
)
@pytest.mark.proves("F-81")
def test_one_tick_says_that_it_was_held(cells: dict[str, CellValue], outcome: str) -> None:
    (row,) = read_page(a_grid({"key": VISIT, **cells})).rows

    assert row.outcome == outcome


def test_a_time_the_spreadsheet_made_of_the_text_is_the_same_wish() -> None:
    (row,) = read_page(
        a_grid({"key": VISIT, "what I want": "move", "wish": datetime(2026, 12, 8, 10, 40)})  # noqa: DTZ001 - a cell's wall time
    ).rows

    assert read_wish(row.wish, monday=MONDAY, stands=WEDNESDAY) == TUESDAY_1040


@pytest.mark.parametrize(
    ("word", "says"),
    [("kep", "did you mean keep?"), ("later", "choose one of keep, move")],
)
def test_a_word_nobody_knows_is_told_with_its_address(word: str, says: str) -> None:
    (row,) = read_page(a_grid({"key": VISIT, "what I want": word})).rows

    assert (row.word, row.where) == ("", "ThisWeek!H2")
    assert says in row.trouble


def test_a_tab_without_its_key_column_asks_for_nothing() -> None:
    assert read_page(()) == read_page((a_grid()[0][1:],)) == Page()


def shown(schedule: Schedule, **more: object) -> Shown:
    district = a_district()
    around = Around(
        schedule=schedule,
        district=district,
        days=SchoolDays(district),
        told=Schedule(activities={}, placed={}),
    )
    plain: dict[str, object] = {
        "coach": ANA,
        "around": around,
        "first": MONDAY,
        "last": date(2026, 12, 13),
        "draft": DraftLine(name="Draft 3", does="Tick send to send 1 invitation"),
    }
    return Shown(**(plain | more))  # type: ignore[arg-type]  # the plain values above, or a test's own


def test_the_draft_comes_first_and_every_row_says_why_it_is_there() -> None:
    rows = this_week_rows(
        shown(a_schedule([(an_activity(teaching=HALL, subject="Math"), a_slot())]))
    )

    assert [row["key"] for row in rows] == [DRAFT, VISIT]
    assert (rows[0]["who"], rows[0]["what it does"]) == (
        "Draft 3",
        "Tick send to send 1 invitation",
    )
    assert rows[1]["why here"] == "Rosa Hall teaches math then, period 4"
    assert (rows[1]["day"], rows[1]["time"], rows[1]["room"]) == (
        date(2026, 12, 8),
        time(10, 40),
        "214",
    )


def test_what_has_no_time_or_was_dropped_is_told_below() -> None:
    lost = ActivityId("clc/alpha/w2/visit/lost")
    schedule = Schedule(
        activities={VISIT: an_activity(), lost: an_activity(id=lost)},
        placed={},
        unplaced=(
            Unplaced(activity=VISIT, reasons=(DROPPED,)),
            Unplaced(activity=lost, reasons=()),
        ),
    )

    _, dropped, lost_row = this_week_rows(shown(schedule))
    assert (dropped["state"], dropped["why here"]) == ("dropped", "")
    assert (lost_row["key"], lost_row["state"]) == (lost, "no time")


@pytest.mark.proves("F-78")
def test_a_row_of_last_week_in_which_she_wrote_stays_as_it_is() -> None:
    old: dict[str, CellValue] = {
        "key": "clc/alpha/w1/visit/hall",
        "who": "Rosa Hall",
        "wish": "a good lesson",
    }
    rows = this_week_rows(shown(a_schedule([])), a_grid(old, {"key": "gone", "who": "Amir Khan"}))

    assert [row["key"] for row in rows] == [DRAFT, old["key"]]
    assert (rows[1]["who"], rows[1]["state"]) == ("Rosa Hall", "over")


def test_why_it_is_there_names_planning_time_and_what_it_comes_after() -> None:
    debrief = an_activity(
        id=ActivityId("debrief"), kind=Kind.DEBRIEF, after=(After(earlier=VISIT),), weekday_wish=2
    )
    schedule = a_schedule(
        [
            (an_activity(), a_slot()),
            (debrief, a_slot("2026-12-09 10:40", container=Container.PREP)),
        ]
    )
    around = shown(schedule).around
    pin = Pin(activity=debrief.id, slot=schedule.placed[debrief.id], because=ASKED_FOR)

    assert why_here(debrief.id, around) == (
        "Rosa Hall's planning period, period 4; Wednesdays were agreed; the day after the visit"
    )
    fixed = Around(
        schedule=schedule,
        district=around.district,
        days=around.days,
        told=schedule,
        pins={pin.activity: pin},
    )
    assert why_here(debrief.id, fixed).startswith(
        "its coach asked for this time; people were told this time; "
    )
