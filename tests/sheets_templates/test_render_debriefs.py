"""A coach's debriefs stand in her own workbook, with how long after the visit each comes."""

import pytest

from scheduler.model import ActivityId, After, Kind
from scheduler.schoolday import SchoolDays
from sheets_templates.vocabulary.table import CellValue
from sheets_templates.writing.render_debriefs import debrief_rows
from tests.builders import (
    ANA,
    BEN,
    HALL,
    KHAN,
    VISIT,
    a_district,
    a_schedule,
    a_slot,
    an_activity,
)

DEBRIEF = an_activity(id=ActivityId("debrief"), kind=Kind.DEBRIEF, after=(After(earlier=VISIT),))


def rows_with_a_debrief_at(wall: str) -> list[dict[str, CellValue]]:
    district = a_district()
    schedule = a_schedule([(an_activity(), a_slot()), (DEBRIEF, a_slot(wall))])
    return debrief_rows(schedule, district, SchoolDays(district), ANA)


@pytest.mark.proves("R-CLC-8", "F-81")
@pytest.mark.parametrize(
    ("wall", "hours", "late"),
    [
        ("2026-12-08 13:25", 2, ""),  # the visit ends at 11:20
        ("2026-12-09 10:40", 23, ""),
        ("2026-12-10 11:20", 48, "late"),
    ],
)
def test_a_debrief_after_the_next_school_day_is_late(wall: str, hours: int, late: str) -> None:
    (row,) = rows_with_a_debrief_at(wall)

    assert (row["hours_after"], row["late"]) == (hours, late)
    assert row["teacher"] == "Rosa Hall"
    assert f"{row['held_on']} {row['held_at']}"[:16] == wall


def test_over_a_weekend_the_next_school_day_is_monday() -> None:
    district = a_district()
    friday, monday = a_slot("2026-12-11 10:40"), a_slot("2026-12-14 08:40")
    schedule = a_schedule([(an_activity(), friday), (DEBRIEF, monday)])

    (row,) = debrief_rows(schedule, district, SchoolDays(district), ANA)

    assert row["late"] == ""


def test_nobody_elses_debrief_and_no_visit_has_a_row() -> None:
    district = a_district()
    bens = an_activity(
        id=ActivityId("bens"), kind=Kind.DEBRIEF, leader=BEN, required=(BEN, KHAN, HALL)
    )
    schedule = a_schedule([(an_activity(), a_slot()), (bens, a_slot("2026-12-09 10:40"))])

    assert debrief_rows(schedule, district, SchoolDays(district), ANA) == []
    (row,) = debrief_rows(schedule, district, SchoolDays(district), BEN)
    assert (row["hours_after"], row["late"]) == ("", "")
