"""A repair moves what has become impossible, and of the rest no more than must."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from scheduler.district import District, PersonId
from scheduler.model import Activity, Container, Exclusion, Schedule, Slot
from scheduler.repair.case import Case
from scheduler.repair.disruption import Disruption, disrupted
from scheduler.repair.impossible import declined, made_impossible
from scheduler.repair.least_change import least_change
from scheduler.repair.opening import Answer, Opening
from scheduler.repair.repair import Reach, Repaired, repair
from scheduler.schoolday import SchoolDays
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    HALL,
    KHAN,
    LINCOLN,
    WHOLE_WEEK,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    day_of,
    slot,
    taught,
    when,
)

FRIDAY = when("2026-12-04 15:00")
FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def never(opening: Opening) -> Answer:
    raise AssertionError("nothing had to be looked for")


def a_schedule(*pairs: tuple[Activity, Slot]) -> Schedule:
    return Schedule(
        activities={activity.id: activity for activity, _ in pairs},
        placed={activity.id: where for activity, where in pairs},
    )


def no(activity: Activity, where: Slot) -> Exclusion:
    """Somebody it needs declined that time."""
    return Exclusion(activity=activity.id, start=where.start, end=where.end, because="declined")


def a_case(
    district: District,
    base: Schedule,
    *exclusions: Exclusion,
    told: Schedule | None = None,
    now: datetime = FRIDAY,
) -> Case:
    return Case(
        district=district,
        activities=tuple(base.activities.values()),
        base=base,
        told=base if told is None else told,
        lost=declined(base, exclusions, now),
        exclusions=exclusions,
        now=now,
    )


VISIT, AT = a_visit(), taught("tue 08:50")
DEBRIEF, TALK = a_debrief(), slot("wed 13:30")


@pytest.mark.proves("F-54")
def test_a_repair_of_nothing_changes_nothing_and_looks_for_nothing() -> None:
    base = a_schedule((VISIT, AT), (DEBRIEF, TALK))

    done = repair(a_case(a_week(), base), never)

    assert done.schedule == base
    assert (done.touched, done.people, done.released) == ((), frozenset(), {})


@pytest.mark.proves("F-66", "R-CLC-8")
def test_a_declined_visit_finds_a_time_that_its_debrief_can_stay_after() -> None:
    base = a_schedule((VISIT, AT), (DEBRIEF, TALK))

    done = repair(a_case(a_week(), base, no(VISIT, AT)), least_change)

    new = done.schedule.placed[VISIT.id]
    assert new.start != AT.start
    assert new.end <= TALK.start
    assert done.schedule.placed[DEBRIEF.id] == TALK
    assert done.moved == (VISIT.id,)
    assert done.people == {ANA, HALL}
    assert done.released == {VISIT.id: AT.start}


@pytest.mark.proves("R-CLC-8")
def test_what_follows_moves_only_when_nothing_else_places_the_visit() -> None:
    monday, morning = taught("mon 08:00"), slot("mon 13:30")
    base = a_schedule((VISIT, monday), (DEBRIEF, morning))
    out = disrupted(a_week(), away(HALL, "mon"))
    told, lost = made_impossible(base, a_week(), out, FRIDAY)

    done = repair(replace(a_case(out, told), lost=lost), least_change)

    assert set(done.moved) == {VISIT.id, DEBRIEF.id}


def test_a_debrief_follows_a_visit_that_only_fits_after_it() -> None:
    visit = a_visit(window=replace(VISIT.window, first=DAYS["tue"]))
    where = taught("tue 10:30")
    debrief, talk = a_debrief(), slot("wed 13:30")
    wednesday = Disruption(
        person=HALL, first=DAYS["wed"], last=DAYS["wed"], start=time(7, 30), end=time(13, 0)
    )
    mornings = disrupted(a_week(), [wednesday])
    district = disrupted(mornings, away(HALL, "tue"))
    base = a_schedule((visit, where), (debrief, talk))
    _, lost = made_impossible(base, mornings, district, FRIDAY)

    done = repair(replace(a_case(district, base), lost=lost), least_change)

    assert {key[0] for key in lost} == {visit.id}
    assert done.schedule.placed[visit.id].start > talk.start
    assert done.schedule.placed[debrief.id].start > done.schedule.placed[visit.id].start
    assert done.why[debrief.id].says == "what it follows has another time"


def away(who: PersonId, *days: str) -> list[Disruption]:
    return [Disruption(person=who, first=DAYS[day], last=DAYS[day]) for day in days]


def taken(day: str, start: time, end: time) -> Disruption:
    """A stretch of Ana's day."""
    return Disruption(person=ANA, first=DAYS[day], last=DAYS[day], start=start, end=end)


