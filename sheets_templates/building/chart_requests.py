"""Declared charts -> the requests that draw them in a Google spreadsheet.

Google restates: the bars of a COLUMN chart stand on the bottom axis and those of a BAR chart on the left one,
which turns the axis of the values; only a COMBO chart has bars and a line; a range without an end
goes on as rows are added; a picture without an alternative text says nothing to a screen reader.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_templates.vocabulary.charts import (
    COLOURS,
    COLUMN_WIDTH,
    GOAL_COLOUR,
    WIDTH,
    Chart,
    ChartKind,
    ChartPlace,
    places_of,
)
from sheets_templates.vocabulary.table import Tab

Request = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """Where the rows of a chart stand: the sheet, and its headers in their order."""

    sheet: int
    headers: Sequence[str]

    def column(self, header: str) -> Request:
        """A whole column, its header included."""
        number = self.headers.index(header)
        cells = {
            "sheetId": self.sheet,
            "startRowIndex": 0,
            "startColumnIndex": number,
            "endColumnIndex": number + 1,
        }
        return {"sourceRange": {"sources": [cells]}}


def chart_requests(
    tabs: Iterable[Tab],
    sheets: Mapping[str, int],
    added: Collection[str],
    headers: Mapping[str, Sequence[str]] | None = None,
) -> list[Request]:
    """Requests for the charts that can be drawn now and could not before.

    `sheets` are the ids of all tabs that are there after it by name, `added` the names of those just added:
    a chart somebody deleted is not drawn again. `headers` are those of a tab where people may have moved
    its columns; nothing is drawn of a column that is not there.
    """
    known = {tab.name: tab for tab in tabs}
    declared = {name: [one.header for one in tab.columns] for name, tab in known.items()}
    standing = declared | dict(headers or {})
    return [
        _drawn(chart, place, tab, sheets[tab.name], source)
        for tab in known.values()
        for chart, place in zip(tab.charts, places_of(tab.charts), strict=True)
        if {tab.name, chart.of or tab.name} <= sheets.keys() & known.keys()
        and (tab.name in added or chart.of in added)
        and set(chart.headers)
        <= set((source := _source(chart.of or tab.name, sheets, standing)).headers)
    ]


def _source(name: str, sheets: Mapping[str, int], headers: Mapping[str, Sequence[str]]) -> _Source:
    return _Source(sheet=sheets[name], headers=headers[name])


def _drawn(chart: Chart, place: ChartPlace, tab: Tab, sheet: int, source: _Source) -> Request:
    further, offset = divmod(place.pixels, COLUMN_WIDTH)
    column = len(tab.columns) + further
    cell = {"sheetId": sheet, "rowIndex": place.row, "columnIndex": column}
    position = {
        "anchorCell": cell,
        "offsetXPixels": offset,
        "widthPixels": WIDTH,
        "heightPixels": chart.height,
    }
    spec = {
        "title": chart.title,
        "altText": chart.says or chart.title,
        "hiddenDimensionStrategy": "SHOW_ALL",
        "basicChart": _basic(chart, source),
    }
    # Its id is Google's to choose: one we chose would stand in our way where the chart of a tab that was
    # deleted is still there.
    return {"addChart": {"chart": {"spec": spec, "position": {"overlayPosition": position}}}}


def _basic(chart: Chart, source: _Source) -> Request:
    lying = chart.lying
    many = len(chart.values) + bool(chart.goal) > 1
    basic: Request = {
        "chartType": _type(chart),
        "legendPosition": "BOTTOM_LEGEND" if many else "NO_LEGEND",
        "headerCount": 1,
        "domains": [{"domain": source.column(chart.category)}],
        "series": [*_series(chart, source, "BOTTOM_AXIS" if lying else "LEFT_AXIS")],
    }
    if chart.axis:
        axis = {"position": "BOTTOM_AXIS" if lying else "LEFT_AXIS", "title": chart.axis}
        basic["axis"] = [axis | _window(chart)]
    if chart.kind is ChartKind.STACKED:
        basic["stackedType"] = "STACKED"
    return basic


def _window(chart: Chart) -> Request:
    """From where to where the numbers go; nothing leaves it to Google, which begins bars at 0."""
    if chart.most is None:
        return {}
    ends = {"viewWindowMin": 0, "viewWindowMax": chart.most, "viewWindowMode": "EXPLICIT"}
    return {"viewWindowOptions": ends}


def _type(chart: Chart) -> str:
    if chart.kind is ChartKind.LINE:
        return "LINE"
    return "COMBO" if chart.goal else "BAR"


def _series(chart: Chart, source: _Source, axis: str) -> Iterator[Request]:
    bars = {"type": "COLUMN"} if _type(chart) == "COMBO" else {}
    for header, colour in zip(chart.values, COLOURS, strict=False):
        values = {"series": source.column(header), "targetAxis": axis}
        yield values | bars | {"colorStyle": {"rgbColor": rgb(colour)}}
    if chart.goal:
        yield {
            "series": source.column(chart.goal),
            "targetAxis": axis,
            "colorStyle": {"rgbColor": rgb(GOAL_COLOUR)},
            "lineStyle": {"type": "MEDIUM_DASHED", "width": 2},
        } | ({"type": "LINE"} if _type(chart) == "COMBO" else {})


def rgb(colour: str) -> dict[str, float]:
    """Google's Color of six hexadecimal digits."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return {"red": red, "green": green, "blue": blue}
