"""What coaches ask in ThisWeek, answered row by row; and what each of them is shown there afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from errands.asked.wishing import Table, judged, table_of
from scheduler.district import PersonId
from scheduler.model import ActivityId, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.reasons.why_here import Around
from sheets_templates.books.this_week import DROP, MOVE
from sheets_templates.reading.parse_this_week import Asked
from sheets_templates.writing.render_this_week import DraftLine, Shown
from sync.event.identity import short_digest
from sync.journal.kept_wishes import WITH, grant, take_back, wishes
from sync.sheets.this_week import CoachPage, Noted
from sync.sheets.tracking import states_of
from sync.workspace.known import Known
from sync.workspace.known import known as everything_known
from web.page_words import moment_words
from workflow import Given, Horizon, Workspace

if TYPE_CHECKING:
    from sync.journal.journal import Journal

__all__ = ["Pages", "Settled", "begun", "coaches_of", "found_for", "settle", "shown_to"]
Pages = Mapping[PersonId, CoachPage]
A_WEEK = timedelta(days=7)
NOT_YET = "it has not begun yet; say it when it is over"
UNUSABLE = "holds no word that can be used; the answer stands beside it"
UNREAD = "has a wish that could not be read; the answer stands beside it"
DIFFERENT = "says something else than VisitLog, which counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The answers by row; `findings` name a cell and what is wrong there. `new` are wishes granted now."""

    answers: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    new: Mapping[ActivityId, str] = field(default_factory=dict)
    """Activity -> the word, of what was granted just now."""


def coaches_of(known: Known, given: Given) -> frozenset[PersonId]:
    """Everybody who leads something that has a time, or was told one."""
    leaders = {known.draft.activities[key].leader for key in known.draft.placed}
    leaders |= {one.leader for one in known.published.activities.values()}
    return frozenset(leaders & given.district.people.keys())


def begun(known: Known, workspace: Workspace, given: Given) -> frozenset[ActivityId]:
    """What has begun, and so may have been held or not."""
    now = workspace.clock(given.zone)
    placed = {**known.draft.placed, **known.published.placed}
    return frozenset(key for key, slot in placed.items() if slot.start <= now)


def settle(
    workspace: Workspace,
    given: Given,
    journal: "Journal",
    horizon: Horizon,
    *,
    pages: Pages,
    noted: Mapping[ActivityId, Noted],
) -> Settled:
    """Answer every row: keep what can be granted, say why not of the rest, take back what was emptied.

    Rows may need each other's place, so what was refused is asked again as long as anything is granted.
    """
    desk = _Desk(workspace, given, journal, horizon)
    rows = [(page, row) for page in pages.values() for row in page.page.rows]
    for page, row in rows:
        desk.first_look(page, row, noted)
    desk.judge()
    return Settled(answers=desk.answers, findings=tuple(sorted(desk.findings)), new=desk.new)


