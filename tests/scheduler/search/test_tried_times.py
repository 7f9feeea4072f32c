"""A shared event takes place once: what its best time adds to the weeks around it is added to their cost."""

from dataclasses import replace

import pytest

from scheduler.ids import SeriesId
from scheduler.model import ActivityId, Container, Slot, Window
from scheduler.prices.few_drives import SITE_DAY
from scheduler.search.apart import Apart
from scheduler.search.bounded import Answer, Bound, Chain, Judged, Trial, Tried, trials_of
from scheduler.search.chains import bound_chain
from scheduler.search.groups import Group, SiteDay, chains_of
from scheduler.search.partition import Search
from scheduler.search.tried_times import tried
from tests.scheduler.builders import (
    HALL,
    KHAN,
    LEE,
    a_debrief,
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
    (counts,) = trials_of(known)
    return tried(Trial(counts=counts, effort=effort, each=1.0, seconds=60.0))


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
    (counts,) = trials_of(known)
    let_off = [
        (group, replace(bound, price=0, shares=dict.fromkeys(days_at_schools(group), 0)))
        for group, bound in counts
    ]
    plain = Trial(counts=counts, effort=4.0, each=1.0, seconds=60.0)

    assert tried(replace(plain, counts=tuple(let_off))).adds == 0 < tried(plain).adds


@pytest.mark.proves("F-57")
def test_what_was_not_tried_adds_nothing() -> None:
    known = judged(a_meeting_in_either_week())

    assert trial(known, effort=0.0) == Tried(adds=0, effort=0.0)
    assert 0 <= trial(known, effort=1e-9).adds <= SITE_DAY


@pytest.mark.proves("F-57")
def test_two_events_that_may_be_in_the_same_weeks_both_add_to_them() -> None:
    """Each takes a planning block at Lincoln, where she is on no day anyhow, and a day has one such block."""
    search = a_meeting_in_either_week()
    other = replace(search.activities[0], id=ActivityId("other"))

    assert trial(judged(replace(search, activities=(*search.activities, other)))).adds == (
        2 * SITE_DAY
    )


@pytest.mark.proves("F-57")
def test_a_time_for_which_a_week_has_no_room_is_not_taken_for_a_free_one() -> None:
    """She is at Lincoln on Friday, but a debrief has the only planning block of that day."""
    search = a_meeting_in_either_week()
    meeting, _, second = search.activities
    friday = Window(first=FRIDAY, last=FRIDAY)
    taken = a_debrief(KHAN, window=friday, minutes=45, inside=(Container.PLC,), after=())
    known = judged(replace(search, activities=(meeting, taken, second)))

    assert trial(known).adds == SITE_DAY


@pytest.mark.proves("F-57")
def test_where_the_judged_schedule_has_an_event_it_can_be_whatever_the_weeks_say() -> None:
    """Something else was put into the same block by hand, which no rule would allow."""
    search = a_meeting_in_either_week()
    meeting, _, second = search.activities
    friday = Window(first=FRIDAY, last=FRIDAY)
    taken = a_debrief(KHAN, window=friday, minutes=45, inside=(Container.PLC,), after=())
    (own, bound), *weeks = judged(replace(search, activities=(meeting, taken, second)))
    starts = sorted(Apart(own).starts(meeting.id))
    by_hand = replace(own, found={meeting.id: Slot(start=starts[0], minutes=45)})

    assert trial([(by_hand, bound), *weeks]).adds == 0


@pytest.mark.proves("F-57")
def test_a_week_in_which_nothing_is_allowed_as_it_was_put_ends_the_trial() -> None:
    """Two debriefs were put into the one planning block of Friday."""
    search = a_meeting_in_either_week()
    meeting, _, second = search.activities
    friday = Window(first=FRIDAY, last=FRIDAY)
    taken = a_debrief(KHAN, window=friday, minutes=45, inside=(Container.PLC,), after=())
    again = replace(taken, id=ActivityId("again"))
    (own, bound), *weeks = judged(replace(search, activities=(meeting, taken, again, second)))
    found = {meeting.id: Slot(start=sorted(Apart(own).starts(meeting.id))[0], minutes=45)}

    assert weeks[0][1].answer.none
    assert trial([(replace(own, found=found), bound), *weeks]).adds == 0


@pytest.mark.proves("F-57")
def test_what_a_look_leaves_open_is_looked_at_longer() -> None:
    """With next to nothing for each look, only more of them know what the meeting adds."""
    (counts,) = trials_of(judged(a_meeting_in_either_week()))
    short = Trial(counts=counts, effort=4.0, each=1e-9, seconds=60.0)
    unsure = tuple((group, replace(bound, answer=Answer(bound=0))) for group, bound in counts)

    assert tried(replace(short, counts=unsure)).adds == SITE_DAY


@pytest.mark.proves("F-57")
def test_a_week_counts_for_one_group_of_events_only() -> None:
    search = a_meeting_in_either_week()
    known = judged(search)
    (own, bound), *weeks = known
    later = replace(search.activities[0], id=ActivityId("later"))
    other = replace(own, search=replace(own.search, activities=(later,)))
    beside = [(replace(one, beside=(*one.beside, later)), its) for one, its in weeks]

    (first,) = trials_of([(own, bound), (other, bound), *beside])

    assert [group for group, _ in first] == [own, *(group for group, _ in beside)]


@pytest.mark.proves("F-57")
def test_no_event_stands_beside_what_leaves_something_out() -> None:
    groups: list[Group] = [one for chain in chains_of(a_meeting_in_either_week()) for one in chain]

    assert trials_of([(one, Bound()) for one in groups]) == []
