"""Who can open each workbook beside who should, and what would put it right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select

from scheduler.district import District
from scheduler.errors import RemoteError
from sheets_templates.books.readers import Kept, Right, kept_as, may_be_let_in, readers_of
from sync.journal.journal import Journal
from sync.journal.tables import meta
from sync.sheets.books import rights
from sync.sheets.sharing import OWNER, Permission, Sharing
from sync.sheets.workbooks import keep_shared

WORKBOOK = "workbook."
"""What the names of workbooks begin with in the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One workbook: who `should` open it (the owner apart), and every way in there is.

    `kept` is None for a workbook nobody classified: nobody but its owner may open that. `untold` says why
    Google did not tell; `theirs` is a Sheet of the district's own, which is looked at and left alone.
    """

    name: str
    book: str
    kept: Kept | None
    should: Mapping[str, Right]
    ways: tuple[Permission, ...] = ()
    allowed: frozenset[str] = frozenset()
    account: str = ""
    untold: str = ""
    theirs: bool = False

    @property
    def owner(self) -> str:
        return next((one.email for one in self.ways if one.role == OWNER), "")

    @property
    def wide(self) -> tuple[Permission, ...]:
        """Ways in that name no person, such as a link."""
        return tuple(one for one in self.ways if one.is_wide)

    @property
    def people(self) -> tuple[Permission, ...]:
        """People let in by name, the owner and the account we write as apart."""
        return tuple(
            one
            for one in self.ways
            if not one.is_wide and one.role != OWNER and one.email != self.account
        )

    @property
    def missing(self) -> Mapping[str, Right]:
        """Who should be let in and is not."""
        inside = {one.email for one in self.ways}
        return {email: right for email, right in self.should.items() if email not in inside}

    @property
    def otherwise(self) -> tuple[tuple[Permission, Right], ...]:
        """Who is let in in another way than should be."""
        return tuple(
            (one, self.should[one.email])
            for one in self.people
            if one.email in self.should and one.role != self.should[one.email]
        )

    @property
    def outside(self) -> tuple[Permission, ...]:
        """Who is let in by name and should not be."""
        return tuple(
            one
            for one in self.people
            if one.email not in self.should and one.email not in self.allowed
        )

    @property
    def is_right(self) -> bool:
        return not (self.untold or self.missing or self.otherwise or self.outside or self.wide)


def known_books(journal: Journal) -> dict[str, str]:
    """Name -> id of every workbook that was made."""
    rows = journal.rows(select(meta.c.name, meta.c.value).where(meta.c.name.startswith(WORKBOOK)))
    return {row.name.removeprefix(WORKBOOK): str(row.value) for row in rows}


def reading(
    sharing: Sharing,
    name: str,
    book: str,
    district: District,
    *,
    today: date | None,
    account: str,
    theirs: bool = False,
) -> Reading:
    """Look at one workbook; one read."""
    kept, untold = kept_as(name), ""
    ways: tuple[Permission, ...] = ()
    try:
        ways = tuple(sharing.permissions(book))
    except RemoteError as error:
        untold = error.what
    me = account.casefold()
    should = readers_of(kept, district, today=today) if kept else {}
    return Reading(
        name=name,
        book=book,
        kept=kept,
        should={email: right for email, right in should.items() if email != me},
        ways=ways,
        allowed=may_be_let_in(kept, district, today=today) if kept else frozenset(),
        account=me,
        untold=untold,
        theirs=theirs,
    )


def put_right(sharing: Sharing, journal: Journal, found: Iterable[Reading]) -> list[str]:
    """Let in whom the table names, in the way it says, and nobody else; what could not be done.

    Ways in are closed before new ones are opened. Nobody is mailed.
    """
    notes: list[str] = []
    for one in found:
        if one.theirs or one.untold:
            continue
        try:
            for way in (*one.wide, *one.outside):
                sharing.take_away(one.book, way.id)
            for way, right in one.otherwise:
                sharing.change(one.book, way.id, _role(right))
            for email, right in one.missing.items():
                sharing.give(one.book, email, _role(right))
        except RemoteError as error:
            notes.append(f"the workbook {one.name}: {error.what}")
        else:
            keep_shared(journal, one.name, rights(one.should))
    return notes


def _role(right: Right) -> Literal["reader", "writer"]:
    return "writer" if right is Right.WRITE else "reader"
