"""Learning teams: five stages week by week once gates are met; training, updates, conversations."""

from dataclasses import replace
from datetime import date

import pytest

from config.structures import shipped_structures
from scheduler.district import CalendarDay, CohortId, District, GateState, Role, School, Series
from scheduler.due.due import gates_due
from scheduler.errors import Fault, InputError
from scheduler.model import Activity, Kind
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.cautions import gates_not_met
from scheduler.reasons.matter import Matter
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve
from scheduler.structures.contradictions import contradictions
from scheduler.structures.structure import Week
from scheduler.structures.units import Unit
from tests.scheduler.builders import DAYS, offer
from tests.scheduler.cohorts import (
    GRANT,
    LINCOLN,
    a_cohort,
    a_district,
    a_person,
    a_series,
    by_id,
    expanded,
    of_kind,
    teachers,
)

TEAMS = shipped_structures()["learning-teams"]
JANUARY = date(2026, 1, 12)
PRINCIPAL = a_person("principal", Role.SITE_LEADER)
LEADER = a_person("leader", Role.DISTRICT_LEADER, school=None)
MET = tuple(
    GateState(school=LINCOLN, gate=gate, met_on=date(2025, 12, 1))
    for gate in ("memorandum", "training", "communication", "community")
)
NOTES = (
    CalendarDay(date=date(2025, 10, 14), note="Principal meeting"),
    CalendarDay(date=date(2025, 11, 18), school=LINCOLN, note="Staff meeting"),
    CalendarDay(date=date(2025, 12, 2), school=GRANT, note="Staff meeting"),
    CalendarDay(date=date(2026, 1, 20), school=LINCOLN, note="Staff meeting"),
)


def a_year(*series: Series, gates: tuple[GateState, ...] = MET) -> District:
    people = teachers(3)
    team = a_cohort(people, "team", structure=TEAMS.name, start_week=JANUARY, school=LINCOLN)
    schools = {
        LINCOLN: School(id=LINCOLN, name="Lincoln", teams_start=JANUARY),
        GRANT: School(id=GRANT, name="Grant"),
    }
    everybody = (*people, PRINCIPAL, LEADER)
    return a_district(everybody, [team], NOTES, schools=schools, series=tuple(series), gates=gates)


def a_row(step: str, **fields: object) -> Series:
    plain: dict[str, object] = {"key": step, "structure": TEAMS.name, "step": step, "cadence": ""}
    return a_series(**(plain | {"name": step, "owner": LEADER.id} | fields))


def dates(activities: list[Activity]) -> list[date]:
    return [one.window.first for one in activities]


@pytest.mark.proves("R-LT-1", "R-LT-14", "F-27")
def test_a_team_meets_every_week_from_january_through_the_five_stages_again_and_again() -> None:
    # Mondays from Jan 12 to Jun 15 are 23; the sixth begins with the first stage again.
    meetings = [one for one in expanded(a_year()) if one.cohort == "team"]

    assert len(meetings) == 23
    assert meetings[0].window.first == JANUARY
    assert [one.label for one in meetings[:6]] == [
        "Stage 1: data",
        "Stage 2: goals",
        "Stage 3: learning",
        "Stage 4: implementing",
        "Stage 5: monitoring and adjusting",
        "Stage 1: data",
    ]
    assert len({one.id for one in meetings}) == 23


@pytest.mark.proves("R-LT-1", "F-27")
def test_renamed_stages_are_what_people_read() -> None:
    own = replace(
        TEAMS,
        weeks=tuple(
            Week(number=week.number, label=f"Our stage {week.number}") for week in TEAMS.weeks
        ),
    )
    first, *_ = [one for one in expanded(a_year(), **{TEAMS.name: own}) if one.cohort == "team"]

    assert first.label == "Our stage 1"


@pytest.mark.proves("R-LT-2", "R-LT-3", "R-LT-5")
def test_four_gates_and_the_schools_own_start_stand_before_a_team() -> None:
    meeting = next(one for one in expanded(a_year()) if one.cohort == "team")

    assert [(one.gate, one.met_on) for one in meeting.barriers] == [
        ("Memorandum with the association", date(2025, 12, 1)),
        ("Training of the school", date(2025, 12, 1)),
        ("Common language: what collaboration time is and is not", date(2025, 12, 1)),
        ("Conversations with parents and community", date(2025, 12, 1)),
        ("start of Learning teams", JANUARY),
    ]
    start = meeting.barriers[-1]
    assert start.closed_on(date(2026, 1, 9)) == "the start of Learning teams there is 2026-01-12"
    assert start.closed_on(JANUARY) == ""


