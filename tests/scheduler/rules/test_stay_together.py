"""The parts of a block stand together."""

from scheduler.model import ActivityId, After
from tests.scheduler.builders import HALL, a_meeting, a_week, broken, slot

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
