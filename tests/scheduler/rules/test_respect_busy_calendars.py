"""Nobody is placed where her own calendar is busy, or where she said never."""

from typing import Any

import pytest

from scheduler.district import PersonId
from tests.scheduler.builders import (
    ANA,
    HALL,
    KHAN,
    a_visit,
    a_week,
    all_broken,
    broken,
    busy,
    offer,
    reasons,
    starts,
    taught,
)

RULE = "respect_busy_calendars"
VISIT = a_visit()


@pytest.mark.parametrize("who", [HALL, ANA])
def test_a_busy_hour_is_refused_and_never_offered(who: PersonId) -> None:
    taken = (busy(who, "mon 08:00", 45),)

    (violation,) = all_broken(a_week(), (VISIT, taught("mon 08:00")), busy=taken)
    assert violation.rule == RULE
    assert violation.says.endswith("is busy at Mon 7 Dec 8:00 AM")
    assert starts(a_week(), VISIT, busy=taken)[0] == "mon 08:50"


def test_busy_time_is_half_open() -> None:
    around = (busy(ANA, "mon 08:00", 50), busy(ANA, "mon 09:35", 60))

    assert broken(a_week(), (VISIT, taught("mon 08:50")), busy=around) == set()
    assert starts(a_week(), VISIT, busy=around)[0] == "mon 08:50"
    assert broken(
        a_week(), (VISIT, taught("mon 08:50", 45)), busy=(busy(ANA, "mon 09:34", 9),)
    ) == {RULE}


def test_somebody_elses_calendar_is_no_matter() -> None:
    taken = (busy(KHAN, "mon 08:00", 45),)

    assert broken(a_week(), (VISIT, taught("mon 08:00")), busy=taken) == set()
    assert starts(a_week(), VISIT, busy=taken)[0] == "mon 08:00"


def test_what_is_left_of_a_period_is_offered_when_it_is_long_enough() -> None:
    taken = (busy(HALL, "mon 08:00", 20),)

    assert starts(a_week(), VISIT, busy=taken)[0] == "mon 08:20"
    assert starts(a_week(), a_visit(minutes_min=26), busy=taken)[0] == "mon 08:50"


@pytest.mark.parametrize("who", [HALL, ANA])
def test_never_is_refused_and_never_offered(who: PersonId) -> None:
    district = a_week(availability=(offer(who, "mon", "08:00", "09:00", "never"),))

    assert broken(district, (VISIT, taught("mon 08:00"))) == {RULE}
    assert broken(district, (VISIT, taught("tue 08:00"))) == set()
    offered = starts(district, VISIT)
    assert offered[0] in ("mon 09:00", "mon 09:40")
    assert "tue 08:00" in offered


def test_a_dates_never_stands_beside_the_weekdays_never() -> None:
    rows = (
        offer(HALL, "mon", "08:00", "09:00", "never"),
        offer(HALL, "2026-12-07", "10:30", "11:15", "never"),
    )
    district = a_week(availability=rows)

    assert broken(district, (VISIT, taught("mon 08:00"))) == {RULE}
    assert broken(district, (VISIT, taught("mon 10:30"))) == {RULE}
    monday = [start for start in starts(district, VISIT) if start.startswith("mon")]
    assert monday == ["mon 09:00", "mon 09:40"]


@pytest.mark.proves("F-11")
@pytest.mark.parametrize("offered", ["08:00", "10:30"])
def test_the_weekdays_never_stands_on_a_date_with_an_offer_of_its_own(offered: str) -> None:
    """Whether or not the date's offer lies over it: never is never."""
    rows = (
        offer(HALL, "mon", "08:00", "09:00", "never"),
        offer(HALL, "2026-12-07", offered, "11:15", "free"),
    )
    district = a_week(availability=rows)

    assert broken(district, (VISIT, taught("mon 08:00"))) == {RULE}
    assert not {"mon 08:00", "mon 08:50"} & {*starts(district, VISIT)}
    assert "mon 10:30" in starts(district, VISIT)


@pytest.mark.proves("F-11")
def test_a_coach_without_a_timetable_is_left_alone_too_where_a_date_offers_more() -> None:
    """What her rows offer on that date takes the place of the weekday's hours, not of its never."""
    rows = (
        offer(ANA, "mon", "08:00", "15:00"),
        offer(ANA, "mon", "09:40", "10:25", "never"),
        offer(ANA, "2026-12-07", "08:00", "12:00"),
    )
    district = a_week(availability=rows)

    assert broken(district, (VISIT, taught("mon 09:40"))) == {RULE}
    monday = [one for one in starts(district, VISIT) if one.startswith("mon")]
    assert monday == ["mon 08:00", "mon 08:50", "mon 10:30"]


def test_the_sieve_counts_both_kinds() -> None:
    rows: Any = (offer(HALL, "mon", "08:00", "09:00", "never"),)
    counted = reasons(a_week(availability=rows), VISIT, busy=(busy(HALL, "tue 08:00", 45),))

    assert counted == {"respect_busy_calendars": 1, "respect_never": 1}
