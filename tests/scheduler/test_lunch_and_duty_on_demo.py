"""On the demo's four kinds of bells nobody meets during her lunch or her duty."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.structures import shipped_structures
from scheduler.demo.made_up import FIRST_MONDAY, Demo, demo_district
from scheduler.district import BlockKind, District, Doing, PersonId
from scheduler.model import ActivityId, Schedule, Slot
from scheduler.schoolday import SchoolDays, Span
from scheduler.search.partition import Search
from tests.scheduler.builders import searched

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo() -> Demo:
    """Four schools: two with blocks, one of them with four lunches that cut a block, and two with periods."""
    return demo_district(1, structures=shipped_structures(), coaches=4, schools=4)


def hers_alone(district: District, days: SchoolDays, person: PersonId, day: date) -> Iterator[Span]:
    """Her lunches and duties that day, from her timetable and the bells as they are typed."""
    school = district.people[person].school
    today = days.day(school, day) if school else None
    if school is None or today is None:
        return
    rung = [
        bell
        for bell in district.bells
        if (bell.bell_set, bell.variant) == (district.schools[school].bell_set, today.variant)
    ]
    lunches = [bell.block for bell in rung if bell.kind is BlockKind.LUNCH]
    hers = {
        lesson.block
        for lesson in district.timetable
        if lesson.person == person
        and lesson.letter in ("", today.letter)
        and lesson.doing in (Doing.LUNCH, Doing.DUTY)
    }
    hers |= set(lunches) if len(lunches) == 1 else set()
    for bell in rung:
        if bell.block in hers:
            yield Span(start=days.instant(day, bell.start), end=days.instant(day, bell.end))


def clashes(demo: Demo, placed: Mapping[ActivityId, Slot]) -> tuple[list[str], Counter[str]]:
    """Who meets in her own lunch or duty, and how many lunches and duties were looked at, by school."""
    district, days = demo.district, SchoolDays(demo.district)
    schedule = Schedule(activities={one.id: one for one in demo.activities}, placed=placed)
    found: list[str] = []
    seen: Counter[str] = Counter()
    for key, slot in placed.items():
        meets = Span(start=slot.start, end=slot.end)
        for person in schedule.people_at(key):
            for own in hers_alone(district, days, person, days.date_of(slot.start)):
                school = district.people[person].school
                seen[district.schools[school].bell_set if school else ""] += 1
                if own.overlaps(meets):
                    found.append(f"{key} {person} {own}")
    return found, seen


@pytest.mark.proves("F-5")
def test_no_event_of_the_demos_own_schedule_overlaps_a_lunch_or_duty(demo: Demo) -> None:
    found, seen = clashes(demo, demo.witness)

    assert found == []
    assert len(seen) == 4
    assert sum(seen.values()) > 1000


@pytest.mark.proves("F-5")
def test_no_event_the_search_places_overlaps_a_lunch_or_duty(demo: Demo) -> None:
    until = FIRST_MONDAY + timedelta(days=13)
    early = tuple(one for one in demo.activities if one.window.last <= until and not one.shared)
    placed = searched(Search(district=demo.district, activities=early)).schedule.placed
    found, seen = clashes(demo, placed)

    assert len(placed) > 20
    assert found == []
    assert sum(seen.values()) > 20


def test_a_schedule_that_meets_in_a_lunch_would_be_found(demo: Demo) -> None:
    district, days = demo.district, SchoolDays(demo.district)
    activities = {one.id: one for one in demo.activities}
    for key, slot in demo.witness.items():
        for person in activities[key].required:
            for own in hers_alone(district, days, person, days.date_of(slot.start)):
                moved = replace(slot, start=own.start)
                assert clashes(demo, {key: moved})[0]
                return
    raise AssertionError("nobody on the demo has a lunch or a duty")
