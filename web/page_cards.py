"""One activity as a card, and one person's day as a chain of schools with the roads between them."""

from collections.abc import Sequence
from itertools import groupby
from textwrap import shorten

from scheduler.district import PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Kind
from scheduler.peoples_time.roads import drive_minutes
from web.page import Card, State, Stop
from web.page_source import PageSource, room_words
from web.page_words import KIND_WORDS, clock_span, counted, grade_words, last_name

LABEL_LENGTH = 80
MET_ABOUT_SOMETHING = (Kind.SESSION, Kind.MEETING)
"""Kinds whose card says what is done; for the others the coach's own line says it once."""

NAMES_SHOWN = 6


def card(source: PageSource, activity_id: ActivityId, reader: PersonId | None = None) -> Card:
    """The activity as `reader` sees it: everybody but the reader is named. None is a shared row."""
    activity = source.schedule.activities[activity_id]
    slot = source.schedule.placed[activity_id]
    start, end = source.local(slot)
    link = source.links.get(activity_id, "")
    return Card(
        time=clock_span(start, end),
        starts=start.isoformat(timespec="minutes"),
        kind=KIND_WORDS[activity.kind],
        tone=activity.kind.name.lower().replace("_", "-"),
        who=_who(source, activity_id, reader),
        about=_about(source, activity_id, reader),
        label=focus(activity)
        if activity.kind in MET_ABOUT_SOMETHING and not activity.shared
        else "",
        change=source.change(activity_id),
        moved_from=source.moved_from(activity_id),
        state=source.states.get(activity_id, State.DRAFT),
        link=link if link.startswith("https://") else "",
        page=source.address(activity_id),
    )


def _others(source: PageSource, activity_id: ActivityId, reader: PersonId | None) -> list[PersonId]:
    people = source.schedule.people_at(activity_id)
    leader = source.schedule.activities[activity_id].leader
    left_out = reader if reader in people else leader
    return [person for person in people if person != left_out] or list(people)


def _who(source: PageSource, activity_id: ActivityId, reader: PersonId | None) -> str:
    """One person in full, a group by last names, a shared event by what it is called."""
    activity = source.schedule.activities[activity_id]
    others = _others(source, activity_id, reader)
    if activity.shared:
        return activity.label
    if len(others) == 1:
        return source.name(others[0])
    names = [last_name(source.name(person)) for person in others]
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _about(source: PageSource, activity_id: ActivityId, reader: PersonId | None) -> tuple[str, ...]:
    activity = source.schedule.activities[activity_id]
    room = room_words(source.schedule.placed[activity_id].room)
    if activity.shared:
        people = counted(len(source.schedule.people_at(activity_id)), "person", "people")
        return tuple(filter(None, (people, room)))
    others = _others(source, activity_id, reader)
    grades = {grade_words(source.district.people[person].grade) for person in others}
    grade = grades.pop() if len(grades) == 1 else ""
    week = (
        f"Week {activity.week}"
        if activity.week and activity.kind not in MET_ABOUT_SOMETHING
        else ""
    )
    return tuple(filter(None, (grade, room, week)))


def focus(activity: Activity) -> str:
    """'Week 3: Collective reflection and facilitated planning', the same for everybody in the cohort."""
    week = f"Week {activity.week}" if activity.week else ""
    return shorten(": ".join(filter(None, (week, activity.label))), LABEL_LENGTH, placeholder="…")


def stops(
    source: PageSource, ids: Sequence[ActivityId], reader: PersonId | None
) -> tuple[Stop, ...]:
    """A day's activities in order of time, grouped by the school they are at."""
    in_order = sorted(ids, key=lambda found: (source.schedule.placed[found], found))
    chain: list[Stop] = []
    behind: SchoolId | None = None
    for (name, school), found in groupby(in_order, key=lambda each: _place(source, each)):
        drive = 0
        if reader is not None and school and behind and school != behind:
            drive = drive_minutes(source.district, behind, school)
        chain.append(
            Stop(
                school=name, cards=tuple(card(source, each, reader) for each in found), drive=drive
            )
        )
        behind = school or behind
    return tuple(chain)


def _place(source: PageSource, activity_id: ActivityId) -> tuple[str, SchoolId | None]:
    activity = source.schedule.activities[activity_id]
    slot = source.schedule.placed[activity_id]
    return source.school_words(activity, slot), source.where(activity, slot)
