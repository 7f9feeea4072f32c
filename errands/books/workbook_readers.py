"""Who can open the workbooks and calendars: shown, and put right."""

from collections.abc import Sequence
from dataclasses import dataclass

from sheets_templates.books.readers import SETUP
from sync.sheets.coach_books import Keeper, Keeps
from sync.sheets.who_reads import Reading, known_books, put_right, reading
from workflow import Desk, Given, Workspace, at_work

__all__ = ["Readers", "Reading", "Shared", "readers", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Every workbook with who opens it; `account` is whom we write as."""

    account: str
    books: tuple[Reading, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What was found before, and what could not be put right."""

    readers: Readers
    failed: tuple[str, ...] = ()


def readers(workspace: Workspace, given: Given) -> Readers:
    """Look at every workbook that was made, and at the Sheet of the input; one read each."""
    with at_work(workspace, given) as desk:
        return _look(desk)


def share(workspace: Workspace, given: Given, *, yes: bool = False) -> Shared:
    """Compare every workbook with the table of readers, and with `yes` put right what differs."""
    with at_work(workspace, given) as desk:
        found = _look(desk)
        if not yes:
            return Shared(readers=found)
        failed = put_right(desk.google.sheets.sharing, desk.journal, found.books)
        return Shared(readers=found, failed=tuple(failed))


def _look(desk: Desk) -> Readers:
    today = desk.given.days.date_of(desk.now)
    made = known_books(desk.journal)
    own = desk.workspace.spreadsheet
    theirs = {SETUP: own} if own and own not in made.values() else {}
    found = [
        reading(
            desk.google.sheets.sharing,
            name,
            book,
            desk.given.district,
            today=today,
            account=desk.google.account,
            theirs=name in theirs,
        )
        for name, book in sorted({**made, **theirs}.items())
    ]
    return Readers(
        account=desk.google.account, books=tuple(found), notes=tuple(_notes_of_owners(desk, found))
    )


def _notes_of_owners(desk: Desk, found: Sequence[Reading]) -> list[str]:
    """Workbooks with a coach's notes whose owner is neither the coach nor a named role account."""
    district, settings = desk.given.district, desk.workspace.settings
    told = []
    for one in found:
        if one.kept is None or one.kept.kind != "Coach" or one.untold:
            continue
        coach = next((who for key, who in district.people.items() if key == one.kept.about), None)
        keeper = Keeper(
            account=one.owner,
            role_accounts=settings.coach_books,
            local=settings.google != "google",
        )
        if coach and one.owner and keeper.keeps(coach, district) is not Keeps.WHOLE:
            told.append(
                f"the notes of {coach.name} belong to {one.owner}, who can read them: make "
                f"{coach.name} their owner (Share > Transfer ownership)"
            )
    return told