def two_visits_and_one_hour_left() -> Case:
    """Two visits lose their Monday; Khan's debrief could only take the hour that Hall's has on Wednesday."""
    visit, second = a_visit(HALL), a_visit(KHAN)
    plc: dict[str, Any] = {"inside": (Container.PLC,)}
    kept = a_debrief(HALL, **plc)
    late = a_debrief(KHAN, **plc, window=replace(WHOLE_WEEK, last=DAYS["wed"]))
    base = a_schedule(
        (visit, taught("mon 08:00")),
        (kept, slot("wed 13:30")),
        (second, taught("mon 10:30")),
        (late, slot("tue 13:30")),
    )
    out = disrupted(a_week(), [*away(HALL, "mon"), *away(KHAN, "mon", "tue")])
    _, lost = made_impossible(base, a_week(), out, FRIDAY)
    return replace(a_case(out, base), lost=lost)


KEPT, LATE = a_debrief(HALL).id, a_debrief(KHAN).id


@pytest.mark.proves("F-54")
def test_what_was_only_sent_makes_room_where_something_else_would_be_left_out() -> None:
    case = two_visits_and_one_hour_left()

    done = repair(case, least_change)

    assert done.cancelled == ()
    assert done.others == (KEPT,)
    assert SchoolDays(case.district).date_of(done.schedule.placed[LATE].start) == DAYS["wed"]
    assert done.why[KEPT].says in {
        "it makes room for what lost its time",
        "what it follows has another time",
    }
    assert done.reach is Reach.EVERY
    assert done.proven


@pytest.mark.proves("F-54")
def test_what_somebody_accepted_makes_no_room() -> None:
    case = replace(two_visits_and_one_hour_left(), accepted=frozenset({KEPT}))

    done = repair(case, least_change)

    assert done.schedule.placed[KEPT] == slot("wed 13:30")
    assert done.cancelled == (LATE,)
    assert done.proven


@pytest.mark.proves("F-54")
def test_what_somebody_accepted_is_not_given_up_for_something_worth_more() -> None:
    case = replace(two_visits_and_one_hour_left(), accepted=frozenset({KEPT}))
    activities = {**case.base.activities}
    activities[LATE] = replace(activities[LATE], worth=9_000)
    base = replace(case.base, activities=activities)

    done = repair(
        replace(case, base=base, told=base, activities=tuple(activities.values())), least_change
    )

    assert done.schedule.placed[KEPT] == slot("wed 13:30")
    assert done.cancelled == (LATE,)


@pytest.mark.proves("F-54", "F-42")
def test_what_is_too_near_to_be_told_in_time_makes_no_room() -> None:
    case = two_visits_and_one_hour_left()
    activities = {**case.base.activities}
    activities[KEPT] = replace(activities[KEPT], notice=4)
    near = replace(case.base, activities=activities)

    done = repair(
        replace(case, base=near, told=near, activities=tuple(activities.values())), least_change
    )

    assert done.schedule.placed[KEPT] == slot("wed 13:30")
    assert done.cancelled == (LATE,)


@pytest.mark.proves("F-54")
def test_what_somebody_accepted_moves_only_where_it_would_come_before_what_it_follows() -> None:
    """Hall is out until Wednesday noon, so her visit can only come after her accepted debrief."""
    visit = a_visit(window=replace(VISIT.window, first=DAYS["tue"]))
    where, debrief, talk = taught("tue 10:30"), a_debrief(), slot("wed 13:30")
    wednesday = Disruption(
        person=HALL, first=DAYS["wed"], last=DAYS["wed"], start=time(7, 30), end=time(13, 0)
    )
    mornings = disrupted(a_week(), [wednesday])
    district = disrupted(mornings, away(HALL, "tue"))
    base = a_schedule((visit, where), (debrief, talk))
    _, lost = made_impossible(base, mornings, district, FRIDAY)
    case = replace(a_case(district, base), lost=lost, accepted=frozenset({debrief.id}))

    done = repair(case, least_change)

    assert set(done.moved) == {visit.id, debrief.id}
    assert done.others == (debrief.id,)


@pytest.mark.proves("F-54")
def test_each_repair_says_what_got_worse() -> None:
    base = a_schedule((VISIT, AT), (DEBRIEF, slot("tue 13:30")))
    day = replace(no(DEBRIEF, TALK), start=when("tue 00:00"), end=when("wed 00:00"))

    done = repair(a_case(a_week(), base, no(DEBRIEF, slot("tue 13:30")), day), least_change)

    assert done.worse["drives"] > 0
    assert done.worse["late debriefs"] > 0
    assert [one.part for one in done.proofs] == [
        *("fixed and changed", "left out", "people told", "changes", "price"),
    ]
    assert (done.proofs[2].value, done.proofs[2].bound, done.reach) == (2, 2, Reach.EVERY)


@pytest.mark.proves("F-54")
def test_of_two_that_could_move_the_one_moves_that_fewer_people_hear_of() -> None:
    window = replace(WHOLE_WEEK, last=DAYS["thu"])
    few, many = a_visit(HALL, window=window), a_visit(KHAN, window=window, weekday_wish=3)
    two = a_debrief(HALL)
    three = a_debrief(KHAN, required=(ANA, KHAN, BEN))
    base = a_schedule(
        (few, taught("mon 08:00")),
        (many, taught("mon 10:30")),
        (two, slot("wed 13:30")),
        (three, slot("wed 14:15", container=Container.AFTER_SCHOOL)),
    )
    day = (time(7, 30), time(8, 50), time(9, 35), time(13, 25))
    before = disrupted(
        a_week(),
        [taken(name, *ends) for name in ("tue", "thu") for ends in ((day[0], day[1]), day[2:])]
        + [taken("wed", day[0], day[3])],
    )
    out = disrupted(before, away(ANA, "mon"))
    _, lost = made_impossible(base, before, out, FRIDAY)

    done = repair(replace(a_case(out, base), lost=lost), least_change)

    assert placed(done, many).startswith("2026-12-08")
    assert placed(done, few).startswith("2026-12-10")
    assert set(done.moved) == {few.id, many.id, two.id}


