"""One person: what she takes part in, and what of it has no time; pure."""

from dataclasses import dataclass

from scheduler.district import Person
from scheduler.model import Activity, ActivityId
from web.page import State
from web.page_source import PageSource, room_words
from web.page_words import KIND_WORDS, day_words, grade_words, when_words
from web.pages.nevers import KeptTime, kept_times
from web.pages.today import Today
from web.policy import Field, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing; `address` is where more is told of it, '' where the reader may not look."""

    when: str
    what: str
    tone: str
    who: str
    where: str
    bring: str
    state: State
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    id: str
    name: str
    about: str
    coming: tuple[Line, ...]
    past: tuple[Line, ...]
    without: tuple[Line, ...]
    never: tuple[KeptTime, ...]
    """Times she can never do, each with where it is taken back."""


def person_page(source: PageSource, today: Today, person: Person, reader: Reader) -> PersonPage:
    """What concerns a person, in order of time; a teacher is told of what she was told already."""
    shown = source.schedule.placed
    keys = [key for key in shown if person.id in source.schedule.people_at(key)]
    if reader.person == person.id:
        keys = [key for key in keys if _told(today, key)]
    in_order = sorted(keys, key=lambda key: (shown[key], key))
    lines = {key: _line(source, key, reader, person) for key in in_order}
    wanting = [
        one.activity
        for one in source.schedule.unplaced
        if person.id in source.schedule.activities[one.activity].people
        and reader.may_read(Field.REASONS, source.schedule.activities[one.activity].leader)
    ]
    school = source.district.schools.get(person.school) if person.school else None
    about = (
        person.role.value,
        school.name if school else "",
        grade_words(person.grade),
        person.subject,
    )
    return PersonPage(
        id=person.id,
        name=source.name(person.id),
        about=" · ".join(one[:1].upper() + one[1:] for one in about if one),
        coming=tuple(lines[key] for key in in_order if shown[key].end > today.now),
        past=tuple(lines[key] for key in in_order if shown[key].end <= today.now),
        without=tuple(_line(source, key, reader, person) for key in wanting),
        never=kept_times(today, person.id, reader),
    )


def _told(today: Today, key: ActivityId) -> bool:
    """Whether people were told this very time: what is still being looked for is nobody's invitation."""
    told, now = today.published.placed.get(key), today.schedule.placed[key]
    return told is not None and told.start == now.start


def _line(source: PageSource, key: ActivityId, reader: Reader, person: Person) -> Line:
    activity = source.schedule.activities[key]
    slot = source.schedule.placed.get(key)
    where = ""
    if slot:
        where = ", ".join(
            filter(None, (source.school_words(activity, slot), room_words(slot.room)))
        )
    window = activity.window
    return Line(
        when=when_words(*source.local(slot)) if slot
        else f"{day_words(window.first)} to {day_words(window.last)}",
        what=KIND_WORDS[activity.kind],
        tone=activity.kind.name.lower().replace("_", "-"),
        who=_with(source, activity, person),
        where=where,
        bring=activity.bring,
        state=source.states.get(key, State.DRAFT),
        address=source.address(key) if reader.may_read(Field.REASONS, activity.leader) else "",
    )  # fmt: skip


def _with(source: PageSource, activity: Activity, person: Person) -> str:
    """Her coach for a teacher, and for a coach those she meets."""
    if activity.shared:
        return activity.label
    if person.id != activity.leader:
        return source.name(activity.leader)
    others = [source.name(one) for one in activity.required if one != person.id]
    return others[0] if len(others) == 1 else f"{len(others)} people"
