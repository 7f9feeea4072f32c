"""Clearing what is past its date: notes, answers, images of events, exports. The audit is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler.errors import RemoteError, SignInNeeded
from sync.journal.audit import Line
from sync.journal.images import KEPT_FOR
from sync.journal.journal import Journal
from sync.journal.retention import old_answers, old_images
from sync.workspace.forgotten_files import written_by_us
from sync.workspace.known import journal as open_journal
from sync.workspace.workspace import DRAFT
from workflow import Given, Workspace, google

__all__ = ["AUDIT", "Kind", "Retained", "keep_to_retention"]

NOTES, ANSWERS, IMAGES, EXPORTS = "notes", "answers", "images", "exports"
KINDS = {
    NOTES: "what coaches wrote about activities before that day; marks and minutes stay",
    ANSWERS: "who answered what to events before that day, and when people were busy",
    IMAGES: "what stood in an event before a push; that push cannot be taken back afterwards",
    EXPORTS: "pages, lists and change sets on this computer",
}
AUDIT = (
    "The audit is kept for good: it says in fingerprints what was written, when and as whom, and "
    "without one of its lines its chain would break."
)
Past = dict[str, int]
"""What, and how many of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of what is kept: for how many days (None: until somebody clears it), and what is past."""

    name: str
    what: str
    days: int | None
    past: Mapping[str, int]

    @property
    def count(self) -> int:
        return sum(self.past.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Retained:
    """Every kind, what must be done by somebody else, and what could not be done."""

    kinds: tuple[Kind, ...]
    by_hand: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notes:
    """What became of the notes."""

    past: Past
    by_hand: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def keep_to_retention(workspace: Workspace, given: Given, *, yes: bool = False) -> Retained:
    """Count what is past its date by the setting `retention_days`, and with `yes` clear it.

    In Google only cells with notes in coaches' workbooks are emptied; no calendar is written to.
    """
    now = workspace.clock(given.zone)
    days: dict[str, int] = {IMAGES: KEPT_FOR.days}
    days.update({str(name): number for name, number in workspace.settings.retention_days.items()})
    before = {name: now - timedelta(days=number) for name, number in days.items()}
    past: dict[str, Past] = {EXPORTS: _exports(workspace, before.get(EXPORTS), yes=yes)}
    notes = _Notes(past={})
    if workspace.has_journal:
        with open_journal(workspace, given.zone) as kept:
            if NOTES in before:
                notes = _notes(workspace, given, kept, before[NOTES], yes=yes)
                past[NOTES] = notes.past
            if ANSWERS in before:
                past[ANSWERS] = dict(old_answers(kept, before[ANSWERS], yes=yes))
            images = old_images(kept, before[IMAGES], yes=yes)
            past[IMAGES] = {"images": images} if images else {}
            if yes and any(past.values()):
                kept.note(_line(now, sorted(name for name, found in past.items() if found)))
                kept.wipe()
    return Retained(
        kinds=tuple(
            Kind(name=name, what=what, days=days.get(name), past=past.get(name, {}))
            for name, what in KINDS.items()
        ),
        by_hand=notes.by_hand,
        failed=notes.failed,
    )


def _exports(workspace: Workspace, before: datetime | None, *, yes: bool) -> Past:
    old = sorted(_older(workspace, before)) if before else []
    for path in old if yes else ():
        path.unlink(missing_ok=True)
    return {"files": len(old)} if old else {}


def _older(workspace: Workspace, before: datetime) -> Iterator[Path]:
    """Files of ours that were not written since; the saved schedule is not among them."""
    for path in written_by_us(workspace):
        if not path.is_file() or path == workspace.state / DRAFT:
            continue
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            yield path


def _notes(
    workspace: Workspace, given: Given, kept: Journal, before: datetime, *, yes: bool
) -> _Notes:
    """Notes of coaches whose workbooks the program may write; the others are told to do it themselves."""
    from sync.sheets.coach_books import FACTS_OF
    from sync.sheets.past_notes import PastNotes, clear_notes, past_notes
    from sync.sheets.who_reads import known_books

    day = given.days.date_of(before)
    made = known_books(kept)
    people = {str(key): one.name for key, one in given.district.people.items()}
    own = {name: book for name, book in made.items() if name.startswith("coach.")}
    hers = [people.get(name.removeprefix(FACTS_OF), name) for name in made if FACTS_OF in name]
    by_hand = [
        f"{name} keeps notes in a copy of her own: clear there what is older" for name in hers
    ]
    found: list[PastNotes] = []
    failed: list[str] = []
    try:
        if own:
            with google(workspace, given.district, kept) as clients:
                for name, book in sorted(own.items()):
                    one = past_notes(clients.sheets, name, book, day)
                    why = clear_notes(clients.sheets, one, day) if yes and one.cells else one.untold
                    who = people.get(name.removeprefix("coach."), name)
                    if why:
                        failed.append(f"the workbook of {who}: {why}; {who} clears it by hand")
                    found.append(replace(one, cells=()) if yes and why else one)
    except (SignInNeeded, RemoteError) as error:
        failed.append(f"the workbooks of coaches: {error.what}")
    cells = sum(len(one.cells) for one in found)
    return _Notes(
        past={"cells with notes": cells} if cells else {},
        by_hand=tuple(by_hand),
        failed=tuple(failed),
    )


def _line(now: datetime, kinds: list[str]) -> Line:
    return Line(
        at=now.isoformat(),
        actor="this computer",
        run="",
        key="",
        verb="retention",
        fields=" ".join(kinds),
        mails=0,
        before_digest="",
        after_digest="",
    )
