"""Parts that many batchUpdate requests share: masks, required fields, ids that must exist."""

from typing import Any

from local_google.field_masks import BadMaskError, Path, parse_mask
from local_google.sheets_book import Book, Tab
from local_google.sheets_refusals import bad, no_tab

Json = dict[str, Any]


def without_nulls(value: Any) -> Any:
    """A JSON body as proto3 reads it: a field that is `null` is not there."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: without_nulls(item) for key, item in value.items() if item is not None}


def mask_of(request: Json, allowed: frozenset[str]) -> list[Path]:
    """The paths of the required `fields`; a first step that is not `allowed` is refused."""
    text = request.get("fields") or ""
    if not text.strip():
        raise bad(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    try:
        paths = parse_mask(text)
    except BadMaskError:
        raise bad(f"Invalid field mask: {text}") from None
    unknown = sorted({path[0] for path in paths} - allowed - {"*"})
    if unknown:
        raise bad(f"Invalid field: {', '.join(unknown)}")
    return paths


def need(request: Json, name: str) -> Any:
    """A part of the request that must be there."""
    if request.get(name) is None:
        raise bad(f"Must specify {name}.")
    return request[name]


def need_tab(book: Book, sheet_id: Any) -> Tab:
    """The tab with an id; a missing id is 0, as everywhere in proto3."""
    tab = book.tab(sheet_id or 0)
    if tab is None:
        raise no_tab(sheet_id or 0)
    return tab


def find_by_id(items: list[Json], key: str, wanted: Any, what: str) -> Json:
    """The listed thing with an id, refused when it is not there."""
    found = next((item for item in items if item[key] == wanted), None)
    if found is None:
        raise bad(f"No {what} with id: {wanted}")
    return found
