"""The figures of the dashboards are those worked out by hand for a week of six teachers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from scheduler.counts.coach_load import coach_shares, coach_weeks
from scheduler.counts.cover_left import cover_left
from scheduler.counts.coverage import CoverNeed
from scheduler.counts.dosage import Dose, doses
from scheduler.counts.fidelity import cohort_fidelities
from scheduler.counts.prep_ledger import PrepWeek, prep_weeks
from scheduler.counts.reach import Record, Share, did_not_take_place
from scheduler.district import CohortId, PersonId, Role
from scheduler.model import Activity, ActivityId, Half, Kind, Window
from scheduler.prices.spread import Spread, spread
from scheduler.rounds.roles import round_roles
from scheduler.schoolday import SchoolDays, Span
from tests.builders import BEN, LINCOLN, a_schedule, a_slot, an_activity
from tests.scheduler.six_teachers import MONDAY, WEEK, the_record

JONES, KROL, LUND = (PersonId(one) for one in ("jones", "krol", "lund"))


def ledger(record: Record) -> tuple[PrepWeek, ...]:
    not_held = [key for key, word in record.outcomes.items() if did_not_take_place(word)]
    return prep_weeks(
        record.told,
        record.district,
        record.days,
        took_place=record.took_place(),
        not_held=not_held,
    )


def by_teacher(today: date | None = None) -> dict[str, Dose]:
    record = the_record(today=today) if today else the_record()
    return {dose.teacher: dose for dose in doses(record)}


@pytest.mark.proves("F-82")
def test_what_each_teacher_got_is_counted() -> None:
    # A visit is 40 minutes, a debrief 25. Moved counts, cancelled and not held do not, and what nobody
    # marked took place once its day is over.
    assert {
        key: (one.visits, one.debriefs, one.minutes, one.planned)
        for key, one in by_teacher().items()
    } == {
        "hall": (1, 1, 65, Share(count=2, of=2)),
        "khan": (1, 1, 65, Share(count=2, of=2)),
        "imai": (0, 0, 0, Share(count=0, of=2)),
        "jones": (1, 1, 65, Share(count=2, of=2)),
        "krol": (1, 0, 40, Share(count=1, of=2)),
        "lund": (0, 0, 0, Share(count=0, of=2)),
    }


def test_who_watches_a_visit_was_met_but_not_visited_and_who_leads_is_not_coached() -> None:
    # Lund, a teacher leader now, leads a session of an hour with krol; jones watches krol's lesson.
    record = the_record()
    beside: dict[str, Any] = {"cohort": CohortId("beta"), "window": WEEK}
    watched = an_activity(id=ActivityId("watched"), teaching=KROL, **beside)
    session = an_activity(id=ActivityId("session"), kind=Kind.SESSION, leader=LUND, **beside)
    told = a_schedule(
        [
            (replace(watched, required=(BEN, KROL, JONES)), a_slot("2026-11-12 09:40", 40)),
            (replace(session, required=(LUND, KROL)), a_slot("2026-11-12 15:30", 60)),
        ]
    )
    leads = replace(record.district.people[LUND], role=Role.TEACHER_LEADER)
    people = {**record.district.people, LUND: leads}
    more = replace(record, told=told, outcomes={}, district=replace(record.district, people=people))
    found = {one.teacher: (one.visits, one.minutes) for one in doses(more)}

    assert (found[KROL], found[JONES], found[LUND]) == ((1, 100), (0, 40), (0, 0))


def test_what_may_still_be_held_today_is_not_due_yet() -> None:
    # The visits' last day is Friday the 13th.
    friday, saturday = (by_teacher(date(2026, 11, day))["hall"].planned for day in (13, 14))

    assert (friday, saturday) == (Share(count=0, of=0), Share(count=2, of=2))


@pytest.mark.proves("F-82")
def test_the_heat_map_holds_a_teachers_visits_week_by_week() -> None:
    # The running week is the last column; the week of the visits the one before it.
    weeks = {key: one.visits_by_week for key, one in by_teacher().items()}

    assert weeks["hall"] == (0, 0, 0, 0, 0, 0, 1, 0)
    assert weeks["imai"] == (0,) * 8
    assert by_teacher(date(2026, 12, 28))["hall"].visits_by_week == (1, 0, 0, 0, 0, 0, 0, 0)
    assert by_teacher(date(2027, 1, 4))["hall"].visits_by_week == (0,) * 8


@pytest.mark.proves("F-83")
def test_days_without_contact_are_school_days() -> None:
    # Up to Monday 16, without Wednesday 11, a holiday: hall after Monday 9 has 10, 12, 13 and 16; krol after
    # Tuesday 12, 13 and 16; khan and jones after Thursday 13 and 16. Whom nobody met counts from Monday 9,
    # when the cycle began.
    assert {key: one.without_contact for key, one in by_teacher().items()} == {
        "hall": 4,
        "khan": 2,
        "imai": 4,
        "jones": 2,
        "krol": 3,
        "lund": 4,
    }


@pytest.mark.proves("F-83")
def test_ten_school_days_without_contact_are_flagged_and_nine_are_not() -> None:
    # The cycle goes on to Friday the 20th. Were it longer by a week: Monday 23 is hall's ninth day (10, 12,
    # 13, 16 to 20, 23), Tuesday 24 her tenth.
    def told_of(today: date) -> set[str]:
        longer = the_record(today=today)
        asked = tuple(_until_december(one) for one in longer.asked)
        record = Record(
            district=longer.district,
            days=longer.days,
            told=longer.told,
            today=today,
            asked=asked,
            outcomes=longer.outcomes,
        )
        return {dose.teacher for dose in doses(record) if dose.to_be_told}

    assert told_of(date(2026, 11, 23)) == set()
    assert told_of(date(2026, 11, 24)) == {"hall", "imai", "lund"}
    assert told_of(date(2026, 11, 25)) == {"hall", "imai", "lund", "krol"}


def test_nobody_is_flagged_once_the_cycle_is_over() -> None:
    assert all(one.without_contact is None for one in by_teacher(date(2027, 2, 1)).values())


@pytest.mark.proves("F-82")
def test_a_cohorts_cycle_is_as_true_as_what_took_place_of_what_was_due() -> None:
    # alpha: hall 2 and khan 2 of 6; both debriefs in time: hall's on the day, khan's on the next school day.
    # beta: jones 2 and krol 1 of 6; jones's debrief came two school days after its visit.
    found = {one.cohort: (one.held, one.on_time) for one in cohort_fidelities(the_record())}

    assert found == {
        "alpha": (Share(count=4, of=6), Share(count=2, of=2)),
        "beta": (Share(count=3, of=6), Share(count=0, of=1)),
    }
    assert the_record().fidelity() == Share(count=7, of=12)


@pytest.mark.proves("R-SS-15", "F-82")
def test_the_support_of_a_school_is_counted() -> None:
    # Reached: hall, khan, jones, krol of six. Four visits for six teachers: 0.67. Of the four marked visits
    # one was cancelled.
    lincoln = next(iter(the_record().support()))

    assert (lincoln.school, lincoln.teachers, lincoln.served) == (LINCOLN, 6, 6)
    assert (lincoln.reached, lincoln.reached_pct) == (4, 67)
    assert (lincoln.visits_per_teacher, lincoln.cancelled_pct) == (0.7, 25)


@pytest.mark.proves("R-SS-16", "F-82")
def test_a_coachs_time_goes_to_cycles_the_road_and_other_work() -> None:
    # Four school days from 7:30 to 16:00 are 4 x 510 = 2,040 minutes. Ana: three visits and three debriefs,
    # 195 minutes (9.6%); Lincoln to Grant on Thursday 15 (0.7%); partners 60 (2.9%). Ben: two visits and a
    # debrief are 105 (5.1%).
    record = the_record()
    weeks = [
        one
        for one in coach_weeks(record.told, record.district, record.days)
        if one.monday == MONDAY
    ]
    ana, ben = weeks
    assert (ana.in_cycles, ana.travel, ana.other, ana.at_work) == (195, 15, 60, 2040)
    assert (ben.in_cycles, ben.travel, ben.other, ben.sites) == (105, 0, 0, 1)

    first, second = coach_shares(weeks, record.today)
    assert (first.in_cycles, first.travel, first.other, first.travel_a_week) == (10, 1, 3, 15)
    assert (first.sites, second.in_cycles, second.travel) == (2, 5, 0)


def test_shares_are_told_of_the_last_four_weeks_up_to_next_week() -> None:
    record = the_record()
    weeks = coach_weeks(record.told, record.district, record.days)

    assert coach_shares(weeks, date(2026, 11, 2))
    assert coach_shares(weeks, date(2026, 11, 29))
    assert not coach_shares(weeks, date(2026, 11, 1))
    assert not coach_shares(weeks, date(2026, 11, 30))


@pytest.mark.proves("F-92")
def test_prep_is_counted_of_those_whose_prep_it_was() -> None:
    # hall gave 25 minutes by her cohort's own number, jones 25 by the contract's. khan was in PLC at the
    # time and gave none; imai's debrief was not held, so that she kept hers.
    assert ledger(the_record()) == (
        PrepWeek(
            teacher=PersonId("hall"),
            monday=MONDAY,
            periods=1,
            minutes=25,
            limit=1,
            agreed=True,
            make_up_due=25,
        ),
        PrepWeek(
            teacher=PersonId("jones"),
            monday=MONDAY,
            periods=1,
            minutes=25,
            limit=1,
            agreed=False,
            make_up_due=25,
        ),
    )


@pytest.mark.proves("F-92")
def test_what_is_still_to_come_is_not_due_to_be_made_up() -> None:
    before = ledger(the_record(today=MONDAY))

    assert {one.teacher: (one.minutes, one.make_up_due) for one in before} == {
        "hall": (25, 0),
        "jones": (25, 0),
    }


@pytest.mark.proves("R-SS-3", "F-82")
def test_rounds_count_different_people_by_role() -> None:
    # Teachers: hall twice, khan and imai once; imai's round is still to come.
    record = the_record()
    found = round_roles(record.told, record.district, record.took_place())

    assert [(one.role.value, one.people, one.came, one.seats) for one in found] == [
        ("teacher", 3, 2, 4),
        ("district leader", 1, 0, 1),
        ("site leader", 1, 1, 1),
    ]


@pytest.mark.proves("R-SS-15")
def test_the_spread_between_schools_is_worked_out() -> None:
    # Of 1, 2, 3 and 6: the six pairs differ by 1, 2, 5, 1, 4 and 3, both ways 32 in all; 32 / (2 x 4 x 12).
    assert spread([6, 1, 3, 2]) == Spread(gap=5, gini=0.33)
    assert spread([2, 2, 2]) == Spread(gap=0, gini=0)
    # One has all of it: 2 x 3 x 9 / (2 x 4 x 9).
    assert spread([0, 0, 0, 9]) == Spread(gap=9, gini=0.75)
    assert spread([3]) is None
    assert spread([0, 0]) is None


@pytest.mark.proves("F-85")
def test_classes_to_cover_are_counted_by_the_school_days_left() -> None:
    # On Monday November 9, Wednesday is a holiday: Thursday is 2 school days away, Tuesday 17 is 5.
    days = SchoolDays(the_record().district)
    needs = [
        need("a", date(2026, 11, 12), by=date(2026, 11, 6)),
        need("b", date(2026, 11, 13), by=date(2026, 11, 12)),
        need("c", date(2026, 11, 20), by=date(2026, 11, 17)),
        need("d", date(2026, 11, 20), by=date(2026, 11, 17)),
        need("e", date(2026, 11, 23), by=date(2026, 11, 18)),
        need("over", date(2026, 11, 6), by=date(2026, 11, 3)),
    ]

    found = cover_left(needs, {"d"}, days, MONDAY)

    # c and d are taken by one substitute, one after the other.
    assert [(one.left, one.open, one.filled, one.half_days) for one in found] == [
        ("too late", 1, 0, 1),
        ("0 to 2 days", 1, 0, 1),
        ("3 to 5 days", 1, 1, 1),
        ("6 to 10 days", 1, 0, 1),
        ("more than 10 days", 0, 0, 0),
    ]


@pytest.mark.proves("F-82")
def test_other_names_change_no_figure() -> None:
    def renamed(name: str) -> str:
        return f"x{name[::-1]}"

    assert figures(the_record(renamed)) == figures(the_record())


def figures(record: Record) -> list[object]:
    """Everything that is counted, without the people."""
    weeks = coach_weeks(record.told, record.district, record.days)
    return [
        sorted(
            (one.visits, one.debriefs, one.minutes, one.planned.count, one.visits_by_week)
            for one in doses(record)
        ),
        sorted(str(one.without_contact) for one in doses(record)),
        cohort_fidelities(record),
        list(record.support()),
        sorted((one.in_cycles, one.travel, one.other) for one in coach_shares(weeks, record.today)),
        sorted((one.minutes, one.limit, one.make_up_due) for one in ledger(record)),
        round_roles(record.told, record.district, record.took_place()),
    ]


def _until_december(one: Activity) -> Activity:
    window = one.window
    later = Window(first=window.first, last=date(2026, 12, 4)) if "later" in one.id else window
    return replace(one, window=later)


def need(name: str, day: date, *, by: date) -> CoverNeed:
    moment = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
    return CoverNeed(
        id=name,
        activity=ActivityId(name),
        school=LINCOLN,
        day=day,
        half=Half.MORNING,
        teacher=PersonId("hall"),
        block="1",
        subject="math",
        room="214",
        span=Span(start=moment, end=moment.replace(hour=16)),
        reason="instructional round",
        needed_by=by,
    )
