"""What `doctor` tells about who can read what: one block over all workbooks."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from errands.books.workbook_readers import Readers, readers
from scheduler.district import District, Role
from scheduler.errors import BellweaveError
from sync.sheets.who_reads import Reading, known_books
from sync.workspace.checks import Check, Grade, failed
from sync.workspace.known import journal
from workflow import Given, open_here, read

__all__ = ["book_words", "who_can_read"]

NAME = "Readers"
FIX = "fix: bellweave workbooks share"
PLURALS = {
    Role.COACH: "coaches",
    Role.ASSOCIATION: "of the association",
    Role.BOARD: "of the board",
}


def who_can_read(*, start: Path | None, now: str) -> Iterator[Check]:
    """One check over all workbooks; none where nothing was made, or the input cannot be read."""
    try:
        workspace = open_here(now=now, start=start)
        if not workspace.has_journal:
            return
        given = read(workspace)
    except BellweaveError:
        return  # told by the checks before
    try:
        with journal(workspace, given.zone) as kept:
            if not known_books(kept):
                return  # nothing of ours to ask Google about
        found = readers(workspace, given)
    except BellweaveError as error:
        yield failed(NAME, error)
        return
    yield _told(found, given)


def book_words(one: Reading, given: Given) -> str:
    """'Coach workbook of Ana Ruiz'."""
    if one.kept is None:
        return f"A workbook nobody has classified ({one.name})"
    names = {str(key): who.name for key, who in given.district.people.items()}
    names |= {str(key): school.name for key, school in given.district.schools.items()}
    name = names.get(one.kept.about, one.kept.about)
    return f"{one.kept.kind} workbook{f' of {name}' if name else ''}"


def _told(found: Readers, given: Given) -> Check:
    wrong = [one for one in found.books if not one.is_right]
    lines = [line for one in found.books for line in _lines(one, given)]
    bad = bool(wrong or found.notes)
    many = f"{len(found.books)} workbook{'s' if len(found.books) != 1 else ''}"
    return Check(
        name=NAME,
        says=f"{many}, {len(wrong)} not open to exactly those it is for"
        if wrong
        else f"{many}, each open to those it is for",
        grade=Grade.WARN if bad else Grade.PASS,
        more=(*lines, *found.notes, *([FIX] if wrong else [])),
    )


def _lines(one: Reading, given: Given) -> Iterator[str]:
    if one.untold:
        yield f"{book_words(one, given)}: not told ({one.untold})"
        return
    counts = _counts(one, given.district)
    yield f"{book_words(one, given)}: {counts or 'nobody'}; owner {one.owner or 'a shared drive'}"
    yield from (f"  open to {way.words}" for way in one.wide)
    yield from (f"  {way.email} opens it and should not" for way in one.outside)
    yield from (f"  {way.email} is {way.role}, should be {right}" for way, right in one.otherwise)
    yield from (
        f"  {email} should be {right} and cannot open it" for email, right in one.missing.items()
    )


def _counts(one: Reading, district: District) -> str:
    """'2 coaches, 1 district leader' of those who open it by name."""
    roles: Mapping[str, Role] = {
        who.email.strip().casefold(): who.role for who in district.people.values()
    }
    counted = Counter(roles.get(way.email) for way in one.people)
    return ", ".join(
        f"{number} {_role(role, number)}"
        for role, number in sorted(counted.items(), key=lambda pair: str(pair[0]))
    )


def _role(role: Role | None, number: int) -> str:
    if role is None:
        return "not in People"
    return role.value if number == 1 else PLURALS.get(role, f"{role.value}s")
