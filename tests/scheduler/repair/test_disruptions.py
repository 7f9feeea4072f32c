"""Later bells, letters that slip, blocks a school needs, somebody who leaves or joins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.structures import shipped_structures
from scheduler.activities.expand import expand_cohort
from scheduler.district import CalendarDay, Cohort, CohortId, District, Lesson
from scheduler.model import Activity, Kind, Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.repair.case import Case
from scheduler.repair.clock import with_the_bells
from scheduler.repair.disruption import Disruption, disrupted, slipped, without
from scheduler.repair.impossible import made_impossible
from scheduler.repair.least_change import least_change
from scheduler.repair.opening import opening_of
from scheduler.repair.repair import repair
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve
from tests.scheduler.builders import (
    BELLS,
    DAYS,
    HALL,
    KHAN,
    LINCOLN,
    MONDAY,
    a_debrief,
    a_visit,
    a_week,
    bells,
    lessons,
    slot,
    taught,
    when,
)
from tests.scheduler.test_repair import FRIDAY, a_case, a_schedule

LATER = tuple(
    (name, *clock, kind)
    for (name, _, _, kind), clock in zip(
        BELLS,
        (
            ("07:30", "15:30"),
            ("10:00", "10:30"),
            ("10:35", "11:05"),
            ("11:10", "11:40"),
            ("11:45", "12:15"),
            ("12:15", "12:45"),
            ("12:50", "13:20"),
            ("13:25", "13:55"),
            ("14:00", "14:25"),
        ),
        strict=True,
    )
)
"""A two-hour delay: every block keeps its place and is shorter."""
TUESDAY = Disruption(school=LINCOLN, first=DAYS["tue"], last=DAYS["tue"], bells="two-hour delay")
PLAIN = a_week(bells=(*bells(), *bells(LATER, "two-hour delay")))
VISIT, DEBRIEF = a_visit(), a_debrief()


def on_a_late_day(base: Schedule, district: District = PLAIN) -> tuple[Case, District]:
    """The case of a delay on Tuesday, everything sent."""
    late = disrupted(district, [TUESDAY])
    shifted, rings = with_the_bells(base, SchoolDays(district), SchoolDays(late), FRIDAY)
    lighter, lost = made_impossible(shifted, district, late, FRIDAY, stood=base)
    return replace(a_case(late, lighter, told=base), lost={**rings, **lost}), late


@pytest.mark.proves("F-94")
def test_a_delay_keeps_the_block_and_shifts_the_clock() -> None:
    base = a_schedule((VISIT, taught("tue 08:50", block="2")), (DEBRIEF, slot("wed 13:30")))
    case, _ = on_a_late_day(base)

    done = repair(case, least_change)

    visit = done.schedule.placed[VISIT.id]
    assert (visit.start, visit.minutes, visit.block) == (when("tue 10:35"), 30, "2")
    assert done.schedule.placed[DEBRIEF.id] == slot("wed 13:30")
    assert (done.moved, done.others) == ((VISIT.id,), ())
    assert done.why[VISIT.id].says == "its block rings at another time that day"
    assert done.released == {VISIT.id: when("tue 08:50")}


@pytest.mark.proves("F-94", "F-54")
def test_what_does_not_fit_its_shorter_block_finds_another_time() -> None:
    whole = a_visit(minutes_min=45)
    base = a_schedule((whole, taught("tue 08:50", block="2")))
    case, late = on_a_late_day(base)

    done = repair(case, least_change)

    assert done.moved == (whole.id,)
    assert SchoolDays(late).date_of(done.schedule.placed[whole.id].start) != DAYS["tue"]


@pytest.mark.proves("F-94")
def test_a_delay_touches_no_other_date_and_nothing_that_has_begun() -> None:
    base = a_schedule((VISIT, taught("wed 08:50", block="2")))

    for now, schedule in (
        (FRIDAY, base),
        (when("tue 09:00"), a_schedule((VISIT, taught("tue 08:50", block="2")))),
    ):
        late = disrupted(PLAIN, [TUESDAY])
        assert with_the_bells(schedule, SchoolDays(PLAIN), SchoolDays(late), now) == (schedule, {})


def alternating() -> District:
    """Letters A and B in turn; Hall teaches period 2 on A days alone, Khan on B days."""
    table: list[Lesson] = []
    for person, letter, other in ((HALL, "A", "B"), (KHAN, "B", "A")):
        table += lessons(person, letter, teach="2", free="6")
        table += lessons(person, other, prep="2", free="6")
    rows = [
        CalendarDay(date=MONDAY + timedelta(days=number), school=LINCOLN, letter="AB"[number % 2])
        for number in range(5)
    ]
    return a_week(timetable=table, days=tuple(rows))


@pytest.mark.proves("F-4", "F-94")
def test_letters_that_slip_hand_each_letter_to_the_next_school_day() -> None:
    district = alternating()

    rows = {row.date: row.letter for row in slipped(district, LINCOLN, DAYS["tue"])}
    assert rows == {DAYS["wed"]: "B", DAYS["thu"]: "A", DAYS["fri"]: "B"}

    closed = Disruption(school=LINCOLN, first=DAYS["tue"], last=DAYS["tue"], slip=True)
    after = SchoolDays(disrupted(district, [closed]))
    assert [after.letter(LINCOLN, DAYS[day]) for day in ("mon", "wed", "thu", "fri")] == list(
        "ABAB"
    )


@pytest.mark.proves("F-4", "F-94", "F-54")
@pytest.mark.parametrize(("slips", "lost_days"), [(False, {"tue"}), (True, {"tue", "wed"})])
def test_whether_letters_slip_decides_what_a_closure_takes(
    *, slips: bool, lost_days: set[str]
) -> None:
    district = alternating()
    tuesday, wednesday = a_visit(KHAN), a_visit(HALL)
    base = a_schedule((tuesday, taught("tue 08:50")), (wednesday, taught("wed 08:50")))
    closed = Disruption(school=LINCOLN, first=DAYS["tue"], last=DAYS["tue"], slip=slips)

    _, lost = made_impossible(base, district, disrupted(district, [closed]), FRIDAY)

    assert {start for _, start in lost} == {when(f"{day} 08:50") for day in lost_days}


@pytest.mark.proves("F-95", "F-54")
def test_a_school_that_needs_blocks_takes_only_what_stands_in_them() -> None:
    other = a_visit(KHAN)
    base = a_schedule(
        (VISIT, taught("tue 08:50", block="2")),
        (DEBRIEF, slot("wed 13:30")),
        (other, taught("tue 10:30", block="4")),
    )
    one = Disruption(school=LINCOLN, first=DAYS["tue"], last=DAYS["tue"], blocks=("2", "3"))
    after = disrupted(a_week(), [one])

    _, lost = made_impossible(base, a_week(), after, FRIDAY)
    done = repair(replace(a_case(after, base), lost=lost), least_change)

    assert done.touched == (VISIT.id,)
    assert done.schedule.placed[DEBRIEF.id] == slot("wed 13:30")
    assert without(after, [one]) == a_week()


def a_cohort_of(*members: str, **more: object) -> tuple[District, Cohort]:
    plain = a_week()
    cohort = Cohort(
        id=CohortId("c"),
        structure="clc",
        coach=a_visit().leader,
        topic="fractions",
        subject="math",
        start_week=MONDAY,
        members=tuple(one for one in plain.people if one in members),
    )
    return replace(plain, cohorts=(cohort,), **more), cohort  # type: ignore[arg-type]  # fields by name


def asked(district: District) -> dict[str, Activity]:
    (cohort,) = district.cohorts
    found = expand_cohort(district, cohort, shipped_structures(), SchoolDays(district))
    return {str(one.id): one for one in found}


@pytest.mark.proves("F-96")
def test_who_leaves_has_nothing_of_her_own_any_more_and_the_cohort_goes_on() -> None:
    district, _ = a_cohort_of(HALL, KHAN)
    gone = Disruption(person=KHAN, first=DAYS["wed"], last=DAYS["wed"], leaves=True)

    before, after = asked(district), asked(disrupted(district, [gone]))

    later = MONDAY + timedelta(weeks=1)
    assert any(KHAN in one.people for one in before.values() if one.window.first >= later)
    assert not any(KHAN in one.people for one in after.values() if one.window.first >= later)
    sessions = [one for one in after.values() if one.kind is Kind.SESSION]
    assert {one.week for one in sessions} == {1, 2, 3, 4, 5, 6}
    assert all(HALL in one.people for one in sessions)


@pytest.mark.slow
@pytest.mark.proves("F-96")
def test_who_joins_catches_up_first_and_finds_times_beside_all_that_stands() -> None:
    district, cohort = a_cohort_of(HALL)
    joins = Disruption(person=KHAN, first=DAYS["mon"], last=DAYS["mon"], joins=cohort.id)
    after = disrupted(district, [joins])
    new = {key: one for key, one in asked(after).items() if key not in asked(district)}
    days = SchoolDays(after)
    sieve = Sieve(Availability(after, days, ()), published=days.date_of(FRIDAY))
    hall = next(one for one in asked(district).values() if one.kind is Kind.VISIT and one.week == 1)
    base = a_schedule((hall, sieve.candidates(hall).slots[0]))
    case = replace(
        a_case(after, base),
        activities=(hall, *new.values()),
        fresh=frozenset(one.id for one in new.values()),
    )

    done = repair(case, least_change)

    first = min(done.found, key=lambda key: done.schedule.placed[key].start)
    assert new[str(first)].week == 0
    assert all(KHAN in one.people for one in new.values())
    assert done.schedule.placed[hall.id] == base.placed[hall.id]
    assert done.others == ()
    assert set(opening_of(case, case.fresh).stood) == set()


@pytest.mark.proves("F-96")
def test_a_disruption_says_one_thing_at_a_time() -> None:
    for nonsense in (
        {"person": HALL, "bells": "two-hour delay"},
        {"school": LINCOLN, "leaves": True},
    ):
        with pytest.raises(ValueError, match=r"school's|leaves"):
            Disruption(first=MONDAY, last=MONDAY, **nonsense)
