"""Who may read, who may write, and which cells are protected from whom."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from local_google.a1 import Box
from local_google.drive_access import RANKS, find_file, role_of, touch, visible
from local_google.sheets_book import Book, Tab, load_book
from local_google.sheets_ranges import area_of, inside
from local_google.sheets_refusals import PROTECTED, bad, forbidden, not_found
from local_google.store import Store
from local_google.wire import Call, Caller

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A spreadsheet opened by a caller who may do what was asked for."""

    book: Book
    caller: Caller
    role: str

    def may_edit(self, protection: Json) -> bool:
        """Owners and the named editors may; so may anyone who only gets a warning."""
        if protection.get("warningOnly") or RANKS[self.role] >= RANKS["organizer"]:
            return True
        editors = protection.get("editors", {})
        if self.caller.email.lower() in (user.lower() for user in editors.get("users", ())):
            return True
        return bool(editors.get("domainUsersCanEdit")) and RANKS[self.role] >= RANKS["writer"]

    def is_protected(self, tab: Tab, box: Box) -> bool:
        """Whether any cell of `box` is protected from the caller."""
        return any(
            self._covers(tab, protection, box) and not self.may_edit(protection)
            for protection in tab.facts.get("protectedRanges", ())
        )

    def refuse_protected(self, tab: Tab, box: Box) -> None:
        """400 when any cell of `box` is protected from the caller."""
        if self.is_protected(tab, box):
            raise bad(PROTECTED)

    def refuse_protected_tab(self, tab: Tab) -> None:
        """400 when any part of the tab is protected from the caller, as when it is deleted."""
        self.refuse_protected(tab, Box(top=0, bottom=tab.height, left=0, right=tab.width))

    def _covers(self, tab: Tab, protection: Json, box: Box) -> bool:
        range_ = protected_range(self.book, protection)
        if range_ is None or not inside(tab, area_of(range_)).meets(box):
            return False
        free = (inside(tab, area_of(hole)) for hole in protection.get("unprotectedRanges", ()))
        return not any(hole.holds(box) for hole in free)

    def save(self, db: sqlite3.Connection, **facts: Any) -> None:
        """Store the book and note the change on the file."""
        self.book.save()
        touch(self.book.store, db, self.book.id, self.caller, **facts)


def protected_range(book: Book, protection: Json) -> Json | None:
    """The GridRange of a protection, also when it names a named range."""
    if "namedRangeId" in protection:
        for named in book.listed("namedRanges"):
            if named["namedRangeId"] == protection["namedRangeId"]:
                found: Json = named["range"]
                return found
    return protection.get("range")


def open_to_read(store: Store, db: sqlite3.Connection, call: Call) -> Opened:
    """The spreadsheet of the call: 404 if there is none, 403 for strangers."""
    return _open(store, db, call.caller, call.path["spreadsheetId"], "reader")


def open_to_write(store: Store, db: sqlite3.Connection, call: Call) -> Opened:
    """The spreadsheet of the call for one who may change it; readers get 403."""
    return _open(store, db, call.caller, call.path["spreadsheetId"], "writer")


def open_other_to_write(store: Store, db: sqlite3.Connection, call: Call, book_id: str) -> Opened:
    """Another spreadsheet that the call's body names."""
    return _open(store, db, call.caller, book_id, "writer")


def _open(store: Store, db: sqlite3.Connection, caller: Caller, book_id: str, least: str) -> Opened:
    file, book = find_file(db, book_id), load_book(store, db, book_id)
    if file is None or book is None or not visible(caller, file):
        raise not_found()
    role = role_of(db, file, caller.email)
    if role is None or RANKS[role] < RANKS[least]:
        raise forbidden()
    return Opened(book=book, caller=caller, role=role)
