"""From what a caller names (an A1 text, a GridRange, a named range) to cells of a tab."""

from dataclasses import dataclass
from typing import Any

from local_google.a1 import Area, Box, parse_area, split_title, write_area
from local_google.sheets_book import Book, Tab
from local_google.sheets_refusals import bad, no_tab, off_grid, unparsable

Json = dict[str, Any]
SIDES = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Cells named by a caller: `asked` is the A1 text as it came."""

    tab: Tab
    area: Area
    asked: str

    @property
    def box(self) -> Box:
        """The cells inside the grid."""
        return inside(self.tab, self.area)

    @property
    def address(self) -> str:
        """The canonical address, as replies carry it."""
        return write_area(self.tab.title, self.box)


def find_range(book: Book, text: str) -> Target:
    """The cells an A1 text or a named range stands for, refused when they start off the grid."""
    tab, area = _read(book, text)
    target = Target(tab=tab, area=area, asked=text)
    refuse_off_grid(tab, area)
    return target


def _read(book: Book, text: str) -> tuple[Tab, Area]:
    title, rest = split_title(text)
    tab = None if title is None else book.tab_called(title)
    if title is not None and (tab is None or rest == ""):
        raise unparsable(text)
    if tab is not None and rest is None:
        return tab, Area()
    area = parse_area(rest or "")
    if area is not None:
        return tab or book.tabs[0], area
    return _named(book, tab, rest or "", text)


def _named(book: Book, tab: Tab | None, name: str, text: str) -> tuple[Tab, Area]:
    """A named range, `'Its tab'!Name` too, or else a tab's bare title."""
    for named in book.listed("namedRanges"):
        home = tab_of(book, named["range"])
        if named["name"].lower() == name.lower() and tab in (None, home):
            return home, area_of(named["range"])
    titled = book.tab_called(name) if tab is None else None
    if titled is None:
        raise unparsable(text)
    return titled, Area()


def tab_of(book: Book, range_: Json) -> Tab:
    """The tab of a GridRange or DimensionRange; a missing `sheetId` is 0."""
    sheet_id = range_.get("sheetId", 0)
    tab = book.tab(sheet_id)
    if tab is None:
        raise no_tab(sheet_id)
    return tab


def area_of(range_: Json) -> Area:
    """A GridRange's cells; a missing end is open."""
    return Area(
        top=range_.get("startRowIndex", 0),
        bottom=range_.get("endRowIndex"),
        left=range_.get("startColumnIndex", 0),
        right=range_.get("endColumnIndex"),
    )


def grid_target(book: Book, range_: Json | None) -> tuple[Tab, Box]:
    """Tab and cells of a GridRange inside the grid; one that starts past it is refused."""
    if not isinstance(range_, dict):
        raise bad("Must specify a range.")
    tab, area = tab_of(book, range_), area_of(range_)
    if area.bottom is not None and area.bottom < area.top:
        raise bad("endRowIndex must be at least startRowIndex")
    if area.right is not None and area.right < area.left:
        raise bad("endColumnIndex must be at least startColumnIndex")
    refuse_off_grid(tab, area)
    return tab, inside(tab, area)


def refuse_off_grid(tab: Tab, area: Area) -> None:
    """A range that starts past the last row or column; one that only ends there is fine."""
    if area.top >= tab.height or area.left >= tab.width:
        raise off_grid(write_area(tab.title, area), tab.height, tab.width)


def inside(tab: Tab, area: Area) -> Box:
    """The part of an area that the grid has."""
    bottom = tab.height if area.bottom is None else min(area.bottom, tab.height)
    right = tab.width if area.right is None else min(area.right, tab.width)
    return Box(top=area.top, bottom=bottom, left=area.left, right=right)


def grid_range(tab: Tab, box: Box) -> Json:
    """A box as GridRange."""
    return {
        "sheetId": tab.id,
        "startRowIndex": box.top,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left,
        "endColumnIndex": box.right,
    }
