"""What `check --mark` leaves in a workbook: a note beside the cell, and a row of the Faults tab. Pure.

A person's own note on the same cell stays byte for byte: what is ours are the stretches that begin with
our mark and end with a digest of what they say. One that somebody edited has another digest, and from
then on belongs to the person.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from sheets_templates.reading.parse_nearest import folded
from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import CellValue, Grid, Tab, Tabs, address

MARK = "\u2691 Bellweave: "
_OURS = re.compile(f"{MARK}(.*?) \\(([0-9a-f]{{6}})\\)")
_CELL = re.compile(r"(.+)!([A-Z]{1,3})([1-9][0-9]{0,6})")

FAULTS = Tab(
    name="Faults",
    key="fault_id",
    purpose="What the check found: where it stands, what is wrong, and one thing to do.",
    default="Nobody has asked for the findings of the check.",
    columns=(
        our_key("fault_id"),
        ours("where", note="Click to go to the cell."),
        ours("what"),
        ours("fix"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Spot:
    """A cell of a tab; rows and columns count from 0."""

    tab: str
    row: int
    column: int

    @property
    def where(self) -> str:
        return address(self.tab, self.row, self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One finding of the check; `spot` is None where it is about no cell that is there."""

    where: str
    what: str
    fix: str
    spot: Spot | None = None

    @property
    def key(self) -> str:
        """The same for the same finding at the same place."""
        return f"{crc32(f'{self.where}|{self.what}|{self.fix}'.encode()):08x}"


def marked(where: str, what: str, fix: str, tabs: Tabs) -> Marked:
    """A finding with the cell it is about, as far as `where` names one that is there.

    Addresses like `Roster!C14` are understood, and rows told like `Cohorts, cohort A, members`.
    """
    return Marked(where=where, what=what, fix=fix, spot=_spot(where, tabs))


def note_with(note: str, found: Iterable[Marked]) -> str:
    """The note of a cell with what was found there in front, and what a person wrote as it stands."""
    own = without_ours(note)
    return "\n".join([*map(_stretch, found), *([own] if own else [])])


def without_ours(note: str) -> str:
    """What a person wrote of a note, to the byte."""
    kept, at = [], 0
    for match in _OURS.finditer(note):
        if _digest(match[1]) != match[2]:
            continue
        kept.append(note[at : match.start()])
        at = match.end() + (note[match.end() : match.end() + 1] == "\n")
    return "".join([*kept, note[at:]])


def notes_wanted(
    there: Mapping[Spot, str], found: Sequence[Marked]
) -> tuple[dict[Spot, str], int, int]:
    """The notes that have to change, at how many cells something is told anew, and at how many it goes.

    A note that says already what it should is left alone.
    """
    at: dict[Spot, list[Marked]] = {}
    for one in found:
        if one.spot:
            at.setdefault(one.spot, []).append(one)
    before = {spot: note for spot, note in there.items() if MARK in note}
    wanted = {spot: note_with(there.get(spot, ""), at.get(spot, ())) for spot in {*at, *before}}
    changed = {spot: note for spot, note in wanted.items() if note != there.get(spot, "")}
    told = sum(spot in at for spot in changed)
    return dict(sorted(changed.items())), told, len(changed) - told


def fault_rows(found: Sequence[Marked]) -> list[dict[str, CellValue]]:
    """Rows of the Faults tab, in the order they were found, each finding once."""
    once = {one.key: one for one in found}
    return [
        {"fault_id": key, "where": one.where, "what": one.what, "fix": one.fix}
        for key, one in once.items()
    ]


def _stretch(one: Marked) -> str:
    says = " ".join(f"{one.what} {one.fix}".split())
    return f"{MARK}{says} ({_digest(says)})"


def _digest(says: str) -> str:
    return f"{crc32(says.encode()) & 0xFFFFFF:06x}"


def _spot(where: str, tabs: Tabs) -> Spot | None:
    if match := _CELL.fullmatch(where):
        tab, letters, row = match[1], match[2], int(match[3]) - 1
        return Spot(tab=tab, row=row, column=_number(letters)) if tab in tabs else None
    tab, _, rest = where.partition(", ")
    words = rest.split(", ")
    name = words[0].split(" ", 1)[-1]
    return _row_named(tab, tabs[tab], name, words[1:]) if tab in tabs and name else None


def _row_named(tab: str, grid: Grid, name: str, header: Sequence[str]) -> Spot | None:
    """The cell of the only row whose first column holds a name; of `header`, where that is there."""
    rows = [
        number
        for number, row in enumerate(grid)
        if number and row and str(row[0].value).strip() == name
    ]
    if len(rows) != 1:
        return None
    titles = [folded(str(cell.value)) for cell in grid[0]]
    column = next((titles.index(folded(one)) for one in header if folded(one) in titles), 0)
    return Spot(tab=tab, row=rows[0], column=column)


def _number(letters: str) -> int:
    """The column of `A`, `AB` ..., from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
