"""A bell schedule as a school publishes it, pasted or exported -> rows of BellSchedules.

Understood are a table with a column for each kind of day, one with columns for start and end, and plain
lines like `Period 3: 9:50 - 10:40 AM` below headings. Nothing is guessed silently: what was taken for
granted or left out stands in the notes, and what cannot be right is told all at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from scheduler.district import BlockKind
from scheduler.errors import Fault, InputError
from sheets_templates.inputs.inputs_school import BELL_SCHEDULES
from sheets_templates.pasting.bell_table import BellTable, bell_table, has_time, is_header, texts_of
from sheets_templates.reading.bell_words import (
    Span,
    around_a_lunch,
    block_named,
    one_time,
    span_of,
    spans,
    variant_named,
)
from sheets_templates.reading.parse_bells import REGULAR, read_bells
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.reading.parse_rows import read_sheet
from sheets_templates.vocabulary.grid import filled, grid_of
from sheets_templates.vocabulary.table import CellValue, Grid, Tabs

ABSENT = frozenset({"", "na", "none", "noclass", "x"})
"""What stands, folded, where a block does not ring."""
CLASS_WORDS = ("class", "classes", "")
"""A piece of lesson time that does not say of which block."""
NOTED = 8
"""Lines that were not understood are told up to so many; how many more there are is told too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedBells:
    """Rows of BellSchedules, and what was taken for granted or left out."""

    rows: tuple[Mapping[str, CellValue], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ring:
    """One stretch of one kind of day; `where` is where it was read."""

    variant: str
    block: str
    kind: BlockKind
    span: Span
    where: str
    piece: bool = False
    """Whether it is known to be a part of its block beside a lunch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Where a stretch stands: the kind of day, the place, and what its line is about."""

    variant: str
    where: str
    lead: str = ""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What was read so far; `heading` is the kind of day, `last` the block a nameless piece belongs to."""

    rings: list[_Ring] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    heading: str = REGULAR
    last: str = ""

    def wrong(self, where: str, what: str) -> None:
        fix = "Write it like: Period 3, 9:50 AM - 10:40 AM."
        self.faults.append(Fault(where=where, what=f"{what}.", fix=fix))


def is_bell_schedules(grid: Grid) -> bool:
    """Whether a table has the headers of the BellSchedules tab already."""
    headers = {folded(str(cell.value)) for cell in grid[0]} if grid else set()
    wanted = ("bell_set", "block", "start", "end", "kind")
    return all(folded(one) in headers for one in wanted)


def read_pasted_bells(grid: Grid, *, bell_set: str, file: str) -> PastedBells:
    """The bells a school publishes, under the name `bell_set`.

    Raises:
        InputError: with every line that cannot be right, or when there is no time in it at all.
    """
    reading = _Reading()
    table = bell_table(grid)
    _read_lines(grid[: table.row] if table else grid, reading)
    if table:
        _read_table(grid, table, reading)
    rings = _whole_blocks(reading)
    if not rings and not reading.faults:
        reading.wrong(file, "There is no line with a block and its times")
    rows = [_record(ring, bell_set) for ring in rings]
    reading.faults += _told_by_the_tab(rings, rows)
    if reading.faults:
        raise InputError(reading.faults)
    return PastedBells(rows=tuple(rows), notes=tuple(_notes(reading, rings)))


def pasted_tabs(pasted: PastedBells) -> Tabs:
    """The bells as a grid of the BellSchedules tab."""
    return {BELL_SCHEDULES.name: grid_of(BELL_SCHEDULES.name, filled(BELL_SCHEDULES, pasted.rows))}


def _read_table(grid: Grid, table: BellTable, reading: _Reading) -> None:
    heading = reading.heading
    for number in range(table.row + 1, len(grid)):
        texts = texts_of(grid, number)
        if not any(texts) or is_header(texts):
            continue
        name = texts[0]
        if not any(map(has_time, texts[1:])):
            heading = variant_named(name) or heading
            if not variant_named(name):
                reading.strange.append(" ".join(filter(None, texts)))
            continue
        for column, variant in table.ranges.items():
            text = texts[column] if column < len(texts) else ""
            if folded(text) not in ABSENT:
                line = _Line(variant=variant or heading, where=grid[number][column].where)
                _read_times(name, text, line, reading)
        for variant, columns in table.ends.items():
            start, end = (texts[n] if n < len(texts) else "" for n in columns)
            line = _Line(variant=variant or heading, where=grid[number][0].where)
            _read_ends(name, (start, end), line, reading)


def _read_ends(name: str, ends: tuple[str, str], line: _Line, reading: _Reading) -> None:
    """A row that tells start and end in cells of their own; the end of a contract day may be open."""
    start, end = ("" if folded(one) in ABSENT else one for one in ends)
    if not start and not end:
        return
    clocks = one_time(start), one_time(end)
    if (start and not clocks[0]) or (end and not clocks[1]):
        reading.wrong(line.where, f"'{start} - {end}' is no time of day")
    else:
        _ring(name, span_of(*clocks), line, reading)


def _read_lines(grid: Grid, reading: _Reading) -> None:
    for row in grid:
        text = " ".join(str(cell.value) for cell in row if cell.value not in (None, "")).strip()
        if not text:
            continue
        if spans(text):
            _read_times("", text, _Line(variant=reading.heading, where=row[0].where), reading)
        elif named := variant_named(text):
            reading.heading, reading.last = named, ""
        elif re.search(r"\d[:.]\d\d", text):
            reading.wrong(row[0].where, f"'{text[:60]}' has a time but no start and end")
        else:
            reading.strange.append(text)


def _read_times(name: str, text: str, line: _Line, reading: _Reading) -> None:
    """The stretches of one cell or line: one, or the pieces of a block around a lunch."""
    found = spans(text)
    if not found:
        reading.wrong(line.where, f"'{text[:60]}' is no start and end of a block")
    lead, first = (name, found[0][0]) if name and found else _lead(found[0][0] if found else "")
    about = replace(line, lead=lead)
    for number, (words, span) in enumerate(found):
        _ring((words if number else first) or (lead if not number else ""), span, about, reading)


def _lead(words: str) -> tuple[str, str]:
    """What a line is about and what its first stretch is: 'B Lunch: Class' is ('B Lunch', 'Class')."""
    lead, sign, rest = words.rpartition(":")
    return (lead.strip(), rest.strip()) if sign and rest.strip() else (words, words)


def _ring(name: str, span: Span | None, line: _Line, reading: _Reading) -> None:
    """Keep one stretch under the block it belongs to."""
    if span is None:
        reading.wrong(line.where, f"The times of '{name or line.lead}' are no times of a day")
        return
    (block, lunch), (of_lead, lunch_of_lead) = around_a_lunch(name), around_a_lunch(line.lead)
    kind, piece = BlockKind.TEACH, True
    if lunch and not block:
        # 'Lunch' inside the line of a lunch takes that lunch's letter.
        block, kind, piece = (
            ((lunch_of_lead or lunch) if lunch == "Lunch" else lunch),
            BlockKind.LUNCH,
            False,
        )
    elif not lunch and name.casefold() in CLASS_WORDS:
        block = of_lead or reading.last
    elif not lunch:
        block, kind = block_named(name)
        piece = bool(lunch_of_lead) and kind is BlockKind.TEACH
    if not block:
        reading.wrong(line.where, "A time stands without a block")
        return
    if kind is BlockKind.TEACH:
        reading.last = block
    reading.rings.append(
        _Ring(
            variant=line.variant, block=block, kind=kind, span=span, where=line.where, piece=piece
        )
    )


def _whole_blocks(reading: _Reading) -> list[_Ring]:
    """The stretches with the pieces of a block put together, each lunch once."""
    found: dict[tuple[str, str], _Ring] = {}
    kept: list[_Ring] = []
    pieces = {(one.variant, one.block) for one in reading.rings if one.piece}
    for ring in reading.rings:
        key = ring.variant, ring.block
        before = found.get(key)
        if before is None:
            found[key] = ring
            kept.append(ring)
        elif key in pieces or before.span == ring.span:
            kept[kept.index(before)] = found[key] = _joined(before, ring)
        else:
            kept.append(ring)
    return kept


def _joined(one: _Ring, other: _Ring) -> _Ring:
    starts = [span.start for span in (one.span, other.span) if span.start]
    ends = [span.end for span in (one.span, other.span) if span.end]
    guessed = one.span.guessed or other.span.guessed
    span = Span(start=min(starts, default=None), end=max(ends, default=None), guessed=guessed)
    return replace(one, span=span, piece=True)


def _record(ring: _Ring, bell_set: str) -> dict[str, CellValue]:
    return {
        "bell_set": bell_set,
        "variant": ring.variant,
        "block": ring.block,
        "start": ring.span.start or "",
        "end": ring.span.end or "",
        "kind": ring.kind.value,
    }


def _told_by_the_tab(
    rings: Sequence[_Ring], rows: Sequence[Mapping[str, CellValue]]
) -> Iterator[Fault]:
    """What the reader of BellSchedules finds wrong with these rows, at the places they were read from."""
    faults = Faults()
    grid = grid_of(BELL_SCHEDULES.name, filled(BELL_SCHEDULES, rows))
    read_bells(read_sheet(BELL_SCHEDULES, 0, grid, faults), faults)
    try:
        faults.raise_if_any()
    except InputError as error:
        for fault in error.faults:
            where = _read_at(fault.where, rings)
            words = fault.fix.split(" ")
            fix = " ".join(_read_at(word.rstrip("."), rings, word) for word in words)
            yield replace(fault, where=where, fix=fix if fix.endswith(".") else f"{fix}.")


def _read_at(address: str, rings: Sequence[_Ring], otherwise: str = "") -> str:
    """Where the row of an address of the rows made was read."""
    row = re.fullmatch(rf"{BELL_SCHEDULES.name}![A-Z]+(\d+)", address)
    number = int(row[1]) - 2 if row else -1
    return rings[number].where if 0 <= number < len(rings) else otherwise or address


def _notes(reading: _Reading, rings: Sequence[_Ring]) -> Iterator[str]:
    variants: dict[str, int] = {}
    for ring in rings:
        variants[ring.variant] = variants.get(ring.variant, 0) + 1
    told = ", ".join(f"{count} on {variant} days" for variant, count in variants.items())
    yield f"Read {len(rings)} rows: {told}."
    if any(ring.span.guessed for ring in rings):
        yield (
            "Where AM or PM is not said, 6:00 to 11:59 is the morning and 12:00 to 5:59 the afternoon."
        )
    for ring in rings:
        if ring.piece:
            yield (
                f"Block {ring.block} ({ring.variant}) is told in pieces around its lunches; taken as one, "
                f"{_said(ring.span.start)} to {_said(ring.span.end)}."
            )
    stated = {ring.variant for ring in rings if ring.kind is BlockKind.CONTRACT}
    for variant in variants:
        if variant not in stated:
            yield (
                f"When the contract day begins and ends on {variant} days is not told: add a row of kind "
                "contract."
            )
    for text in reading.strange[:NOTED]:
        yield f"Not understood and left out: {text[:80]}"
    if len(reading.strange) > NOTED:
        yield f"And {len(reading.strange) - NOTED} more lines were left out."


def _said(wall: time | None) -> str:
    return f"{wall.hour % 12 or 12}:{wall:%M} {'PM' if wall.hour >= 12 else 'AM'}" if wall else "?"
