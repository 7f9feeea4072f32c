"""What the pages are made of, looked up once and kept as long as nothing of it has changed."""

import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import workflow
from errands.told.never import questions
from sync.calendars.undo import MARK
from sync.event.address import address_of
from sync.journal.kept_disruptions import kept_disruptions
from sync.journal.kept_nevers import kept_nevers
from sync.journal.kept_runs import kept_runs
from sync.merging.changes import Standing, Verb
from sync.workspace.known import GOOGLE, journal
from web.pages.today import Run, Today

if TYPE_CHECKING:
    from scheduler.model import ActivityId
    from scheduler.peoples_time.never_again import NeverTime
    from workflow import Given, Known, Workspace

__all__ = ["Kept"]
A_SHEET_LASTS = timedelta(minutes=5)
"""How long a Google Sheet is believed before it is read again; of files it is seen when they change."""
WORDS = {
    Verb.CREATE: "new",
    Verb.MOVE: "moved",
    Verb.EDIT: "edited",
    Verb.CANCEL: "cancelled",
    Verb.ADOPT: "marked",
    Verb.RELEASE: "released",
}
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(slots=True, kw_only=True)
class Kept:
    """The last look. `reads` counts how often the input was read, `looks` how often the rest was."""

    workspace: "Workspace"
    conflicts: int | None = None
    reads: int = 0
    looks: int = 0
    _given: "Given | None" = None
    _read: datetime | None = None
    _read_stamp: Stamp = ()
    _today: Today | None = None
    _stamp: Stamp = ()
    _noted: object = None
    """What was laid over the input when it was read: times that can never be, and disruptions."""
    _noted_stamp: Stamp = ()
    _one_at_a_time: threading.RLock = field(default_factory=threading.RLock)

    def given(self) -> "Given":
        """The input, read again when it has changed.

        Raises:
            InputError: with every fault of it.
        """
        with self._one_at_a_time:
            stamp = self._input_stamp()
            other = stamp != self._read_stamp or self._too_old() or self._noted_more()
            if self._given is None or other:
                self._given = workflow.read(self.workspace)
                self._read = self.workspace.clock(self._given.zone)
                self._read_stamp = stamp
                self._today = None
                self._noted, self._noted_stamp = self._notes(self._given), self._state_stamp()
                self.reads += 1
            return self._given

    def today(self) -> Today:
        """Everything as it stands now; only the moment is new where nothing else is."""
        with self._one_at_a_time:
            given = self.given()
            stamp = self._state_stamp()
            if self._today is None or stamp != self._stamp:
                self._today = self._look(given)
                self._stamp = self._noted_stamp = self._state_stamp()
                self.looks += 1
            now = self.workspace.clock(given.zone)
            return replace(self._today, now=now, read=self._read or now, conflicts=self.conflicts)

    def forget(self) -> None:
        """Look at everything anew the next time."""
        with self._one_at_a_time:
            self._given = self._today = None

    def _too_old(self) -> bool:
        if not self.workspace.settings.spreadsheet or self._read is None or self._given is None:
            return False
        return self.workspace.clock(self._given.zone) - self._read > A_SHEET_LASTS

    def _noted_more(self) -> bool:
        """Whether something is laid over the input by now that was not when it was read."""
        if self._given is None or self._state_stamp() == self._noted_stamp:
            return False
        noted, self._noted_stamp = self._notes(self._given), self._state_stamp()
        return noted != self._noted

    def _notes(self, given: "Given") -> object:
        if not self.workspace.has_journal:
            return (), ()
        with journal(self.workspace, given.zone) as opened:
            return kept_nevers(opened), tuple(kept_disruptions(opened))

    def _look(self, given: "Given") -> Today:
        known = workflow.what_is_known(self.workspace, given)
        return Today(
            district=given.district,
            structures=given.structures,
            days=given.days,
            activities=given.activities,
            schedule=known.draft,
            published=known.published,
            now=self.workspace.clock(given.zone),
            read=self._read or self.workspace.clock(given.zone),
            pins=known.pins,
            exclusions=known.exclusions,
            accepted=known.accepted,
            not_held=known.not_held,
            dropped=known.dropped,
            busy=known.busy,
            links=self._links(known),
            runs=self._runs(given),
            nevers=self._nevers(given),
            asked=tuple(one.time for one in questions(self.workspace, given)),
        )

    def _links(self, known: "Known") -> "dict[ActivityId, str]":
        """Where the events that stand are seen at Google; those of the local server nowhere."""
        if self.workspace.settings.google != GOOGLE:
            return {}
        return {
            one.activity: address_of(one.event_id, one.calendar_id)
            for one in known.events
            if one.standing is Standing.STANDS
        }

    def _nevers(self, given: "Given") -> "tuple[NeverTime, ...]":
        if not self.workspace.has_journal:
            return ()
        with journal(self.workspace, given.zone) as opened:
            return kept_nevers(opened)

    def _runs(self, given: "Given") -> tuple[Run, ...]:
        if not self.workspace.has_journal:
            return ()
        with journal(self.workspace, given.zone) as opened:
            found = kept_runs(opened)
        return tuple(
            Run(
                name=one.name,
                actor=one.actor,
                began=one.began,
                ended=one.ended,
                wrote={WORDS[verb]: count for verb, count in one.wrote.items() if verb in WORDS},
                back=one.whole and not one.name.startswith(MARK),
            )
            for one in found
        )

    def _input_stamp(self) -> Stamp:
        settings = self.workspace.settings
        places = [settings.structures]
        if not settings.spreadsheet:
            places.append(settings.inputs)
        return _stamp_of(*(Path(one) for one in places if one))

    def _state_stamp(self) -> Stamp:
        """The draft and the journal, whose log grows with each write; a database elsewhere is asked anew."""
        file = self.workspace.journal_file
        if file is None:
            return ((str(self.looks), 0, 0),)
        return _stamp_of(
            self.workspace.state / "schedule.json", file, file.with_name(f"{file.name}-wal")
        )


def _stamp_of(*places: Path) -> Stamp:
    """Size and moment of the last change of files, and of those in folders."""
    found = []
    for place in places:
        inside = sorted(place.glob("*")) if place.is_dir() else [place]
        for one in inside:
            if one.is_file():
                stat = one.stat()
                found.append((one.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)
