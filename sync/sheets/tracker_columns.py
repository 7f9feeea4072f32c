"""Where the columns of a tab stand: by the header noted on them, else by the one above them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.errors import Fault, InputError
from sheets_templates.vocabulary.table import Cell, CellKind, Column, Grid, Tab, Writer, address
from sync.sheets.tracker_findings import Finding, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Header -> number, counted from 0, of the columns the program writes; and what to tell."""

    at: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


def columns_of(
    tab: Tab,
    titles: Sequence[str],
    *,
    marks: Mapping[int, str],
    renamed: Mapping[int, str],
    called: str,
) -> Columns:
    """Find every column of the program; the marks of a column go before any header.

    Raises:
        InputError: one is missing, or it cannot be told which of several is meant. All of them at once.
    """
    faults: list[Fault] = []
    findings: list[Finding] = []
    at: dict[str, int] = {}
    for column in tab.columns:
        header = column.header
        marked = [number for number, known in marks.items() if known == header]
        titled = [number for number, title in enumerate(titles) if title == header]
        sure = marked if len(marked) == 1 else titled if len(titled) == 1 else []
        others = [address(called, 0, n) for n in sorted({*titled, *marked} - set(sure))]
        if sure:
            at[header] = sure[0]
        elif is_ours(tab, column):
            faults.append(_fault(tab, called, header, others))
        if others and (sure or not is_ours(tab, column)):
            findings.append(_twice(called, header, sure, others))
    if faults:
        raise InputError(faults)
    ours = {c.header: at[c.header] for c in tab.columns if is_ours(tab, c)}
    findings += _renamed(called, marks, renamed)
    return Columns(at=ours, findings=tuple(findings))


def without_copies(grid: Grid, marks: Mapping[int, str]) -> Grid:
    """What stands in a tab, without the headers of columns that only say they are one that is marked."""
    if not grid:
        return grid
    known = list(marks.values())
    top = tuple(
        Cell(kind=CellKind.EMPTY, value=None, where=cell.where)
        if number not in marks and known.count(text_of(cell.value)) == 1
        else cell
        for number, cell in enumerate(grid[0])
    )
    return (top, *grid[1:])


def is_ours(tab: Tab, column: Column) -> bool:
    return column.writer is Writer.PROGRAM or column.header == tab.key


def _fault(tab: Tab, called: str, header: str, claims: Sequence[str]) -> Fault:
    several = f"several columns `{header}`: {' and '.join(claims)}"
    return Fault(
        where=claims[-1] if claims else f"{called}!1:1",
        what=f"the tab {tab.name} has " + (several if claims else f"no column `{header}`"),
        fix=f"give exactly one column the header `{header}` in the first row",
    )


def _twice(called: str, header: str, sure: Sequence[int], others: Sequence[str]) -> Finding:
    places = " and ".join([*(address(called, 0, number) for number in sure), *others])
    does = "only the first of these is used" if sure else "it is not known which is meant"
    says = f"several columns say they are `{header}`: {places}; {does}: rename or delete the other"
    return Finding(where=others[-1], what=says)


def _renamed(called: str, marks: Mapping[int, str], renamed: Mapping[int, str]) -> list[Finding]:
    """One finding for all headers a person renamed: they may well stay as they are."""
    named = {number: text for number, text in sorted(renamed.items()) if text}
    if not named:
        return []
    told = ", ".join(f"`{marks[number]}` is `{text}` now" for number, text in named.items())
    where = address(called, 0, min(named))
    return [Finding(where=where, what=f"headers were renamed, and are still understood: {told}")]
