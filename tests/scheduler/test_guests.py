"""People who come to a team's meeting if they can: wanted, and never in its way."""

from datetime import timedelta

import pytest

from scheduler.district import Blackout, Role
from scheduler.model import Container, Window
from tests.builders import a_person
from tests.scheduler.builders import (
    ANA,
    BEN,
    HALL,
    KHAN,
    MONDAY,
    a_meeting,
    a_week,
    found,
    lessons,
)

ON_MONDAY = Window(first=MONDAY, last=MONDAY)


@pytest.mark.proves("R-CP-9")
def test_a_principal_who_is_needed_elsewhere_keeps_no_team_from_meeting() -> None:
    # Two teams have the same PLC and no other time; the principal learns with both, if she can.
    principal = a_person("Sol Vega", Role.SITE_LEADER)
    district = a_week(
        principal, timetable=[*lessons(HALL, duty="123456"), *lessons(KHAN, duty="123456")]
    )
    teams = [
        a_meeting(
            teacher,
            leader=leader,
            minutes=45,
            inside=(Container.PLC,),
            window=ON_MONDAY,
            invited=(principal.id,),
        )
        for teacher, leader in ((HALL, ANA), (KHAN, BEN))
    ]
    schedule = found(district, *teams).schedule

    assert schedule.placed.keys() == {one.id for one in teams}
    assert sorted(len(slot.coming) for slot in schedule.placed.values()) == [0, 1]


@pytest.mark.proves("R-CP-9")
def test_a_team_meets_when_its_principal_can_come() -> None:
    principal = a_person("Sol Vega", Role.SITE_LEADER)
    monday, tuesday = MONDAY, MONDAY + timedelta(days=1)
    away = Blackout(person=principal.id, first=monday, last=monday, reason="conference")
    district = a_week(principal, timetable=lessons(HALL, duty="123456"), blackouts=(away,))
    team = a_meeting(
        HALL,
        minutes=45,
        inside=(Container.PLC,),
        window=Window(first=monday, last=tuesday),
        invited=(principal.id,),
    )
    (slot,) = found(district, team).schedule.placed.values()

    assert slot.coming == (principal.id,)
