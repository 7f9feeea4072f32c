"""Availability, Blackouts and Preferences rows: when people can, must not, and would rather meet."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import NamedTuple

from scheduler.district import (
    EVERYWHERE,
    AvailabilityRow,
    Blackout,
    Offer,
    Person,
    PersonId,
    Preference,
    School,
    SchoolId,
    SchoolYear,
)
from scheduler.peoples_time.never_again import MOST_NEVERS
from sheets_templates.inputs.inputs_settings import IF_POSSIBLE
from sheets_templates.reading.parse_bells import Bells
from sheets_templates.reading.parse_cells import WEEKDAYS
from sheets_templates.reading.parse_days import check_in_year
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import nearest
from sheets_templates.reading.parse_people import known_school
from sheets_templates.reading.parse_rows import Row, Sheet
from sheets_templates.reading.parse_who import known_people, known_person, name_of

People = Mapping[PersonId, Person] | None


class _Said(NamedTuple):
    row: Row
    person: PersonId
    day: int | date
    start: time
    end: time
    offer: Offer


def read_availability(
    sheet: Sheet, people: People, year: SchoolYear, faults: Faults
) -> tuple[AvailabilityRow, ...]:
    """One row for each person and weekday (or date) a row of the tab names."""
    found: list[AvailabilityRow] = []
    said: dict[tuple[PersonId, int | date], list[_Said]] = defaultdict(list)
    for row in sheet:
        whose = known_people(row, "person_id", people, faults)
        times = _times(row, faults)
        when = _when(row, year, faults)
        if times is None or not row.complete:
            continue
        offer = Offer(row.text("offer"))
        for person in whose:
            for day in when:
                _check_no_contradiction(
                    said[person, day], _Said(row, person, day, *times, offer), people, faults
                )
                found.append(
                    AvailabilityRow(
                        person=person,
                        weekday=day if isinstance(day, int) else None,
                        date=day if isinstance(day, date) else None,
                        start=times[0],
                        end=times[1],
                        offer=offer,
                        subject=_subject(row, offer, person, people),
                    )
                )
    return tuple(found)


def _subject(row: Row, offer: Offer, person: PersonId, people: People) -> str:
    """What is taught: the row's, else the teacher's own."""
    if offer is not Offer.TEACHING:
        return ""
    return row.text("subject") or (people[person].subject if people and person in people else "")


def _times(row: Row, faults: Faults) -> tuple[time, time] | None:
    start, end = row.time_of("from"), row.time_of("to")
    if start is None or end is None:
        return None
    if end <= start:
        what = f"This row ends at {_said(end)}, before it starts at {_said(start)}"
        faults.add(row.place("to"), what, "Correct one of the two times")
        return None
    return start, end


def _when(row: Row, year: SchoolYear, faults: Faults) -> Sequence[int | date]:
    day, weekdays = row.date_of("date"), row.weekdays("weekday")
    if {"weekday", "date"} & row.unreadable:
        return ()
    if day is not None and weekdays:
        what = "This row has a weekday and a date"
        faults.add(row.place("date"), what, "Leave one of the two empty")
    elif day is None and not weekdays:
        what = "This row has neither a weekday nor a date"
        faults.add(row.place("weekday"), what, "Write a weekday like Monday or Mon-Fri")
    check_in_year(row, "date", day, year, faults)
    return (day,) if day is not None else weekdays


def _check_no_contradiction(
    before: list[_Said], new: _Said, people: People, faults: Faults
) -> None:
    """Nobody is teaching and free at once, nor teaching twice."""
    for old in before:
        overlaps = old.start < new.end and new.start < old.end
        if not overlaps or Offer.NEVER in (old.offer, new.offer):
            continue
        if old.offer is new.offer is Offer.FREE:
            continue
        when = WEEKDAYS[new.day] if isinstance(new.day, int) else str(new.day)
        what = (
            f"{name_of(new.person, people or {})} is {new.offer} here and {old.offer} at "
            f"{old.row.place('from').where} at the same time ({when} {_said(max(old.start, new.start))})"
        )
        faults.add(new.row.place("from"), what, "Correct the times of one of the two rows")
        break
    before.append(new)


def read_blackouts(
    sheet: Sheet,
    people: People,
    schools: Mapping[SchoolId, School] | None,
    bells: Bells | None,
    year: SchoolYear,
    *,
    faults: Faults,
) -> tuple[Blackout, ...]:
    found: list[Blackout] = []
    for row in sheet:
        first = row.date_of("from")
        last = row.date_of("to") or first
        school = row.text("school_id")
        everywhere = not school or school.upper() == EVERYWHERE
        at = EVERYWHERE
        if not everywhere:
            at = known_school(row, "school_id", school, schools, faults) or at
        person = known_person(row, "person_id", row.text("person_id"), people, faults)
        for block in row.texts("blocks"):
            _check_block(row, "blocks", block, bells, faults)
        check_in_year(row, "from", first, year, faults)
        check_in_year(row, "to", row.date_of("to"), year, faults)
        if first is None or last is None:
            continue
        if last < first:
            what = f"The blackout ends on {last}, before it begins on {first}"
            faults.add(row.place("to"), what, "Correct one of the two dates")
            continue
        found.append(
            Blackout(
                school=at,
                person=person,
                room=row.text("room"),
                grade=row.text("grade"),
                subject=row.text("subject"),
                first=first,
                last=last,
                blocks=row.texts("blocks"),
                reason=row.text("reason"),
                soft=row.text("kept") == IF_POSSIBLE,
            )
        )
    return tuple(found)


def _check_block(row: Row, header: str, block: str, bells: Bells | None, faults: Faults) -> None:
    """A block that no bell set has would forbid or prefer nothing, unseen."""
    known = {name for sets in (bells or {}).values() for names in sets.values() for name in names}
    if not known or not block or block in known:
        return
    near = nearest(block, known)
    fix = (
        f"Write '{near}'"
        if near
        else f"Use blocks of the BellSchedules tab: {', '.join(sorted(known))}"
    )
    faults.add(row.place(header), f"No bell set has a block '{block}'", fix)


SCHOOL_WEEK = range(5)


def read_preferences(
    sheet: Sheet, people: People, bells: Bells | None, faults: Faults
) -> tuple[tuple[Preference, ...], tuple[str, ...]]:
    """The wishes, and who says never more often than is kept: what is beyond counts as avoid."""
    found: list[Preference] = []
    for row in sheet:
        person = known_person(row, "person_id", row.text("person_id"), people, faults)
        _check_block(row, "block", row.text("block"), bells, faults)
        if person is None or not row.complete or "weekday" in row.unreadable:
            continue
        found += [
            Preference(
                person=person,
                block=row.text("block"),
                weekday=weekday,
                letter=row.text("letter"),
                wish=row.text("wish"),
                until=row.date_of("until"),
            )
            for weekday in _weekdays(row)
        ]
    return _within_limit(found, people or {})


def _weekdays(row: Row) -> Sequence[int | None]:
    """The weekdays a wish is about, each a wish of its own; all of them are one."""
    said = row.weekdays("weekday")
    return said if said and not set(SCHOOL_WEEK) <= set(said) else (None,)


def _within_limit(
    wishes: Sequence[Preference], people: Mapping[PersonId, Person]
) -> tuple[tuple[Preference, ...], tuple[str, ...]]:
    kept: list[Preference] = []
    nevers: Counter[PersonId] = Counter()
    for wish in wishes:
        nevers[wish.person] += wish.wish == "never"
        beyond = wish.wish == "never" and nevers[wish.person] > MOST_NEVERS
        kept.append(replace(wish, wish="avoid") if beyond else wish)
    told = (
        f"{name_of(person, people)} says never to {count} blocks: the first {MOST_NEVERS} are left alone, "
        "the others are only avoided."
        for person, count in nevers.items()
        if count > MOST_NEVERS
    )
    return tuple(kept), tuple(told)


def _said(wall: time) -> str:
    return f"{wall.hour % 12 or 12}:{wall:%M} {'PM' if wall.hour >= 12 else 'AM'}"
