"""Google's partial answers: the `fields` parameter, like `items(id,start),nextPageToken`."""

from typing import Any

from local_google.wire import ApiError

Mask = dict[str, "Mask"]


def parse_mask(text: str) -> Mask:
    """`a/b,c(d,e)` as nested names; an empty mask below a name means all of it."""
    mask, rest = _list(text.replace(" ", ""), text)
    if rest:
        raise _invalid(text)
    return mask


def keep(value: Any, mask: Mask) -> Any:
    """`value` with only what the mask names; lists are passed through item by item."""
    if not mask or ("*" in mask and not mask["*"]):
        return value
    if isinstance(value, list):
        return [keep(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    every = mask.get("*")
    return {
        name: keep(item, mask.get(name, every or {}))
        for name, item in value.items()
        if name in mask or every is not None
    }


def below(mask: Mask, name: str) -> Mask | None:
    """What a mask asks for inside a field; None where it does not ask for the field at all."""
    if not mask or ("*" in mask and not mask["*"]):
        return {}
    return mask.get(name, mask.get("*"))


def _list(text: str, whole: str) -> tuple[Mask, str]:
    mask: Mask = {}
    while True:
        text = _entry(text, whole, mask)
        if not text.startswith(","):
            return mask, text
        text = text[1:]


def _entry(text: str, whole: str, mask: Mask) -> str:
    size = next((i for i, letter in enumerate(text) if letter in ",()/."), len(text))
    name, rest = text[:size], text[size:]
    if not name:
        raise _invalid(whole)
    below = mask.setdefault(name, {})
    if rest.startswith(("/", ".")):  # Sheets' masks may go down by dots
        return _entry(rest[1:], whole, below)
    if rest.startswith("("):
        inner, rest = _list(rest[1:], whole)
        if not rest.startswith(")"):
            raise _invalid(whole)
        below.update(inner)
        return rest[1:]
    return rest


def _invalid(text: str) -> ApiError:
    return ApiError(400, "invalidParameter", f"Invalid field selection {text}", location="fields")
