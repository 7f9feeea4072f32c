"""`bellweave workbooks`: a district goes from files to a Sheet without typing anything twice."""

import re
from pathlib import Path

import pytest

from scheduler.district import District
from tests.journeys.typing_commands import Typist
from workflow import open_here, read


def district(typist: Typist) -> District:
    return read(open_here(now=typist.now, start=typist.folder)).district


def set_input(typist: Typist, line: str) -> None:
    """Read the input from somewhere else, as its user is told to."""
    settings = typist.folder / "bellweave.toml"
    text = re.sub(r"(?m)^inputs = .*$", line, settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def built_once(fresh_workspace: Typist, tmp_path_factory: pytest.TempPathFactory) -> Typist:
    typist = fresh_workspace.moved_to(tmp_path_factory.mktemp("built"))
    typist.does("workbooks", "build", "--yes")
    return typist


@pytest.fixture
def built(built_once: Typist, tmp_path: Path) -> Typist:
    """A workspace whose workbooks were made."""
    return built_once.moved_to(tmp_path / "built")


@pytest.mark.proves("F-1", "F-77")
def test_a_district_read_from_the_setup_it_built_is_the_same_district(built: Typist) -> None:
    by_files = district(built)
    said = built.does("workbooks", "list").out
    (setup,) = re.findall(r"(?m)^setup .*\n +(.+)$", said)

    set_input(built, f'spreadsheet = "{setup}"')

    assert district(built) == by_files
    assert open_here(start=built.folder).spreadsheet == setup


@pytest.mark.proves("F-1")
def test_a_district_read_from_the_file_of_setup_is_the_same_district(fresh: Typist) -> None:
    by_files = district(fresh)

    fresh.does("workbooks", "build", "--xlsx", "--out", "setup.xlsx")
    set_input(fresh, 'inputs = "setup.xlsx"')

    assert district(fresh) == by_files


def test_without_yes_it_says_what_it_would_make_and_makes_nothing(fresh: Typist) -> None:
    said = fresh.does("workbooks", "build").out

    assert "Would make Setup: 3 tabs" in said
    assert "People           9 rows" in said
    assert said.endswith("Do it with: --yes\n")
    assert "There is no workbook yet" in fresh.does("workbooks", "list").out


def test_a_second_time_nothing_of_the_peoples_is_written_over(built: Typist) -> None:
    said = built.does("workbooks", "build", "--yes").out

    assert "Setup was made before and is left alone." in said


def test_the_list_names_each_workbook_with_its_version(built: Typist) -> None:
    said = built.does("workbooks", "list").out

    assert re.search(r"^setup +version 2, 4 tabs, 4 of them seen$", said, re.MULTILINE)
    assert re.search(r"^program +version 2, ", said, re.MULTILINE)


@pytest.mark.proves("F-90")
def test_a_workbook_of_this_version_needs_no_upgrade(built: Typist) -> None:
    said = built.does("workbooks", "upgrade", "--yes").out

    assert re.search(r"^setup +version 2, nothing to do$", said, re.MULTILINE)
    assert "+" not in said


def test_what_does_not_go_together_is_refused(fresh: Typist) -> None:
    assert fresh.types("workbooks", "build", "--out", "x.xlsx").code == 2
    assert fresh.types("workbooks", "build", "--xlsx", "--yes").code == 2
