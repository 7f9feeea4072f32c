"""What a week page is made from, and what can be read straight off it: names, places, changes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import quote

from scheduler.district import District, Modality, Person, PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Schedule, Slot
from scheduler.schoolday import SchoolDays
from web.page import Change, State
from web.page_words import clock, clock_span, day_words, full_name, last_name, weekday

ONLINE = "Online"
SOMEWHERE = "Place not set"


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """A schedule beside the one published before it (None before the first time)."""

    schedule: Schedule
    district: District
    days: SchoolDays
    previous: Schedule | None = None
    states: Mapping[ActivityId, State] = field(default_factory=dict)
    links: Mapping[ActivityId, str] = field(default_factory=dict)
    name_of: Callable[[Person], str] = full_name
    pages: bool = False
    """Whether a page of its own can be linked to for each activity and person."""

    def address(self, activity: ActivityId) -> str:
        """The page of an activity; '' where only this one file is."""
        return f"/activity?id={quote(activity, safe='')}" if self.pages else ""

    def name(self, person: PersonId) -> str:
        """The name; somebody who has left since the last publish is on no roster any more."""
        found = self.district.people.get(person)
        return self.name_of(found) if found else "somebody who has left"

    def retold(self, sentence: str) -> str:
        """The sentence with every person called as this page calls them, also by last name alone."""
        called = [(person.name, self.name_of(person)) for person in self.district.people.values()]
        called += [(last_name(name), other) for name, other in called]
        for name, other in called:
            if name != other and name in sentence and last_name(other) != name:
                literally = other.replace("\\", r"\\")
                sentence = re.sub(rf"\b{re.escape(name)}\b", literally, sentence)
        return sentence

    def local(self, slot: Slot) -> tuple[datetime, datetime]:
        """Start and end on the school's clock."""
        return self.days.local(slot.start), self.days.local(slot.end)

    def monday(self, slot: Slot) -> date:
        return monday_of(self.days.date_of(slot.start))

    def where(self, activity: Activity, slot: Slot) -> SchoolId | None:
        """The school people go to; None when it is remote or nobody's school says."""
        if activity.modality is Modality.VIRTUAL:
            return None
        people = (self.district.people[person].school for person in reversed(activity.required))
        return slot.school or activity.school or next(filter(None, people), None)

    def school_words(self, activity: Activity, slot: Slot) -> str:
        school = self.where(activity, slot)
        if school is None:
            return ONLINE if activity.modality is Modality.VIRTUAL else SOMEWHERE
        return self.district.schools[school].name

    def change(self, activity: ActivityId) -> Change:
        """What happened since the week was published; a length or a room counts as a move."""
        if self.previous is None:
            return Change.NONE
        if activity not in self.previous.placed:
            return Change.NEW
        before, now = self.previous.placed[activity], self.schedule.placed[activity]
        same = _what_people_are_told(before) == _what_people_are_told(now)
        return Change.NONE if same else Change.MOVED

    def moved_from(self, activity: ActivityId) -> str:
        """'Tue 1:15 PM', with the date from another week; the place or the length if only that changed."""
        if self.previous is None or self.change(activity) is not Change.MOVED:
            return ""
        before, now = self.previous.placed[activity], self.schedule.placed[activity]
        start, end = self.local(before)
        if before.start != now.start:
            if self.monday(before) == self.monday(now):
                return f"{weekday(start.date())} {clock(start)}"
            return f"{day_words(start.date())}, {clock(start)}"
        if (before.school, before.room) == (now.school, now.room):
            return clock_span(start, end)
        school = self.school_words(self.previous.activities[activity], before)
        other_school = before.school != now.school
        return ", ".join(filter(None, (school * other_school, room_words(before.room)))) or school


def _what_people_are_told(slot: Slot) -> tuple[datetime, int, SchoolId | None, str]:
    return slot.start, slot.minutes, slot.school, slot.room


def room_words(room: str) -> str:
    """'Room 214' for '214', and a room that has a name by its name."""
    return f"Room {room}" if room[:1].isdigit() else room
