"""`workbooks share` and `template`, and what `doctor` tells of who can read what, as they are typed."""

from pathlib import Path

import pytest

import workflow
from sheets_templates.books.facts import TEMPLATE_TABS
from sync.files.xlsx import read_xlsx
from sync.sheets.who_reads import known_books
from sync.wire.google_http import SheetsHttp
from tests.errands.test_forgetting_workbooks import OWN, at_desk
from tests.journeys.typing_commands import Typist

SOMEBODY = "old.coach@lincoln.example"


@pytest.fixture
def pushed(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    return pushed_workspace.moved_to(tmp_path / "pushed")


def let_in(desk: workflow.Desk, name: str, **permission: str) -> None:
    """What somebody does in the Share dialog."""
    book = known_books(desk.journal)[name]
    SheetsHttp(desk.google.transport).request(
        "post",
        f"https://www.googleapis.com/drive/v3/files/{book}/permissions",
        json=permission,
        params={"sendNotificationEmail": False},
    )


@pytest.mark.proves("S12", "F-80")
def test_what_is_too_wide_is_told_counted_and_closed_when_asked(pushed: Typist) -> None:
    with at_desk(pushed) as desk:
        let_in(desk, OWN, type="anyone", role="reader")
        let_in(desk, "program", type="user", role="writer", emailAddress=SOMEBODY)
    mails = len(pushed.mails())
    told = pushed.does("doctor").out
    dry = pushed.does("workbooks", "share").out
    again = pushed.does("workbooks", "share").out
    done = pushed.does("workbooks", "share", "--yes").out

    assert "open to everybody with the link" in told
    assert f"{SOMEBODY} opens it and should not" in told
    assert "2 workbooks, 2 not open to exactly those it is for" in told
    assert "Coach workbook of Ana Ruiz\n  - everybody with the link: closed" in dry
    assert f"  - {SOMEBODY}: no longer" in dry
    assert "0 let in, 0 changed, 1 taken away, 1 way for everybody closed" in dry
    assert "dry run" in dry
    assert again == dry
    assert "dry run" not in done
    assert "Nothing to change." in pushed.does("workbooks", "share").out
    assert "2 workbooks, each open to those it is for" in pushed.does("doctor").out
    assert len(pushed.mails()) == mails


def test_before_the_first_push_there_is_nothing_to_share(scheduled: Typist) -> None:
    assert "There is no workbook yet" in scheduled.does("workbooks", "share", "--yes").out
    assert "Readers" not in scheduled.does("doctor").out


@pytest.mark.proves("X18")
def test_the_template_has_every_tab_of_a_coach_and_nothing_in_it(pushed: Typist) -> None:
    pushed.does("workbooks", "template", "--out", "empty.xlsx")

    tabs = read_xlsx(pushed.folder / "empty.xlsx")
    assert {*tabs} == {"README", *(tab.name for tab in TEMPLATE_TABS)}
    assert "ThisWeek" not in tabs
    for tab in TEMPLATE_TABS:
        head, *rows = tabs[tab.name]
        assert [cell.value for cell in head] == [column.header for column in tab.columns]
        assert [cell for row in rows for cell in row if cell.value] == []


def test_the_template_as_a_sheet_is_read_by_coaches_and_made_once(pushed: Typist) -> None:
    dry = pushed.does("workbooks", "template", "--sheet").out
    with at_desk(pushed) as desk:
        assert "template" not in known_books(desk.journal)
    first = pushed.does("workbooks", "template", "--sheet", "--yes").out
    second = pushed.does("workbooks", "template", "--sheet", "--yes").out

    assert "dry run" in dry
    assert "ana.ruiz@lincoln.example" in first
    assert "/copy" in first
    assert second == first
    with at_desk(pushed) as desk:
        tabs = desk.google.sheets.read(known_books(desk.journal)["template"])
        assert {
            name for name, grid in tabs.items() if any(c.value for r in grid[1:] for c in r)
        } == {"README"}
        ways = desk.google.sheets.sharing.permissions(known_books(desk.journal)["template"])
    assert sorted(way.role for way in ways) == ["owner", "reader"]


@pytest.mark.parametrize("words", [("--yes",), ("--sheet", "--out", "x.xlsx")])
def test_what_makes_no_sense_together_is_refused(pushed: Typist, words: tuple[str, ...]) -> None:
    assert pushed.types("workbooks", "template", *words).code == 2
