"""The demo district: as real as can be, and with a schedule known to fit."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache

import pytest

from config.structures import shipped_structures
from scheduler.demo.bells import EARLY_RELEASE, bells_of
from scheduler.demo.made_up import Demo, demo_district
from scheduler.district import EVERYWHERE, BlockKind, Consent, DayType, Doing, PersonId, Role
from scheduler.inspection import Inspection
from scheduler.model import Kind, Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import Verdict, review
from scheduler.rounds.building import round_day
from scheduler.schoolday import REGULAR, SchoolDays
from scheduler.slots.candidates import Sieve
from scheduler.timetabled import Timetable

USUAL_MONDAY = date(2026, 9, 14)


@cache
def small(seed: int = 1, *, schools: int = 4, coaches: int = 6, over_full: bool = False) -> Demo:
    """Six coaches at four schools with four kinds of bells, sixty teachers."""
    return demo_district(
        seed,
        structures=shipped_structures(),
        coaches=coaches,
        schools=schools,
        over_full=over_full,
    )


def judged(demo: Demo) -> Verdict:
    activities = {activity.id: activity for activity in demo.activities}
    schedule = Schedule(activities=activities, placed=demo.witness)
    days = SchoolDays(demo.district)
    return review(Inspection(schedule=schedule, district=demo.district, days=days))


def of_the_cycle(demo: Demo) -> list[str]:
    return [activity.id for activity in demo.activities if activity.structure == "clc"]


def minutes_a_week(demo: Demo, doing: Doing) -> dict[str, int]:
    """Each teacher's minutes of one thing in the pre-cycle week, which has five usual days."""
    timetable = Timetable(demo.district, SchoolDays(demo.district))
    found: Counter[str] = Counter()
    for person in demo.district.people.values():
        if person.role is Role.TEACHER:
            found[person.id] = sum(
                piece.span.minutes
                for after in range(5)
                for piece in timetable.pieces(person.id, USUAL_MONDAY + timedelta(days=after)) or ()
                if piece.doing is doing
            )
    return found


@pytest.mark.proves("F-14")
@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))]
)
def test_everything_in_the_demo_district_has_a_time_that_breaks_no_rule(seed: int) -> None:
    demo = small(seed)

    assert demo.witness.keys() == {activity.id for activity in demo.activities}
    assert judged(demo).violations == ()


@pytest.mark.slow
@pytest.mark.proves("F-14", "R-CLC-6", "R-SS-11")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_whole_district_has_1980_events_and_a_time_for_each(seed: int) -> None:
    demo = demo_district(seed, structures=shipped_structures())
    roles = Counter(person.role for person in demo.district.people.values())

    assert (roles[Role.TEACHER], roles[Role.COACH], len(demo.district.schools)) == (150, 15, 10)
    assert len(of_the_cycle(demo)) == 1980
    assert demo.witness.keys() == {activity.id for activity in demo.activities}
    assert judged(demo).violations == ()


@pytest.mark.proves("F-14")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_smallest_demo_is_two_coaches_with_a_cohort_each(seed: int) -> None:
    demo = demo_district(
        seed, structures=shipped_structures(), coaches=2, schools=2, cohorts_per_coach=1
    )

    assert len(of_the_cycle(demo)) == 2 * 66
    assert demo.witness.keys() == {activity.id for activity in demo.activities}
    assert judged(demo).violations == ()


@pytest.mark.parametrize("size", [3, 6])
@pytest.mark.parametrize("first_monday", [date(2026, 2, 2), date(2027, 9, 13)])
def test_other_years_and_cohort_sizes_have_a_witness_too(size: int, first_monday: date) -> None:
    demo = demo_district(
        1,
        structures=shipped_structures(),
        coaches=2,
        schools=2,
        cohorts_per_coach=1,
        cohort_size=size,
        first_monday=first_monday,
    )

    assert len(of_the_cycle(demo)) == 2 * (12 * size + 6)
    assert demo.witness.keys() == {activity.id for activity in demo.activities}
    assert judged(demo).violations == ()


