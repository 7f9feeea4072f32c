"""The story of a week: read the district, find times, compare, push, pull, track.

The composition root: the one place that opens journals, clients, clocks and process pools. The local
Google and the real one differ in the root address and the credential, in nothing else.
"""

import os
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.district import District
from scheduler.errors import SettingsError
from scheduler.model import ActivityId
from scheduler.search.horizon import Horizon, joined, still_standing
from sheets_templates.reading.parse_form import INPUT_NAMES
from sheets_templates.vocabulary.table import Tabs
from sync.files.csv_text import as_csv_text
from sync.files.tabs import read_files
from sync.live.trying import assumptions, trying
from sync.workspace.accounts import sign_in, sign_out, who_is_signed_in
from sync.workspace.adopted import refuse_unadopted
from sync.workspace.disturbed import with_disruptions
from sync.workspace.drafted import Drafted
from sync.workspace.given import Given, given_in, horizon_of, warnings_of, when_to_send
from sync.workspace.known import (
    Known,
    journal,
    refuse_another_google,
    refuse_stale,
    saved,
    search_of,
    standing_in,
)
from sync.workspace.known import known as everything_known
from sync.workspace.partners_said import partners_said
from sync.workspace.processes import get_ready
from sync.workspace.searching import search_here
from sync.workspace.setting_up import Master, set_up
from sync.workspace.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from local_google.server import Running
    from scheduler.search.lanes import Report
    from sync.account.credentials import Status as SignedIn
    from sync.calendars.push import PushReport
    from sync.event.facts import Facts
    from sync.journal.journal import Journal
    from sync.merging.changes import Change, ChangeSet
    from sync.sheets.tracking import Tracked
    from sync.workspace.checkup import Check
    from sync.workspace.google import Google

__all__ = [
    "ActivityId",
    "Change",
    "ChangeSet",
    "Check",
    "Drafted",
    "Facts",
    "Given",
    "Horizon",
    "Known",
    "Master",
    "PushReport",
    "SignedIn",
    "Tracked",
    "Workspace",
    "as_csv_text",
    "assumptions",
    "get_ready",
    "horizon_of",
    "saved",
    "set_up",
    "sign_in",
    "sign_out",
    "trying",
    "warnings_of",
    "when_to_send",
    "who_is_signed_in",
]
PROGRAM = "math-coaching@bellweave.example"
"""Who we are on the local Google."""
JUDGED = 0.3
"""Deterministic time for each part of a search to learn how good a schedule is at best."""


def open_here(*, now: str = "", start: Path | None = None, **options: object) -> Workspace:
    """The workspace the shell stands in, or `start`; `now` goes before BELLWEAVE_NOW."""
    moment = now or os.environ.get("BELLWEAVE_NOW", "")
    return open_workspace((start or Path.cwd()).absolute(), now=moment, options=options)


def examine(*, start: Path | None, now: str) -> "Iterator[Check]":
    """What `doctor` tells: one check after the other, each of which may be the last."""
    from sync.workspace.checkup import Check, Grade, checkup, setting_up

    yield from setting_up()
    try:
        workspace = open_here(now=now, start=start)
    except SettingsError as error:
        more = (error.where, f"fix: {error.fix}")
        yield Check(name="Settings", says=error.what, grade=Grade.FAIL, more=more)
        return
    yield from checkup(
        workspace, read=partial(read, workspace), journal=partial(journal, workspace)
    )


def read(workspace: Workspace, changed: Callable[[Tabs], Tabs] = dict) -> Given:
    """The whole input; `changed` asks how it would be with other tabs.

    Raises:
        InputError: with every fault of it; nothing was written.
    """
    settings = workspace.settings
    if settings.spreadsheet:
        with google(workspace, None) as clients:
            tabs = clients.sheets.read(workspace.spreadsheet, INPUT_NAMES)
    else:
        tabs = read_files(Path(settings.inputs))
    said = partial(partners_said, workspace)
    return with_disruptions(given_in(changed(tabs), workspace, said), workspace)


