"""A shared event takes place once: what its best time adds to the weeks around it is added to their cost."""

from dataclasses import replace
from itertools import combinations

import pytest

from scheduler.ids import SeriesId
from scheduler.model import ActivityId, Container, Window
from scheduler.prices.few_drives import SITE_DAY
from scheduler.search.apart import Apart
from scheduler.search.bounded import Bound, Chain, Judged, Trial, Tried, trials_of
from scheduler.search.chains import bound_chain
from scheduler.search.groups import Group, SiteDay, chains_of
from scheduler.search.partition import Search
from scheduler.search.tried_times import tried
from tests.scheduler.builders import (
    HALL,
    KHAN,
    LEE,
    a_meeting,
    a_visit,
    a_week,
)
from tests.scheduler.truth.joint_model import FRIDAY, NEXT, TUESDAY


def a_meeting_in_either_week() -> Search:
    """Ana's Friday and her Tuesday after are both at Grant; the meeting of either day is at Lincoln."""
    meeting = a_meeting(
        HALL,
        series=SeriesId("partners"),
        minutes=45,
        window=Window(first=FRIDAY, last=TUESDAY),
        inside=(Container.PLC,),
    )
    own = (
        a_visit(LEE, window=Window(first=FRIDAY, last=FRIDAY)),
        a_visit(LEE, id=ActivityId("later"), window=Window(first=NEXT, last=TUESDAY)),
    )
    return Search(district=a_week(), activities=(meeting, *own))


def judged(search: Search) -> list[Judged]:
    found: list[Judged] = []
    for groups in chains_of(search, all_placed=True):
        known = bound_chain(Chain(groups=groups, effort=2.0 * len(groups), seconds=60.0))
        found += zip(groups, known.groups, strict=True)
    return found


def days_at_schools(group: Group) -> frozenset[SiteDay]:
    return Apart(group).site_days


def trial(known: list[Judged], effort: float = 4.0) -> Tried:
    ((event, own, counts),) = trials_of(known)
    return tried(Trial(event=event, own=own, counts=counts, effort=effort, each=1.0, seconds=60.0))


@pytest.mark.proves("F-57")
def test_each_week_would_rather_have_the_meeting_in_the_other_one() -> None:
    known = judged(a_meeting_in_either_week())

    assert [one.price for _, one in known] == [0, SITE_DAY, SITE_DAY]
    assert trial(known).adds == SITE_DAY


@pytest.mark.proves("F-57")
def test_an_event_adds_nothing_where_one_of_its_times_is_free() -> None:
    """The week after is at Lincoln anyway."""
    search = a_meeting_in_either_week()
    meeting, first, second = search.activities
    at_lincoln = replace(
        second, required=(second.leader, KHAN), teaching=KHAN, school=meeting.school
    )

    assert trial(judged(replace(search, activities=(meeting, first, at_lincoln)))).adds == 0


@pytest.mark.proves("F-57")
def test_the_weeks_keep_their_shares_of_days_while_times_are_tried() -> None:
    """With the whole price of days that they share, they would cost more at any of its times."""
    known = judged(a_meeting_in_either_week())
    ((event, own, counts),) = trials_of(known)
    let_off = [
        (group, replace(bound, price=0, shares=dict.fromkeys(days_at_schools(group), 0)))
        for group, bound in counts
    ]
    plain = Trial(event=event, own=own, counts=counts, effort=4.0, each=1.0, seconds=60.0)

    assert tried(replace(plain, counts=tuple(let_off))).adds == 0 < tried(plain).adds


@pytest.mark.proves("F-57")
def test_what_was_not_tried_adds_nothing() -> None:
    known = judged(a_meeting_in_either_week())

    assert trial(known, effort=0.0) == Tried(adds=0, effort=0.0)
    assert 0 <= trial(known, effort=1e-9).adds <= SITE_DAY


@pytest.mark.proves("F-57")
def test_a_week_counts_for_one_event_only() -> None:
    search = a_meeting_in_either_week()
    other = replace(
        search.activities[0], id=ActivityId("other"), window=Window(first=NEXT, last=NEXT)
    )
    known = judged(replace(search, activities=(*search.activities, other)))
    trials = trials_of(known)
    counted = [{id(group) for group, _ in counts} for _, _, counts in trials]

    assert trials
    assert not any(one & other for one, other in combinations(counted, 2))
    assert all(isinstance(bound, Bound) for _, _, counts in trials for _, bound in counts)
    assert {group.search.activities[0].id for _, _, counts in trials for group, _ in counts} == {
        group.search.activities[0].id for group, _ in known
    }


@pytest.mark.proves("F-57")
def test_no_event_stands_beside_what_leaves_something_out() -> None:
    groups: list[Group] = [one for chain in chains_of(a_meeting_in_either_week()) for one in chain]

    assert trials_of([(one, Bound()) for one in groups]) == []
