"""One activity: where it stands, why, what stops it elsewhere, and what it could have instead; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.model import ActivityId
from web.page import State
from web.page_source import PageSource, room_words
from web.page_words import KIND_WORDS, day_words, listed, when_words
from web.pages.today import Today
from web.pages.why import Explained


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """`when` is '' for what has no time; `begun` once nothing about it moves any more."""

    key: str
    kind: str
    tone: str
    label: str
    coach: str
    coach_id: str
    people: tuple[tuple[str, str], ...]
    """Ids and names."""
    when: str
    where: str
    window: str
    minutes: int
    state: State
    moved_from: str
    fixed: str
    begun: bool
    not_held: bool
    dropped: bool
    swaps: tuple[tuple[str, str], ...]
    """What it can be asked to change places with: ids, and what they are in words."""
    bring: str
    link: str
    explained: Explained

    @property
    def title(self) -> str:
        return (
            f"{self.kind} with {listed([name for _, name in self.people])}"
            if self.people
            else self.label
        )


def activity_page(
    source: PageSource, today: Today, key: ActivityId, explained: Explained
) -> ActivityPage:
    """The page of an activity that is in the schedule."""
    activity = source.schedule.activities[key]
    slot = source.schedule.placed.get(key)
    others = [one for one in activity.people if one != activity.leader]
    pin = next((one for one in today.pins if one.activity == key), None)
    window = activity.window
    where = ""
    if slot:
        where = ", ".join(
            filter(None, (source.school_words(activity, slot), room_words(slot.room)))
        )
    link = source.links.get(key, "")
    return ActivityPage(
        key=key,
        kind=KIND_WORDS[activity.kind],
        tone=activity.kind.name.lower().replace("_", "-"),
        label=activity.label,
        coach=source.name(activity.leader),
        coach_id=activity.leader,
        people=() if activity.shared else tuple((one, source.name(one)) for one in others),
        when=when_words(*source.local(slot)) if slot else "",
        where=where,
        window=f"{day_words(window.first)} to {day_words(window.last)}",
        minutes=slot.minutes if slot else activity.minutes,
        state=source.states.get(key, State.DRAFT),
        moved_from=source.moved_from(key) if slot else "",
        fixed=(pin.because or "fixed") if pin else "",
        begun=slot is not None and slot.start <= today.now,
        not_held=key in today.not_held,
        dropped=key in today.dropped,
        swaps=tuple(_swaps(source, today, key)),
        bring=activity.bring,
        link=link if link.startswith("https://") else "",
        explained=explained,
    )


def _swaps(source: PageSource, today: Today, key: ActivityId) -> Iterator[tuple[str, str]]:
    """What the same coach leads within its dates and has not begun, in order of time."""
    activities, placed = source.schedule.activities, source.schedule.placed
    wanted = activities[key]
    if key not in placed:
        return
    for other in sorted(placed, key=lambda one: (placed[one].start, one)):
        slot, found = placed[other], activities[other]
        same = other != key and found.leader == wanted.leader
        if same and slot.start > today.now and source.days.date_of(slot.start) in wanted.window:
            names = listed([source.name(one) for one in found.people if one != found.leader][:3])
            about = f"{KIND_WORDS[found.kind]} with {names}" if names else found.label
            yield other, f"{when_words(*source.local(slot))}, {about}"
