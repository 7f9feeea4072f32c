"""Who could be coached next: ranked by what was said and how long they waited, never by how they teach."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from config.structures import shipped_structures
from scheduler.counts.next_cohort import Proposal, Served, next_cohort, served_so_far
from scheduler.district import Consent, District, Person, PersonId, School, SchoolId
from scheduler.schoolday import SchoolDays
from tests.scheduler.cohorts import GRANT, LINCOLN, MONDAY, a_cohort, a_district, a_person, teachers

TODAY = date(2025, 12, 1)
FLAGGED = School(id=GRANT, name="Grant", equity_flag="Title I")
PLAIN = School(id=LINCOLN, name="Lincoln", equity_flag="no")


def yes(key: str, **more: Any) -> Person:
    return a_person(key, consent=Consent.VOLUNTEERED, **more)


def ranked(*people: Person, served: dict[str, Served] | None = None, **more: Any) -> Proposal:
    district = a_district(people, schools={GRANT: FLAGGED, LINCOLN: PLAIN})
    known = {PersonId(key): one for key, one in (served or {}).items()}
    return next_cohort(district, known, today=TODAY, **{"size": 5, **more})


def order(proposal: Proposal) -> list[str]:
    return [one.person for one in proposal.candidates]


@pytest.mark.proves("F-103", "R-SS-15")
def test_volunteers_come_first_then_flagged_schools_then_the_unserved_then_who_waited_longest() -> (
    None
):
    long_ago, lately = date(2025, 9, 30), date(2025, 11, 14)
    found = ranked(
        a_person("assigned", school=GRANT),
        yes("served-lately"),
        yes("served-long-ago"),
        yes("never-said-in-november", consent_date=date(2025, 11, 3)),
        yes("never-said-in-september", consent_date=date(2025, 9, 8)),
        yes("flagged-and-served", school=GRANT),
        served={
            "served-lately": Served(until=lately),
            "served-long-ago": Served(until=long_ago),
            "flagged-and-served": Served(until=lately),
        },
    )

    assert order(found) == [
        "flagged-and-served",
        "never-said-in-september",
        "never-said-in-november",
        "served-long-ago",
        "served-lately",
        "assigned",
    ]


@pytest.mark.proves("F-103")
def test_each_has_reasons_in_words() -> None:
    found = ranked(
        yes("new", school=GRANT, consent_date=date(2025, 11, 3)),
        a_person("before"),
        served={"before": Served(until=date(2025, 11, 20))},
        size=1,
    )

    assert [one.reasons for one in found.candidates] == [
        (
            "volunteered on Nov 3, 2025",
            "the school has the equity flag",
            "never in a cycle, waiting for 4 weeks",
        ),
        (
            "assigned",
            "last cycle ended on Nov 20, 2025, 1 week ago",
            "all seats were taken before",
        ),
    ]
    assert found.seats == ("new",)


@pytest.mark.proves("F-103")
def test_no_school_gets_more_seats_than_its_cap() -> None:
    at_grant = [yes(f"grant-{number}", school=GRANT) for number in range(4)]
    at_lincoln = [yes(f"lincoln-{number}") for number in range(4)]

    found = ranked(*at_grant, *at_lincoln, size=5, a_school=3)

    assert found.seats == ("grant-0", "grant-1", "grant-2", "lincoln-0", "lincoln-1")
    left = next(one for one in found.candidates if one.person == "grant-3")
    assert left.reasons[-1] == "3 of the same school have a seat already"


@pytest.mark.proves("F-103")
def test_seats_that_nobody_of_another_school_can_take_are_filled_beyond_the_cap() -> None:
    found = ranked(*(yes(f"lincoln-{number}") for number in range(6)), size=5, a_school=3)

    assert found.seats == tuple(f"lincoln-{number}" for number in range(5))
    last = [one.reasons[-1] for one in found.candidates[3:]]
    assert last == [
        "nobody of another school is left",
        "nobody of another school is left",
        "3 of the same school have a seat already",
    ]


@pytest.mark.proves("F-12", "F-103")
@pytest.mark.parametrize("consent", [Consent.DECLINED, Consent.PAUSED])
def test_who_declined_or_paused_is_counted_and_never_named(consent: Consent) -> None:
    found = ranked(yes("first"), a_person("silent", consent=consent))

    assert order(found) == ["first"]
    assert (found.declined, found.paused) == ((1, 0) if consent is Consent.DECLINED else (0, 1))


def test_who_has_left_leads_or_is_in_a_cycle_is_not_ranked() -> None:
    found = ranked(
        yes("here"),
        yes("left", active_to=TODAY - timedelta(days=1)),
        yes("to-come", active_from=TODAY + timedelta(days=1)),
        yes("busy"),
        served={"busy": Served(busy=True)},
    )

    assert order(found) == ["here"]


def test_a_subject_narrows_the_ranking() -> None:
    found = ranked(yes("a", subject="Math"), yes("b", subject="Science"), subject="math")

    assert order(found) == ["a"]


def served(district: District, today: date = TODAY) -> dict[str, Served]:
    return {
        str(key): one
        for key, one in served_so_far(
            district, shipped_structures(), SchoolDays(district), today
        ).items()
    }


def test_a_cycle_is_over_after_its_last_week_and_before_that_its_people_are_busy() -> None:
    people = teachers(6)
    cohorts = [
        a_cohort(people[:3]),
        a_cohort(people[3:5], "later", start_week=MONDAY + timedelta(weeks=6)),
        a_cohort(people[5:], "stopped", status="cancelled"),
    ]
    district = a_district(people, cohorts)
    over = MONDAY + timedelta(weeks=5, days=4)

    assert served(district) == {
        **{f"teacher-{at}": Served(until=over) for at in (1, 2, 3)},
        **{f"teacher-{at}": Served(busy=True) for at in (4, 5)},
    }
    assert served(district, over)["teacher-1"] == Served(busy=True)
    done = replace(district, cohorts=(replace(cohorts[0], status="done"),))
    assert served(done, MONDAY)["teacher-1"] == Served(until=MONDAY)


def test_a_teacher_of_no_known_school_can_be_proposed() -> None:
    assert ranked(yes("roaming", school=SchoolId("elsewhere"))).seats == ("roaming",)
