"""The referee: every rule looked at, every price added, and what one more placement would break."""

import subprocess
import sys

import pytest

from scheduler.model import ActivityId, Container
from scheduler.referee.review import first_against, review, what_if
from scheduler.rules.every import RULES
from tests.scheduler.builders import (
    HALL,
    KHAN,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    inspected,
    slot,
    taught,
)


def test_a_good_schedule_has_a_price_and_no_violation() -> None:
    verdict = review(inspected(a_week(), (a_visit(), taught("mon 08:00")), also=(a_visit(KHAN),)))

    assert verdict.violations == ()
    assert verdict.price == {"left out": 1000, "drives": 10}
    assert verdict.total == 1010


@pytest.mark.proves("V6")
def test_several_rules_broken_are_all_named() -> None:
    verdict = review(
        inspected(a_week(), (a_visit(), taught("mon 11:15")), (a_visit(KHAN), taught("mon 11:15")))
    )

    assert [violation.rule for violation in verdict.violations] == [
        "never_double_book_a_person",
        "visit_a_taught_period",
        "visit_a_taught_period",
        "keep_lunch_free",
        "keep_lunch_free",
    ]


def test_new_violations_are_those_with_something_that_did_not_stand() -> None:
    one, other = a_visit(), a_visit(KHAN)
    verdict = review(inspected(a_week(), (one, taught("mon 08:00")), (other, taught("mon 08:00"))))

    assert verdict.new(frozenset({one.id, other.id})) == ()
    assert verdict.new(frozenset({one.id})) == verdict.violations
    assert verdict.new(frozenset()) == verdict.violations


def test_what_if_names_only_what_the_new_one_would_break() -> None:
    pairs = ((a_visit(), taught("mon 08:00")), (a_debrief(), slot("mon 11:15")))
    inspection = inspected(a_week(), *pairs, also=(a_visit(KHAN),))

    (violation,) = what_if(inspection, a_visit(KHAN).id, taught("mon 08:00"))
    assert violation.rule == "never_double_book_a_person"
    assert what_if(inspection, a_visit(KHAN).id, taught("mon 08:50")) == ()


def test_what_if_does_not_change_what_it_looks_at() -> None:
    inspection = inspected(a_week(), also=(a_visit(),))

    what_if(inspection, a_visit().id, taught("mon 08:00"))

    assert inspection.schedule.placed == {}


def test_what_if_sees_what_would_lose_its_place_in_the_order() -> None:
    inspection = inspected(a_week(), (a_debrief(HALL), slot("mon 13:30")), also=(a_visit(),))

    (violation,) = what_if(inspection, a_visit().id, taught("tue 08:00"))

    assert violation.activities == (ActivityId("debrief.hall"), ActivityId("visit.hall"))


def test_the_first_rule_broken_is_looked_for_on_other_dates_too() -> None:
    after = Container.AFTER_SCHOOL
    late = [a_meeting(id=ActivityId(f"late {day}"), inside=(after,)) for day in ("mon", "tue")]
    third = a_meeting(id=ActivityId("a third"))
    pairs = [
        (one, slot(f"{day} 14:20", 25, after))
        for one, day in zip(late, ("mon", "tue"), strict=True)
    ]
    inspection = inspected(a_week(), *pairs, also=(third,))

    found = first_against(inspection, third.id, slot("thu 14:20", 25, after))

    assert found is not None
    assert found.rule == "cap_after_school"
    assert first_against(inspection, third.id, slot("thu 13:30")) is None


def test_every_rule_has_a_name_of_its_own_and_a_sentence() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.says.endswith(".") and " " in rule.says for rule in RULES)


@pytest.mark.proves("V6")
def test_the_referee_works_without_the_search() -> None:
    """Neither OR-Tools nor the sieve nor what people's days are made of is read."""
    code = (
        "import sys, scheduler.referee.review; "
        "print([name for name in sys.modules if name.startswith('ortools') or name in "
        "('scheduler.search.choices', 'scheduler.search.solve', 'scheduler.slots.candidates', "
        "'scheduler.peoples_time.availability')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "[]"
