"""Files that leave the district carry initials; those that stay carry names, and neither a note."""

import csv
from pathlib import Path

import pytest

from scheduler.district import Role
from sheets_templates.books.program import SCHEDULE, UNPLACED
from sheets_templates.vocabulary.grid import Rows
from sheets_templates.vocabulary.redaction import redacted
from sync.files.xlsx import read_xlsx
from tests.builders import a_person
from tests.journeys.typing_commands import Typist

NAMES = ("Ana Ruiz", "Maria Lopez", "James Chen")


def text_of(folder: Path) -> str:
    return "".join(path.read_text("utf-8-sig") for path in sorted(folder.glob("*.csv")))


@pytest.mark.proves("F-80")
def test_with_redact_no_name_address_or_key_is_in_the_files(scheduled: Typist) -> None:
    scheduled.does("export", "csv", "--out", "whole")
    scheduled.does("export", "csv", "--redact", "--out", "short")
    scheduled.does("export", "xlsx", "--redact", "--out", "short.xlsx")
    whole, short = text_of(scheduled.folder / "whole"), text_of(scheduled.folder / "short")
    grids = read_xlsx(scheduled.folder / "short.xlsx")
    cells = [str(cell.value) for grid in grids.values() for row in grid for cell in row]

    assert all(name in whole for name in NAMES)
    assert not [name for name in (*NAMES, "@lincoln.example", "clc.") if name in short]
    assert not [text for text in cells if any(name in text for name in NAMES)]
    assert "M. L." in short
    assert "M. L." in cells


@pytest.mark.proves("F-80")
def test_the_page_carries_initials_unless_names_are_asked_for(scheduled: Typist) -> None:
    said = {
        flags: scheduled.does("export", "html", *flags, "--out", "page.html").out
        + "\n"
        + (scheduled.folder / "page.html").read_text("utf-8")
        for flags in ((), ("--redact",), ("--names",))
    }

    for flags in ((), ("--redact",)):
        assert "The page carries initials." in said[flags]
        assert "M. L." in said[flags]
        assert not [name for name in NAMES if name in said[flags]]
    assert "The page carries full names" in said["--names",]
    assert "Maria Lopez" in said["--names",]


def test_names_are_asked_for_with_the_page_alone_and_never_beside_redact(
    scheduled: Typist,
) -> None:
    for words, why in (
        (("csv", "--names"), "--names works with html only"),
        (("html", "--names", "--redact"), "contradict each other"),
    ):
        ran = scheduled.types("export", *words)
        assert ran.code == 2
        assert why in ran.err


@pytest.mark.proves("F-80")
def test_no_file_of_the_schedule_has_a_column_for_notes_or_reasons(scheduled: Typist) -> None:
    scheduled.does("export", "csv", "--out", "whole")
    headers = set()
    for path in (scheduled.folder / "whole").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            headers |= set(next(csv.reader(file)))

    assert {"participants", "coach", "state"} <= headers
    assert not headers & {"reason_moved", "coach_comment", "next_step", "outcome", "reason"}


def test_a_name_inside_a_sentence_is_shortened_and_a_longer_one_first() -> None:
    people = [a_person("Ann Lee"), a_person("Ann Lee Moss", Role.COACH)]
    rows: Rows = [
        [column.header for column in UNPLACED.columns],
        ["a.lee", "visit", "Ann Lee Moss, Ann Lee", "", "Ann Lee has no time", "", ""],
    ]

    assert redacted(UNPLACED, rows, people)[1] == [
        *("", "visit", "A. L. M., A. L.", "", "A. L. has no time", "", "")
    ]


def test_without_people_or_rows_nothing_happens() -> None:
    assert redacted(SCHEDULE, [], []) == []
    assert redacted(SCHEDULE, [["type"], ["visit"]], []) == [["type"], ["visit"]]
