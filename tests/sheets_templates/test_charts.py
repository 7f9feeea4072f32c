"""Charts are drawn from whole columns, where the declaration says, in colours that can be seen."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
import xlsxwriter

from local_google import admin
from local_google.server import serve
from local_google.services import open_store
from sheets_templates.building.build import new_workbook_requests, sheet_id
from sheets_templates.building.chart_requests import chart_requests, rgb
from sheets_templates.vocabulary.charts import COLOURS, GOAL_COLOUR, Chart, ChartKind, places_of
from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import Tab
from sync.account.credentials import OWN_FILES, load_local
from sync.files.chart_xlsx import xlsx_charts
from sync.sheets.sheets_api import SheetsApi
from sync.wire.connection import Patience, local
from sync.wire.transport import Transport
from tests.sync.wire import FakeClock

LOAD = Tab(
    name="Load",
    key="load_id",
    columns=(our_key("load_id"), *map(ours, ("coach", "cycles", "road", "goal"))),
)
STACK = Chart(
    kind=ChartKind.STACKED,
    title="Coaches' time",
    category="coach",
    values=("cycles", "road"),
    goal="goal",
    of="Load",
    axis="Percent",
    most=100,
    says="Each coach's time, with the goal as a line.",
)
BARS = Chart(kind=ChartKind.BAR, title="Road", category="coach", values=("road",), of="Load")
LINES = Chart(
    kind=ChartKind.LINE,
    title="Cycles",
    category="coach",
    values=("cycles",),
    of="Load",
    goal="goal",
)
BOARD = Tab(
    name="Board", key="figure_id", columns=(our_key("figure_id"),), charts=(STACK, BARS, LINES)
)


@pytest.fixture(scope="module")
def api() -> Iterator[SheetsApi]:
    with serve(open_store(seed="charts")) as running:
        minted = admin.mint(running.store, "lee.park@oakhill.example", scopes=[OWN_FILES])
        connection = local(running.url, patience=Patience())
        yield SheetsApi(
            Transport(load_local(running.url, minted.refresh), connection, clock=FakeClock())
        )


def drawn(*added: str, headers: Mapping[str, list[str]] | None = None) -> list[Any]:
    """The charts of a workbook that has both tabs."""
    sheets = {"Board": 7, "Load": 9}
    requests = chart_requests([BOARD, LOAD], sheets, added, headers)
    return [request["addChart"]["chart"] for request in requests]


def columns_of(part: Any) -> list[tuple[int, int]]:
    """Sheet and column of each range, which goes on without an end."""
    sources = part["sourceRange"]["sources"]
    assert all(one["startRowIndex"] == 0 and "endRowIndex" not in one for one in sources)
    return [(one["sheetId"], one["startColumnIndex"]) for one in sources]


@pytest.mark.proves("F-77", "F-82")
def test_google_takes_every_kind_of_chart(api: SheetsApi) -> None:
    book = api.create("Charts")

    replies = api.write(book, new_workbook_requests([BOARD, LOAD]))

    made = [reply["addChart"]["chart"] for reply in replies if "addChart" in reply]
    assert [one["spec"]["title"] for one in made] == [chart.title for chart in BOARD.charts]
    assert len({one["chartId"] for one in made}) == 3


def test_a_chart_draws_whole_columns_so_that_it_grows_with_the_rows() -> None:
    basic = drawn("Board")[0]["spec"]["basicChart"]

    assert columns_of(basic["domains"][0]["domain"]) == [(9, 1)]
    assert [columns_of(one["series"]) for one in basic["series"]] == [[(9, 2)], [(9, 3)], [(9, 4)]]
    assert basic["headerCount"] == 1


def test_values_are_stacked_in_their_order_and_the_goal_is_a_line_over_them() -> None:
    basic = drawn("Board")[0]["spec"]["basicChart"]

    assert (basic["chartType"], basic["stackedType"]) == ("COMBO", "STACKED")
    assert [one["type"] for one in basic["series"]] == ["COLUMN", "COLUMN", "LINE"]
    (axis,) = basic["axis"]
    assert (axis["position"], axis["viewWindowOptions"]["viewWindowMax"]) == ("LEFT_AXIS", 100)


def test_a_chart_says_in_words_what_there_is_to_see() -> None:
    assert [one["spec"]["altText"] for one in drawn("Board")] == [STACK.says, "Road", "Cycles"]


def test_charts_stand_beside_the_rows_and_do_not_lie_on_each_other() -> None:
    places = [one["position"]["overlayPosition"] for one in drawn("Board")]
    cells = [(one["anchorCell"]["rowIndex"], one["anchorCell"]["columnIndex"]) for one in places]

    # A chart of 300 pixels takes 15 rows of 21, and one stays free.
    assert cells == [(1, 1), (1, 5), (17, 1)]
    assert places[1]["offsetXPixels"] == 92
    assert all(one["anchorCell"]["sheetId"] == 7 for one in places)


def test_a_tall_chart_pushes_down_only_what_stands_below_it() -> None:
    tall = replace(BARS, title="Tall", tall=True)
    places = places_of((STACK, tall, BARS, LINES, BARS))

    # On the left 300 pixels and again, on the right 600: what comes next goes where there is room first.
    assert [(one.row, one.pixels) for one in places] == [
        (1, 0),
        (1, 492),
        (17, 0),
        (31, 492),
        (33, 0),
    ]


def test_a_chart_is_drawn_once_its_rows_have_a_tab_and_then_never_again() -> None:
    before = chart_requests([BOARD, LOAD], {"Board": 7}, {"Board"})

    assert before == []
    assert len(drawn("Load")) == 3
    assert drawn("Elsewhere") == []


def test_a_moved_column_is_drawn_where_it_stands_and_a_lost_one_not_at_all() -> None:
    moved = drawn("Board", headers={"Load": ["coach", "road", "load_id"]})

    (bars,) = moved
    assert columns_of(bars["spec"]["basicChart"]["series"][0]["series"]) == [(9, 1)]


def test_the_sheet_has_room_for_its_charts() -> None:
    requests = new_workbook_requests([BOARD])
    added = requests[0]["addSheet"]["properties"]

    assert added["sheetId"] == sheet_id(BOARD)
    assert added["gridProperties"]["columnCount"] == 1 + 11


def test_colours_are_seen_on_white_and_told_from_the_next_one_without_colour() -> None:
    white = luminance("FFFFFF")
    shades = [luminance(one) for one in COLOURS]

    assert all((white + 0.05) / (one + 0.05) >= 3 for one in [*shades, luminance(GOAL_COLOUR)])
    assert all(abs(one - other) > 0.03 for one, other in pairwise(shades))


@pytest.mark.proves("F-77", "F-82")
def test_a_file_has_the_same_charts() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("Board")
        sheet = book.add_worksheet("Load")
        sheet.write_row(0, 0, [column.header for column in LOAD.columns])
        sheet.write_row(1, 0, ["a", "Lee Park", 50, 10, 60])

        assert xlsx_charts(book, [BOARD, LOAD], {"Load": 1}) == 3

    parts = ZipFile(file)
    charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
    texts = [ET.fromstring(parts.read(name)) for name in sorted(charts)]
    ranges = [{one.text for one in text.iter() if one.tag.endswith("}f")} for text in texts]
    assert ranges[1] == {"Load!$D$1", "Load!$B$2", "Load!$D$2"}
    assert {"Load!$C$2", "Load!$D$2", "Load!$E$2"} < ranges[0]
    assert STACK.says in parts.read("xl/drawings/drawing1.xml").decode()


def test_a_file_has_no_chart_of_a_tab_without_rows() -> None:
    with xlsxwriter.Workbook(BytesIO(), {"in_memory": True}) as book:
        book.add_worksheet("Board")
        book.add_worksheet("Load")

        assert xlsx_charts(book, [BOARD, LOAD], {"Load": 0}) == 0


def luminance(colour: str) -> float:
    """Relative luminance as the accessibility guidelines count it."""
    weights = {"red": 0.2126, "green": 0.7152, "blue": 0.0722}
    return sum(
        weights[name] * (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
        for name, part in rgb(colour).items()
    )
