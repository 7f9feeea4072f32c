"""People as they are: several coaches at a school, a coach who teaches, two schools, somebody who left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.structures import read_structures
from scheduler.activities.expand import expand
from scheduler.district import (
    BlockKind,
    Cohort,
    CohortId,
    Consent,
    District,
    Doing,
    Lesson,
    Limits,
    Modality,
    PersonId,
    Role,
    School,
    Series,
    SeriesId,
)
from scheduler.model import Activity, ActivityId, Container, Kind
from scheduler.schoolday import SchoolDays
from tests.builders import a_person
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LINCOLN,
    MONDAY,
    a_coach,
    a_meeting,
    a_teacher,
    a_visit,
    a_week,
    bells,
    broken,
    found,
    lessons,
    offer,
    placed_at,
    starts,
    taught,
)


def with_cohort(*people: object, **more: object) -> District:
    """Ana's cohort of Hall and Khan, its first week the example's, with people as given."""
    members = more.pop("members", (HALL, KHAN))
    cohort = Cohort(
        id=CohortId("a"),
        structure="clc",
        coach=ANA,
        topic="fractions",
        start_week=MONDAY,
        members=members,  # type: ignore[arg-type]  # ids of people
        subject="math",
    )
    return a_week(*people, cohorts=(cohort,), **more)  # type: ignore[arg-type]  # people and fields


def first_week(district: District) -> list[Activity]:
    activities = expand(district, read_structures(None), SchoolDays(district))
    return [one for one in activities if one.week == 1]


@pytest.mark.proves("F-12")
@pytest.mark.parametrize("consent", [Consent.DECLINED, Consent.PAUSED])
def test_who_declined_or_paused_is_in_nothing_that_finds_a_time(consent: Consent) -> None:
    district = with_cohort(a_teacher(KHAN, consent=consent))
    times = found(district, *first_week(district))

    assert {str(key) for key in times.schedule.placed} == {
        "clc.a.w1.visit.hall",
        "clc.a.w1.debrief.hall",
        "clc.a.w1.session",
    }
    assert not any(KHAN in times.schedule.people_at(key) for key in times.schedule.placed)


@pytest.mark.parametrize("consent", [Consent.VOLUNTEERED, Consent.ASSIGNED])
def test_who_volunteered_or_was_assigned_takes_part(consent: Consent) -> None:
    district = with_cohort(a_teacher(KHAN, consent=consent))

    assert len(found(district, *first_week(district)).schedule.placed) == 5


def test_a_paused_teacher_is_not_counted_for_the_quorum_of_a_meeting() -> None:
    series = Series(
        id=SeriesId("team"),
        structure="partner-meetings",
        name="Team",
        owner=ANA,
        cadence="once",
        dates=(MONDAY,),
        invited=(HALL, KHAN),
        modality=(Modality.VIRTUAL,),
    )
    district = a_week(a_teacher(HALL, consent=Consent.PAUSED), series=(series,))
    (meeting,) = expand(district, read_structures(None), SchoolDays(district))

    assert meeting.invited == (KHAN,)


@pytest.mark.proves("F-96")
def test_a_leavers_events_end_and_the_last_session_is_shorter() -> None:
    leaves = MONDAY + timedelta(weeks=2)
    stayed, left = (
        {
            one.id: one
            for one in expand(district, read_structures(None), SchoolDays(district))
            if one.kind is Kind.SESSION or HALL in one.people
        }
        for district in (with_cohort(), with_cohort(a_teacher(HALL, active_to=leaves)))
    )

    last = ActivityId("clc.a.w6.session")
    assert stayed[last].minutes - left[last].minutes == 8
    assert left[last].required == (ANA, KHAN)
    assert max(one.window.last for one in left.values() if HALL in one.people) <= leaves


def test_what_stands_for_a_leaver_after_her_last_day_finds_no_time() -> None:
    district = a_week(a_teacher(HALL, active_to=MONDAY + timedelta(days=1)))
    placed = placed_at(found(district, a_visit()), district)
    late = found(
        district,
        replace(a_visit(), window=replace(a_visit().window, first=MONDAY + timedelta(days=2))),
    )

    assert placed["visit.hall"].startswith(("mon", "tue"))
    assert late.schedule.placed == {}
    assert "does not work that day" in late.schedule.unplaced[0].reasons[0].says


def test_two_coaches_of_a_school_work_side_by_side_but_never_with_the_same_teacher() -> None:
    one_period = [*lessons(HALL, teach="1", duty="23456"), *lessons(KHAN, teach="1", duty="23456")]
    monday = replace(a_visit().window, last=MONDAY)
    visits = [
        a_visit(HALL, window=monday),
        a_visit(KHAN, window=monday, leader=BEN),
        a_visit(HALL, window=monday, leader=BEN, id=ActivityId("second")),
    ]
    times = found(a_week(timetable=one_period), *visits)

    assert len(times.schedule.placed) == 2
    leaders = {times.schedule.activities[key].leader for key in times.schedule.placed}
    assert leaders <= {ANA, BEN}
    hall = [key for key in times.schedule.placed if HALL in times.schedule.people_at(key)]
    assert len(hall) == 1


def test_a_coach_who_teaches_coaches_only_while_she_does_not() -> None:
    coach = a_coach(ANA, school=LINCOLN, subject="math")
    own = lessons(ANA, teach="12", free="3", prep="456")
    timetable = [
        *own,
        *lessons(HALL, teach="123", free="456"),
        *lessons(KHAN, teach="12", free="3456"),
    ]
    district = a_week(coach, timetable=timetable)
    times = found(district, a_visit(HALL), a_visit(KHAN))

    assert placed_at(times, district).keys() == {"visit.hall"}
    assert placed_at(times, district)["visit.hall"].endswith("09:40")
    assert "Ana is not to be had then" in str(times.schedule.unplaced[0].reasons)


def test_the_referee_sees_a_coach_called_out_of_her_own_class() -> None:
    coach = a_coach(ANA, school=LINCOLN, subject="math")
    timetable = [*lessons(ANA, teach="1", free="2"), *lessons(HALL, teach="12")]
    district = a_week(coach, timetable=timetable)

    assert broken(district, (a_visit(), taught("mon 08:00"))) == {"stay_in_allowed_time"}
    assert broken(district, (a_visit(), taught("mon 08:50"))) == set()


@pytest.mark.proves("R-CP-15")
def test_a_teacher_who_leads_her_team_visits_in_a_free_period_of_her_own() -> None:
    timetable = [*lessons(HALL, teach="1234", prep="5", free="6"), *lessons(KHAN, teach="456")]
    district = a_week(timetable=timetable)
    visit = a_visit(KHAN, leader=HALL, id=ActivityId("observation"))

    times = found(district, visit)

    # Period 4 is her own class, 5 her protected prep; 6 is neither.
    assert placed_at(times, district)["observation"].endswith("12:40")
    assert starts(district, visit) == [f"{day} 12:40" for day in DAYS]


def at_two_schools() -> District:
    """Hall teaches at Lincoln in the morning; at Grant, whose afternoon has other names, from 12:30 PM."""
    rings = (
        ("contract", "07:30", "15:30", BlockKind.CONTRACT),
        ("G1", "12:30", "13:15", BlockKind.TEACH),
        ("G2", "13:20", "14:05", BlockKind.TEACH),
    )
    grant = tuple(replace(one, bell_set="grant bells") for one in bells(rings))
    schools = {
        LINCOLN: School(id=LINCOLN, name="Lincoln", bell_set="bells"),
        GRANT: School(id=GRANT, name="Grant", bell_set="grant bells"),
    }
    rows = [
        *lessons(HALL, duty="123", teach="4"),
        Lesson(person=HALL, letter="", block="G1", doing=Doing.TEACH, subject="math", room="9"),
        Lesson(person=HALL, letter="", block="G2", doing=Doing.FREE),
    ]
    return a_week(
        a_teacher(HALL, other_schools=(GRANT,)),
        schools=schools,
        bells=(*bells(), *grant),
        timetable=rows,
        limits=Limits(prep_minutes_a_week=0),
    )


def test_a_teacher_at_two_schools_is_visited_where_she_teaches_at_that_time() -> None:
    district = at_two_schools()
    monday = replace(a_visit().window, last=MONDAY)
    visits = [
        a_visit(HALL, school=None, window=monday, id=ActivityId(name)) for name in ("one", "two")
    ]
    times = found(district, *visits)

    at_places = {
        slot.school: SchoolDays(district).local(slot.start).strftime("%H:%M")
        for slot in times.schedule.placed.values()
    }
    assert at_places == {LINCOLN: "10:30", GRANT: "12:30"}
    assert times.schedule.unplaced == ()


def test_a_talk_with_a_teacher_at_two_schools_is_where_she_is_free() -> None:
    district = at_two_schools()
    talk = a_meeting(HALL, school=None, minutes=45, inside=(Container.FREE,))
    (slot,) = found(district, talk).schedule.placed.values()

    assert (slot.school, slot.block) == (GRANT, "G2")


def test_the_activities_of_a_teacher_at_two_schools_name_no_school_beforehand() -> None:
    district = with_cohort(a_teacher(HALL, other_schools=(GRANT,)))
    places = {one.id: one.school for one in first_week(district) if one.kind is Kind.VISIT}

    assert places == {"clc.a.w1.visit.hall": None, "clc.a.w1.visit.khan": LINCOLN}


def test_the_free_hours_of_a_leader_are_working_time_for_whatever_she_leads() -> None:
    leader = a_person("Dora Lane", Role.DISTRICT_LEADER, id=PersonId("dora"), school=None)
    hours = tuple(offer(leader.id, day, "09:00", "10:00") for day in DAYS)
    district = a_week(leader, availability=hours)
    update = a_meeting(
        leader=leader.id, required=(leader.id,), inside=(Container.WORKDAY,), school=None
    )

    offered = [start[4:] for start in starts(district, update)]

    # Twenty-five minutes between 9 and 10.
    assert (min(offered), max(offered)) == ("09:00", "09:35")
    assert update.id in placed_at(found(district, update), district)


def test_a_principal_comes_to_her_teams_meeting_in_her_free_hours() -> None:
    principal = a_person("Paul Site", Role.SITE_LEADER, id=PersonId("paul"))
    hours = tuple(offer(principal.id, day, "13:00", "14:30") for day in DAYS)
    district = a_week(principal, availability=hours)
    meeting = a_meeting(HALL, invited=(principal.id,), inside=(Container.PLC,))

    (slot,) = found(district, meeting).schedule.placed.values()

    assert slot.coming == (principal.id,)