class _Desk:
    """The rows of one run on their way to an answer."""

    def __init__(
        self, workspace: Workspace, given: Given, journal: "Journal", horizon: Horizon
    ) -> None:
        self._workspace, self._given, self._journal = workspace, given, journal
        self._horizon = horizon
        self._known = everything_known(workspace, journal, given)
        self._begun = begun(self._known, workspace, given)
        self._granted = dict(wishes(journal))
        self._open: list[tuple[CoachPage, Asked]] = []
        self.answers: dict[str, str] = {}
        self.findings: list[str] = []
        self.new: dict[ActivityId, str] = {}

    def first_look(self, page: CoachPage, row: Asked, noted: Mapping[ActivityId, Noted]) -> None:
        """Answer what needs no judge, and put the rest aside for it."""
        key = ActivityId(row.key)
        if self._leader(key) != page.coach:
            return
        if row.trouble:
            self.answers[key] = row.trouble
            self._find(row.where, UNUSABLE)
        elif row.outcome:
            self._outcome(key, row, noted)
        elif not row.word:
            self._emptied(key)
        elif self._granted.get(short_digest(key)) == _said(row):
            self.answers[key] = row.answer or "granted"
        else:
            self._open.append((page, row))

    def judge(self) -> None:
        """Grant what can be, round by round."""
        table: Table | None = None
        while self._open:
            refused: list[tuple[CoachPage, Asked]] = []
            for page, row in self._open:
                table = table or self._table(table)
                if self._one(table, page, row):
                    table = None
                else:
                    refused.append((page, row))
            if len(refused) == len(self._open):
                return
            self._open = refused

    def _one(self, table: Table, page: CoachPage, row: Asked) -> bool:
        key = ActivityId(row.key)
        others = [one.key for one in page.page.rows if one.key != row.key]
        found = judged(table, key, row.word, row.wish, others)
        self.answers[key] = found.says
        if found.unread:
            self._find(row.where, UNREAD)
        if found.granted is None:
            if take_back(self._journal, key):
                self._known = everything_known(self._workspace, self._journal, self._given)
            return False
        grant(self._journal, key, _said(row), found.granted)
        self._known = everything_known(self._workspace, self._journal, self._given)
        self.new[key] = row.word
        for pin in found.granted.pinned:
            if pin.activity != key:
                self.answers[pin.activity] = f"changes places: put at {self._when(pin.slot)}"
                self.new[pin.activity] = row.word
        return True

    def _table(self, table: Table | None) -> Table:
        return table_of(
            self._workspace,
            self._given,
            self._known,
            self._horizon,
            availability=table.room.availability if table else None,
        )

    def _leader(self, key: ActivityId) -> PersonId | None:
        for one in (self._known.draft.activities, self._known.published.activities):
            if key in one:
                return one[key].leader
        return None

    def _outcome(self, key: ActivityId, row: Asked, noted: Mapping[ActivityId, Noted]) -> None:
        if key in noted:
            self.answers[key] = noted[key].says
            if noted[key].where:
                self._find(noted[key].where, DIFFERENT)
        elif key not in self._begun:
            self.answers[key] = NOT_YET
            self._find(row.where, NOT_YET)
        else:
            self.answers[key] = "it is noted once VisitLog has a row for it"

    def _emptied(self, key: ActivityId) -> None:
        said = self._granted.get(short_digest(key), "")
        if said.startswith(WITH):
            return
        if said and take_back(self._journal, key):
            self._known = everything_known(self._workspace, self._journal, self._given)

    def _find(self, where: str, says: str) -> None:
        """Note a finding once, without the words that were typed: what a run prints may be kept in a log."""
        finding = f"{where} {says}"
        if finding not in self.findings:
            self.findings.append(finding)

    def _when(self, slot: Slot) -> str:
        return moment_words(self._given.days.local(slot.start))


def found_for(settled: Settled, schedule: Schedule, given: Given) -> Settled:
    """The answers with what the search made of the wishes granted now."""
    answers = dict(settled.answers)
    for key, word in settled.new.items():
        slot = schedule.placed.get(key)
        if slot is not None and word == MOVE and answers[key].startswith("looks for"):
            when = moment_words(given.days.local(slot.start))
            answers[key] = answers[key].replace("looks for another time", f"now {when}", 1)
        elif slot is None and word != DROP:
            why = next((one.reasons for one in schedule.unplaced if one.activity == key), ())
            because = f": {why[0].says}" if why else ""
            answers[key] = f"{answers[key]}; no time was found for it{because}"
    return replace(settled, answers=answers)


def shown_to(
    coach: PersonId,
    known: Known,
    schedule: Schedule,
    given: Given,
    horizon: Horizon,
    *,
    line: DraftLine,
    answers: Mapping[str, str],
    today: date,
) -> Shown:
    """What a coach's tab shows: from the running week on up to the end of the week that was searched."""
    states = states_of(schedule, known.published, known.pins, known.exclusions)
    around = Around(
        schedule=schedule,
        district=given.district,
        days=given.days,
        told=known.published,
        pins={pin.activity: pin for pin in known.pins},
    )
    return Shown(
        coach=coach,
        around=around,
        first=monday_of(today),
        last=horizon.last or horizon.first + A_WEEK,
        draft=line,
        states=states,
        answers=answers,
    )


def _said(row: Asked) -> str:
    return short_digest(row.word, row.wish)
