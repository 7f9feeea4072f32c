"""Who is forgotten stands in no table, no file and no workbook any more, and opens none."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

import workflow
from scheduler.district import PersonId
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.vocabulary.table import Grid, address
from sync.journal.tables import metadata
from sync.sheets.who_reads import known_books
from sync.sheets.workbooks import coach_book
from tests.errands.test_forgetting import ADDRESS, NAME, kept
from tests.journeys.typing_commands import Typist

AFTERWARDS = "2026-12-18T15:00"
OWN = coach_book(PersonId("c1"))


@pytest.fixture
def over(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    """A month later: everything is over, and there are exports."""
    typist = pushed_workspace.moved_to(tmp_path / "over")
    for form in ("ics", "csv"):
        typist.does("export", form)
    typist.now = AFTERWARDS
    return typist


@contextmanager
def at_desk(typist: Typist) -> Iterator[workflow.Desk]:
    workspace = workflow.open_here(start=typist.folder, now=AFTERWARDS)
    with workflow.at_work(workspace, workflow.read(workspace)) as desk:
        yield desk


def logged(desk: workflow.Desk) -> Grid:
    return desk.google.sheets.read(known_books(desk.journal)[OWN], [VISIT_LOG.name])[VISIT_LOG.name]


def type_notes(typist: Typist) -> None:
    """Two rows of the coach's log: one about Maria, one about somebody else that mentions her."""
    with at_desk(typist) as desk:
        grid = logged(desk)
        headers = [cell.value for cell in grid[0]]
        teachers = [row[headers.index("teacher")].value for row in grid]
        at = {name: teachers.index(name) for name in (NAME, "James Chen")}
        comment, minutes = headers.index("coach_comment"), headers.index("actual_min")
        desk.google.sheets.write_values(
            known_books(desk.journal)[OWN],
            {
                address(VISIT_LOG.name, at[NAME], comment): [["Asked good questions."]],
                address(VISIT_LOG.name, at[NAME], minutes): [[35]],
                address(VISIT_LOG.name, at["James Chen"], comment): [[f"Works with {NAME}."]],
            },
        )


def everything(typist: Typist) -> dict[str, str]:
    """Every table of the journal, every file, and every workbook with who opens it, as text."""
    found = {str(path): data.decode("utf-8", "ignore") for path, data in kept(typist).items()}
    with at_desk(typist) as desk:
        for table in metadata.sorted_tables:
            rows = desk.journal.rows(select(table))
            found[f"table {table.name}"] = json.dumps([list(row) for row in rows], default=str)
        for name, book in known_books(desk.journal).items():
            tabs = desk.google.sheets.read(book)
            values = [[cell.value for cell in row] for grid in tabs.values() for row in grid]
            ways = desk.google.sheets.sharing.permissions(book)
            found[f"workbook {name}"] = f"{values} {ways}"
    return found


def naming(typist: Typist, *words: str) -> list[str]:
    return sorted(
        where for where, text in everything(typist).items() if any(one in text for one in words)
    )


@pytest.mark.slow
@pytest.mark.proves("X19", "F-101")
def test_after_forget_no_table_file_or_workbook_names_her(over: Typist) -> None:
    type_notes(over)
    before = naming(over, ADDRESS, NAME)
    dry = over.does("forget", NAME)
    still = naming(over, ADDRESS, NAME)
    done = over.does("forget", NAME, "--yes")

    assert {f"workbook {OWN}", "workbook program"} <= set(before)
    assert still == before
    assert f"workbook {OWN}: " in dry.out
    assert "cell" in dry.out
    assert naming(over, ADDRESS, NAME) == []
    assert "Done." in done.out


@pytest.mark.slow
@pytest.mark.proves("X19", "F-101")
def test_notes_about_her_go_and_notes_about_others_stay_without_her_name(over: Typist) -> None:
    type_notes(over)
    over.does("forget", NAME, "--yes")

    with at_desk(over) as desk:
        cells = [str(cell.value) for row in logged(desk) for cell in row]
    assert "Asked good questions." not in cells
    assert "35.0" not in cells
    (other,) = [text for text in cells if text.startswith("Works with ")]
    assert other.startswith("Works with forgotten-")


@pytest.mark.slow
@pytest.mark.proves("X19")
def test_a_pull_afterwards_does_not_bring_her_visits_back(over: Typist) -> None:
    over.does("forget", NAME, "--yes")

    over.does("pull")

    assert naming_rows(over) == []


def naming_rows(typist: Typist) -> list[str]:
    with at_desk(typist) as desk:
        return [
            str(cell.value) for row in logged(desk) for cell in row if NAME in str(cell.value or "")
        ]


@pytest.mark.slow
@pytest.mark.proves("X19", "F-80")
def test_a_coach_who_is_forgotten_opens_her_workbook_no_more_and_its_title_forgets_her(
    over: Typist,
) -> None:
    with at_desk(over) as desk:
        before = desk.google.sheets.find("Math coaching - visit log of Ana Ruiz")
    out = over.does("forget", "Ana Ruiz", "--yes").out

    assert "1 way in, its title" in out
    with at_desk(over) as desk:
        assert [*known_books(desk.journal).values()].count(before[0]) == 1
        assert desk.google.sheets.find("Math coaching - visit log of Ana Ruiz") == []
        ways = desk.google.sheets.sharing.permissions(before[0])
        assert [way.role for way in ways] == ["owner"]
    assert naming(over, "Ana Ruiz", "ana.ruiz@lincoln.example") == []
