"""A meeting is held only when enough people of each role can come."""

from typing import Any

import pytest

from scheduler.district import PersonId, Role, SeriesId
from scheduler.model import Activity, ActivityId, Container, Window
from tests.builders import a_person
from tests.scheduler.builders import (
    ANA,
    MONDAY,
    a_meeting,
    a_week,
    all_broken,
    broken,
    busy,
    reasons,
    sieved,
    slot,
    starts,
)

RULE = "reach_the_quorum"
ONE, TWO = PersonId("one"), PersonId("two")
WEEK = a_week(
    a_person("One", Role.EXTERNAL_PARTNER, school=None),
    a_person("Two", Role.EXTERNAL_PARTNER, school=None),
)
TAKEN = (busy(ONE, "mon 07:30", 10 * 60), busy(TWO, "tue 07:30", 10 * 60))


def partners(needed: int, **more: Any) -> Activity:
    return a_meeting(
        id=ActivityId("partners"),
        school=None,
        series=SeriesId("partners"),
        required=(ANA,),
        invited=(ONE, TWO),
        quorum=((Role.EXTERNAL_PARTNER, needed),),
        inside=(Container.WORKDAY,),
        **more,
    )


@pytest.mark.proves("F-33", "R-SS-6")
@pytest.mark.parametrize(("coming", "fits"), [((ONE, TWO), True), ((ONE,), False), ((), False)])
def test_a_meeting_without_its_quorum_is_refused(coming: tuple[PersonId, ...], fits: bool) -> None:
    where = slot("mon 10:00", container=Container.WORKDAY, school=None, coming=coming)

    assert (broken(WEEK, (partners(2), where)) == set()) is fits


def test_exactly_the_quorum_is_enough_and_the_sentence_counts() -> None:
    one_comes = slot("mon 10:00", container=Container.WORKDAY, school=None, coming=(ONE,))

    assert broken(WEEK, (partners(1), one_comes)) == set()
    (violation,) = all_broken(WEEK, (partners(2), one_comes))
    assert violation.says == "1 of 2 needed from the role external partner can come"


@pytest.mark.proves("F-33")
def test_times_without_the_quorum_are_never_offered() -> None:
    offered = {start[:3] for start in starts(WEEK, partners(2), busy=TAKEN)}

    assert offered == {"wed", "thu", "fri"}
    assert reasons(WEEK, partners(2), busy=TAKEN)[RULE] > 0


def test_who_can_come_is_named_with_the_time() -> None:
    only_monday = partners(1, window=Window(first=MONDAY, last=MONDAY))

    slots = sieved(WEEK, only_monday, busy=TAKEN).slots

    assert {one.coming for one in slots if one.start.hour < 20} == {(TWO,)}
