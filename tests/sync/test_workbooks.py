"""A workbook is made once, found again, and shared with those who may read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_google.faults import refuse
from sheets_templates.books.program import TRACKING_TABS
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.workbooks import PROGRAM, known_workbook, workbook
from tests.sync.coaching import (
    OFFICE,
    Workspace,
    a_workspace,
    another_computer,
    connect,
    person,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


def made(office: Workspace, *readers: str) -> tuple[str, list[str]]:
    """The program's workbook in this workspace."""
    return workbook(
        SheetsApi(office.transport),
        office.journal,
        PROGRAM,
        title="Program",
        tabs=TRACKING_TABS,
        readers=[(reader, "reader") for reader in readers],
    )


def test_it_has_the_tabs_that_were_declared(office: Workspace) -> None:
    book, _ = made(office)

    tabs = SheetsApi(office.transport).tabs(book)
    assert [tab.title for tab in tabs] == [tab.name for tab in TRACKING_TABS]


def test_the_second_time_it_is_the_same_one_without_a_call(office: Workspace) -> None:
    first, _ = made(office)
    office.running.log.clear()
    second, _ = made(office)

    assert second == first == known_workbook(office.journal, PROGRAM)
    assert office.running.log.entries() == []


def test_with_a_lost_journal_it_is_found_again(office: Workspace, tmp_path: Path) -> None:
    first, _ = made(office)
    with another_computer(office.running, tmp_path / "new.sqlite3", office.district) as other:
        found, _ = made(other)
        made_twice = SheetsApi(connect(office.running, OFFICE)).find()

    assert found == first
    assert made_twice == [first]


def test_readers_can_open_it_and_others_cannot(office: Workspace) -> None:
    book, notes = made(office, person("ana"))

    assert notes == []
    assert SheetsApi(connect(office.running, person("ana"))).tabs(book)
    with pytest.raises(Exception, match="refused"):
        SheetsApi(connect(office.running, person("ben"))).tabs(book)


def test_one_that_cannot_be_shared_is_still_made_and_told(office: Workspace) -> None:
    office.running.faults.add(refuse("drive.permissions.create", 403, "insufficientPermissions"))
    book, notes = made(office, person("ana"))

    assert book == known_workbook(office.journal, PROGRAM)
    assert [note.partition(":")[0] for note in notes] == [
        "'Program' could not be shared with ana@district.example"
    ]


def test_a_reader_who_comes_later_can_open_it_and_nobody_is_shared_with_twice(
    office: Workspace,
) -> None:
    made(office, person("ana"))
    office.running.log.clear()
    book, notes = made(office, person("ana"), person("ben"))

    assert notes == []
    assert len(office.running.log.entries("drive.permissions.create")) == 1
    assert SheetsApi(connect(office.running, person("ben"))).tabs(book)


def test_one_that_could_not_be_shared_is_shared_the_next_time(office: Workspace) -> None:
    office.running.faults.add(refuse("drive.permissions.create", 403, "insufficientPermissions"))
    made(office, person("ana"))

    book, notes = made(office, person("ana"))

    assert notes == []
    assert SheetsApi(connect(office.running, person("ana"))).tabs(book)