def what_is_known(workspace: Workspace, given: Given) -> "Known":
    """Draft, publication and facts; where nothing was noted down yet nothing is made either."""
    if not workspace.has_journal:
        return Known(draft=workspace.draft())
    with journal(workspace, given.zone) as kept:
        return everything_known(workspace, kept, given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything a command that speaks to Google has at hand: input, journal and clients."""

    workspace: Workspace
    given: Given
    journal: "Journal"
    google: "Google"

    @property
    def now(self) -> datetime:
        return self.workspace.clock(self.given.zone)


@contextmanager
def at_work(workspace: Workspace, given: Given) -> Iterator[Desk]:
    """A desk for as long as the block lasts."""
    with journal(workspace, given.zone) as kept:
        refuse_another_google(workspace, kept)
        with google(workspace, given.district, kept) as clients:
            yield Desk(workspace=workspace, given=given, journal=kept, google=clients)


def make_schedule(
    workspace: Workspace,
    given: Given,
    horizon: Horizon,
    *,
    report: "Report | None" = None,
    judged: float = JUDGED,
) -> Drafted:
    """Find times for a horizon, save the schedule as the workspace's own, and compare it.

    Nothing is written to Google. With `judged` 0 it is not learned how good the schedule is at best.
    """
    began = time.monotonic()
    known = what_is_known(workspace, given)
    base = standing_in(known, given, workspace.clock(given.zone))
    search = search_of(known, base, workspace, given, horizon)
    times = search_here(
        search,
        seconds=workspace.settings.time_limit,
        workers=workspace.settings.workers,
        cases=workspace.state / "cases",
        report=report,
        judged=judged,
    )
    schedule = joined(base, times.schedule)
    workspace.save_draft(schedule)
    changes = compare(workspace, given)
    return Drafted(
        given=given,
        horizon=horizon,
        wanted=search.activities,
        schedule=schedule,
        proofs=times.schedule.proofs,
        levels=times.levels,
        before=known.published,
        changes=changes,
        file=workspace.save_changes(changes, horizon.first),
        seconds=time.monotonic() - began,
    )


def compare(workspace: Workspace, given: Given, **wishes: bool) -> "ChangeSet":
    """What a push would write now, and what waits; writes nothing to Google. For `wishes` see `Wishes`."""
    from sync.sheets.ledger import learn
    from sync.workspace.due import Wishes, what_differs

    schedule = saved(workspace, given)
    with at_work(workspace, given) as desk:
        learn(desk.google.sheets, desk.journal)
        known, clients = desk.journal, desk.google
        asked = Wishes(**wishes)
        return what_differs(workspace, given, known, clients, schedule, wishes=asked)


def open_changes(workspace: Workspace, given: Given, name: str) -> "ChangeSet":
    """A saved change set that may still be pushed.

    Raises:
        StaleChangeSet: it was altered, or something was pushed or pulled since it was made.
    """
    changes = workspace.load_changes(name)
    with journal(workspace, given.zone) as kept:
        refuse_stale(changes, kept, name)
    return changes


def push(
    workspace: Workspace,
    given: Given,
    changes: "ChangeSet",
    *,
    strict: bool = False,
    **confirmed: int | None,
) -> "tuple[PushReport, Tracked | None]":
    """Carry out a change set, keep what people know now, and bring the workbooks up to date.

    `confirmed` are the numbers a person has confirmed, named as in `Confirmed`; `strict` writes nothing if
    anybody touched one of its events since. A push that was stopped leaves the
    workbooks for when it is run again.
    """
    from sync.calendars.push import push as carry_out
    from sync.merging.guards import Confirmed
    from sync.workspace.kept_schedules import keep_published, published, told

    with at_work(workspace, given) as desk:
        refuse_unadopted(desk.journal, changes)
        report = carry_out(
            changes,
            api=desk.google.calendar,
            journal=desk.journal,
            run=f"r-{secrets.token_hex(4)}",
            actor=desk.google.account,
            now=lambda: desk.now,
            confirmed=Confirmed(**confirmed),
            strict=strict,
        )
        known = told(published(desk.journal), workspace.draft(), changes, report)
        keep_published(desk.journal, report.run, known)
        return report, None if report.stopped or desk.google.alone else track(desk)


def pull(
    workspace: Workspace,
    given: Given,
    *,
    calendars: Collection[str] | None = None,
    whole: bool = False,
    believed: int | None = None,
) -> "tuple[Facts, Tracked | None]":
    """Read answers and hand edits into the journal; what was moved stands in the schedule from now on.

    Workbooks that were made before are brought up to date. `calendars` None are all, and then busy times
    are read too; for `whole` and `believed` see `sync.calendars.pull.Asked`.
    """
    from sync.calendars.pull import Asked
    from sync.sheets.ledger import learn
    from sync.sheets.partners_book import read_partner_answers
    from sync.sheets.workbooks import PROGRAM as PROGRAM_BOOK
    from sync.sheets.workbooks import known_workbook
    from sync.workspace.reading_back import read_back

    with at_work(workspace, given) as desk:
        learn(desk.google.sheets, desk.journal)
        api, run = desk.google.calendar, f"pull-{secrets.token_hex(4)}"
        asked = Asked(calendars=calendars, whole=whole, believed=believed)
        facts = read_back(workspace, given, desk.journal, api, run=run, asked=asked)
        made = known_workbook(desk.journal, PROGRAM_BOOK)
        if made and not facts.ended_by:
            return facts, track(desk)
        read_partner_answers(desk.google.sheets, desk.journal)
        return facts, None


def track(desk: Desk) -> "Tracked":
    """Bring the workbooks up to date."""
    from sheets_templates.writing.render_cycles import cycle_plan_rows
    from sync.sheets.coach_books import Keeper
    from sync.sheets.cycle_plan_tab import track_cycle_plan
    from sync.sheets.tracking import Matter, track_all

    known = everything_known(desk.workspace, desk.journal)
    given = desk.given
    matter = Matter(
        district=given.district,
        days=given.days,
        schedule=still_standing(known.draft, given.activities, given.district, desk.now),
        published=known.published,
        pins=known.pins,
        exclusions=known.exclusions,
        today=given.days.date_of(desk.now),
        activities=given.activities,
        structures=given.structures,
        keeper=Keeper(
            account=desk.google.account,
            role_accounts=desk.workspace.settings.coach_books,
            local=desk.workspace.settings.google != "google",
        ),
    )
    done = track_all(desk.google.sheets, desk.journal, matter)
    if desk.workspace.spreadsheet:
        weeks = cycle_plan_rows(given.district, given.structures)
        done += track_cycle_plan(
            desk.google.sheets, desk.journal, desk.workspace.spreadsheet, weeks
        )
    return done


@contextmanager
def google(
    workspace: Workspace, district: District | None, kept: "Journal | None" = None
) -> "Iterator[Google]":
    """The clients of the Google the settings name; a local one has accounts for everybody."""
    from sync.account.credentials import load_local
    from sync.wire.connection import local
    from sync.workspace.google import at_google, at_local_server, signed_in

    where = workspace.settings.google
    if where == "google":
        opened = at_google(workspace.keys, kept)
    elif where != "local":
        people = district.people.values() if district else ()
        opened = at_local_server(where, PROGRAM, [person.email for person in people])
    else:
        with local_google(workspace, district) as running:
            from local_google.admin import mint

            minted = mint(running.store, PROGRAM)
            credential = load_local(running.url, minted.refresh, token=minted.access)
            with signed_in(credential, local(running.url), PROGRAM) as clients:
                yield clients
        return
    with opened as clients:
        yield clients


@contextmanager
def local_google(
    workspace: Workspace, district: District | None = None, *, port: int = 0
) -> "Iterator[Running]":
    """The local Google over the workspace's file, on a free port, with an account for everybody.

    Several commands may have it open at a time: all it knows is in the file.
    """
    from local_google.admin import add_user
    from local_google.busy_sharing import show_busy
    from local_google.server import serve
    from local_google.services import open_store

    zone = district.year.zone if district else "UTC"
    workspace.claim()
    file = Path(workspace.settings.local_data)
    store = open_store(file, clock=partial(workspace.clock, zone))
    file.chmod(0o600)
    try:
        with store.write():
            add_user(store, PROGRAM, name="Math coaching", time_zone=zone)
            people = district.people.values() if district else ()
            own = [one for one in people if not one.external and "@" in one.email]
            for person in own:
                add_user(store, person.email, name=person.name, time_zone=zone)
            show_busy(store, [person.email for person in own], PROGRAM)
        with serve(store, port=port) as running:
            yield running
    finally:
        store.close()
