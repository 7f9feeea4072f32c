"""What `doctor` asks Google about a sign-in: whose it is, its rights, the time, who owns what.

Only reads. Without an answer of Google's the lines say so, and the rest is still looked at.
"""

from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduler.errors import BellweaveError, RemoteError
from sync.account.credentials import Status, load, status
from sync.account.granted import Granted, granted, whose
from sync.account.keys import Keys
from sync.account.rights import BY_SCOPE, EXTRA_SCOPES, SCOPES, short, too_many
from sync.journal.journal import Journal
from sync.journal.tables import meta
from sync.wire.connection import Connection
from sync.wire.limits import Bucket
from sync.wire.retries import Kind
from sync.wire.transport import Outgoing
from sync.workspace.checks import Check, Grade, failed
from sync.workspace.google import Google, connection_of, signed_in

WORKBOOK = "workbook."
"""What the names of workbooks begin with in the journal."""
CLOCK_GOOD = timedelta(seconds=1)
CLOCK_BAD = timedelta(seconds=60)
"""From here on a service account's signature may be refused, and quiet hours are not kept."""
EVERYBODY = {"anyone": "everybody with the link", "domain": "everybody of the organization"}


def sign_in_checks(
    keys: Keys,
    *,
    connection: Connection | None = None,
    now: Callable[[], datetime] | None = None,
) -> Generator[Check, None, bool]:
    """The sign-in itself; its result is whether Google lets us in with the rights we need."""
    now = now or (lambda: datetime.now(UTC))
    to = connection_of(keys, connection)
    try:
        signed, credential = status(keys), load(keys, to)
    except BellweaveError as error:
        yield failed("Sign-in", error)
        return False
    try:
        found = granted(credential, to, keys, now=now)
        account = whose(credential, to)
    except BellweaveError as error:
        yield failed("Sign-in", error)
        return False
    yield _who(signed, account, now())
    yield from _clock(found)
    rights = list(_rights(found))
    yield from rights
    return all(right.grade is Grade.PASS for right in rights)


def ownership_checks(
    keys: Keys, kept: Journal, *, connection: Connection | None = None
) -> Iterator[Check]:
    """Calendars that would end with somebody else's account, and workbooks open to strangers."""
    to = connection_of(keys, connection)
    who = status(keys)
    with signed_in(load(keys, to), to, who.account) as google:
        yield from _owners(google, kept)
        yield from _open_workbooks(google, kept)


def _who(signed: Status, account: str, now: datetime) -> Check:
    since = f", {(now - signed.signed_in).days} days ago" if signed.signed_in else ""
    says = f"{signed.account or account} ({signed.rung.value}){since}"
    if signed.alone:
        return Check(
            name="Sign-in",
            says=says,
            grade=Grade.WARN,
            more=(
                "It acts for nobody: events get no guests, nobody is mailed, and no workbook is made.",
                "fix: bellweave auth setup (delegation); or hand out: bellweave export ics",
            ),
        )
    if account and signed.account and account != signed.account.lower():
        return Check(
            name="Sign-in",
            says=f"{says}, but Google says it is {account}",
            grade=Grade.FAIL,
            more=("fix: bellweave auth logout, then bellweave auth login",),
        )
    return Check(name="Sign-in", says=says)


def _clock(found: Granted) -> Iterator[Check]:
    if found.ahead is None:
        return
    off = abs(found.ahead)
    if off <= CLOCK_GOOD:
        yield Check(name="Clock", says="within 1 s of Google's")
        return
    way = "ahead of" if found.ahead > timedelta() else "behind"
    yield Check(
        name="Clock",
        says=f"{off.total_seconds():.0f} s {way} Google's",
        grade=Grade.FAIL if off >= CLOCK_BAD else Grade.WARN,
        more=("fix: let this computer set its clock from the network",),
    )


def _rights(found: Granted) -> Iterator[Check]:
    for scope in SCOPES:
        had = scope in found.scopes
        yield Check(
            name="Scope",
            says=f"{short(scope)}: {BY_SCOPE[scope].needed_for}",
            grade=Grade.PASS if had else Grade.FAIL,
            more=() if had else (_how_to_get(scope),),
        )
    for scope in EXTRA_SCOPES:
        if scope in found.scopes:
            yield Check(name="Scope", says=f"{short(scope)}: {BY_SCOPE[scope].needed_for}")
    for scope in too_many(found.scopes):
        yield Check(
            name="Scope",
            says=f"{short(scope)}: more than is needed",
            grade=Grade.FAIL,
            more=("fix: bellweave auth logout, then login; leave the extra rights unticked",),
        )


def _how_to_get(scope: str) -> str:
    return f"fix: bellweave auth login, and tick every box; IT delegates {scope}"


def _owners(google: Google, kept: Journal) -> Iterator[Check]:
    others, account = [], google.account.lower()
    for owner, calendar_id in sorted(kept.calendars().items()):
        try:
            entry = google.calendar.get_calendar(calendar_id)
        except RemoteError:
            entry = None
        if entry is None:
            others.append(f"the calendar of {owner} is not found: deleted, or another account's")
        elif entry.data_owner not in ("", account):
            others.append(f'"{entry.summary}" belongs to {entry.data_owner}')
    if others:
        yield Check(
            name="Owners",
            says=f"{len(others)} of the coaching calendars are not {google.account}'s",
            grade=Grade.WARN,
            more=(
                *others,
                "Since 5 Oct 2026 a calendar is deleted with its owner's account.",
                "fix: bellweave calendars check-owner",
            ),
        )
    elif kept.calendars():
        yield Check(name="Owners", says=f"the coaching calendars are {google.account}'s")


def _open_workbooks(google: Google, kept: Journal) -> Iterator[Check]:
    rows = kept.rows(select(meta.c.name, meta.c.value).where(meta.c.name.startswith(WORKBOOK)))
    books = {row.name.removeprefix(WORKBOOK): row.value for row in rows}
    opened = [
        f"workbook {name}: {whom}"
        for name, book in sorted(books.items())
        for whom in _strangers(google, book)
    ]
    if opened:
        yield Check(
            name="Sharing",
            says=f"{len(opened)} ways into workbooks are wider than people by name",
            grade=Grade.WARN,
            more=(*opened, "fix: in the sheet: Share > General access > Restricted"),
        )
    elif books:
        yield Check(name="Sharing", says="the workbooks are open to people by name only")


def _strangers(google: Google, book: str) -> Iterator[str]:
    root = google.transport.connection.drive_root
    asked = Outgoing(
        method="GET",
        url=f"{root}drive/v3/files/{book}/permissions"
        "?fields=permissions(type)&supportsAllDrives=true&pageSize=100",
        kind=Kind.READ,
        bucket=Bucket.DRIVE,
        headers={},
    )
    try:
        told: Any = google.transport.call(asked).json()
    except RemoteError as error:
        yield f"not told ({error.reason or error.status})"
        return
    kinds = {str(one.get("type")) for one in told.get("permissions", ())}
    yield from (words for kind, words in EVERYBODY.items() if kind in kinds)
