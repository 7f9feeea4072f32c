"""`check --mark` from the command line: into the Sheet, or into a copy of the files; dry without --yes."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

import workflow
from sheets_templates.inputs.inputs import SMALL_START
from sync.files.tabs import read_files
from tests.journeys.input_sheet import in_a_sheet
from tests.journeys.typing_commands import Typist


def spoiled(typist: Typist, old: str, new: str) -> None:
    path = typist.folder / "input" / "Cohorts.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """Every file but those of the program's own folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".bellweave" not in path.parts
    }


def test_without_yes_nothing_is_written(fresh: Typist) -> None:
    spoiled(fresh, "t1; t2", "t1; nobody; t2")
    before = files(fresh.folder)
    ran = fresh.types("check", "--mark")

    assert ran.code == 1
    assert "Would write out/faults.xlsx" in ran.out.replace(str(fresh.folder) + "/", "")
    assert "Nothing was written. To write it: bellweave check --mark --yes" in ran.out
    assert "where: Cohorts!" in ran.err
    assert files(fresh.folder) == before


@pytest.mark.proves("F-2")
def test_from_files_a_marked_copy_is_made_and_goes_when_all_is_mended(fresh: Typist) -> None:
    spoiled(fresh, "t1; t2", "t1; nobody; t2")
    before = files(fresh.folder)
    assert fresh.types("check", "--mark", "--yes").code == 1
    copy = fresh.folder / "out" / "faults.xlsx"
    with zipfile.ZipFile(copy) as book:
        comments = "".join(
            book.read(name).decode() for name in book.namelist() if "comments" in name
        )
    tabs = read_files(copy)

    assert "Bellweave: Nobody on the People tab is" in comments
    assert 'ref="H2"' in comments
    assert list(tabs) == ["Faults", "Availability", "Cohorts", "People"]
    assert tabs["Cohorts"][1][7].value == "t1; nobody; t2; t3; t4; t5; t6; t7; t8"
    assert [cell.value for cell in tabs["Faults"][1][1:2]] == ["Cohorts!H2"]
    assert {name: one for name, one in files(fresh.folder).items() if "out" not in name} == before

    spoiled(fresh, "nobody; ", "")
    ran = fresh.types("check", "--mark", "--yes")
    assert (ran.code, copy.exists()) == (0, False)
    assert "faults.xlsx of the last check was removed" in ran.out


def test_yes_alone_is_refused(fresh: Typist) -> None:
    ran = fresh.types("check", "--yes")

    assert (ran.code, "--yes goes with --mark" in ran.err) == (2, True)


@pytest.mark.slow
@pytest.mark.proves("F-2")
def test_in_a_sheet_the_findings_stand_beside_their_cells(fresh: Typist) -> None:
    spoiled(fresh, "t1; t2", "t1; nobody; t2")
    book = in_a_sheet(fresh)
    dry = fresh.types("check", "--mark")
    assert (dry.code, notes(fresh, book)) == (1, {})
    ran = fresh.types("check", "--mark", "--yes")

    assert ran.code == 1
    assert "Noted beside 1 cell; 1 row in Faults." in ran.out
    ((where, note),) = notes(fresh, book).items()
    assert where[0] == "Cohorts"
    assert "Nobody on the People tab is" in note
    assert "says it all already" in fresh.types("check", "--mark", "--yes").out

    with workflow.google(workflow.open_here(start=fresh.folder, now=fresh.now), None) as clients:
        clients.sheets.write_values(book, {f"Cohorts!{where[1]}": [["t1; t2; t3"]]})
    assert fresh.types("check").code == 0
    assert len(notes(fresh, book)) == 1
    assert "taken away at" in fresh.types("check", "--mark", "--yes").out
    assert all("nobody" not in note for note in notes(fresh, book).values())


def notes(typist: Typist, book: str) -> dict[tuple[str, str], str]:
    """The notes below the headers, by tab and cell."""
    names: list[Any] = [tab.name for tab in SMALL_START]
    with workflow.google(workflow.open_here(start=typist.folder, now=typist.now), None) as clients:
        _, found = clients.sheets.read_noted(book, names)
    return {
        (tab, f"{chr(65 + column)}{row + 1}"): note
        for tab, of_tab in found.items()
        for (row, column), note in of_tab.items()
        if row
    }
