"""Taking a person out of everything that is kept: the journal, files, and the workbooks."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.district import Person
from scheduler.errors import RemoteError, SettingsError, SignInNeeded
from scheduler.model import ActivityId
from sync.journal.audit import Line
from sync.journal.forgetting import Words, forget_in_journal, still_named
from sync.journal.journal import Journal
from sync.workspace.forgotten_files import Files, files_naming, forget_in_files
from sync.workspace.known import journal as open_journal
from sync.workspace.known import known
from workflow import Given, Workspace, google

if TYPE_CHECKING:
    from sync.sheets.forgotten_cells import NamedIn

__all__ = ["Forgotten", "NamedIn", "forget"]

OUT_OF_REACH = (
    "invitations and e-mails in people's own calendars and mailboxes",
    "events that are over, in the coaching calendars",
    "copies people made of workbooks, and their version history",
    "copies of this folder, and other computers' journals",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """Where a person is named, and what `forget` cannot reach."""

    names: tuple[str, ...]
    rows: Mapping[str, int]
    files: tuple[Path, ...]
    books: tuple["NamedIn", ...]
    out_of_reach: tuple[str, ...]


def forget(
    workspace: Workspace,
    given: Given,
    person: str,
    *,
    also: Sequence[str] = (),
    yes: bool = False,
) -> Forgotten:
    """Find everything that names a person, and with `yes` take it out, of the workbooks too.

    `person` is an id, an address or a name; `also` are other words for somebody the input no longer has.

    Raises:
        SettingsError: something to come still needs the person, or the name is nobody's alone.
    """
    found = _in_input(given, person)
    names = (person, found.id, found.email, found.name) if found else (person, *also)
    words = Words(
        names=tuple(dict.fromkeys(name.strip() for name in names if name.strip())),
        instead=f"forgotten-{secrets.token_hex(4)}",
    )
    _refuse_short(words)
    files = files_naming(workspace, words)
    if not workspace.has_journal:
        return _told(workspace, words, rows={}, files=files, found=found, yes=yes)
    with open_journal(workspace, given.zone) as kept:
        _refuse_if_needed(workspace, given, kept, words)
        books, untouched = _in_workbooks(workspace, given, kept, words, yes=yes)
        rows = forget_in_journal(kept, words, yes=yes)
        if yes:
            kept.note(_line(workspace, given, rows))
        started = still_named(kept, words)
        if started:
            untouched += (f"the audit, which keeps who started {len(started)} runs",)
        return _told(
            workspace,
            words,
            rows=rows,
            files=files,
            found=found,
            books=books,
            untouched=untouched,
            yes=yes,
        )


def _in_input(given: Given, person: str) -> Person | None:
    """Whom the input knows by that word.

    Raises:
        SettingsError: several people are called that.
    """
    word = person.strip().lower()
    people = given.district.people.values()
    found = [one for one in people if word in (one.id, one.email.lower(), one.name.lower())]
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise SettingsError(f"several people are called {person}", fix=f"name one of: {ids}")
    return found[0] if found else None


def _refuse_short(words: Words) -> None:
    if not words.names or min(map(len, words.names)) < 2:
        raise SettingsError(
            "a single letter names too much", fix="give an id, an address or a whole name"
        )


def _refuse_if_needed(workspace: Workspace, given: Given, kept: Journal, words: Words) -> None:
    """What stands in the calendar for later must be cancelled or moved before its trace is taken away."""
    now = workspace.clock(given.zone)
    all_known = known(workspace, kept)
    to_come: set[ActivityId] = set()
    for schedule in (all_known.published, all_known.draft):
        for key, slot in schedule.placed.items():
            people = " ".join(schedule.people_at(key))
            if slot.end > now and words.found_in(f"{key} {people}"):
                to_come.add(key)
    if to_come:
        raise SettingsError(
            f"{len(to_come)} events to come still need {words.names[0]}",
            where=", ".join(sorted(to_come)[:5]),
            fix="take the person out of the input, then: bellweave schedule week, bellweave push",
        )


def _in_workbooks(
    workspace: Workspace, given: Given, kept: Journal, words: Words, *, yes: bool
) -> tuple[tuple["NamedIn", ...], tuple[str, ...]]:
    """What the workbooks say of the person, taken out with `yes`; and what was left there."""
    from sync.sheets.forgotten_cells import forget_in_book, named_in
    from sync.sheets.who_reads import known_books

    made = known_books(kept)
    if not made:
        return (), ()
    try:
        with google(workspace, given.district, kept) as clients:
            sheets = clients.sheets
            found = [named_in(sheets, name, book, words) for name, book in sorted(made.items())]
            failed = [forget_in_book(sheets, kept, one, words) for one in found if yes]
    except (SignInNeeded, RemoteError) as error:
        return (), (f"the {len(made)} workbooks: {error.what}",)
    left = [f"the workbook {one.name}: {one.untold}" for one in found if one.untold]
    left += [f"the workbook {one.name} is the person's own" for one in found if one.owner]
    left += [f"a formula in {where} of {one.name}" for one in found for where in one.formulas]
    return tuple(found), (*left, *filter(None, failed))


def _told(
    workspace: Workspace,
    words: Words,
    *,
    rows: Mapping[str, int],
    files: Files,
    found: Person | None,
    books: Sequence["NamedIn"] = (),
    untouched: Sequence[str] = (),
    yes: bool,
) -> Forgotten:
    if yes:
        forget_in_files(files, words)
    reach: list[str] = [*OUT_OF_REACH]
    if found:
        reach.insert(0, f"the input itself: {found.name} still stands in the tab People")
    if workspace.local:
        reach.append("the local Google of this workspace; delete its file to begin it anew")
    reach.extend(untouched)
    return Forgotten(
        names=words.names,
        rows=rows,
        files=(*files.go, *files.change),
        books=tuple(one for one in books if not one.is_clean),
        out_of_reach=tuple(reach),
    )


def _line(workspace: Workspace, given: Given, rows: Mapping[str, int]) -> Line:
    return Line(
        at=workspace.clock(given.zone).isoformat(),
        actor="this computer",
        run="",
        key="",
        verb="forget",
        fields=" ".join(sorted(rows)),
        mails=0,
        before_digest="",
        after_digest="",
    )
