"""BellSchedules rows -> bells: when each block rings, by set, variant and grade band."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import time

from scheduler.district import BellBlock, BlockKind
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_rows import Row, Sheet

REGULAR = "regular"
EARLIEST = time(5, 0)
"""No school rings before; an earlier time is an afternoon one without its PM."""

Bells = Mapping[str, Mapping[str, frozenset[str]]]
"""Bell set -> variant -> names of its blocks."""


def read_bells(sheet: Sheet, faults: Faults) -> tuple[tuple[BellBlock, ...], tuple[str, ...]]:
    """The bells, and what was assumed; a contract day without both ends is left out and said."""
    read: list[tuple[Row, BellBlock]] = []
    assumed: list[str] = []
    for row in sheet:
        if row.text("kind") == BlockKind.CONTRACT and _lacks_an_end(row):
            assumed.append(
                f"The contract day of {row.text('bell_set')} on {row.text('variant', REGULAR)} days "
                "is not stated in full: nothing is placed before or after school then."
            )
            continue
        block = _bell(row, faults)
        if block is not None:
            read.append((row, block))
    _check_blocks(read, faults)
    return tuple(block for _, block in read), tuple(assumed)


def blocks_by_variant(bells: Sequence[BellBlock]) -> Bells:
    """What each bell set has on each kind of day, the contract day left out."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for bell in bells:
        names = found[bell.bell_set][bell.variant]
        if bell.kind is not BlockKind.CONTRACT:
            names.add(bell.block)
    return {
        bell_set: {variant: frozenset(names) for variant, names in variants.items()}
        for bell_set, variants in found.items()
    }


def _lacks_an_end(row: Row) -> bool:
    return any(not row.has(header) and header not in row.unreadable for header in ("start", "end"))


def _bell(row: Row, faults: Faults) -> BellBlock | None:
    for header in ("start", "end"):
        if row.complete and not row.has(header) and header not in row.unreadable:
            what = f"Block {row.text('block')} of {row.text('bell_set')} has no {header}"
            faults.add(row.place(header), what, f"Fill in its {header} time")
    start, end = row.time_of("start"), row.time_of("end")
    if not row.complete or start is None or end is None:
        return None
    if end <= start:
        what = f"Block {row.text('block')} ends at {_said(end)}, before it starts at {_said(start)}"
        faults.add(row.place("end"), what, "Correct one of the two times")
        return None
    if start < EARLIEST:
        what = f"Block {row.text('block')} starts at {_said(start)}, in the night"
        fix = f"Write '{_said(start)[:-3]} PM' if the afternoon is meant"
        faults.add(row.place("start"), what, fix)
    return BellBlock(
        bell_set=row.text("bell_set"),
        variant=row.text("variant", REGULAR),
        grade_band=row.text("grade_band"),
        block=row.text("block"),
        start=start,
        end=end,
        kind=BlockKind(row.text("kind")),
    )


def _check_blocks(read: Sequence[tuple[Row, BellBlock]], faults: Faults) -> None:
    """Inside one set, variant and grade band a name comes once and taught blocks do not overlap."""
    groups: dict[tuple[str, str, str], list[tuple[Row, BellBlock]]] = defaultdict(list)
    for row, bell in read:
        others = groups[bell.bell_set, bell.variant, bell.grade_band]
        for other_row, other in others:
            if other.block == bell.block:
                what = (
                    f"Block {bell.block} of {bell.bell_set} ({bell.variant}) stands here and at "
                    f"{other_row.place('block').where}"
                )
                faults.add(row.place("block"), what, "Keep one of the two rows")
            elif _both_taught_at_once(bell, other):
                what = (
                    f"Block {bell.block} ({_said(bell.start)}) starts before block {other.block} "
                    f"({_said(other.start)} to {_said(other.end)}) has ended"
                    if bell.start >= other.start
                    else f"Block {bell.block} runs into block {other.block} ({_said(other.start)})"
                )
                fix = f"Correct the times here or at {other_row.place('start').where}"
                faults.add(row.place("start"), what, fix)
        others.append((row, bell))


def _both_taught_at_once(one: BellBlock, other: BellBlock) -> bool:
    both = one.kind is BlockKind.TEACH and other.kind is BlockKind.TEACH
    return both and one.start < other.end and other.start < one.end


def _said(wall: time) -> str:
    return f"{wall.hour % 12 or 12}:{wall:%M} {'PM' if wall.hour >= 12 else 'AM'}"
