"""The parts of a block stand together."""

from dataclasses import replace

import pytest

from scheduler.model import Activity, ActivityId, After
from scheduler.rules.every import RULES
from tests.scheduler.builders import HALL, a_meeting, a_week, all_broken, broken, slot
from tests.scheduler.posting import by_the_post

FIRST = a_meeting(HALL, id=ActivityId("first"))
SECOND = a_meeting(
    HALL,
    id=ActivityId("second"),
    after=(After(earlier=FIRST.id, school_days=0, gap_minutes=30),),
)


def test_half_an_hour_between_two_parts_is_kept() -> None:
    assert "stay_together" not in broken(
        a_week(), (FIRST, slot("mon 12:40")), (SECOND, slot("mon 13:30"))
    )


def test_more_than_the_minutes_allowed_breaks_the_block() -> None:
    assert "stay_together" in broken(
        a_week(), (FIRST, slot("mon 12:40")), (SECOND, slot("mon 13:45"))
    )


def test_half_an_hour_is_allowed_and_a_minute_more_refused_by_check_and_search() -> None:
    (rule,) = (one for one in RULES if one.name == "stay_together")
    exactly = (FIRST, slot("mon 12:40")), (SECOND, slot("mon 13:35"))
    over = (FIRST, slot("mon 12:40")), (SECOND, slot("mon 13:36"))

    assert "stay_together" not in broken(a_week(), *exactly)
    (says,) = (one.says for one in all_broken(a_week(), *over) if one.rule == "stay_together")
    assert says == "31 minutes would lie between two parts of one block"
    assert by_the_post([rule], a_week(), *exactly) == 0
    assert by_the_post([rule], a_week(), *over) is None


@pytest.mark.parametrize(
    "loose",
    [
        After(earlier=FIRST.id, school_days=0),
        After(earlier=FIRST.id, gap_minutes=30, soft=True),
        After(earlier=ActivityId("not there"), gap_minutes=30, soft=True),
    ],
)
def test_what_is_no_block_may_stand_apart(loose: After) -> None:
    apart: tuple[Activity, ...] = (FIRST, replace(SECOND, after=(loose,)))
    slots = slot("mon 12:40"), slot("mon 13:45")

    assert "stay_together" not in broken(a_week(), *zip(apart, slots, strict=True))


def test_a_part_with_a_single_time_is_posted_like_any_other() -> None:
    (rule,) = (one for one in RULES if one.name == "stay_together")
    together = slot("mon 12:40")

    assert by_the_post([rule], a_week(), (FIRST, together), (SECOND, together)) == 0
