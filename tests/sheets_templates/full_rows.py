"""Rows with something in every column of a tab, so that a whole workbook can be built and read back."""

from collections.abc import Mapping
from datetime import date, datetime, time

from sheets_templates.building.workbook import Workbook
from sheets_templates.reading.typed import Filled
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind, Tab

TEXTS = ("=1+1", "Nguyễn Thị Ánh 🎒", '"quoted", and; more')
"""What a text must survive: a formula that is none, other scripts, signs of CSV."""


def rows_of(tab: Tab) -> tuple[dict[str, CellValue], ...]:
    """Three rows, every key another one."""
    return tuple(
        {column.header: _value(tab, column, number) for column in tab.columns}
        for number in range(3)
    )


def everything_in(book: Workbook) -> tuple[Filled, ...]:
    """Every tab the workbook can have, with rows; the README is left to the program."""
    return tuple(Filled(tab=tab, records=rows_of(tab)) for tab in book.tabs if tab.name != "README")


def _value(tab: Tab, column: Column, number: int) -> CellValue:
    if column.header == tab.key:
        return f"k{number}"
    if column.allowed:
        return column.allowed[number % len(column.allowed)]
    return _BY_KIND.get(column.kind, TEXTS)[number]


_BY_KIND: Mapping[ColumnKind, tuple[CellValue, ...]] = {
    ColumnKind.DATE: tuple(date(2026, 12, day) for day in (7, 8, 9)),
    ColumnKind.TIME: (time(8, 35), time(0, 0), time(23, 59)),
    ColumnKind.MOMENT: (datetime(2026, 12, 7, 15, 30), "", ""),  # noqa: DTZ001 - cells have no zone
    ColumnKind.WHOLE_NUMBER: (25, 0, 100),
    ColumnKind.YES_NO: ("no", "yes", ""),
    ColumnKind.TICK: (False, True, True),
    ColumnKind.EMAIL: ("ana@school.example", "o'neil@school.example", ""),
    ColumnKind.ID: ("007", "1/2", "k-3"),
    ColumnKind.IDS: ("007; 8", "1", ""),
}
