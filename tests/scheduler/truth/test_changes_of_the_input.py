"""How the answer follows the question: what only forbids never helps, what only renames changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.district import Blackout, District, PersonId, Preference
from scheduler.model import Activity, ActivityId, Slot, Window
from scheduler.search.partition import Search
from tests.scheduler.builders import MONDAY, a_coach, searched
from tests.scheduler.truth.plain_week import COACHES, SCHOOL_OF, PlainWeek
from tests.scheduler.truth.tiny_weeks import plain_weeks, search_of

A_WEEK = timedelta(weeks=1)
Claim = Callable[[PlainWeek, Search, st.DataObject], None]
HOW = settings(
    deadline=None,
    derandomize=True,
    max_examples=5,
    suppress_health_check=[HealthCheck.too_slow],
)


def value(search: Search) -> tuple[int, int]:
    """The worth left out, and the price with it; proven to be the least."""
    schedule = searched(search).schedule
    assert all(proof.proven for proof in schedule.proofs)
    return schedule.price.get("left out", 0), sum(schedule.price.values())


def placed(search: Search) -> dict[ActivityId, Slot]:
    return dict(searched(search).schedule.placed)


def in_district(search: Search, **changed: object) -> Search:
    return replace(search, district=replace(search.district, **changed))  # type: ignore[arg-type]  # any field


def one_more_thing_forbidden(week: PlainWeek, search: Search, data: st.DataObject) -> None:
    """An absence, a day without school visits, a wish, or a smaller number never makes it better."""
    whose = data.draw(st.sampled_from([*COACHES, *sorted(SCHOOL_OF)]))
    day = MONDAY + timedelta(days=data.draw(st.integers(0, 1)))
    district, limits = search.district, search.district.limits
    fewer = data.draw(
        st.sampled_from(
            ["visits_a_day", "blocks_running", "prep_uses_a_week", "after_school_a_month"]
        )
    )
    stricter: dict[str, object] = data.draw(
        st.sampled_from(
            [
                {"blackouts": (Blackout(person=PersonId(whose), first=day, last=day),)},
                {"limits": replace(limits, **{fewer: max(getattr(limits, fewer) - 1, 0)})},
                {"limits": replace(limits, lunch_minutes=limits.lunch_minutes + 30)},
                {"preferences": (*district.preferences, _avoiding(whose))},
            ]
        )
    )

    assert value(in_district(search, **stricter)) >= value(search)


def other_names(week: PlainWeek, search: Search, data: st.DataObject) -> None:
    """People with other ids and names get the same times."""
    people = sorted(search.district.people)
    shuffled = data.draw(st.permutations(people))
    ids = {old: PersonId(f"{new} the other") for old, new in zip(people, shuffled, strict=True)}

    assert value(renamed(search, ids)) == value(search)
    assert placed(with_other_names(search)) == placed(search)


def rows_in_another_order(week: PlainWeek, search: Search, data: st.DataObject) -> None:
    """The same rows in another order give the same times."""
    district = search.district
    rows = {
        name: tuple(data.draw(st.permutations(getattr(district, name))))
        for name in ("timetable", "bells", "travel", "preferences")
    }
    people = dict(data.draw(st.permutations(list(district.people.items()))))
    schools = dict(data.draw(st.permutations(list(district.schools.items()))))

    assert placed(in_district(search, **rows, people=people, schools=schools)) == placed(search)


def asked_in_another_order(week: PlainWeek, search: Search, data: st.DataObject) -> None:
    """The order in which activities are asked for is worth nothing."""
    asked = tuple(data.draw(st.permutations(search.activities)))

    assert value(replace(search, activities=asked)) == value(search)


def a_week_later(week: PlainWeek, search: Search, data: st.DataObject) -> None:
    """The same bells a week later give the same schedule a week later."""
    later = replace(
        search,
        activities=tuple(shifted(activity) for activity in search.activities),
        busy=tuple(
            replace(busy, start=busy.start + A_WEEK, end=busy.end + A_WEEK) for busy in search.busy
        ),
    )
    moved = {key: replace(slot, start=slot.start + A_WEEK) for key, slot in placed(search).items()}

    assert placed(later) == moved


def one_less_that_has_no_time(week: PlainWeek, search: Search, data: st.DataObject) -> None:
    """Without something that found no time, all else is worth what it was."""
    left_out = [one.activity for one in searched(search).schedule.unplaced]
    followed = {after.earlier for activity in search.activities for after in activity.after}
    for key in set(left_out) - followed:
        rest = tuple(activity for activity in search.activities if activity.id != key)
        worth = next(activity.worth for activity in search.activities if activity.id == key)
        left, total = value(search)

        assert value(replace(search, activities=rest)) == (left - worth, total - worth)


def one_more_coach(week: PlainWeek, search: Search, data: st.DataObject) -> None:
    """A coach who has nothing else to do takes one activity over: no more is left out."""
    cat = PersonId("cat")
    whose = data.draw(st.sampled_from(search.activities))
    taken = replace(
        whose, leader=cat, required=tuple(cat if p == whose.leader else p for p in whose.required)
    )
    helped = replace(
        in_district(search, people={**search.district.people, cat: a_coach(cat)}),
        activities=tuple(taken if one is whose else one for one in search.activities),
    )

    assert value(helped)[0] <= value(search)[0]


CLAIMS: tuple[Claim, ...] = (
    one_more_thing_forbidden,
    other_names,
    rows_in_another_order,
    asked_in_another_order,
    a_week_later,
    one_less_that_has_no_time,
    one_more_coach,
)


def _avoiding(whose: str) -> Preference:
    return Preference(person=PersonId(whose), block="2")


def shifted(activity: Activity) -> Activity:
    window = Window(first=activity.window.first + A_WEEK, last=activity.window.last + A_WEEK)
    return replace(activity, window=window)


def with_other_names(search: Search) -> Search:
    """Everybody called otherwise, with the same ids."""
    people = {
        key: replace(person, name=f"Somebody {number}", email=f"{number}@district.example")
        for number, (key, person) in enumerate(sorted(search.district.people.items()))
    }
    return in_district(search, people=people)


def renamed(search: Search, ids: dict[PersonId, PersonId]) -> Search:
    """Everybody with another id and name, wherever the input mentions people."""
    district: District = search.district
    return replace(
        search,
        district=replace(
            district,
            people={
                ids[key]: replace(person, id=ids[key], name=str(ids[key]))
                for key, person in district.people.items()
            },
            timetable=tuple(replace(row, person=ids[row.person]) for row in district.timetable),
            preferences=tuple(replace(row, person=ids[row.person]) for row in district.preferences),
        ),
        activities=tuple(
            replace(
                one,
                leader=ids[one.leader],
                required=tuple(ids[person] for person in one.required),
                teaching=None if one.teaching is None else ids[one.teaching],
            )
            for one in search.activities
        ),
        busy=tuple(replace(busy, person=ids[busy.person]) for busy in search.busy),
    )


@pytest.mark.proves("F-60", "V6")
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.__name__)
@HOW
@given(data=st.data())
def test_the_answer_follows_the_question(claim: Claim, data: st.DataObject) -> None:
    week = data.draw(plain_weeks())
    claim(week, search_of(week), data)


@pytest.mark.slow
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.__name__)
@settings(HOW, max_examples=60)
@given(data=st.data())
def test_very_many_answers_follow_their_questions(claim: Claim, data: st.DataObject) -> None:
    week = data.draw(plain_weeks(most=6))
    claim(week, search_of(week), data)
