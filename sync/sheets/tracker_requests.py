"""Cell writes -> the requests of one `batchUpdate`. Pure.

A text goes as `stringValue`, so that one that begins with '=' is never run. A day or an hour brings its
number format along, because rows added at the bottom may have none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from sheets_templates.building.build import extended
from sheets_templates.vocabulary.table import CellValue
from sync.sheets.tracker import CellWrite, Merged
from sync.sheets.tracker_memory import CUT, TEXT_MAX, fitting

__all__ = ["CUT", "TEXT_MAX", "requests_for"]

Request = dict[str, Any]

SPARE = 200
"""Empty rows that stay at the end of a sheet when others of them are used."""


@dataclass(slots=True, kw_only=True)
class _Block:
    """Cells side by side, over rows one below the other, all with or all without a format."""

    row: int
    column: int
    rows: list[Sequence[CellWrite]] = field(default_factory=list)

    def goes_on_with(self, run: Sequence[CellWrite]) -> bool:
        above = self.rows[-1]
        return (
            run[0].row == above[0].row + 1
            and run[0].column == self.column
            and len(run) == len(above)
            and _format(run[0].value) == _format(above[0].value)
        )


def requests_for(merged: Merged, sheet_id: int, rows_there: int) -> list[Request]:
    """Requests that carry out a merge on the sheet.

    New rows get room of their own first: where somebody put in a row at the same moment, another row than
    the last one stands where it did, and must not be written over.
    """
    if not merged.writes:
        return []
    updates = [_update(sheet_id, block) for block in _blocks(merged.writes)]
    return [*_room(sheet_id, merged.free, merged.new, rows_there), *updates]


def _room(sheet_id: int, free: int, count: int, rows_there: int) -> Iterator[Request]:
    """Empty rows before row `free`: from the end of the sheet where many are left, else new ones."""
    if not count:
        return
    last = {"sheetId": sheet_id, "dimension": "ROWS"}
    if rows_there - free >= count + SPARE:
        source = last | {"startIndex": rows_there - count, "endIndex": rows_there}
        yield {"moveDimension": {"source": source, "destinationIndex": free}}
        return
    if rows_there <= free:
        yield {"appendDimension": {**last, "length": free - rows_there + 1}}
    new = last | {"startIndex": free, "endIndex": free + count}
    yield {"insertDimension": {"range": new, "inheritFromBefore": free > 1}}


def _blocks(writes: Sequence[CellWrite]) -> list[_Block]:
    """The fewest rectangles that follow from the order of the writes (by row, then column)."""
    open_at: dict[tuple[int, int], _Block] = {}
    blocks: list[_Block] = []
    for run in _runs(writes):
        place = (run[0].column, len(run))
        block = open_at.get(place)
        if block is None or not block.goes_on_with(run):
            block = _Block(row=run[0].row, column=run[0].column)
            blocks.append(block)
            open_at[place] = block
        block.rows.append(run)
    return blocks


def _runs(writes: Sequence[CellWrite]) -> Iterator[list[CellWrite]]:
    """Cells side by side in one row with the same format."""
    ordered = sorted(writes, key=lambda write: (write.row, write.column))
    numbered = enumerate(ordered)
    for _, group in groupby(
        numbered, lambda one: (one[1].row, one[1].column - one[0], str(_format(one[1].value)))
    ):
        yield [write for _, write in group]


def _update(sheet_id: int, block: _Block) -> Request:
    start = {"sheetId": sheet_id, "rowIndex": block.row, "columnIndex": block.column}
    styled = bool(_format(block.rows[0][0].value))
    return {
        "updateCells": {
            "start": start,
            "rows": [{"values": [_cell(write) for write in run]} for run in block.rows],
            "fields": "userEnteredValue" + ",userEnteredFormat.numberFormat" * styled,
        }
    }


def _cell(write: CellWrite) -> Request:
    if write.formula:
        return {"userEnteredValue": {"formulaValue": str(write.value)}}
    look = _format(write.value)
    style = {"userEnteredFormat": {"numberFormat": look}} if look else {}
    return {"userEnteredValue": extended(fitting(write.value))} | style


def _format(value: CellValue) -> Mapping[str, str]:
    match value:
        case datetime():
            return {"type": "DATE_TIME", "pattern": "yyyy-mm-dd h:mm am/pm"}
        case date():
            return {"type": "DATE", "pattern": "yyyy-mm-dd"}
        case time():
            return {"type": "TIME", "pattern": "h:mm am/pm"}
        case _:
            return {}
