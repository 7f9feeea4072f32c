"""A year of meetings with four organisations whose calendars nobody can read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.district import District, Modality, Offer, Role
from scheduler.model import Half
from scheduler.partners.answers import State, standing, with_answers
from scheduler.partners.people import Answer, HalfDay, organisations, partners_in, rows_for
from scheduler.schoolday import SchoolDays
from tests.scheduler.builders import found
from tests.scheduler.cohorts import COACH, expanded
from tests.scheduler.partner_year import (
    AUGUST,
    LEADER,
    NAMES,
    TEACHER,
    a_partner_year,
    answered,
    asked,
    meetings,
    outside,
    states,
)

CAN, RATHER_NOT, CANNOT = Answer.CAN, Answer.RATHER_NOT, Answer.CANNOT
LATE = date(2026, 6, 19)
"""The last school day: no answer is waited for any more."""


def one_silent_one_refusing(name: str, month: int, number: int) -> Answer | None:
    """Arbor always can; Birch would rather not come to the first of each month; Cedar never answers; Dogwood
    refuses the first three of each month, and of the others takes the second in every other month."""
    match name:
        case "Arbor":
            return CAN
        case "Birch":
            return RATHER_NOT if number == 0 else CAN
        case "Cedar":
            return None
        case _:
            return CAN if number == 4 and month % 2 == 0 else CANNOT


def everybody(name: str, month: int, number: int) -> Answer | None:
    return CAN


@pytest.fixture(scope="module")
def settled() -> District:
    """After the first offer, its answers, the second, and its answers."""
    first = answered(asked(a_partner_year()), one_silent_one_refusing)
    return answered(asked(first, AUGUST + timedelta(days=1)), one_silent_one_refusing)


@pytest.mark.proves("R-SS-1", "F-31")
def test_ten_months_are_placed_with_one_organisation_silent_and_one_refusing(
    settled: District,
) -> None:
    # Ten months, three half days offered twice, four organisations: 10 x 6 x 4 rows, less four: the second
    # time only two dates of September leave the partners two weeks, and their invitation one.
    assert len(settled.partner_dates) == 236
    bound, district = with_answers(expanded(settled), settled, LATE)

    times = found(district, *bound)

    schedule, days = times.schedule, SchoolDays(district)
    assert (len(schedule.placed), schedule.unplaced) == (10, ())
    agreed = {one.id: standing(one, settled, LATE).agreed for one in meetings(settled)}
    for key, slot in schedule.placed.items():
        when = agreed[key]
        assert when is not None
        assert days.date_of(slot.start) == when.day
        assert (days.local(slot.start).hour < 12) == (when.half is Half.MORNING)
    months = {days.date_of(slot.start).replace(day=1) for slot in schedule.placed.values()}
    assert len(months) == 10
    ways = [schedule.activities[key].modality for key in sorted(schedule.placed)]
    assert ways == [Modality.IN_PERSON, Modality.VIRTUAL] * 5
    coming = [set(schedule.people_at(key)) for key in schedule.placed]
    counts = {name: sum(outside(name) in people for people in coming) for name in NAMES}
    assert counts == {"Arbor": 10, "Birch": 10, "Cedar": 0, "Dogwood": 5}
    assert sum(LEADER in people for people in coming) == 10


def test_who_was_silent_and_who_cannot_is_told_by_organisation(settled: District) -> None:
    found_ones = [standing(one, settled, LATE) for one in meetings(settled)]

    assert {one.state for one in found_ones} == {State.AGREED}
    assert {one.unknown for one in found_ones} == {("Cedar",)}
    assert [one.not_coming for one in found_ones] == [(), ("Dogwood",)] * 5
    assert [one.coming for one in found_ones] == [
        ("Arbor", "Birch", "Dogwood"),
        ("Arbor", "Birch"),
    ] * 5


def test_a_half_day_that_somebody_would_rather_not_have_is_not_taken_if_another_will_do(
    settled: District,
) -> None:
    odd = [standing(one, settled, LATE) for one in meetings(settled)[1::2]]

    # The first half day of the month is the one Birch would rather not have; the second is free of that.
    assert [one.agreed for one in odd] == [one.asked[1] for one in odd]


def test_an_organisation_that_refuses_everything_is_offered_other_dates_once() -> None:
    first = answered(asked(a_partner_year()), one_silent_one_refusing)
    assert states(first, AUGUST) == [State.ASK_AGAIN] * 10

    again = asked(first, AUGUST)
    days_before = {row.when.day for row in first.partner_dates}
    offered = {row.when.day for row in again.partner_dates[len(first.partner_dates) :]}
    # September has two dates left that leave time to answer.
    assert len(offered) == 29
    assert not offered & days_before
    assert states(answered(again, one_silent_one_refusing), AUGUST) == [State.WAITING] * 10


def test_who_has_not_answered_is_waited_for_until_the_day_given() -> None:
    def silent(name: str, month: int, number: int) -> Answer | None:
        return None if name == "Cedar" else CAN

    district = answered(asked(a_partner_year()), silent)
    due = [standing(one, district, AUGUST).answer_by for one in meetings(district)]
    assert all(due)

    for number, (meeting, last) in enumerate(zip(meetings(district), due, strict=True)):
        assert last is not None
        before, after = (
            standing(meeting, district, day) for day in (last, last + timedelta(days=1))
        )
        assert (before.state, before.agreed, before.unknown) == (State.WAITING, None, ("Cedar",))
        assert (after.state, after.unknown) == (State.AGREED, ("Cedar",)), number


def test_when_everybody_can_nothing_is_waited_for() -> None:
    district = answered(asked(a_partner_year()), everybody)

    assert states(district, AUGUST) == [State.AGREED] * 10


def test_while_answers_are_open_the_meeting_waits_and_nobody_of_them_is_counted_on() -> None:
    district = asked(a_partner_year())
    bound, with_never = with_answers(expanded(district), district, AUGUST)

    partners = {outside(name) for name in NAMES}
    assert not any(partners & set(one.people) for one in bound)
    assert {one.quorum for one in bound} == {((Role.EXTERNAL_PARTNER, 2),)}
    schedule = found(with_never, bound[0]).schedule
    assert not schedule.placed
    assert "external partner" in " ".join(one.says for one in schedule.unplaced[0].reasons)


def test_a_half_day_nobody_ticked_is_never_taken_for_free() -> None:
    district = answered(asked(a_partner_year()), one_silent_one_refusing)
    _, with_never = with_answers(expanded(district), district, LATE)

    never = [row for row in with_never.availability if row.offer is Offer.NEVER]
    halves = [row for row in never if row.person == outside("Cedar")]
    # Thirty dates were offered, and both halves of each stay unknown.
    assert len(halves) == 60
    # Arbor ticked one half of each, Dogwood none.
    assert sum(row.person == outside("Arbor") for row in never) == 30
    assert sum(row.person == outside("Dogwood") for row in never) == 60


def test_too_few_answers_agree_on_nothing() -> None:
    def only_arbor(name: str, month: int, number: int) -> Answer | None:
        return CAN if name == "Arbor" else None

    district = answered(asked(a_partner_year()), only_arbor)
    october = meetings(district)[1]
    due = standing(october, district, AUGUST).answer_by
    assert due == date(2025, 9, 10)
    day_after = due + timedelta(days=1)
    assert standing(october, district, day_after).state is State.ASK_AGAIN

    again = answered(asked(district, day_after), only_arbor)
    assert len(rows_for(october, again)) == 2 * 3 * 4
    assert standing(october, again, LATE).state is State.NOBODY
    assert standing(october, again, LATE).unknown == ("Birch", "Cedar", "Dogwood")


def test_the_quorum_of_the_series_says_how_many_organisations_are_needed() -> None:
    def only_arbor(name: str, month: int, number: int) -> Answer | None:
        return CAN if name == "Arbor" else None

    quorum = ((Role.EXTERNAL_PARTNER, 1),)
    district = answered(asked(a_partner_year(series={"quorum": quorum})), only_arbor)

    assert states(district, LATE) == [State.AGREED] * 10


def test_an_agreed_half_day_stays_when_a_late_answer_would_favour_another() -> None:
    district = asked(a_partner_year())
    meeting = meetings(district)[0]
    first, second, _ = dict.fromkeys(row.when for row in rows_for(meeting, district))

    def says(name: str, when: HalfDay) -> Answer | None:
        if name == "Dogwood":
            return CANNOT if when == first else CAN
        return CAN

    rows = tuple(
        replace(row, answer=says(name, row.when), agreed=row.when == first)
        for row in rows_for(meeting, district)
        for name in NAMES
        if row.person == outside(name)
    )
    fixed = replace(district, partner_dates=rows)
    open_ones = replace(fixed, partner_dates=tuple(replace(row, agreed=False) for row in rows))

    assert standing(meeting, fixed, AUGUST).agreed == first
    assert standing(meeting, open_ones, AUGUST).agreed == second


def test_of_two_people_of_an_organisation_the_one_who_can_counts() -> None:
    district = asked(a_partner_year())
    (_, *others) = district.partners
    birch_too = replace(others[0], organisation="Arbor")
    district = replace(district, partners=(district.partners[0], birch_too, *others[1:]))

    def says(name: str, month: int, number: int) -> Answer | None:
        return CANNOT if name == "Arbor" else CAN

    told = answered(district, says)
    (first, *_) = meetings(told)
    assert list(organisations(told, partners_in(first, told))) == ["Arbor", "Cedar", "Dogwood"]
    assert standing(first, told, AUGUST).coming == ("Arbor", "Cedar", "Dogwood")
    bound, _ = with_answers(expanded(told), told, AUGUST)
    assert outside("Arbor") not in bound[0].people
    assert outside("Birch") in bound[0].required


def test_without_any_question_everything_stays_as_it_is() -> None:
    district = a_partner_year()
    activities = expanded(district)

    assert with_answers(activities, district, AUGUST) == (activities, district)
    assert states(district, AUGUST) == [State.NOT_ASKED] * 10
    assert {COACH, LEADER, TEACHER} < set(activities[0].people)
