"""What `doctor` looks at: one line a check, and what to do. Changes nothing."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy import func, select

from scheduler.errors import BellweaveError, InputError
from sync.journal.audit import first_broken
from sync.journal.journal import Journal
from sync.journal.tables import audit
from sync.wire.connection import Connection
from sync.workspace.checks import Check, Grade, failed, fixes
from sync.workspace.given import Given, warnings_of, when_to_send
from sync.workspace.sign_in_checks import ownership_checks, sign_in_checks
from sync.workspace.workspace import Workspace

__all__ = ["Check", "Grade", "checkup", "setting_up"]
PYTHON = (3, 11)
SHOWN = 10
"""Faults of the input listed; `check` lists all."""


OpenJournal = Callable[[str], AbstractContextManager[Journal]]
"""Opens the journal for a zone."""


def setting_up() -> Iterator[Check]:
    """Python and the search library."""
    python = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < PYTHON:
        fix = "fix: install Python 3.11 or newer"
        yield Check(name="Set-up", says=f"python {python}", grade=Grade.FAIL, more=(fix,))
        return
    try:
        found = version("ortools")
    except PackageNotFoundError:
        fix = "fix: install Bellweave again"
        yield Check(name="Set-up", says="ortools is missing", grade=Grade.FAIL, more=(fix,))
        return
    yield Check(name="Set-up", says=f"python {python}, ortools {found}")


def checkup(
    workspace: Workspace,
    *,
    read: Callable[[], Given],
    journal: OpenJournal,
    connection: Connection | None = None,
) -> Iterator[Check]:
    """Everything about a workspace, in the order in which one thing needs the other."""
    yield Check(name="Settings", says=f"{workspace.folder / 'bellweave.toml'}")
    yield from _rights(workspace)
    let_in = False
    if workspace.settings.google != "google":
        yield Check(name="Sign-in", says=f"{workspace.settings.google} Google; nobody signs in")
    else:
        let_in = yield from sign_in_checks(workspace.keys, connection=connection)
    given: Given | None = None
    try:
        given = read()
    except BellweaveError as error:
        yield _unreadable(error)
    if given is not None:
        yield _input(given)
        yield _hours(workspace, given)
    zone = given.zone if given else "UTC"
    yield from _journal(workspace, journal, zone)
    if let_in and workspace.has_journal:
        yield from _ownership(workspace, journal, zone, connection)


def _ownership(
    workspace: Workspace, journal: OpenJournal, zone: str, connection: Connection | None
) -> Iterator[Check]:
    try:
        with journal(zone) as kept:
            yield from ownership_checks(workspace.keys, kept, connection=connection)
    except BellweaveError as error:
        yield failed("Owners", error)


def _rights(workspace: Workspace) -> Iterator[Check]:
    if os.name == "posix" and workspace.state.exists() and workspace.state.stat().st_mode & 0o077:
        yield Check(
            name="Folder",
            says=f"others can enter {workspace.state.name}",
            grade=Grade.WARN,
            more=(f"fix: chmod 700 {workspace.state}",),
        )


def _unreadable(error: BellweaveError) -> Check:
    faults = error.faults if isinstance(error, InputError) else ()
    lines = [f"{fault.where}  {fault.what}" for fault in faults[:SHOWN]]
    says = f"{len(faults)} things to put right" if len(faults) > 1 else error.what
    return Check(
        name="Input",
        says=says,
        grade=Grade.FAIL,
        more=(
            *(lines if len(faults) > 1 else ()),
            *fixes(error.fix or "bellweave check"),
        ),
    )


def _input(given: Given) -> Check:
    district, found = given.district, warnings_of(given)
    says = (
        f"{len(district.people)} people, {len(district.schools)} "
        f"{'school' if len(district.schools) == 1 else 'schools'}, "
        f"{len(given.activities)} activities"
    )
    if not found:
        return Check(name="Input", says=says)
    stops = [one for one in found if one.stops]
    return Check(
        name="Input",
        says=f"{says}; {len(found)} notes",
        grade=Grade.FAIL if stops else Grade.WARN,
        more=(*(one.says for one in (stops or found)[:SHOWN]), "fix: see bellweave check"),
    )


def _hours(workspace: Workspace, given: Given) -> Check:
    sending = when_to_send(workspace, given, 1)
    at = given.days.local(sending.at)
    hour = f"{at.hour % 12 or 12}:{at:%M %p}"
    when = f"wait until {at:%a} {at.day} {at:%b} {hour}" if sending.hold else "may go out now"
    return Check(name="Sending", says=f"e-mails {when}: {sending.why}")


def _journal(workspace: Workspace, journal: OpenJournal, zone: str) -> Iterator[Check]:
    if not workspace.has_journal:
        yield Check(name="Journal", says="nothing was noted down yet")
        return
    try:
        with journal(zone) as kept:
            yield _noted(kept)
            yield _clock(kept, workspace.clock(zone))
    except BellweaveError as error:
        yield failed("Journal", error)


def _noted(kept: Journal) -> Check:
    with kept.writing() as connection:
        broken = first_broken(connection)
    if broken is not None:
        says = f"line {broken} of its audit was changed"
        fix = "fix: keep a copy of the file and ask who changed it"
        return Check(name="Journal", says=says, grade=Grade.FAIL, more=(fix,))
    unfinished = len(kept.unsettled())
    if unfinished:
        says = f"{unfinished} writes of a stopped push are unfinished"
        fix = "fix: push again; it looks first and writes nothing twice"
        return Check(name="Journal", says=says, grade=Grade.WARN, more=(fix,))
    return Check(name="Journal", says=f"{len(kept.known())} events known, its audit is whole")


def _clock(kept: Journal, now: datetime) -> Check:
    """Whether this computer's clock runs behind what was noted down with it."""
    newest = kept.rows(select(func.max(audit.c.at).label("at")))[0].at
    if newest and datetime.fromisoformat(newest) > now + timedelta(minutes=5):
        fix = "fix: set this computer's clock"
        says = f"{now:%Y-%m-%d %H:%M} UTC, but something was noted down later than that"
        return Check(name="Clock", says=says, grade=Grade.FAIL, more=(fix,))
    return Check(name="Clock", says=f"{now:%Y-%m-%d %H:%M} UTC, not behind the journal")
