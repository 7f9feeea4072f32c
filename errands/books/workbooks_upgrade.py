"""Brings every workbook up to this version of the program."""

from dataclasses import dataclass

from workflow import Given, Workspace, at_work

__all__ = ["Upgrade", "upgrade"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What became of one workbook; nothing `added` where it has it all, or may not be touched."""

    name: str
    before: int
    version: int
    added: tuple[str, ...] = ()
    why_not: str = ""


def upgrade(workspace: Workspace, given: Given, *, yes: bool = False) -> list[Upgrade]:
    """Each workbook the program made; one that cannot be read or is too new stops no other.

    A Sheet of the input that a district made by itself is its own and left alone.
    """
    from scheduler.errors import RemoteError
    from sheets_templates.building.build import SCHEMA_VERSION
    from sheets_templates.building.workbook import workbook_of
    from sync.sheets.track_memory import forget_deleted
    from sync.sheets.upgrading import upgrade as bring_up
    from sync.sheets.who_reads import known_books

    found = []
    with at_work(workspace, given) as desk:
        for name, book in sorted(known_books(desk.journal).items()):
            try:
                done = bring_up(
                    desk.google.sheets,
                    name,
                    book,
                    owner=desk.google.account,
                    now=given.days.local(desk.now),
                    yes=yes,
                )
                if yes and not done.why_not:
                    there = desk.google.sheets.tabs(book)
                    forget_deleted(desk.journal, book, workbook_of(name).tabs, there)
            except RemoteError as error:
                told = f"could not be changed: {error.what}"
                found.append(Upgrade(name=name, before=0, version=0, why_not=told))
                continue
            found.append(
                Upgrade(
                    name=name,
                    before=done.before,
                    version=SCHEMA_VERSION,
                    added=done.added,
                    why_not=done.why_not,
                )
            )
    return found