@pytest.mark.proves("R-LT-5", "F-26")
def test_an_open_gate_is_named_to_its_owner_ten_school_days_before_the_start() -> None:
    district = a_year(gates=MET[1:])
    meeting = next(one for one in expanded(district) if one.cohort == "team")

    due = {
        one.gate.name: one
        for one in gates_due(district, shipped_structures(), SchoolDays(district))
    }

    assert meeting.barriers[0].closed_on(JANUARY) == (
        "the gate 'Memorandum with the association' is not met"
    )
    # There is no holiday in this district: ten weekdays before Mon Jan 12 is Mon Dec 29.
    assert (due["memorandum"].due, due["memorandum"].met_on) == (date(2025, 12, 29), None)
    assert due["memorandum"].gate.owner is Role.ASSOCIATION
    assert due["training"].met_on == date(2025, 12, 1)


@pytest.mark.proves("R-LT-3", "R-LT-11", "F-26")
def test_what_a_school_has_not_met_is_told_with_its_owner_and_day() -> None:
    district = a_year(gates=MET[1:3])
    days = SchoolDays(district)
    matter = Matter(
        availability=Availability(district, days, ()),
        activities=expanded(district),
        structures=shipped_structures(),
    )

    (told,) = gates_not_met(matter)

    assert (told.where, told.stops) == ("Gates, school lincoln", False)
    assert told.says == (
        "Lincoln has not met: "
        "Conversations with parents and community (site leader, by Mon Dec 29, 2025); "
        "Memorandum with the association (association, by Mon Dec 29, 2025)."
    )


def test_a_team_that_was_called_off_owes_no_gate() -> None:
    district = a_year(gates=())
    (team,) = district.cohorts
    called_off = replace(district, cohorts=(replace(team, status="cancelled"),))

    def owed(given: District) -> int:
        return len(gates_due(given, shipped_structures(), SchoolDays(given)))

    assert (owed(district), owed(called_off)) == (4, 0)


@pytest.mark.proves("F-26", "R-LT-3")
@pytest.mark.parametrize(
    ("open_gate", "title"),
    [
        ("memorandum", "Memorandum with the association"),
        ("training", "Training of the school"),
        ("communication", "Common language: what collaboration time is and is not"),
        ("community", "Conversations with parents and community"),
    ],
)
def test_no_meeting_of_a_team_has_a_time_while_a_gate_is_open_and_it_is_named(
    open_gate: str, title: str
) -> None:
    district = with_hours(a_year(gates=tuple(one for one in MET if one.gate != open_gate)))
    sieve = Sieve(Availability(district, SchoolDays(district)))
    meetings = [one for one in expanded(district) if one.cohort == "team"]

    found = [sieve.candidates(one) for one in meetings[:3]]

    assert [one.slots for one in found] == [()] * 3
    for one in found:
        assert [(each.rule, each.says) for each in one.removed] == [
            ("pass_the_gates", f"the gate '{title}' is not met")
        ]


@pytest.mark.proves("F-26", "R-LT-2")
def test_no_meeting_of_a_team_has_a_time_before_its_schools_start() -> None:
    plain = with_hours(a_year())
    late = {
        **plain.schools,
        LINCOLN: replace(plain.schools[LINCOLN], teams_start=date(2026, 1, 21)),
    }
    district = replace(plain, schools=late)
    sieve = Sieve(Availability(district, SchoolDays(district)))
    first, second, *_ = [one for one in expanded(district) if one.cohort == "team"]

    # The team's weeks count from Jan 12, its school's start is Wed Jan 21.
    assert sieve.candidates(first).slots == ()
    assert (
        sieve.candidates(first).removed[0].says == "the start of Learning teams there is 2026-01-21"
    )
    offered = {sieve.days.date_of(slot.start) for slot in sieve.candidates(second).slots}
    assert offered == {date(2026, 1, 21), date(2026, 1, 22), date(2026, 1, 23)}


def with_hours(district: District) -> District:
    """Its three teachers are free in the first hour of every day."""
    hours = [offer(person.id, day, "08:00", "09:00") for person in teachers(3) for day in DAYS]
    return replace(district, availability=tuple(hours))


@pytest.mark.proves("R-LT-7", "R-LT-9", "F-28")
def test_training_takes_the_days_named_for_it_then_those_added_all_before_the_start() -> None:
    added = (date(2025, 12, 9), date(2026, 2, 3))
    row = a_row("training", place=LINCOLN, dates=added)

    found = [one for one in expanded(a_year(row)) if one.kind is Kind.TRAINING]

    # The principals' meeting and Lincoln's own staff meeting; Grant's is not Lincoln's, and both what the
    # calendar names and what the leader adds after Jan 11 come too late.
    assert dates(found) == [date(2025, 10, 14), date(2025, 11, 18), date(2025, 12, 9)]