@pytest.mark.proves("F-66")
def test_the_same_week_is_tried_first_even_where_another_would_be_nicer() -> None:
    visit = a_visit(window=replace(WHOLE_WEEK, last=day_of("next fri")), weekday_wish=0)
    monday = taught("mon 08:50")
    whole_day = replace(no(visit, monday), start=when("mon 00:00"), end=when("tue 00:00"))
    case = a_case(a_week(), a_schedule((visit, monday)), no(visit, monday))

    done = repair(replace(case, exclusions=(*case.exclusions, whole_day)), least_change)

    assert placed(done, visit) < "2026-12-12"


def placed(done: Repaired, activity: Activity) -> str:
    return f"{done.schedule.placed[activity.id].start:%Y-%m-%d %H:%M}"


def test_a_debrief_goes_with_a_visit_that_finds_no_time() -> None:
    visit = a_visit(window=replace(VISIT.window, first=DAYS["tue"], last=DAYS["tue"]))
    base = a_schedule((visit, AT), (DEBRIEF, TALK))
    out = disrupted(a_week(), [Disruption(person=HALL, first=DAYS["tue"], last=DAYS["tue"])])
    _, lost = made_impossible(base, a_week(), out, FRIDAY)

    done = repair(replace(a_case(out, base), lost=lost), least_change)

    assert set(done.cancelled) == {visit.id, DEBRIEF.id}
    assert done.schedule.placed == {}
    assert {one.activity for one in done.schedule.unplaced} == {visit.id, DEBRIEF.id}


@pytest.mark.proves("F-93")
def test_a_coach_who_is_out_loses_her_day_and_nobody_else_does() -> None:
    meeting = a_meeting(KHAN, leader=BEN)
    elsewhere = slot("tue 13:30")
    base = a_schedule((VISIT, AT), (DEBRIEF, TALK), (meeting, elsewhere))
    out = disrupted(a_week(), [Disruption(person=ANA, first=DAYS["tue"], last=DAYS["tue"])])

    _, lost = made_impossible(base, a_week(), out, FRIDAY)
    done = repair(replace(a_case(out, base), lost=lost), least_change)

    assert set(lost) == {(VISIT.id, AT.start)}
    assert SchoolDays(out).date_of(done.schedule.placed[VISIT.id].start) != DAYS["tue"]
    assert done.schedule.placed[meeting.id] == elsewhere


@pytest.mark.proves("F-93", "C16")
def test_what_has_begun_is_not_touched() -> None:
    base = a_schedule((VISIT, AT))
    out = disrupted(a_week(), [Disruption(person=ANA, first=DAYS["tue"], last=DAYS["tue"])])

    _, lost = made_impossible(base, a_week(), out, when("tue 08:55"))

    assert lost == {}


def test_somebody_only_invited_who_is_out_is_left_out_of_it() -> None:
    round_ = a_meeting(HALL, invited=(KHAN,))
    where = replace(slot("tue 13:30"), coming=(KHAN,))
    base = a_schedule((round_, where))
    out = disrupted(a_week(), [Disruption(person=KHAN, first=DAYS["tue"], last=DAYS["tue"])])

    lighter, lost = made_impossible(base, a_week(), out, FRIDAY)

    assert lost == {}
    assert lighter.placed == {round_.id: replace(where, coming=())}


def test_a_closed_school_takes_what_is_there_and_its_people() -> None:
    base = a_schedule((VISIT, AT), (DEBRIEF, TALK))
    shut = disrupted(a_week(), [Disruption(school=LINCOLN, first=DAYS["tue"], last=DAYS["tue"])])

    _, lost = made_impossible(base, a_week(), shut, FRIDAY)

    assert set(lost) == {(VISIT.id, AT.start)}


def test_the_reason_tells_that_somebody_is_out_and_never_why() -> None:
    out = disrupted(a_week(), [Disruption(person=ANA, first=DAYS["tue"], last=DAYS["tue"])])
    _, lost = made_impossible(a_schedule((VISIT, AT)), a_week(), out, FRIDAY)

    assert [reason.says for reason in lost.values()] == ["Tue 8 Dec is kept free (coach out)"]


def test_a_time_nobody_was_told_is_changed_without_telling_anybody() -> None:
    base = a_schedule((VISIT, AT))

    done = repair(a_case(a_week(), base, no(VISIT, AT), told=a_schedule()), least_change)

    assert done.found == (VISIT.id,)
    assert done.people == frozenset()
