"""The workbook's ledger tells a computer that does not know it yet which events are ours."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from local_google import admin
from scheduler.errors import RemoteError
from scheduler.model import ActivityId
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program import LEDGER
from sheets_templates.vocabulary.table import Cell, CellKind, Grid
from sync.account.credentials import SCOPES, load_local
from sync.calendars.adopt import look_for_ours
from sync.event.identity import EventId, event_id, key_of
from sync.journal.kept_facts import make_again
from sync.merging.changes import Known, Standing, Verb
from sync.sheets.ledger import (
    WORDS,
    Ledger,
    learn,
    ledger_in,
    read_ledger,
    take_over,
    together,
)
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracker import Row
from sync.sheets.tracking import Matter, Tracked, track_all
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.builders import ANA, VISIT, a_schedule
from tests.sync.coaching import OFFICE, QuickClock, Workspace, another_computer, verbs, visit

BY_US, BY_A_PERSON, STANDS = (
    Standing.REMOVED_BY_US,
    Standing.REMOVED_BY_A_PERSON,
    Standing.STANDS,
)
KEY = key_of("example", VISIT)
ROW = Known(
    key=KEY,
    activity=VISIT,
    event_id=event_id("example", KEY, 1),
    calendar_id="c",
    generation=1,
    base="time:x",
)


def again(row: Known, generation: int) -> Known:
    return replace(row, generation=generation, event_id=event_id("example", KEY, generation))


def tracked(office: Workspace) -> Tracked:
    """Bring the workbooks up to date."""
    schedule = a_schedule([visit()])
    days = SchoolDays(office.district)
    matter = Matter(district=office.district, days=days, schedule=schedule, published=schedule)
    return track_all(SheetsApi(office.transport), office.journal, matter)


@contextmanager
def second(office: Workspace, folder: Path) -> Iterator[Workspace]:
    """Another computer, whose journal knows nothing."""
    with another_computer(office.running, folder / "second.sqlite3", office.district) as other:
        yield other


@pytest.mark.parametrize(
    ("mine", "theirs", "knows_more"),
    [
        (None, ROW, "theirs"),
        (ROW, ROW, "mine"),
        (again(ROW, 2), replace(ROW, standing=BY_A_PERSON), "mine"),
        (ROW, again(ROW, 2), "theirs"),
        *(
            (replace(ROW, standing=mine), replace(ROW, standing=theirs), more)
            for (mine, a), (theirs, b) in itertools.product(
                [(STANDS, 0), (BY_A_PERSON, 1), (BY_US, 2)], repeat=2
            )
            for more in ["theirs" if b > a else "mine"]
        ),
    ],
)
def test_of_two_computers_the_one_that_saw_more_is_right(
    mine: Known | None, theirs: Known, knows_more: str
) -> None:
    assert together(mine, theirs) is (theirs if knows_more == "theirs" else mine)


def test_of_two_calendars_made_at_the_same_moment_each_keeps_its_own_event() -> None:
    theirs = replace(ROW, calendar_id="the other", standing=BY_US)

    assert together(ROW, theirs) is ROW
    assert together(theirs, ROW) is theirs


@pytest.mark.proves("P4", "C4")
def test_a_deletion_is_learned_from_the_ledger_after_google_forgot_it(
    published: Workspace, tmp_path: Path
) -> None:
    event = published.event()
    published.api.delete_event(event.calendar_id, event.id, etag=event.etag, send_updates="none")
    published.journal.remember([replace(published.journal.known()[0], standing=BY_A_PERSON)])
    tracked(published)
    admin.purge(published.running.store, event.calendar_id, event.id)
    with second(published, tmp_path) as other:
        news = learn(SheetsApi(other.transport), other.journal)
        changes = other.compare(visit())

    assert news == 1
    assert verbs(changes) == [Verb.TOMBSTONE]


@pytest.mark.proves("P8", "GE-2")
def test_with_least_rights_the_calendars_are_found_from_the_ledger(
    published: Workspace, tmp_path: Path
) -> None:
    tracked(published)
    transport = least(published)
    with second(published, tmp_path) as other:
        poor = replace(other, transport=transport)
        with pytest.raises(RemoteError):
            poor.api.calendars()
        learn(SheetsApi(transport), other.journal)
        ours = look_for_ours(
            poor.api,
            "example",
            owners=[ANA],
            activities=[VISIT],
            calendars=other.journal.calendars(),
            noted=other.journal.known(),
        )
        changes = poor.compare(visit())
    transport.close()

    assert ours.calendars == published.journal.calendars()
    assert [one.standing for one in ours.events] == [STANDS]
    assert verbs(changes) == [Verb.NOTHING]


def least(office: Workspace) -> Transport:
    """A sign-in with the least scopes, which may not list calendars."""
    scopes = [one for one in SCOPES if not one.endswith(("/calendar", "calendarlist"))]
    minted = admin.mint(office.running.store, OFFICE, scopes=scopes)
    credential = load_local(office.running.url, minted.refresh, token=minted.access)
    return Transport(credential, local(office.running.url), clock=QuickClock())


def test_learning_costs_one_read(published: Workspace) -> None:
    tracked(published)
    published.running.log.clear()
    learn(SheetsApi(published.transport), published.journal)

    assert [one.method for one in published.running.log.entries("*")] == ["sheets.spreadsheets.get"]


def test_without_a_workbook_there_is_nothing_to_learn(office: Workspace) -> None:
    assert learn(SheetsApi(office.transport), office.journal) == 0
    assert office.journal.serial == 1


def test_what_is_learned_makes_older_change_sets_stale_once(office: Workspace) -> None:
    before = office.journal.serial
    take_over(office.journal, written(ROW))
    once = office.journal.serial
    take_over(office.journal, written(ROW))

    assert (once, office.journal.serial) == (before + 1, before + 1)
    assert office.journal.known() == (ROW,)


@pytest.mark.proves("C3")
def test_what_a_person_allowed_again_is_not_forbidden_by_an_older_ledger(
    office: Workspace,
) -> None:
    removed = replace(ROW, standing=BY_A_PERSON)
    office.journal.remember([removed])
    make_again(office.journal, VISIT)
    take_over(office.journal, written(removed))

    assert office.journal.known()[0].standing is BY_US


@pytest.mark.slow
def test_a_computer_that_knows_less_takes_nothing_out_of_the_ledger(
    published: Workspace, tmp_path: Path
) -> None:
    tracked(published)
    with second(published, tmp_path) as other:
        tracked(other)
        found = read_ledger(SheetsApi(other.transport), other.journal)

    assert found.events == published.journal.known()
    assert found.calendars == published.journal.calendars()


@pytest.mark.slow
def test_a_workbook_of_an_older_version_gets_its_ledger(published: Workspace) -> None:
    books = tracked(published).books
    (book,) = (one for title, one in books.items() if "program" in title)
    api = SheetsApi(published.transport)
    (tab,) = (one for one in api.tabs(book) if one.title == LEDGER.name)
    api.write(book, [{"deleteSheet": {"sheetId": tab.sheet_id}}])
    tracked(published)

    assert read_ledger(api, published.journal).events == published.journal.known()
    assert tab.hidden


@pytest.mark.parametrize(
    "row",
    [
        {"gcal_id": "bellmadeup"},
        {"generation": 7.0},
        {"generation": "many"},
        {"state": "gone"},
        {"activity": ""},
        {"calendar_id": ""},
    ],
)
def test_a_row_somebody_changed_is_not_believed(row: dict[str, str | float]) -> None:
    (cells,) = ledger_rows_of(ROW)

    assert ledger_in(a_grid(cells), "example").events == (ROW,)
    assert ledger_in(a_grid({**cells, **row}), "example").events == ()


def a_grid(*rows: Row) -> Grid:
    """The tab as it is read: numbers come back as floats."""
    headers = [column.header for column in LEDGER.columns]
    lines = [dict(zip(headers, headers, strict=True)), *rows]
    return tuple(
        tuple(
            Cell(kind=CellKind.TEXT, value=line[header], where=f"Ledger!A{number}")
            for header in headers
        )
        for number, line in enumerate(lines, start=1)
    )


def ledger_rows_of(*known: Known) -> list[Row]:
    return [
        {
            "key": one.key,
            "activity": one.activity,
            "calendar_id": one.calendar_id,
            "gcal_id": one.event_id,
            "generation": float(one.generation),
            "state": WORDS[one.standing],
            "base": one.base,
        }
        for one in known
    ]


def written(*known: Known) -> Ledger:
    """What a ledger with these rows says."""
    return ledger_in(a_grid(*ledger_rows_of(*known)), "example")


def test_a_ledger_adds_calendars_and_never_exchanges_one(office: Workspace) -> None:
    office.journal.calendar_made(ANA, "mine", "")
    ledger = ledger_in((), "example")
    take_over(office.journal, replace(ledger, calendars={ANA: "theirs"}))

    assert office.journal.calendars() == {ANA: "mine"}


@pytest.mark.proves("P8")
def test_the_newest_generation_is_found_without_any_notes(published: Workspace) -> None:
    for _ in range(2):
        published.publish(dropped=(VISIT,))
        published.publish(visit())
    ours = look_for_ours(
        published.api,
        "example",
        owners=[ANA],
        activities=[VISIT, ActivityId("other")],
        calendars={},
        noted=[],
    )

    (row,) = ours.events
    assert row == published.journal.known()[0]
    assert row.event_id == EventId(published.event(generation=3).id)
