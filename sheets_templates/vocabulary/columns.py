"""Columns the program writes in the tracking tabs: a key that stays hidden, and plain ones."""

from sheets_templates.vocabulary.table import Column, ColumnKind, Writer

LEAVE_ALONE = "Never changes; leave it alone."


def ours(
    header: str,
    kind: ColumnKind = ColumnKind.TEXT,
    *,
    note: str = "",
    allowed: tuple[str, ...] = (),
    hidden: bool = False,
    alarming: tuple[str, ...] = (),
    heat: tuple[float, float] | None = None,
    bar: bool = False,
    width: int = 0,
) -> Column:
    """A column only the program writes."""
    return Column(
        header=header,
        kind=kind,
        writer=Writer.PROGRAM,
        note=note,
        allowed=allowed,
        hidden=hidden,
        alarming=alarming,
        heat=heat,
        bar=bar,
        width=width,
    )


def our_key(header: str) -> Column:
    """The hidden column by which a row is found again."""
    return ours(header, ColumnKind.ID, hidden=True, note=LEAVE_ALONE)
