"""One more event is looked at beside all it can meet: rooms and substitutes of people it never sees too."""

from typing import Any

import pytest

from scheduler.district import PersonId
from scheduler.model import ActivityId, Container, Kind
from scheduler.referee.review import first_against, what_if
from tests.scheduler.builders import (
    BEN,
    HALL,
    LEE,
    a_meeting,
    a_teacher,
    a_visit,
    a_week,
    inspected,
    lessons,
    slot,
    taught,
)

OBSERVERS = tuple(PersonId(f"observer-{number}") for number in range(5))


@pytest.mark.parametrize(("day", "rules"), [("mon", ["never_double_book_a_room"]), ("tue", [])])
def test_somebody_elses_meeting_in_the_room_is_seen(day: str, rules: list[str]) -> None:
    bens = a_meeting(LEE, id=ActivityId("ben's"), leader=BEN, rooms=("library",))
    hers = a_meeting(HALL, rooms=("library", "gym"))
    elsewhere = a_meeting(HALL, id=ActivityId("elsewhere"), rooms=("gym",))
    stands = (bens, slot("mon 13:30", container=Container.PLC))
    inspection = inspected(a_week(), stands, also=(hers, elsewhere))
    there = slot(f"{day} 13:30")

    assert [one.rule for one in what_if(inspection, hers.id, there)] == rules
    assert [one.rule for one in what_if(inspection, elsewhere.id, there)] == []
    assert (first_against(inspection, hers.id, there) is None) == (not rules)


@pytest.mark.parametrize(("wall", "rules"), [("mon 08:00", ["cap_substitutes"]), ("tue 08:00", [])])
def test_the_substitutes_of_somebody_elses_event_are_seen(wall: str, rules: list[str]) -> None:
    rows = [row for one in OBSERVERS for row in lessons(one, teach="1", free="2")]
    school = a_week(
        *(a_teacher(one) for one in OBSERVERS), timetable=[*lessons(HALL, teach="1"), *rows]
    )
    plain: dict[str, Any] = {"kind": Kind.LAB, "inside": (Container.FREE, Container.TEACHING)}
    bens = a_meeting(*OBSERVERS[:3], id=ActivityId("ben's"), leader=BEN, minutes=45, **plain)
    hers = a_visit(required=("ana", HALL, OBSERVERS[3]), **plain)
    stands = (bens, slot("mon 08:00", 45, Container.TEACHING))
    inspection = inspected(school, stands, also=(hers,))

    assert [one.rule for one in what_if(inspection, hers.id, taught(wall))] == rules
