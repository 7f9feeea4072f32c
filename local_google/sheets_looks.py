"""Formats as replies carry them: the default format, the effective one, proto3's missing zeros."""

from typing import Any

Json = dict[str, Any]

WHITE: Json = {"red": 1, "green": 1, "blue": 1}
# proto3 leaves a plain number or truth value out of a reply when it is zero or false; these are
# the plain ones among the resources this server returns.
_LEFT_OUT = frozenset(
    {
        "red", "green", "blue", "alpha", "hidden", "strict", "showCustomUi", "warningOnly",
        "hideGridlines", "rightToLeft", "frozenRowCount", "frozenColumnCount", "hiddenByUser",
        "hiddenByFilter", "startRow", "startColumn", "requestingUserCanEdit",
        "domainUsersCanEdit", "rowGroupControlAfter", "columnGroupControlAfter", "columnIndex",
        "collapsed", "updatedCells", "updatedRows", "updatedColumns",
    }
)  # fmt: skip


def default_look() -> Json:
    """The format of a new cell, as recorded from a new spreadsheet."""
    return {
        "backgroundColor": WHITE,
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": {
            "foregroundColor": {},
            "fontFamily": "arial,sans,sans-serif",
            "fontSize": 10,
            "bold": False,
            "italic": False,
            "strikethrough": False,
            "underline": False,
            "foregroundColorStyle": {"rgbColor": {}},
        },
        "backgroundColorStyle": {"rgbColor": WHITE},
    }


def effective_look(own: Json, kind: str) -> Json:
    """Default, then the cell's own; a value of a `kind` (`numberValue`) leans to its side."""
    look = {**default_look(), **own}
    look["textFormat"] = {**default_look()["textFormat"], **own.get("textFormat", {})}
    lean = {"numberValue": "RIGHT", "boolValue": "CENTER", "errorValue": "CENTER"}
    if kind and "horizontalAlignment" not in own:
        look["horizontalAlignment"] = lean.get(kind, "LEFT")
    look["hyperlinkDisplayType"] = own.get("hyperlinkDisplayType", "PLAIN_TEXT")
    return look


def spreadsheet_properties(properties: Json) -> Json:
    """SpreadsheetProperties with the default format and theme of a new spreadsheet."""
    return {"defaultFormat": default_look(), "spreadsheetTheme": _theme(), **properties}


def _theme() -> Json:
    accents = (
        (0.25882354, 0.52156866, 0.95686275),
        (0.91764706, 0.2627451, 0.20784314),
        (0.9843137, 0.7372549, 0.015686275),
        (0.20392157, 0.65882355, 0.3254902),
        (1, 0.42745098, 0.003921569),
        (0.27450982, 0.7411765, 0.7764706),
    )
    colours: list[tuple[str, Json]] = [("TEXT", {}), ("BACKGROUND", WHITE)]
    for number, (red, green, blue) in enumerate(accents, start=1):
        colours.append((f"ACCENT{number}", {"red": red, "green": green, "blue": blue}))
    colours.append(("LINK", {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}))
    return {
        "primaryFontFamily": "Arial",
        "themeColors": [
            {"colorType": kind, "color": {"rgbColor": colour}} for kind, colour in colours
        ],
    }


def tidy(value: Any) -> Any:
    """A reply without the zeros and falses that proto3 leaves out."""
    if isinstance(value, list):
        return [tidy(item) for item in value]
    if not isinstance(value, dict):
        return value
    tab = "title" in value and "gridProperties" in value
    return {
        key: tidy(item)
        for key, item in value.items()
        if item or not (key in _LEFT_OUT or (key == "sheetId" and not tab))
    }