@pytest.mark.proves("R-LT-6")
def test_training_is_common_and_says_what_each_school_begins_from() -> None:
    rows = [a_row("training", key=f"at-{place}", place=place) for place in (LINCOLN, GRANT)]
    plain = a_year(*rows)
    tiers = {LINCOLN: "refining", GRANT: "beginning"}
    schools = {key: replace(one, readiness=tiers[key]) for key, one in plain.schools.items()}

    found = of_kind(expanded(replace(plain, schools=schools)), Kind.TRAINING)

    first = {one.school: one.happens for one in reversed(found)}
    assert first[LINCOLN][0] == first[GRANT][0]
    assert first[LINCOLN][1:] == ("This school's readiness: refining.",)
    assert first[GRANT][1:] == ("This school's readiness: beginning.",)
    assert {one.invited for one in found if one.school == LINCOLN} == {
        ("teacher-1", "teacher-2", "teacher-3", "principal")
    }


@pytest.mark.proves("R-LT-8")
def test_a_principal_trains_with_a_trained_teacher_leader_and_the_district_in_support() -> None:
    mentor = a_person("mentor", Role.TEACHER_LEADER)
    row = a_row("training", place=LINCOLN, owner=PRINCIPAL.id, invited=(mentor.id, LEADER.id))
    district = a_year(row)
    people = {**district.people, mentor.id: mentor}

    first, *_ = of_kind(expanded(replace(district, people=people)), Kind.TRAINING)

    assert (first.leader, first.required) == (PRINCIPAL.id, (PRINCIPAL.id,))
    assert first.invited == (mentor.id, LEADER.id)


@pytest.mark.proves("R-LT-4", "F-29")
def test_board_updates_are_monthly_and_end_with_december() -> None:
    updates = of_kind(expanded(a_year(a_row("board-update"))), Kind.UPDATE)

    assert [one.window.first.month for one in updates] == [9, 10, 11, 12]
    assert max(one.window.last for one in updates) == date(2025, 12, 31)


@pytest.mark.proves("R-LT-10", "F-30")
def test_a_community_conversation_needs_its_venue_and_its_slides() -> None:
    bare = a_row("community-conversation", dates=(date(2025, 11, 6),))
    with pytest.raises(InputError) as caught:
        expanded(a_year(bare))
    told = replace(bare, rooms=("Public library",), agenda_link="https://slides.example/deck")

    (talk,) = of_kind(expanded(a_year(told)), Kind.CONVERSATION)

    assert [fault.where for fault in caught.value.faults] == [
        "Series, series community-conversation, rooms",
        "Series, series community-conversation, agenda_link",
    ]
    assert (talk.rooms, talk.link) == (("Public library",), "https://slides.example/deck")


@pytest.mark.proves("R-LT-11", "R-LT-12", "R-LT-13")
def test_the_structure_says_its_milestones_its_targets_and_keeps_children_unnamed() -> None:
    assert "what collaboration time is and is not" in " ".join(one.title for one in TEAMS.gates)
    assert [measure.name for measure in TEAMS.measures] == [
        "principals-target",
        "teachers-target",
        "parents-target",
    ]
    agenda = next(one for one in expanded(a_year()) if one.cohort == "team").happens[0]
    assert "how each child is doing, and enriches or supports" in agenda
    assert "no names leave the room" in agenda
    assert contradictions(TEAMS) == ()


def test_a_row_that_names_no_step_of_several_is_a_fault() -> None:
    with pytest.raises(InputError) as caught:
        expanded(a_year(a_row("")))

    fault: Fault = caught.value.faults[0]
    assert fault.fix == "Use one of: training, board-update, community-conversation."


def test_units_mean_nothing_to_a_structure_that_goes_by_weeks() -> None:
    district = a_year()
    unit = Unit(name="Fractions", starts=date(2026, 2, 2), ends=date(2026, 2, 20))
    with_units = replace(
        district, cohorts=tuple(replace(one, units=(unit,)) for one in district.cohorts)
    )

    assert by_id(expanded(with_units)) == by_id(expanded(district))


@pytest.mark.proves("R-LT-2")
def test_a_schools_start_is_that_of_its_learning_teams_and_of_no_other_team() -> None:
    district = a_year()
    planning = replace(
        district.cohorts[0],
        id=CohortId("planning"),
        structure="collaborative-planning",
        start_week=date(2025, 9, 2),
        units=(Unit(name="Fractions", starts=date(2025, 10, 6), ends=date(2025, 10, 17)),),
    )
    both = replace(district, cohorts=(*district.cohorts, planning))

    barriers = {one.cohort: one.barriers for one in expanded(both)}
    due = {
        one.gate.name: one.due for one in gates_due(both, shipped_structures(), SchoolDays(both))
    }

    assert barriers[CohortId("planning")] == ()
    assert len(barriers[CohortId("team")]) == 5
    # Ten school days before Tue Sep 2 there was no school yet; the teams' gates are due before Jan 12.
    assert due["conditions"] <= date(2025, 9, 2)
    assert due["memorandum"] == date(2025, 12, 29)
