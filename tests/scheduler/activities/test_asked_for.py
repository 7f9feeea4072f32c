"""What is asked for beside the cycles becomes activities like any other."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scheduler.activities.asked_for import MINUTES, WORTH, asked_for
from scheduler.district import Consent
from scheduler.model import Container, Kind
from scheduler.request import Request
from tests.scheduler.builders import ANA, HALL, KHAN, MONDAY, a_teacher, a_week, found
from tests.scheduler.cohorts import MONDAY as CYCLE_MONDAY
from tests.scheduler.cohorts import a_cohort_of, expanded, of_kind


def a_request(**fields: Any) -> Request:
    plain: dict[str, Any] = {
        "person": HALL,
        "kind": Kind.VISIT,
        "coach": ANA,
        "week": MONDAY + timedelta(days=2),
    }
    return Request(**(plain | fields))


def test_each_of_several_is_an_activity_of_that_week() -> None:
    activities = list(asked_for(a_week(requests=(a_request(count=3),))))

    assert len({one.id for one in activities}) == 3
    assert {one.window.first for one in activities} == {MONDAY}
    assert {one.window.last for one in activities} == {MONDAY + timedelta(days=4)}
    assert {(one.leader, one.required, one.teaching) for one in activities} == {
        (ANA, (ANA, HALL), HALL)
    }


def test_a_visit_falls_into_a_lesson_and_a_meeting_into_time_that_is_free() -> None:
    visit, meeting = asked_for(
        a_week(requests=(a_request(minutes=30), a_request(kind=Kind.MEETING)))
    )

    assert (visit.teaching, visit.minutes, visit.inside) == (HALL, 30, ())
    assert (meeting.teaching, meeting.minutes) == (None, MINUTES[Kind.MEETING])
    assert meeting.inside[0] is Container.FREE


def test_asking_again_in_another_row_adds_to_what_was_asked_and_changes_no_id() -> None:
    once = [one.id for one in asked_for(a_week(requests=(a_request(),)))]
    monday = a_request(week=MONDAY, count=2)
    twice = [one.id for one in asked_for(a_week(requests=(a_request(), monday)))]

    assert twice[:1] == once
    assert len(set(twice)) == 3


@pytest.mark.parametrize(
    "who",
    [
        a_teacher(HALL, consent=Consent.PAUSED),
        a_teacher(HALL, consent=Consent.DECLINED),
        a_teacher(HALL, active_to=MONDAY - timedelta(days=1)),
        a_teacher(HALL, active_from=MONDAY + timedelta(days=5)),
    ],
    ids=["paused", "declined", "gone", "not here yet"],
)
def test_nothing_is_made_for_who_takes_no_part_or_is_not_here(who: Any) -> None:
    assert list(asked_for(a_week(who, requests=(a_request(),)))) == []


def test_who_leaves_on_wednesday_is_met_until_then() -> None:
    leaver = a_teacher(HALL, active_to=MONDAY + timedelta(days=2))
    (visit,) = asked_for(a_week(leaver, requests=(a_request(),)))

    assert visit.window.last == MONDAY + timedelta(days=2)


def test_what_is_asked_for_stands_among_what_the_cycles_hold_and_never_before_it() -> None:
    plain = a_cohort_of(3)
    (cohort,) = plain.cohorts
    request = Request(
        person=cohort.members[0], kind=Kind.VISIT, coach=cohort.coach, week=CYCLE_MONDAY
    )
    before = expanded(plain)
    after = expanded(replace(plain, requests=(request,)))

    (more,) = set(after) - set(before)
    assert set(before) < set(after)
    assert more.worth == WORTH
    assert more.worth < min(one.worth for one in of_kind(before, Kind.VISIT, Kind.DEBRIEF))


@pytest.mark.proves("F-39")
def test_what_is_asked_for_finds_its_times() -> None:
    requests = (a_request(count=2), a_request(person=KHAN, kind=Kind.MEETING, minutes=20))
    district = a_week(requests=requests)
    times = found(district, *asked_for(district))

    assert len(times.schedule.placed) == 3
    assert not times.schedule.unplaced
    assert {slot.start.date() >= MONDAY for slot in times.schedule.placed.values()} == {True}
