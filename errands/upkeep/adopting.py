"""Learning again what is ours, when the journal was lost, is damaged, or is a second computer's first."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.district import PersonId
from scheduler.errors import SettingsError
from workflow import Desk, Given, Workspace, at_work

if TYPE_CHECKING:
    from scheduler.model import Schedule
    from sync.calendars.adopt import Ours

__all__ = ["Adopted", "adopt", "make_room"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What is ours, and how much of it is news to the journal."""

    ours: "Ours"
    news: int


def adopt(
    workspace: Workspace,
    given: Given,
    *,
    calendars: Mapping[str, str] | None = None,
    yes: bool = False,
) -> Adopted:
    """Read calendars and ledger; with `yes` the journal takes all of it over. Google is not written to.

    `calendars` are coaching calendars a person names, by owner, where a sign-in may not list them.

    Raises:
        SettingsError: a calendar named is not that person's coaching calendar.
    """
    with at_work(workspace, given) as desk:
        ours = _look(desk, calendars or {})
        news = _news(desk, ours)
        if yes:
            _keep(desk, ours)
    return Adopted(ours=ours, news=news)


def make_room(workspace: Workspace, *, yes: bool) -> list[str]:
    """Set a damaged journal aside, before anything is read from it; the new paths of its files.

    Raises:
        SettingsError: it is damaged, and nobody said yes.
    """
    from sync.journal.journal_file import damage_of, set_aside

    file = workspace.journal_file
    told = damage_of(file) if file else ""
    if not file or not told:
        return []
    if not yes:
        raise SettingsError(
            f"the journal is damaged ({told})",
            where=str(file),
            fix="let it be renamed and a new one be read from the calendars: bellweave adopt --yes",
        )
    stamp = workspace.clock("UTC").strftime("%Y%m%d-%H%M%S")
    return [str(path) for path in set_aside(file, stamp)]


def _look(desk: Desk, named: Mapping[str, str]) -> "Ours":
    from sync.calendars.adopt import look_for_ours
    from sync.sheets.ledger import read_ledger

    ledger = read_ledger(desk.google.sheets, desk.journal)
    known = {row.key: row for row in (*desk.journal.known(), *ledger.events)}
    activities = {activity.id for activity in desk.given.activities}
    return look_for_ours(
        desk.google.calendar,
        desk.journal.lineage,
        owners=sorted(desk.given.district.people),
        activities=sorted(activities | set(desk.workspace.draft().activities)),
        calendars={**ledger.calendars, **desk.journal.calendars(), **_checked(desk, named)},
        noted=tuple(known.values()),
    )


def _checked(desk: Desk, named: Mapping[str, str]) -> dict[PersonId, str]:
    """The calendars a person named, if they carry the mark of their owner."""
    from sync.calendars.coaching_calendars import is_calendar_of

    for owner, calendar in named.items():
        entry = desk.google.calendar.get_calendar(calendar)
        if entry is None or not is_calendar_of(entry, desk.journal.lineage, owner):
            raise SettingsError(
                f"{calendar} is not the coaching calendar of {owner}",
                where="--calendar",
                fix="look up the id in Google Calendar, under the calendar's settings",
            )
    return {PersonId(owner): calendar for owner, calendar in named.items()}


def _news(desk: Desk, ours: "Ours") -> int:
    had = {row.key: row for row in desk.journal.known()}
    return sum(had.get(row.key) != row for row in ours.events)


def _keep(desk: Desk, ours: "Ours") -> None:
    from sync.journal.audit import Line
    from sync.workspace.adopted import note_adopted
    from sync.workspace.kept_schedules import keep_published, published

    had = desk.journal.calendars()
    for owner, calendar in ours.calendars.items():
        if had.get(owner) != calendar:
            desk.journal.calendar_made(owner, calendar, "")
    desk.journal.remember(ours.events)
    run = f"adopt-{secrets.token_hex(4)}"
    if not published(desk.journal).placed:
        keep_published(desk.journal, run, _standing(desk, ours))
    note_adopted(desk.journal)
    desk.journal.note(
        Line(
            at=desk.now.isoformat(),
            actor=desk.google.account,
            run=run,
            key="",
            verb="adopt",
            fields="journal",
            mails=0,
            before_digest="",
            after_digest="",
        )
    )


def _standing(desk: Desk, ours: "Ours") -> "Schedule":
    """What people see in their calendars now, as a schedule."""
    from scheduler.model import Schedule, Slot

    draft = desk.workspace.draft()
    activities = {one.id: one for one in desk.given.activities} | dict(draft.activities)
    placed = {}
    for key, event in ours.live.items():
        if key not in activities or event.start is None or event.end is None:
            continue
        minutes = int((event.end - event.start).total_seconds()) // 60
        drafted = draft.placed.get(key)
        same = drafted is not None and drafted.start == event.start
        placed[key] = drafted if drafted and same else Slot(start=event.start, minutes=minutes)
    return Schedule(activities={key: activities[key] for key in placed}, placed=placed)
