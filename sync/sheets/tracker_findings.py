"""What a person should know about a tab, with the address. Pure."""

from dataclasses import dataclass

from sheets_templates.vocabulary.table import CellValue


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """Something a person should know; `where` is an address like `Schedule!C14`."""

    where: str
    what: str


def text_of(value: CellValue) -> str:
    """A value as it is told, and as keys are compared."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def typed_over(where: str, value: CellValue, wanted: CellValue, *, formula: bool) -> Finding:
    """A cell of the program that a person made her own."""
    holds = "a formula" if formula else f"`{text_of(value)}`"
    says = (
        f"holds {holds}, typed over a cell the program writes; it would be `{text_of(wanted)}` now. "
        "Empty it, and the program fills it again"
    )
    return Finding(where=where, what=says)


def written_over(where: str, value: CellValue, wanted: CellValue) -> Finding:
    """A cell of which it is not known who wrote in it."""
    says = f"held `{text_of(value)}`, not known to be the program's; it is `{text_of(wanted)}` now"
    return Finding(where=where, what=says)


def twice(key: str, last: str, others: str) -> Finding:
    says = f"the row `{key}` stands twice, here and in {others}; none of them was written: delete the copy"
    return Finding(where=last, what=says)


def kept(where: str) -> Finding:
    says = "this row is no longer needed, and was kept because somebody wrote in it"
    return Finding(where=where, what=says)


def new_key(where: str, key: str, typed: str) -> Finding:
    says = (
        f"holds `{typed}`, typed over the key `{key}`; the row is nobody's now, and the one of `{key}` was "
        "written below: move what you wrote there, and delete this one"
    )
    return Finding(where=where, what=says)


def joined_cells(where: str) -> Finding:
    says = (
        "cells are merged here, and only the first of them can hold a value; the others were not written: "
        "take the merge apart"
    )
    return Finding(where=where, what=says)


def moved(tab: str, cells: int) -> Finding:
    says = f"was changed at the same moment; {cells} cells were written once more or put back"
    return Finding(where=tab, what=says)