@pytest.mark.slow
def test_a_cohort_too_large_for_the_time_there_is_gets_refused() -> None:
    with pytest.raises(ValueError, match="no timetable was found"):
        demo_district(
            1,
            structures=shipped_structures(),
            coaches=1,
            schools=1,
            cohorts_per_coach=1,
            cohort_size=9,
        )


def test_the_sieve_offers_every_slot_of_the_witness() -> None:
    demo = small()
    sieve = Sieve(Availability(demo.district, SchoolDays(demo.district)))
    not_offered = [
        activity.id
        for activity in demo.activities
        if demo.witness[activity.id] not in sieve.candidates(activity).slots
    ]

    assert not_offered == []


@pytest.mark.proves("F-56")
def test_the_same_seed_gives_the_same_district_and_another_seed_another() -> None:
    one, again, other = (
        demo_district(
            seed, structures=shipped_structures(), coaches=2, schools=2, cohorts_per_coach=1
        )
        for seed in (1, 1, 2)
    )

    assert again == one
    assert again.district != other.district


def test_the_witness_is_what_a_careful_person_would_do_rather_than_anything_allowed() -> None:
    demo = small()
    activities = {activity.id: activity for activity in demo.activities}
    days = SchoolDays(demo.district)
    gaps = [
        days.count(
            slot.school, days.date_of(demo.witness[after.earlier].start), days.date_of(slot.start)
        )
        for key, slot in demo.witness.items()
        if activities[key].kind is Kind.DEBRIEF and slot.school
        for after in activities[key].after
    ]
    at_schools: dict[tuple[str, date], set[date]] = defaultdict(set)
    for key, slot in demo.witness.items():
        if activities[key].cohort:
            day = days.date_of(slot.start)
            at_schools[activities[key].leader, day - timedelta(days=day.weekday())].add(day)

    assert len(gaps) == 6 * 2 * 5 * 5
    assert sum(gap <= 1 for gap in gaps) >= 0.8 * len(gaps)
    assert sum(map(len, at_schools.values())) <= 6 * 7 * 4


def test_names_read_like_names_and_no_two_people_share_one() -> None:
    people = small().district.people.values()
    emails = [person.email for person in people]

    assert len({person.name for person in people}) == len(people) == len(set(emails))
    for person in people:
        given, *family = person.name.split()
        assert given.istitle()
        assert len(family) == 1
        assert person.email.endswith(".example")
        assert person.external != person.email.endswith("@oakriver.example")


def test_every_role_is_there_and_the_partner_is_from_outside() -> None:
    people = small().district.people.values()

    assert {person.role for person in people} == set(Role)
    assert [person.role for person in people if person.external] == [Role.EXTERNAL_PARTNER]


def test_prep_minutes_are_those_of_the_contract_or_more() -> None:
    prep = minutes_a_week(small(), Doing.PREP)

    assert len(prep) == 60
    assert min(prep.values()) >= small().district.limits.prep_minutes_a_week
    assert max(prep.values()) <= 450


def test_common_and_free_time_stay_within_what_schools_have() -> None:
    plc = minutes_a_week(small(), Doing.PLC)
    free = minutes_a_week(small(), Doing.FREE)

    assert max(plc.values()) <= 240
    assert max(free.values()) <= 240
    assert any(minutes >= 45 for minutes in plc.values())


def test_consent_is_what_the_defaults_allow() -> None:
    district = small().district
    teachers = [person for person in district.people.values() if person.role is Role.TEACHER]

    assert {cohort.prep_ok_per_week for cohort in district.cohorts} <= {0, 1}
    assert {person.consent for person in teachers} <= {Consent.VOLUNTEERED, Consent.ASSIGNED}
    volunteers = sum(person.consent is Consent.VOLUNTEERED for person in teachers)
    assert volunteers >= 0.75 * len(teachers)


def test_drives_take_8_to_35_minutes_and_every_direction_is_there() -> None:
    district = demo_district(
        5, structures=shipped_structures(), coaches=1, schools=10, cohorts_per_coach=1
    ).district
    there_and_back = {(row.origin, row.destination): row.minutes for row in district.travel}

    assert len(there_and_back) == 90
    assert all(8 <= row.minutes <= 35 and row.buffer == 10 for row in district.travel)
    assert any(
        minutes != there_and_back[to, origin] for (origin, to), minutes in there_and_back.items()
    )


