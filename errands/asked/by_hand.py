"""What somebody asks of one activity at a terminal; the saved schedule changes, Google does not."""

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from errands.asked.other_times import case_of
from errands.asked.wishing import Judged, Table, judged, table_of
from scheduler.advice.instead import moved_along
from scheduler.errors import BellweaveError, MustHavesClash, SettingsError
from scheduler.model import ActivityId, Pin, Schedule
from scheduler.naming import monday_of
from scheduler.repair.by_a_wish import Effect, effect
from scheduler.repair.case import Case
from scheduler.repair.wishes import without_dropped
from scheduler.search.horizon import the_week_of, with_pins
from sheets_templates.books.this_week import DROP, HELD, KEEP, MOVE, NOT_HELD, SWAP
from sheets_templates.reading.parse_this_week import Asked, Page
from sheets_templates.reading.parse_wish import read_wish
from sync.journal.kept_facts import drop_pin, keep_exclusion, kept_pins, put_pin
from sync.journal.kept_marks import keep_mark
from sync.journal.kept_wishes import Granted, keep_drop
from sync.sheets.this_week import note_outcomes, read_pages
from sync.workspace.known import journal, standing_in
from web.page_words import moment_words, plain
from workflow import Given, Workspace, at_work, saved, what_is_known

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DROP", "KEEP", "MOVE", "SWAP", "Done", "ask", "let_go", "mark", "want_again"]
BY_HAND = "fixed by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of it: the activity, and a sentence; `again` when times have to be found anew.

    `effect` is what changed, None where only the search to come will know.
    """

    activity: ActivityId
    says: str
    again: bool = False
    effect: Effect | None = None


def ask(workspace: Workspace, given: Given, words: str, word: str, wish: str = "") -> Done:
    """Keep, move, drop or swap one activity, judged against everything that stands.

    Raises:
        SettingsError: there is no such activity, or nothing is scheduled yet.
        MustHavesClash: it would break a rule; nothing was kept.
    """
    table, key = _table(workspace, given, words)
    found = judged(table, key, word, wish, _beside(table, key))
    along = _along(workspace, table, key, wish) if word == MOVE and not found.granted else None
    found = along or found
    granted = found.granted
    if granted is None or found.unread:
        raise _refused(found, key)
    with journal(workspace, given.zone) as kept:
        for pin in granted.pinned:
            put_pin(kept, replace(pin, because=BY_HAND))
        if granted.ruled_out:
            with kept.writing() as connection:
                for one in granted.ruled_out:
                    keep_exclusion(connection, granted.of, one)
                kept.count_on(connection)
        if granted.drop:
            keep_drop(kept, key)
    dropped = {key} if granted.drop else set[ActivityId]()
    draft = with_pins(workspace.draft(), granted.pinned)
    workspace.save_draft(without_dropped(draft, dropped, table.now))
    after = without_dropped(with_pins(table.base, granted.pinned), dropped, table.now)
    says = f"dropped; to have it back: bellweave drop {key} --back" if granted.drop else found.says
    again = bool(granted.ruled_out)
    asked = {key} if along else {key, *(one.activity for one in granted.pinned)}
    return Done(
        activity=key,
        says=says,
        again=again,
        effect=None if again else _effect(table, asked, after),
    )


def let_go(workspace: Workspace, given: Given, words: str) -> Done:
    """Let an activity move again that was fixed.

    Raises:
        SettingsError: there is no such activity, or nothing fixed it.
    """
    key = named(saved(workspace, given).activities, words)
    with journal(workspace, given.zone) as kept:
        if key not in {pin.activity for pin in kept_pins(kept)}:
            raise SettingsError(f"nothing fixed {key}", fix="see what stands where: bellweave show")
        drop_pin(kept, key)
    return Done(activity=key, says="may move again", again=True)


def want_again(workspace: Workspace, given: Given, words: str) -> Done:
    """Take back that an activity was dropped.

    Raises:
        SettingsError: there is no such activity, or it was not dropped.
    """
    key = named(saved(workspace, given).activities, words)
    with journal(workspace, given.zone) as kept:
        if not keep_drop(kept, key, back=True):
            raise SettingsError(f"{key} was not dropped", fix="see what has a time: bellweave show")
    workspace.save_draft(
        standing_in(what_is_known(workspace, given), given, workspace.clock(given.zone))
    )
    return Done(activity=key, says="is wanted again", again=True)


def mark(
    workspace: Workspace, given: Given, words: str, *, not_held: str | None, yes: bool
) -> Done:
    """Note in its coach's visit log whether something took place; without `yes` only say so.

    Raises:
        SettingsError: it has not begun, its coach has no workbook, or the log says something else.
    """
    known = what_is_known(workspace, given)
    key = named({**known.published.activities, **known.draft.activities}, words)
    slot = known.published.placed.get(key) or known.draft.placed.get(key)
    if slot is None or slot.start > workspace.clock(given.zone):
        raise SettingsError(f"{key} has not begun yet", fix="say it when it is over")
    word = HELD if not_held is None else NOT_HELD
    if not yes:
        return Done(activity=key, says=f"would be noted as {word}")
    activity = {**known.published.activities, **known.draft.activities}[key]
    row = Asked(key=key, word=word, wish=not_held or "")
    with at_work(workspace, given) as desk:
        pages, _ = read_pages(desk.google.sheets, desk.journal, [activity.leader])
        page = pages.get(activity.leader)
        noted = (
            note_outcomes(
                desk.google.sheets,
                desk.journal,
                replace(page, page=Page(rows=(row,))),
                [key],
                as_typed=True,
            )
            if page
            else {}
        )
        if key in noted and noted[key].says == f"noted: {word}":
            keep_mark(desk.journal, key, held=not_held is None)
    if key not in noted:
        raise SettingsError(
            f"there is no row for {key} in a visit log this account may write",
            fix="bring the workbooks up to date: bellweave pull",
        )
    if noted[key].says != f"noted: {word}":
        raise SettingsError(noted[key].says, where="VisitLog", fix="change it there")
    return Done(activity=key, says=noted[key].says)


def named(known: "Iterable[ActivityId]", words: str) -> ActivityId:
    """The activity of that id.

    Raises:
        SettingsError: there is none; near ones are named.
    """
    folded = {one.casefold(): one for one in known}
    wanted = words.strip().casefold()
    if wanted in folded:
        return folded[wanted]
    close = [folded[one] for one in get_close_matches(wanted, folded, n=3, cutoff=0.6)]
    raise SettingsError(
        f"There is no activity '{plain(words)}'.",
        where="the saved schedule",
        fix=f"Did you mean {' or '.join(close)}?"
        if close
        else "Ids stand in: bellweave show --json",
        more="bellweave show --help",
    )


def _table(workspace: Workspace, given: Given, words: str) -> tuple[Table, ActivityId]:
    schedule: Schedule = saved(workspace, given)
    key = named(schedule.activities, words)
    slot = schedule.placed.get(key)
    window = schedule.activities[key].window
    day = given.days.date_of(slot.start) if slot else window.first
    known = what_is_known(workspace, given)
    return table_of(workspace, given, known, the_week_of(day), all_stands=True), key


def _beside(table: Table, key: ActivityId) -> list[str]:
    """The activities of the same leader, which an exchange may be with."""
    activities = table.base.activities
    leader = activities[key].leader if key in activities else None
    return [one for one, other in activities.items() if other.leader == leader and one != key]


def _along(workspace: Workspace, table: Table, key: ActivityId, words: str) -> Judged | None:
    """The wish for a time that is free once what has to follow moves too; None when it is not."""
    days, slot, activity = table.given.days, table.base.placed.get(key), table.activity(key)
    stands = days.date_of(slot.start) if slot else None
    wish = read_wish(words, monday=monday_of(stands or table.first), stands=stands)
    if activity is None or wish.day is None or wish.wall is None:
        return None
    start = days.instant(wish.day, wish.wall)
    if min(start, slot.start if slot else start) <= table.now:
        return None
    case = case_of(workspace, table.given, known=table.known, schedule=table.base, now=table.now)
    found = moved_along(case, key, start)
    if found is None:
        return None
    others = [
        f"{case.base.activities[other].kind.value} to {moment_words(days.local(moved.start))}"
        for other, moved in found.items()
        if other != key
    ]
    with_it = f", and with it its {' and its '.join(others)}" if others else ""
    pins = tuple(Pin(activity=one, slot=at, because=BY_HAND) for one, at in found.items())
    return Judged(
        says=f"put at {moment_words(days.local(start))}{with_it}",
        granted=Granted(of=activity.leader, pinned=pins),
    )


def _effect(table: Table, asked: "Iterable[ActivityId]", after: Schedule) -> Effect:
    """What a granted wish changes of what stands."""
    given = table.given
    case = Case(
        district=given.district,
        activities=given.activities,
        base=table.base,
        told=table.known.published,
        lost={},
        now=table.now,
    )
    return effect(case, after, frozenset(asked))


def _refused(found: Judged, key: ActivityId) -> BellweaveError:
    if found.unread:
        return SettingsError(found.says, where=key, fix="see: bellweave move --help")
    return MustHavesClash(
        found.says, where=key, fix="see the times around it: bellweave show", more="docs/rules.md"
    )
