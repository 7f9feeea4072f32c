"""Partners answer in the workbook they can open; the next pull knows it, and the input stays the leader's."""

from pathlib import Path

import pytest

from tests.commands.partner_workspace import a_partner_workspace, partner_rows
from tests.journeys.typing_commands import Typist
from workflow import google, open_here

BOOK, TAB = "Math coaching - partners", "PartnerDates"


@pytest.fixture
def asked(tmp_path: Path) -> Typist:
    """October's half days were offered to four organisations."""
    typist = a_partner_workspace(tmp_path)
    typist.does("partners", "propose", "--month", "2025-10", "--yes")
    return typist


def answer_in_the_workbook(typist: Typist, says: dict[str, str]) -> int:
    """What organisations choose there, the same for all their half days; how many rows there are."""
    with google(open_here(now=typist.now, start=typist.folder), None) as clients:
        (book,) = clients.sheets.find(BOOK)
        grid = clients.sheets.read(book, [TAB])[TAB]
        titles = [cell.value for cell in grid[0]]
        who, column = titles.index("organisation"), chr(ord("A") + titles.index("answer"))
        rows = [row for row in grid[1:] if len(row) > who and row[who].value]
        answers = [[says[str(row[who].value)]] for row in rows]
        clients.sheets.write_values(book, {f"{TAB}!{column}2": answers})
        assert all(row[titles.index("why")].value for row in rows)
    return len(answers)


@pytest.mark.slow
@pytest.mark.proves("R-SS-1", "F-87", "F-31")
def test_answers_given_in_the_partners_workbook_fix_the_month(asked: Typist) -> None:
    # Three half days, four organisations. Three can on all of them; Dogwood refuses everything.
    everywhere = dict.fromkeys(("Arbor", "Birch", "Cedar"), "can") | {"Dogwood": "cannot"}
    assert answer_in_the_workbook(asked, everywhere) == 12
    assert "comes:" not in asked.does("partners", "list").out

    asked.does("pull")

    asked.now = "2025-09-12T09:00"
    listed = asked.does("partners", "list").out
    assert "cannot: Dogwood" in listed
    assert {row["answer"] for row in partner_rows(asked)} == {""}
    asked.does("partners", "propose", "--month", "2025-10", "--yes")
    # Dogwood refused all three, so three others are offered to all four, once.
    assert len(partner_rows(asked)) == 24
    assert answer_in_the_workbook(asked, dict.fromkeys(everywhere, "can")) == 24
    asked.does("partners", "propose", "--month", "2025-10", "--yes")
    listed = asked.does("partners", "list").out
    assert "comes: Arbor, Birch, Cedar, Dogwood" in listed
    assert {row["state"] for row in partner_rows(asked)} == {"agreed", "not taken"}


def test_without_google_the_leaders_own_tab_is_written_and_the_other_one_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = a_partner_workspace(tmp_path)
    monkeypatch.setenv("BELLWEAVE_GOOGLE", "google")
    monkeypatch.setenv("BELLWEAVE_TOKEN_FILE", str(tmp_path / "nobody-signed-in.json"))

    out = typist.does("partners", "propose", "--month", "2025-10", "--yes").out

    assert "Wrote 12 rows" in out
    assert "The partners' own workbook is as it was:" in out
    assert len(partner_rows(typist)) == 12
