"""The tracking workbooks: made once, found again by what the journal says or by their mark."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, select

from scheduler.district import PersonId
from scheduler.errors import RemoteError
from sheets_templates.building.build import new_workbook_requests
from sheets_templates.building.workbook import places, workbook_of
from sheets_templates.vocabulary.placing import Place
from sheets_templates.vocabulary.table import Tab
from sync.event.identity import short_digest
from sync.journal.journal import Journal
from sync.journal.tables import meta
from sync.sheets.sheets_api import Role, SheetsApi

PROGRAM = "program"
SHARED = "shared."
"""How the names of entries begin that tell whom a workbook was shared with."""


def coach_book(coach: PersonId) -> str:
    """The name under which a coach's workbook is remembered."""
    return f"coach.{coach}"


def known_workbook(journal: Journal, name: str) -> str | None:
    """The id of a workbook made before."""
    found = journal.rows(select(meta.c.value).where(meta.c.name == _entry(name)))
    return str(found[0].value) if found else None


def workbook(
    api: SheetsApi,
    journal: Journal,
    name: str,
    *,
    title: str,
    tabs: Sequence[Tab],
    readers: Iterable[tuple[str, Role]] = (),
    at: Mapping[str, Place] | None = None,
) -> tuple[str, list[str]]:
    """The id of a workbook, made when there is none yet, shared with everybody it was not shared with
    before; and what could not be done.

    One that a run made and could not note down is found by its mark. `at` says where each tab of a new one
    stands, in their order; without it they stand as declared.
    """
    book = known_workbook(journal, name)
    if book is None:
        mark = f"{journal.lineage}.{name}"
        found = api.find(key=mark)
        book = found[0] if found else api.create(title, key=mark)
        if {info.title for info in api.tabs(book)}.isdisjoint(tab.name for tab in tabs):
            api.write(book, new_workbook_requests(tabs, at or _seen_first(name, tabs)))
        _note_down(journal, _entry(name), book)
    known = _shared_with(journal, name)
    wanted: dict[str, tuple[str, Role]] = {
        short_digest(role, email): (email, role) for email, role in readers
    }
    notes = {key: _share(api, book, title, *wanted[key]) for key in wanted if key not in known}
    done = {*known, *(key for key, note in notes.items() if not note)}
    if done != known:
        _note_down(journal, _shares(name), json.dumps(sorted(done)))
    return book, [note for note in notes.values() if note]


def _seen_first(name: str, tabs: Sequence[Tab]) -> Mapping[str, Place]:
    """Where the tabs of a new workbook stand, and which of them are seen at first."""
    return places(workbook_of(name), (), {tab.name for tab in tabs})


def kept_rows(journal: Journal, name: str) -> str:
    """The fingerprint of what was last written into a workbook that is ours alone; '' for nothing yet."""
    found = journal.rows(select(meta.c.value).where(meta.c.name == f"rows.{name}"))
    return str(found[0].value) if found else ""


def keep_rows(journal: Journal, name: str, digest: str) -> None:
    """Remember what was written, so that it need not be read to see that nothing is new."""
    _note_down(journal, f"rows.{name}", digest)


def keep_shared(journal: Journal, name: str, readers: Iterable[tuple[str, Role]]) -> None:
    """Remember that a workbook is shared with exactly these."""
    done = {short_digest(role, email) for email, role in readers}
    _note_down(journal, _shares(name), json.dumps(sorted(done)))


def _share(api: SheetsApi, book: str, title: str, email: str, role: Role) -> str:
    """Share it, or say why not: a workbook nobody else can open yet is no reason to stop."""
    try:
        api.share(book, email, role)
    except RemoteError as error:
        return f"'{title}' could not be shared with {email}: {error.what}"
    return ""


def _shared_with(journal: Journal, name: str) -> set[str]:
    """Whom it was shared with, as fingerprints of role and address: nobody can be read from them."""
    found = journal.rows(select(meta.c.value).where(meta.c.name == _shares(name)))
    return set(json.loads(found[0].value)) if found else set()


def _note_down(journal: Journal, name: str, value: str) -> None:
    with journal.writing() as connection:
        connection.execute(delete(meta).where(meta.c.name == name))
        connection.execute(insert(meta).values(name=name, value=value))


def _shares(name: str) -> str:
    return f"{SHARED}{name}"


def _entry(name: str) -> str:
    return f"workbook.{name}"
