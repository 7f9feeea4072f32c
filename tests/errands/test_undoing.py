"""`bellweave undo` and `bellweave verify-audit`, as somebody types them."""

from pathlib import Path

import pytest

from sync.sheets.sheets_api import SheetsApi
from sync.workspace.google import Google
from tests.journeys.typing_commands import Ran, Typist
from workflow import google, open_here

NEXT_WEEK = "2026-11-09T08:00"
"""Nobody had an e-mail yet in that week."""
ALL = 17


@pytest.fixture
def pushed(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    """With the week sent."""
    return pushed_workspace.moved_to(tmp_path / "pushed")


def states(typist: Typist) -> list[object]:
    """What the workbook's readers see under `state`."""
    workspace = open_here(now=typist.now, start=typist.folder)
    with google(workspace, None) as clients:
        return column(clients, "Schedule", "state")


def column(clients: Google, tab: str, header: str) -> list[object]:
    api: SheetsApi = clients.sheets
    (book,) = [one for one in api.find() if tab in {info.title for info in api.tabs(one)}]
    grid = api.read(book, [tab])[tab]
    at = [cell.value for cell in grid[0]].index(header)
    return [row[at].value for row in grid[1:] if at < len(row) and row[at].value]


def take_back(typist: Typist) -> Ran:
    """Undo the last push; so many cancellations need their number said."""
    cancelled = typist.does("undo").number(r"(\d+) to remove")
    return typist.does("undo", "--yes", "--confirm-cancel", str(cancelled))


@pytest.mark.slow
@pytest.mark.proves("F-73", "GE-40")
def test_an_undo_is_shown_first_and_then_puts_everything_back(pushed: Typist) -> None:
    sent = len(pushed.mails())
    writes, before = pushed.writes(), states(pushed)
    dry = pushed.does("undo")
    unwritten = pushed.writes()
    done = take_back(pushed)
    again = pushed.does("undo")

    assert f"{sent} e-mails" in dry.out
    assert "none can be recalled" in dry.out
    assert "dry run" in dry.out
    assert unwritten == writes
    assert "Run undo-" in done.out
    assert len([one for one in pushed.mails() if one.kind == "cancellation"]) == sent
    assert "sent" in before
    assert "sent" not in states(pushed)
    assert "Nothing to write." in again.out
    assert "stays as it is: run undo-" in again.out


@pytest.mark.slow
@pytest.mark.proves("F-73")
def test_what_was_taken_back_can_be_pushed_again(pushed: Typist) -> None:
    take_back(pushed)
    pushed.now = NEXT_WEEK
    pushed.does("push", "--yes", "--now-send")

    assert pushed.does("push").number(r"(\d+) unchanged") == ALL
    assert "sent" in states(pushed)


@pytest.mark.parametrize("name", ["../r-1", "r-1;x", "R-1", "r" * 65])
@pytest.mark.proves("X12")
def test_a_run_is_named_by_an_id(pushed_workspace: Typist, name: str) -> None:
    assert pushed_workspace.types("undo", name).code == 2


def test_a_run_nobody_made_is_told(pushed_workspace: Typist) -> None:
    ran = pushed_workspace.types("undo", "r-00000000")

    assert ran.code == 2
    assert "no run 'r-00000000' wrote anything" in ran.err


@pytest.mark.proves("F-100")
def test_a_changed_record_is_told_with_its_line(pushed: Typist) -> None:
    whole = pushed.does("verify-audit")
    (file,) = pushed.folder.rglob("*.audit.jsonl")
    lines = file.read_text("utf-8").splitlines()
    lines[1] = lines[1].replace('"mails":2', '"mails":1')
    file.write_text("\n".join([*lines, ""]), "utf-8")
    broken = pushed.types("verify-audit")

    assert f"{len(lines)} lines, none of them changed" in whole.out
    assert broken.code == 1
    assert "Line 2 of" in broken.out


@pytest.mark.proves("F-100")
def test_the_record_of_a_push_names_rules_and_seed(pushed: Typist) -> None:
    (file,) = pushed.folder.rglob("*.audit.jsonl")
    (line, *_) = file.read_text("utf-8").splitlines()

    assert '"seed":"1"' in line
    assert '"role":"program"' in line
    assert '"profile":""' not in line
