"""What a `fields` mask asks for of cells, so that nothing else is worked out or looked through.

A sheet's answer has a few hundred fields and a hundred thousand cells: those are made as they leave.
"""

from local_google.field_masks import BadMaskError, covers
from local_google.field_masks import parse_mask as paths_of
from local_google.partial import Mask, parse_mask
from local_google.sheets_refusals import bad


def mask_of(text: str | None) -> Mask:
    """The mask, or {} for all where none is given; refused in the words of Sheets."""
    if not text:
        return {}
    try:
        paths_of(text)
    except BadMaskError:
        raise bad("Request contains an invalid argument.") from None
    return parse_mask(text)


def asks_for_cells(text: str) -> bool:
    """Whether a mask goes deeper than a whole `sheets`, which means tabs without cells."""
    paths = [path for path in paths_of(text) if len(path) > 1 and path != ("sheets", "*")]
    return covers(paths, "sheets", "data")
