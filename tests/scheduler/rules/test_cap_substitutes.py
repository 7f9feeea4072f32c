"""A school is asked for three substitutes at once at most."""

from typing import Any

import pytest

from scheduler.district import District, Limits, PersonId, Travel
from scheduler.model import Activity, ActivityId, Container, Kind, Slot, Window
from scheduler.prices.every import price
from scheduler.rules.every import RULES
from tests.scheduler.builders import (
    ANA,
    BEN,
    GRANT,
    HALL,
    LINCOLN,
    MONDAY,
    a_teacher,
    a_visit,
    a_week,
    all_broken,
    broken,
    found,
    inspected,
    lessons,
    offer,
    placed_at,
    standing,
    taught,
)
from tests.scheduler.posting import by_the_post

RULE = "cap_substitutes"
(POSTED,) = (rule for rule in RULES if rule.name == RULE)
OBSERVERS = tuple(PersonId(f"observer-{number}") for number in range(6))
ONE_DAY = Window(first=MONDAY, last=MONDAY)


def a_school(*teach: str, **more: Any) -> District:
    """Hall teaches all day; each observer teaches the periods named and is free in the others."""
    rows = lessons(HALL, teach="123456")
    for person, periods in zip(OBSERVERS, teach, strict=False):
        free = "".join(one for one in "123456" if one not in periods)
        rows += lessons(person, teach=periods, free=free)
    return a_week(*(a_teacher(person) for person in OBSERVERS), timetable=rows, **more)


def a_lab(*observers: PersonId, **more: Any) -> Activity:
    plain: dict[str, Any] = {
        "kind": Kind.LAB,
        "required": (more.get("leader", ANA), HALL, *observers),
        "inside": (Container.FREE, Container.TEACHING),
        "window": ONE_DAY,
    }
    return a_visit(**(plain | more))


def at(wall: str, lab: Activity, **more: Any) -> tuple[Activity, Slot]:
    return lab, taught(f"mon {wall}", **more)


@pytest.mark.proves("F-44", "F-41")
def test_three_classes_at_once_may_be_covered_and_a_fourth_not() -> None:
    school = a_school(*("1",) * 6)

    assert RULE not in broken(school, at("08:00", a_lab(*OBSERVERS[:3])))
    (violation,) = all_broken(school, at("08:00", a_lab(*OBSERVERS[:4])))
    assert violation.rule == RULE
    assert violation.says == (
        "4 classes at Lincoln would need somebody at once on Mon 7 Dec, 3 may"
    )


@pytest.mark.proves("F-44")
def test_two_events_at_once_share_the_substitutes_of_their_school() -> None:
    school = a_school(*("1",) * 6)
    one = a_lab(*OBSERVERS[:2])
    other = a_lab(*OBSERVERS[2:4], id=ActivityId("other"), leader=BEN, teaching=OBSERVERS[5])

    assert RULE in broken(school, at("08:00", one), at("08:00", other))
    assert RULE not in broken(school, at("08:00", one), at("08:50", other))


def test_one_who_roves_takes_classes_one_after_the_other() -> None:
    school = a_school(*("12",) * 6)
    one, other = a_lab(*OBSERVERS[:3]), a_lab(*OBSERVERS[3:], id=ActivityId("other"))

    assert RULE not in broken(school, at("08:00", one), at("08:50", other))


def test_the_host_teaches_her_own_class_and_the_free_are_no_need() -> None:
    school = a_school("1", "1", "1", "2")

    assert RULE not in broken(school, at("08:00", a_lab(*OBSERVERS[:4])))


def test_what_takes_nobody_out_of_class_needs_nobody() -> None:
    no_cover = a_lab(*OBSERVERS[:4], inside=(Container.FREE,))

    assert RULE not in broken(a_school(*("1",) * 6), at("08:00", no_cover))


def test_the_way_to_another_school_is_time_away_from_class() -> None:
    """Twenty minutes to Grant begin before the lesson the four leave has ended."""
    way = (
        Travel(origin=LINCOLN, destination=GRANT, minutes=20, buffer=0),
        Travel(origin=GRANT, destination=LINCOLN, minutes=20, buffer=0),
    )
    school = a_school(*("1",) * 6, travel=way)
    lab = a_lab(*OBSERVERS[:4])

    assert RULE in broken(school, at("09:00", lab, school=GRANT))
    assert RULE not in broken(school, at("09:05", lab, school=GRANT))


def test_classes_before_noon_and_after_are_two_half_days() -> None:
    """A lesson over noon belongs to the half in which it begins, as substitutes are paid."""
    school = a_school(*("5",) * 6)
    morning = a_lab(*OBSERVERS[:2], minutes=20)
    noon = a_lab(*OBSERVERS[2:4], id=ActivityId("noon"), teaching=OBSERVERS[5])

    assert RULE in broken(school, at("11:50", morning, minutes=20), at("11:50", noon))
    assert RULE not in broken(school, at("11:50", morning, minutes=20), at("12:00", noon))


