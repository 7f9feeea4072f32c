"""Half days for partners in a Google Sheet: our columns are merged, what people typed stays."""

from pathlib import Path

import pytest

import workflow
from scheduler.partners.people import Answer
from sheets_templates.books.partners import PARTNER_DATES
from sheets_templates.building.build import fill_requests, new_workbook_requests
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.writing.render_inputs import input_rows
from tests.journeys.typing_commands import Typist
from tests.scheduler.partner_year import a_partner_year

AUGUST = "2025-08-20T09:00"
USED = ("People", "Cohorts", "Availability", "Schools", "Series", "Settings", "Partners")
OLDER_TABS = tuple(tab for tab in INPUT_TABS if tab.name in USED)

pytestmark = pytest.mark.slow


@pytest.fixture
def in_a_sheet(tmp_path: Path) -> Typist:
    """A workspace whose input is a Sheet that was made before there was a PartnerDates tab."""
    typist = Typist(tmp_path, now=AUGUST)
    typist.does("init", "--small", "--start-week", "2025-09-08")
    rows = input_rows(a_partner_year())
    with workflow.google(workflow.open_here(start=tmp_path, now=AUGUST), None) as clients:
        book = clients.sheets.create("Setup")
        fills = [
            request
            for tab in OLDER_TABS
            for request in fill_requests(
                tab,
                [
                    {str(head): cell for head, cell in zip(rows[tab.name][0], row, strict=True)}
                    for row in rows[tab.name][1:]
                ],
            )
        ]
        clients.sheets.write(book, [*new_workbook_requests(OLDER_TABS), *fills])
    settings = tmp_path / "bellweave.toml"
    lines = settings.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("inputs")]
    settings.write_text("\n".join([f'spreadsheet = "{book}"', *kept]), "utf-8")
    return typist


def answers(typist: Typist) -> list[Answer | None]:
    workspace = workflow.open_here(start=typist.folder, now=typist.now)
    return [row.answer for row in workflow.read(workspace).district.partner_dates]


def test_the_tab_is_made_and_an_answer_typed_there_is_kept(in_a_sheet: Typist) -> None:
    in_a_sheet.does("partners", "propose", "--month", "2025-10", "--yes")
    assert answers(in_a_sheet) == [None] * 12

    workspace = workflow.open_here(start=in_a_sheet.folder, now=AUGUST)
    column = [one.header for one in PARTNER_DATES.columns].index("answer")
    cell = f"{PARTNER_DATES.name}!{chr(ord('A') + column)}3"
    with workflow.google(workspace, None) as clients:
        clients.sheets.write_values(workspace.spreadsheet, {cell: [["rather not"]]})
    in_a_sheet.does("partners", "propose", "--month", "2025-11", "--yes")

    found = answers(in_a_sheet)
    assert len(found) == 24
    assert found[1] is Answer.RATHER_NOT
    assert found.count(None) == 23


def test_nobody_is_mailed_when_partners_are_asked(in_a_sheet: Typist) -> None:
    in_a_sheet.does("partners", "propose", "--yes")

    assert in_a_sheet.mails() == []
