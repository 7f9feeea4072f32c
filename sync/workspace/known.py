"""What a workspace knows: the saved schedule, what people were told, and what they did since."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import delete, insert, select

from config.settings import FILE_NAME
from scheduler.district import PersonId
from scheduler.errors import SettingsError, StaleChangeSet
from scheduler.model import ActivityId, Exclusion, Pin, Schedule
from scheduler.repair.wishes import taken_back, without_dropped
from scheduler.rules.every import RULES
from scheduler.search.horizon import Horizon, search_for, still_standing, with_pins
from scheduler.search.partition import Search
from sync.event.facts import Answer
from sync.event.identity import short_digest
from sync.journal.audit import Signature
from sync.journal.journal import Journal, open_journal
from sync.journal.kept_busy import KeptBusy, kept_busy
from sync.journal.kept_facts import kept_answers, kept_exclusions, kept_pins
from sync.journal.kept_marks import not_held
from sync.journal.kept_wishes import dropped
from sync.journal.staleness import MAKE_AGAIN
from sync.journal.tables import meta, runs
from sync.merging.changes import ChangeSet
from sync.merging.changes import Known as KnownEvent
from sync.workspace.given import Given
from sync.workspace.kept_schedules import published
from sync.workspace.whose_busy import whose_busy
from sync.workspace.workspace import NOBODY, Workspace

ACCEPTED = "accepted"
AUDIT = "audit.jsonl"
PROGRAM_ROLE = "program"
"""Who writes from the command line: the account the whole program shares."""
GOOGLE, LOCAL = "google", "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """`draft` is what was scheduled last, `published` what people know; `events` all we ever wrote."""

    draft: Schedule
    published: Schedule = field(default_factory=lambda: NOBODY)
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    answers: tuple[Answer, ...] = ()
    events: tuple[KnownEvent, ...] = ()
    busy: KeptBusy = field(default_factory=KeptBusy)
    not_held: frozenset[ActivityId] = frozenset()
    """What coaches marked as not held."""
    dropped: frozenset[ActivityId] = frozenset()
    """What coaches do not want this time."""

    @property
    def refused(self) -> frozenset[tuple[ActivityId, datetime]]:
        """Activities with the starts at which they were declined."""
        return frozenset((one.activity, one.start) for one in self.exclusions)

    @property
    def accepted(self) -> frozenset[tuple[ActivityId, PersonId, datetime]]:
        """Who said yes to what, at which start."""
        return frozenset(
            (one.activity, one.person, one.start)
            for one in self.answers
            if one.response == ACCEPTED
        )


@contextmanager
def journal(workspace: Workspace, zone: str) -> Iterator[Journal]:
    """The workspace's journal, made when it is not there."""
    workspace.claim()
    opened = open_journal(
        workspace.journal_url,
        lineage=workspace.settings.workspace,
        now=partial(workspace.clock, zone),
        signature=signature_of(workspace),
        audit_file=None if workspace.journal_file else workspace.state / AUDIT,
    )
    try:
        yield opened
    finally:
        opened.close()


def signature_of(workspace: Workspace) -> Signature:
    """What stands beside each write: the rules in force, by a fingerprint, and the seed."""
    settings = workspace.settings
    own = Path(settings.structures) if settings.structures else None
    texts = [one.read_text("utf-8") for one in sorted(own.glob("*.toml"))] if own else []
    names = [rule.name for rule in RULES]
    return Signature(
        role=PROGRAM_ROLE, profile=short_digest(*names, *texts), seed=str(settings.seed)
    )


def known(workspace: Workspace, journal: Journal, given: Given | None = None) -> Known:
    """Everything; without a saved schedule what people were told takes its place.

    With `given` only those count as busy or unread whom the settings still name.
    """
    told = published(journal)
    busy = kept_busy(journal, timedelta(hours=workspace.settings.busy_keep_hours))
    draft = workspace.draft() if workspace.has_draft else told
    return Known(
        draft=draft,
        published=told,
        pins=kept_pins(journal),
        exclusions=kept_exclusions(journal),
        answers=kept_answers(journal),
        events=journal.known(),
        busy=busy.of(whose_busy(given.district, workspace.settings.busy)) if given else busy,
        not_held=not_held(journal, given.activities) if given else frozenset(),
        dropped=dropped(
            journal, [*draft.activities.values(), *(given.activities if given else ())]
        ),
    )


def standing_in(known: Known, given: Given, now: datetime) -> Schedule:
    """The draft as far as the district still asks for it, with what people moved at its new place and without
    what a coach dropped."""
    still = still_standing(known.draft, given.activities, given.district, now)
    fixed = with_pins(taken_back(still, known.dropped), known.pins)
    return without_dropped(fixed, known.dropped, now)


def search_of(
    known: Known, base: Schedule, workspace: Workspace, given: Given, horizon: Horizon
) -> Search:
    """What to look for in a horizon, given all that is known; `base` is what stands."""
    search = search_for(
        horizon,
        given.district,
        given.days,
        [one for one in given.activities if one.id not in known.dropped],
        base=base,
        published=known.published,
        pins=known.pins,
        exclusions=known.exclusions,
        not_held=known.not_held,
        now=workspace.clock(given.zone),
        seed=workspace.settings.seed,
    )
    whom = whose_busy(given.district, workspace.settings.busy)
    return replace(search, busy=known.busy.of(whom).busy)


def saved(workspace: Workspace, given: Given) -> Schedule:
    """The saved schedule, as far as the district still asks for it.

    Raises:
        SettingsError: nothing was scheduled yet.
    """
    if not workspace.has_draft:
        raise SettingsError(
            "Nothing is scheduled yet.",
            where=str(workspace.folder),
            fix="Find times first: bellweave schedule week",
        )
    now = workspace.clock(given.zone)
    return still_standing(workspace.draft(), given.activities, given.district, now)


def refuse_another_google(workspace: Workspace, journal: Journal) -> None:
    """Let a workspace go on with the Google it began with: the local one, or the real one.

    What the journal knows of one does not stand on the other: it would be taken for deleted by people,
    and nobody would be invited.

    Raises:
        SettingsError: something was written to the other one.
    """
    here = GOOGLE if workspace.settings.google == GOOGLE else LOCAL
    found = journal.rows(select(meta.c.value).where(meta.c.name == GOOGLE))
    if found and found[0].value == here:
        return
    if found and (journal.known() or journal.calendars()):
        other = "the local Google" if here == GOOGLE else "your Google account"
        raise SettingsError(
            f"What this workspace has sent stands on {other}, not on the one named now.",
            where=f"google in {FILE_NAME}",
            fix=f'Begin a new record beside the old one: database = ".bellweave/{here}-journal.db"',
            more="bellweave doctor",
        )
    with journal.writing() as connection:
        connection.execute(delete(meta).where(meta.c.name == GOOGLE))
        connection.execute(insert(meta).values(name=GOOGLE, value=here))


def refuse_stale(changes: ChangeSet, journal: Journal, name: str) -> None:
    """Let a saved change set pass that may still be pushed, or whose push was begun and not ended.

    Raises:
        StaleChangeSet: something was pushed or pulled since it was made.
    """
    begun = journal.rows(
        select(runs.c.run).where(runs.c.digest == changes.digest, runs.c.finished.is_(None))
    )
    if begun or (changes.lineage, changes.serial) == (journal.lineage, journal.serial):
        return
    what = "something was pushed or pulled since this change set was made"
    raise StaleChangeSet(what, where=name, fix=MAKE_AGAIN)
