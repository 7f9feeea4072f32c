"""The small start in a Sheet of the local Google, for tests of what reads and writes it."""

import workflow
from sheets_templates.building.build import fill_requests, new_workbook_requests
from sheets_templates.inputs.inputs import SMALL_START
from sheets_templates.vocabulary.grid import rows_of
from sync.files.tabs import read_files
from tests.journeys.typing_commands import Typist


def in_a_sheet(typist: Typist) -> str:
    """The same three tabs in a Sheet of the local Google, which the workspace reads from now on."""
    rows = rows_of(read_files(typist.folder / "input"))
    with workflow.google(workflow.open_here(start=typist.folder, now=typist.now), None) as clients:
        book = clients.sheets.create("Setup")
        fills = [
            request
            for tab in SMALL_START
            for request in fill_requests(
                tab,
                [
                    {str(head): cell for head, cell in zip(rows[tab.name][0], row, strict=True)}
                    for row in rows[tab.name][1:]
                ],
            )
        ]
        clients.sheets.write(book, [*new_workbook_requests(SMALL_START), *fills])
    settings = typist.folder / "bellweave.toml"
    lines = settings.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("inputs")]
    settings.write_text("\n".join([f'spreadsheet = "{book}"', *kept]), "utf-8")
    return book
