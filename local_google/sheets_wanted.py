"""Which fields of cells a `fields` mask asks for, so that no others are worked out."""

from local_google.field_masks import BadMaskError, Path, covers, parse_mask
from local_google.sheets_refusals import bad

CELLS = ("sheets", "data", "rowData", "values")
"""The way to the cells in a Spreadsheet resource."""


def paths_in(text: str) -> list[Path]:
    """The mask's paths that go deeper than a whole `sheets`, which means tabs without cells."""
    try:
        return [path for path in parse_mask(text) if len(path) > 1 and path != ("sheets", "*")]
    except BadMaskError:
        raise bad("Request contains an invalid argument.") from None


def cell_fields(paths: list[Path], *above: str) -> frozenset[str] | None:
    """The fields of CellData that a mask names; `None` when it takes cells whole.

    `above` is the way to the spreadsheet in an answer that holds more.
    """
    around = (*above, *CELLS)
    meeting = [path for path in paths if covers([path], *around)]
    if any(len(path) <= len(around) or path[len(around)] == "*" for path in meeting):
        return None
    return frozenset(path[len(around)] for path in meeting)
