"""What has no time, or not the one it can have, as sentences: what, why, and one thing to do."""

from collections.abc import Iterable, Iterator, Sequence

from scheduler.model import Activity, ActivityId, Unplaced
from web.page import NeedsYou, State
from web.page_source import PageSource
from web.page_words import KIND_WORDS, day_words, listed, when_words

REASONS_SHOWN = 3
NAMES_SHOWN = 5
NO_OPTION = "Offer one more period for it, or leave it for the week after."
FIND_ANOTHER = "Take one of the times on its page, or find times for this week again."


def unplaced_needs_you(source: PageSource, ids: Sequence[ActivityId]) -> tuple[NeedsYou, ...]:
    """One sentence for each of `ids`, in this order."""
    by_id = {found.activity: found for found in source.schedule.unplaced}
    return tuple(_needs_you(source, by_id[found]) for found in ids)


def refused(source: PageSource, ids: Iterable[ActivityId]) -> list[ActivityId]:
    """Those of them that stand where somebody who is needed cannot come."""
    return [one for one in ids if source.states.get(one) is State.FINDING_ANOTHER_TIME]


def refused_needs_you(source: PageSource, ids: Sequence[ActivityId]) -> Iterator[NeedsYou]:
    """One sentence for each of `ids`, in order of time; whoever declined is not told."""
    placed = source.schedule.placed
    for one in sorted(ids, key=lambda one: (placed[one].start, one)):
        what = _what(source, source.schedule.activities[one])
        yield NeedsYou(
            says=f"{what} needs another time than {when_words(*source.local(placed[one]))}.",
            fix=FIND_ANOTHER,
            page=source.address(one),
        )


def retold(source: PageSource, need: NeedsYou) -> NeedsYou:
    """The same with people called as on the rest of the page."""
    return NeedsYou(
        says=source.retold(need.says),
        because=tuple(source.retold(each) for each in need.because),
        fix=source.retold(need.fix),
        command=source.retold(need.command),
        page=need.page,
        answers=need.answers,
    )


def _needs_you(source: PageSource, unplaced: Unplaced) -> NeedsYou:
    activity = source.schedule.activities[unplaced.activity]
    return NeedsYou(
        says=f"{_what(source, activity)} found no time {_when(activity)}.",
        because=tuple(reason.says for reason in unplaced.reasons[:REASONS_SHOWN]),
        fix=unplaced.options[0] if unplaced.options else NO_OPTION,
        page=source.address(unplaced.activity),
    )


def _what(source: PageSource, activity: Activity) -> str:
    """'Visit with Amara Okafor (Oak Hill, coach Ana Ruiz)'; a shared event by its label."""
    others = [found for found in activity.required if found != activity.leader]
    schools = {source.district.people[found].school for found in others} - {None}
    at = [source.district.schools[found].name for found in schools if found] * (len(schools) == 1)
    inside = ", ".join((*at, f"led by {source.name(activity.leader)}"))
    if activity.shared or not others:
        return f"{activity.label} ({inside})"
    names = [source.name(found) for found in others]
    if len(names) > NAMES_SHOWN:
        names = [*names[:NAMES_SHOWN], f"{len(names) - NAMES_SHOWN} more"]
    return f"{KIND_WORDS[activity.kind]} with {listed(names)} ({inside})"


def _when(activity: Activity) -> str:
    first, last = activity.window.first, activity.window.last
    if first == last:
        return f"on {day_words(first)}"
    return f"from {day_words(first)} to {day_words(last)}"