@pytest.mark.proves("F-3", "F-4", "F-6")
def test_the_calendar_holds_what_real_calendars_hold() -> None:
    district = demo_district(
        1, structures=shipped_structures(), coaches=1, schools=10, cohorts_per_coach=1
    ).district
    kinds = {row.day_type for row in district.days}
    letters = {
        school: {r.letter for r in district.days if r.school == school}
        for school in district.schools
    }

    assert kinds >= {DayType.HOLIDAY, DayType.PD, DayType.TESTING, DayType.DELAY}
    assert DayType.EARLY_RELEASE in kinds
    assert {"A", "B"} in letters.values()
    assert {""} in letters.values()
    assert len({school.bell_set for school in district.schools.values()}) == 4
    assert [blackout.grade for blackout in district.blackouts if blackout.grade] == ["4"]


def test_the_bells_are_those_the_schools_publish() -> None:
    regular = {b.block: b for b in bells_of("dinwiddie-hs") if b.variant == REGULAR}
    short = {b.block: b for b in bells_of("dinwiddie-hs") if b.variant == EARLY_RELEASE}

    assert (regular["3"].start.isoformat("minutes"), regular["3"].end.isoformat("minutes")) == (
        "11:15",
        "13:00",
    )
    assert sum(block.kind is BlockKind.LUNCH for block in regular.values()) == 4
    assert "GEN" not in short


@pytest.mark.proves("F-49")
def test_an_over_full_district_leaves_out_only_what_its_best_days_cannot_hold() -> None:
    demo = small(1, over_full=True)
    everything = {activity.id for activity in demo.activities}

    assert judged(demo).violations == ()
    assert demo.left_over
    assert demo.left_over == everything - demo.witness.keys()
    assert len(demo.witness) >= 0.85 * len(everything)


@pytest.mark.proves("F-49")
def test_in_an_over_full_week_more_visits_are_due_than_its_days_can_hold() -> None:
    demo = small(1, over_full=True)
    district, days = demo.district, SchoolDays(demo.district)
    away: dict[PersonId, set[date]] = defaultdict(set)
    for blackout in district.blackouts:
        if blackout.person and blackout.reason == "curriculum adoption training":
            away[blackout.person].add(blackout.first)
    due: Counter[tuple[PersonId, int | None]] = Counter()
    windows = {}
    for activity in demo.activities:
        if activity.kind is Kind.VISIT and activity.leader in away:
            due[activity.leader, activity.week] += 1
            windows[activity.leader, activity.week] = activity.window
    too_many = [
        key
        for key, visits in due.items()
        for window in [windows[key]]
        if visits
        > district.limits.visits_a_day
        * sum(
            days.has_school(EVERYWHERE, window.first + timedelta(days=after))
            and window.first + timedelta(days=after) not in away[key[0]]
            for after in range((window.last - window.first).days + 1)
        )
    ]

    assert {coach for coach, _ in too_many} == set(away)


def test_extras_are_wishes_and_absences_that_the_witness_respects() -> None:
    demo = small()
    used: dict[PersonId, set[str]] = defaultdict(set)
    activities = {activity.id: activity for activity in demo.activities}
    for key, slot in demo.witness.items():
        for person in activities[key].required:
            used[person] |= set(slot.block.split("+"))
    assert demo.district.preferences
    assert demo.district.availability
    assert not [wish for wish in demo.district.preferences if wish.block in used[wish.person]]


@pytest.mark.proves("F-35")
def test_the_round_visits_rooms_in_which_somebody_teaches_then() -> None:
    demo = small()
    (key,) = (one.id for one in demo.activities if one.kind is Kind.ROUND)
    activity = next(one for one in demo.activities if one.id == key)
    slot, days = demo.witness[key], SchoolDays(demo.district)
    people = (*activity.required, *slot.coming)

    day = round_day(activity, slot, people, Availability(demo.district, days))

    hosted = sum(len(host.visits) for host in day.hosts if host.teacher)
    assert len(activity.rooms) == 4
    assert hosted >= 0.75 * len(day.visits)
    assert slot.room == activity.rooms[0]
