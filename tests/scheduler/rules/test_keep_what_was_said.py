"""What people said stands: pins stay where they are, declined times are not offered again."""

import pytest

from scheduler.model import ActivityId, Exclusion, Pin
from tests.scheduler.builders import a_visit, a_week, all_broken, broken, starts, taught, when

RULE = "keep_what_was_said"
VISIT = a_visit()
FIXED = Pin(activity=VISIT.id, slot=taught("tue 08:50"))
SAID_NO = Exclusion(activity=VISIT.id, start=when("mon 08:00"), end=when("mon 08:45"))


@pytest.mark.proves("F-53")
def test_a_pinned_visit_elsewhere_is_refused() -> None:
    (violation,) = all_broken(a_week(), (VISIT, taught("mon 08:00")), pins=(FIXED,))

    assert violation.rule == RULE
    assert violation.says == "it is fixed at Tue 8 Dec 8:50 AM"
    assert broken(a_week(), (VISIT, FIXED.slot), pins=(FIXED,)) == set()


def test_a_pinned_visit_is_offered_its_pin_only() -> None:
    assert starts(a_week(), VISIT, pins=(FIXED,)) == ["tue 08:50"]


@pytest.mark.proves("F-66")
def test_a_declined_time_is_refused_and_never_offered() -> None:
    assert broken(a_week(), (VISIT, taught("mon 08:00")), exclusions=(SAID_NO,)) == {RULE}
    assert starts(a_week(), VISIT, exclusions=(SAID_NO,))[0] == "mon 08:50"


def test_a_declined_time_is_half_open() -> None:
    until_it_starts = Exclusion(activity=VISIT.id, start=when("mon 08:00"), end=when("mon 08:50"))
    from_its_end = Exclusion(activity=VISIT.id, start=when("mon 09:35"), end=when("mon 10:00"))
    here = (VISIT, taught("mon 08:50"))

    assert broken(a_week(), here, exclusions=(until_it_starts, from_its_end)) == set()


def test_what_one_declined_may_be_offered_to_another() -> None:
    other = a_visit(id=ActivityId("another"))

    assert broken(a_week(), (other, taught("mon 08:00")), exclusions=(SAID_NO,)) == set()
    assert starts(a_week(), other, exclusions=(SAID_NO,))[0] == "mon 08:00"


def test_a_pin_goes_before_an_older_no() -> None:
    pin = Pin(activity=VISIT.id, slot=taught("mon 08:00"))

    assert broken(a_week(), (VISIT, pin.slot), pins=(pin,), exclusions=(SAID_NO,)) == set()