def test_hours_offered_as_teaching_are_classes_too() -> None:
    offers = [offer(person, "mon", "08:00", "09:00", "teaching") for person in OBSERVERS[:4]]
    district = a_week(
        *(a_teacher(person) for person in OBSERVERS),
        timetable=lessons(HALL, teach="1"),
        availability=tuple(offers),
    )

    assert RULE in broken(district, at("08:00", a_lab(*OBSERVERS[:4])))
    assert not found(district, a_lab(*OBSERVERS[:4])).schedule.placed


def test_a_round_has_its_own_cap_and_leaves_no_room_for_a_lab() -> None:
    school = a_school(*("1",) * 6)
    a_round = a_lab(
        *OBSERVERS[:5], id=ActivityId("round"), kind=Kind.ROUND, teaching=None, leader=BEN
    )
    lab = a_lab(OBSERVERS[5])

    assert RULE not in broken(school, at("08:00", a_round))
    assert RULE in broken(school, at("08:00", a_round), at("08:00", lab))


@pytest.mark.proves("F-44", "R-CCL-7")
def test_the_search_takes_a_period_in_which_three_will_do() -> None:
    school = a_school(*("1345",) * 3, "1")

    times = found(school, a_lab(*OBSERVERS[:4]))

    assert placed_at(times, school) in ({"visit.hall": "mon 08:50"}, {"visit.hall": "mon 12:40"})


@pytest.mark.proves("F-44")
def test_the_search_of_two_coaches_asks_the_school_for_three_together() -> None:
    host, four = OBSERVERS[5], OBSERVERS[:4]
    school = a_week(
        *(a_teacher(person) for person in OBSERVERS),
        timetable=[
            *lessons(HALL, teach="1"),
            *lessons(host, teach="12"),
            *(row for person in four for row in lessons(person, teach="123456")),
        ],
    )
    hers = a_lab(*four[:2])
    bens = a_lab(id=ActivityId("other"), leader=BEN, teaching=host, required=(BEN, host, *four[2:]))

    times = found(school, hers, bens)

    assert placed_at(times, school) == {"visit.hall": "mon 08:00", "other": "mon 08:50"}


def test_the_search_counts_the_classes_already_left() -> None:
    school = a_school(*("1",) * 6)
    stands = standing(at("08:00", a_lab(*OBSERVERS[:2], id=ActivityId("stands"), leader=BEN)))
    only_then = a_week(
        *school.people.values(),
        timetable=[*lessons(OBSERVERS[5], teach="1"), *school.timetable[6:]],
    )
    lab = a_lab(
        *OBSERVERS[2:4], required=(ANA, OBSERVERS[5], *OBSERVERS[2:4]), teaching=OBSERVERS[5]
    )

    assert lab.id not in found(only_then, lab, **stands).schedule.placed


@pytest.mark.proves("F-44")
def test_a_soft_cap_is_passed_at_a_price() -> None:
    soft = a_school(*("123456",) * 5, limits=Limits(soft=frozenset({"substitutes_at_once"})))
    lab = a_lab(*OBSERVERS[:5])

    times = found(soft, lab)

    assert price(inspected(soft, at("08:00", lab)))["beyond the limits"] == 40
    assert times.schedule.price["beyond the limits"] == 40
    assert [proof.value for proof in times.schedule.proofs] == [times.verdict.total]


@pytest.mark.parametrize(
    ("rows", "placed"),
    [
        (("mon", "teaching"), False),
        (("tue", "teaching"), True),
        (("2026-12-07", "teaching"), False),
        (("2026-12-08", "teaching"), True),
        (("mon", "free"), True),
    ],
)
def test_the_search_counts_the_hours_offered_as_teaching_on_that_day(
    rows: tuple[str, str], placed: bool
) -> None:
    """Four look on from 8:00 AM; none has a timetable, and each offers her Monday as free besides."""
    day, says = rows
    four = OBSERVERS[:4]
    offers = [offer(one, day, "08:00", "09:00", says) for one in four]
    if day not in ("mon", "2026-12-07"):
        offers += [offer(one, "2026-12-07", "08:00", "09:00") for one in four]
    district = a_week(
        *(a_teacher(one) for one in OBSERVERS),
        timetable=lessons(HALL, teach="1"),
        availability=(*offers, offer(OBSERVERS[5], "mon", "08:00", "09:00", "teaching")),
    )

    lab = at("08:00", a_lab(*four))

    assert bool(found(district, lab[0]).schedule.placed) is placed
    assert (by_the_post([POSTED], district, lab) == 0) is placed


@pytest.mark.parametrize(("wall", "allowed"), [("12:00", 0), ("11:59", None)])
def test_the_search_has_two_half_days_at_noon(wall: str, allowed: int | None) -> None:
    """Two classes are left before noon until 12:10 PM, and two more from then on: three at most a half."""
    school = a_school(*("5",) * 6)
    morning = at("11:50", a_lab(*OBSERVERS[:2], leader=BEN, minutes=20), minutes=20)
    noon = a_lab(*OBSERVERS[2:4], id=ActivityId("noon"), teaching=OBSERVERS[5])

    assert by_the_post([POSTED], school, morning, at(wall, noon, minutes=30)) == allowed
