"""Declared charts -> the same charts in an XLSX workbook, by the writer that is handed in."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sheets_templates.vocabulary.charts import (
    COLOURS,
    GOAL_COLOUR,
    WIDTH,
    Chart,
    ChartKind,
    places_of,
)
from sheets_templates.vocabulary.table import Tab

if TYPE_CHECKING:
    from xlsxwriter import Workbook


GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.75}}


def xlsx_charts(book: "Workbook", tabs: Iterable[Tab], rows: Mapping[str, int]) -> int:
    """Draw the charts of the tabs whose sheets are in `book` under their names, and say how many.

    `rows` counts the rows below the header of each tab by name; nothing is drawn of a tab without any, as a
    file has no ranges that grow.
    """
    known = {tab.name: tab for tab in tabs}
    drawn = 0
    for tab in known.values():
        for chart, place in zip(tab.charts, places_of(tab.charts), strict=True):
            source = known.get(chart.of or tab.name)
            shown = book.get_worksheet_by_name(tab.name)
            if source is None or shown is None or not rows.get(source.name):
                continue
            looks = {"x_offset": place.pixels, "description": chart.says or chart.title}
            picture = _drawn(book, chart, source, rows[source.name])
            shown.insert_chart(place.row, len(tab.columns), picture, looks)
            drawn += 1
    return drawn


def _drawn(book: "Workbook", chart: Chart, source: Tab, rows: int) -> Any:
    found = _new(book, _options(chart))
    for header, colour in zip(chart.values, COLOURS, strict=False):
        line = chart.kind is ChartKind.LINE
        looks = {"line": {"color": f"#{colour}", "width": 2.25}} if line else _fill(colour)
        found.add_series(_series(chart, source, rows, header) | looks)
    if chart.goal:
        goal = _new(book, {"type": "line"})
        dashed = {"line": {"color": f"#{GOAL_COLOUR}", "width": 2, "dash_type": "dash"}}
        goal.add_series(_series(chart, source, rows, chart.goal) | dashed)
        found.combine(goal)
    found.set_title({"name": chart.title, "name_font": {"size": 12}})
    found.set_size({"width": WIDTH, "height": chart.height})
    if len(chart.values) + bool(chart.goal) > 1:
        found.set_legend({"position": "bottom"})
    else:
        found.set_legend({"none": True})
    end = {"max": chart.most} if chart.most is not None else {}
    numbers = {"name": chart.axis, "min": 0, "major_gridlines": GRID} | end
    if chart.lying:
        # A file's lying bars begin at the bottom; the rows are read from the top, the numbers below them.
        found.set_y_axis({"reverse": True, "crossing": "max"})
        found.set_x_axis(numbers)
    else:
        found.set_y_axis(numbers)
    return found


def _new(book: "Workbook", options: dict[str, str]) -> Any:
    """A chart of a kind the writer knows; of another it would give None, and these are all known."""
    return book.add_chart(options)


def _options(chart: Chart) -> dict[str, str]:
    if chart.kind is ChartKind.LINE:
        return {"type": "line"}
    subtype = {"subtype": "stacked"} if chart.kind is ChartKind.STACKED else {}
    return {"type": "column" if chart.goal else "bar"} | subtype


def _fill(colour: str) -> dict[str, Any]:
    return {"fill": {"color": f"#{colour}"}, "gap": 60}


def _series(chart: Chart, source: Tab, rows: int, header: str) -> dict[str, Any]:
    headers = [column.header for column in source.columns]
    values, names = headers.index(header), headers.index(chart.category)
    return {
        "name": [source.name, 0, values],
        "categories": [source.name, 1, names, rows, names],
        "values": [source.name, 1, values, rows, values],
    }
