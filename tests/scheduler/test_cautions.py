"""`check` says before scheduling what cannot fit, in numbers and in the words of schools."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.district import (
    AvailabilityRow,
    BellBlock,
    Blackout,
    BlockKind,
    CalendarDay,
    Cohort,
    District,
    Doing,
    Lesson,
    Limits,
    Offer,
    Person,
    Role,
    School,
)
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.cautions import CHECKS, cautions
from scheduler.reasons.matter import Caution
from scheduler.schoolday import SchoolDays
from tests.scheduler.cohorts import (
    FRIDAY,
    LINCOLN,
    MONDAY,
    WEEK,
    a_cohort,
    a_district,
    a_person,
    a_series,
    teachers,
)
from tests.scheduler.partner_year import NAMES, a_partner_year, asked, outside

TAUGHT = {"1": Doing.TEACH, "2": Doing.TEACH, "3": Doing.PREP}


def bell(block: str, start: str, end: str, kind: BlockKind = BlockKind.TEACH) -> BellBlock:
    return BellBlock(
        bell_set="hs",
        variant="regular",
        block=block,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        kind=kind,
    )


def a_school(
    people: Iterable[Person],
    cohorts: Iterable[Cohort],
    *,
    bells: Iterable[BellBlock] = (),
    doing: dict[str, Doing] = TAUGHT,
    **fields: Any,
) -> District:
    """Lincoln with three periods of an hour and everybody teaching math in the first two of them."""
    people = tuple(people)
    district = a_district(people, cohorts, **fields)
    school = School(id=LINCOLN, name="Lincoln", bell_set="hs")
    lessons = tuple(
        Lesson(person=person.id, letter="", block=block, doing=what, subject="math")
        for person in people
        if person.role is Role.TEACHER
        for block, what in doing.items()
    )
    hours = (bell("1", "08:00", "09:00"), bell("2", "09:00", "10:00"), bell("3", "10:00", "11:00"))
    return replace(
        district,
        schools={**district.schools, LINCOLN: school},
        bells=(*hours, *bells),
        timetable=lessons,
    )


CONTRACT_DAY = bell("day", "07:30", "12:00", BlockKind.CONTRACT)


def said(district: District) -> list[Caution]:
    days = SchoolDays(district)
    structures = shipped_structures()
    return list(
        cautions(Availability(district, days), expand(district, structures, days), structures)
    )


def about(district: District, words: str) -> Caution:
    (found,) = (caution for caution in said(district) if words in caution.says)
    return found


def one_cohort(count: int = 4, **fields: Any) -> tuple[tuple[Person, ...], list[Cohort]]:
    people = teachers(count)
    return people, [a_cohort(people, **fields)]


def test_a_cohort_without_enough_time_hears_how_much_is_needed_and_how_much_there_is() -> None:
    caution = about(a_school(*one_cohort(prep_ok_per_week=1)), "outside teaching")

    assert caution.says == (
        "Cohort cohort-1 needs 82 minutes a week a teacher outside teaching; 60 exist for Teacher-1 "
        "(60 in planning periods given by consent)."
    )


def test_no_planning_period_is_counted_without_consent() -> None:
    caution = about(a_school(*one_cohort(prep_ok_per_week=0)), "outside teaching")

    assert "; 0 exist for Teacher-1." in caution.says


def test_time_after_school_counts_as_often_a_month_as_the_contract_allows() -> None:
    after = a_school(
        *one_cohort(prep_ok_per_week=0), bells=[bell("day", "08:00", "12:00", BlockKind.CONTRACT)]
    )
    none = replace(after, limits=Limits(after_school_a_month=0))

    assert "40 after school" in about(after, "outside teaching").says
    assert "; 0 exist" in about(none, "outside teaching").says


def test_a_long_afternoon_counts_as_one_meeting_of_contract_length() -> None:
    long = [bell("day", "08:00", "15:00", BlockKind.CONTRACT)]
    district = a_school(*one_cohort(prep_ok_per_week=0), bells=long)
    shorter = replace(district, limits=Limits(after_school_minutes=30))

    # Two meetings in each of October and November, over six weeks.
    assert "; 40 exist" in about(district, "outside teaching").says
    assert "; 20 exist" in about(shorter, "outside teaching").says


def test_fridays_after_school_are_no_time_to_meet() -> None:
    dates = [MONDAY + timedelta(days=after) for after in range(42)]
    without_afternoon = [
        CalendarDay(date=day, variant="short") for day in dates if day.weekday() < 4
    ]
    long = [bell("day", "08:00", "15:00", BlockKind.CONTRACT)]
    people, cohorts = one_cohort(prep_ok_per_week=0)
    district = a_school(people, cohorts, bells=long, days=without_afternoon)

    assert "; 0 exist" in about(district, "outside teaching").says


def test_a_cohort_with_a_plc_every_day_hears_nothing() -> None:
    district = a_school(*one_cohort(3), doing={**TAUGHT, "3": Doing.PLC}, bells=[CONTRACT_DAY])

    assert said(district) == []


def test_a_last_session_longer_than_any_time_there_is_hears_its_week() -> None:
    # With four teachers it takes 30 + 4 x 8 = 62 minutes; the PLC has 60, and so has a contract's meeting.
    district = a_school(*one_cohort(4), doing={**TAUGHT, "3": Doing.PLC}, bells=[CONTRACT_DAY])

    assert about(district, "cannot fit").says.startswith(
        "Cohort cohort-1 cannot fit: there is never a time for cohort session (week 6)."
    )


def test_enough_over_the_cycle_but_not_in_one_week_names_the_week() -> None:
    week_6 = Blackout(first=MONDAY + 5 * WEEK, last=FRIDAY + 5 * WEEK, blocks=("3",))
    district = a_school(*one_cohort(), doing={**TAUGHT, "3": Doing.PLC}, blackouts=(week_6,))

    caution = about(district, "outside teaching")

    assert "needs 62 minutes a teacher outside teaching in week 6; 0 exist" in caution.says


@pytest.mark.parametrize(
    ("count", "stops", "number"), [(12, False, "10 is advised"), (18, True, "caseload is 16")]
)
def test_a_coach_with_too_many_teachers_is_named(count: int, stops: bool, number: str) -> None:
    people = teachers(count)
    cohorts = [a_cohort(people[at : at + 6], key=f"c{at}") for at in range(0, count, 6)]

    caution = about(a_school(people, cohorts), "teachers in cycles")

    assert caution.says.startswith(f"Coach-1 has {count} teachers in cycles in the week of Mon Sep")
    assert number in caution.says
    assert caution.stops is stops


def test_ten_teachers_of_a_coach_in_one_week_are_no_caution() -> None:
    people = teachers(10)
    cohorts = [a_cohort(people[:5], key="a"), a_cohort(people[5:], key="b")]

    assert not [one for one in said(a_school(people, cohorts)) if "in cycles" in one.says]


@pytest.mark.proves("F-43")
@pytest.mark.parametrize(("count", "most"), [(7, 6), (3, 2)])
def test_a_coach_with_a_cycle_too_many_is_told_which_and_when(count: int, most: int) -> None:
    people = teachers(count * 3)
    cohorts = [a_cohort(people[at * 3 : at * 3 + 3], key=f"c{at}") for at in range(count)]
    limits = Limits(caseload_cap=99, cycles_at_once=most)

    caution = about(replace(a_school(people, cohorts), limits=limits), "run at once")

    assert caution.stops
    assert f"runs {count} cycles in the week of" in caution.says
    assert f"at most {most} run at once" in caution.says
    assert "c0, c1, c2" in caution.says


@pytest.mark.proves("F-43")
def test_as_many_cycles_as_the_contract_says_are_no_caution_nor_are_teams() -> None:
    people = teachers(21)
    cohorts = [a_cohort(people[at * 3 : at * 3 + 3], key=f"c{at}") for at in range(7)]
    later = replace(cohorts[0], start_week=MONDAY + 10 * WEEK)
    team = replace(cohorts[0], school=LINCOLN)

    assert Limits().cycles_at_once == 6
    for first in (later, team):
        district = a_school(people, [first, *cohorts[1:]])
        assert not [one for one in said(district) if "run at once" in one.says]


def test_two_cohorts_one_after_the_other_do_not_add_up_to_a_caseload() -> None:
    people = teachers(12)
    cohorts = [
        a_cohort(people[:6], key="fall"),
        a_cohort(people[6:], key="winter", start_week=MONDAY + 10 * WEEK),
    ]

    assert not [one for one in said(a_school(people, cohorts)) if "in cycles" in one.says]


def test_more_visits_than_a_coach_can_make_in_a_week_are_counted() -> None:
    people = teachers(15)
    cohorts = [a_cohort(people[at : at + 5], key=f"c{at}") for at in (0, 5, 10)]
    district = replace(a_school(people, cohorts), limits=Limits(visits_a_day=2))

    caution = about(district, "visits in the week")

    assert "15 visits in the week of Mon Sep 29, 2025; 2 a day on 5 days are 10" in caution.says


def test_a_subject_nobody_teaches_is_named_before_any_search() -> None:
    caution = about(a_school(*one_cohort(1, subject="Maths")), "Maths")

    assert "Teacher-1 teaches no Maths" in caution.says
    assert "only math" in caution.says


def test_a_teacher_without_lessons_cannot_be_visited() -> None:
    district = a_school(*one_cohort(1), doing={"3": Doing.PREP})

    assert "has no lesson" in about(replace(district), "no visit is possible").says


def test_capitals_in_a_subject_do_not_matter() -> None:
    assert not [one for one in said(a_school(*one_cohort(1, subject="MATH"))) if "MATH" in one.says]


@pytest.mark.proves("R-CLC-14")
@pytest.mark.parametrize(
    ("pd_day", "words"),
    [
        (FRIDAY + WEEK, "comes too late"),
        (FRIDAY + 3 * WEEK, "comes too late"),
        (MONDAY + WEEK, "waits until after it"),
    ],
)
def test_a_pd_day_that_is_not_before_week_2_is_a_caution(pd_day: date, words: str) -> None:
    assert words in about(a_school(*one_cohort(pd_day=pd_day)), "The PD day").says


@pytest.mark.proves("R-CLC-14")
def test_a_pd_day_before_week_2_is_fine() -> None:
    before = FRIDAY + timedelta(days=1)

    district = a_school(*one_cohort(pd_day=before))

    assert not [one for one in said(district) if "PD day" in one.says]


@pytest.mark.parametrize(("count", "cautioned"), [(2, True), (3, False), (8, False), (9, True)])
def test_a_cohort_outside_three_to_eight_members_is_a_caution(count: int, cautioned: bool) -> None:
    found = [one for one in said(a_school(*one_cohort(count))) if "is made for 3 to 8" in one.says]

    assert bool(found) is cautioned


@pytest.mark.proves("R-SS-6")
def test_a_quorum_nobody_could_reach_is_said_once_for_the_series() -> None:
    series = a_series(quorum=((Role.SITE_LEADER, 2),), invited=("leader",))
    leader = a_person("leader", Role.SITE_LEADER)

    caution = about(a_school([leader], [], series=(series,)), "asks for")

    assert caution.where == "Series, series partners, quorum"
    assert "asks for 2 of the role site leader; 1 invited" in caution.says


@pytest.mark.proves("R-SS-6")
def test_a_quorum_of_exactly_those_invited_is_fine() -> None:
    series = a_series(quorum=((Role.SITE_LEADER, 1),), invited=("leader",))
    leader = a_person("leader", Role.SITE_LEADER)

    found = said(a_school([leader], [], series=(series,)))

    assert not [one for one in found if "asks for" in one.says]


@pytest.mark.proves("R-SS-1")
def test_partners_whom_nobody_asked_for_dates_are_named_by_organisation() -> None:
    district = a_partner_year()
    caution = about(district, "nobody has asked")

    assert "asked Arbor, Birch, Cedar, Dogwood for dates of 10 meetings" in caution.says
    assert not [one for one in said(asked(district)) if "nobody has asked" in one.says]


def test_a_partner_who_says_when_there_is_time_need_not_be_asked() -> None:
    district = a_partner_year()
    hours = tuple(
        AvailabilityRow(
            person=outside(name),
            weekday=0,
            date=None,
            start=time(9),
            end=time(12),
            offer=Offer.FREE,
        )
        for name in NAMES[2:]
    )
    mondays = {outside("Birch"): replace(district.people[outside("Birch")], works=(0,))}
    known = replace(district, availability=hours, people={**district.people, **mondays})

    told = about(known, "nobody has asked")

    assert "asked Arbor for dates" in told.says


def test_bells_without_a_contract_day_say_that_no_time_around_school_is_used() -> None:
    without = about(a_school(*one_cohort()), "The bell set hs")

    assert "no time before or after school is used" in without.says
    within = a_school(*one_cohort(), bells=[CONTRACT_DAY])
    assert not [one for one in said(within) if "The bell set" in one.says]


def test_a_paused_cohort_is_said_to_wait() -> None:
    assert about(a_school(*one_cohort(status="paused")), "is paused").where.endswith("cohort-1")


def test_what_stops_comes_first_and_every_caution_has_a_fix() -> None:
    people = teachers(18)
    cohorts = [a_cohort(people[:9], key="a"), a_cohort(people[9:], key="b")]

    found = said(a_school(people, cohorts))

    assert [one.stops for one in found] == [True] + [False] * (len(found) - 1)
    assert all(one.fix and one.where for one in found)
    assert len(CHECKS) == len(set(CHECKS))
