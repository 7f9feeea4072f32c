"""The CyclePlan tab: a cohort changes its own weeks there, and what has to happen follows it."""

from collections import Counter
from collections.abc import Iterable

import pytest

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.district import District
from scheduler.errors import InputError
from scheduler.model import Activity, Kind
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_cycles import CYCLE_PLAN
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.grid import filled, grid_of
from sheets_templates.vocabulary.table import CellValue, Writer
from sheets_templates.writing.render_cycles import cycle_plan_rows
from sheets_templates.writing.render_inputs import input_rows
from tests.sheets_templates.lincoln import lincoln, table

SHIPPED = shipped_structures()
HEADER = (
    "cohort | week | own_label | own_happens | own_minutes | material_link | own_pre_work | "
    "own_visit | step"
)


def with_weeks(*rows: str) -> District:
    """Lincoln's cohort of three teachers with rows typed into the tab."""
    typed = table("\n".join([HEADER, *rows]))
    return read_district(lincoln(CyclePlan=typed), structures=SHIPPED)


def activities(district: District) -> dict[str, Activity]:
    found = expand(district, SHIPPED, SchoolDays(district))
    return {one.id.removeprefix("clc.a."): one for one in found}


def kinds_in(week: int, found: Iterable[Activity]) -> Counter[Kind]:
    return Counter(one.kind for one in found if one.week == week)


def told(*rows: str) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        activities(with_weeks(*rows))
    return {fault.where: fault.what for fault in caught.value.faults}


@pytest.mark.proves("R-CLC-7", "R-CLC-1")
def test_a_visit_in_week_six_comes_only_where_the_cohort_typed_it() -> None:
    # Three teachers: 12 one-to-one each and 6 sessions; a visit and a debrief more for each of them.
    without = activities(read_district(lincoln(), structures=SHIPPED))
    typed = activities(with_weeks("A | 6 | | | | | | yes"))

    assert (len(without), len(typed)) == (3 * 12 + 6, 3 * 12 + 6 + 3 * 2)
    assert kinds_in(6, without.values()) == {Kind.SESSION: 1}
    assert kinds_in(6, typed.values()) == {Kind.SESSION: 1, Kind.VISIT: 3, Kind.DEBRIEF: 3}
    (bond,) = typed["w6.debrief.t2"].after
    assert bond.earlier == typed["w6.visit.t2"].id


@pytest.mark.proves("R-CLC-1")
def test_a_week_may_go_without_visits_and_keeps_its_session() -> None:
    found = activities(with_weeks("A | 3 | | | | | | no", "A | 0 | | | | | | no"))

    assert kinds_in(3, found.values()) == {Kind.SESSION: 1}
    assert kinds_in(0, found.values()) == {Kind.PLANNING: 3}
    assert kinds_in(4, found.values()) == {Kind.SESSION: 1, Kind.VISIT: 3, Kind.DEBRIEF: 3}


@pytest.mark.proves("R-CLC-1", "R-CLC-15")
def test_label_text_length_link_and_what_to_bring_are_the_cohorts_own() -> None:
    link = "https://docs.lincoln.example/article"
    found = activities(
        with_weeks(
            f"A | 2 | Number talks in depth | We watch a lesson | 50 | {link} | A clip | |",
            "A | 4 | | | | | Nothing | |",
        )
    )
    session = found["w2.session"]

    assert session.label == found["w2.visit.7"].label == "Number talks in depth"
    assert (session.happens, session.minutes) == (("We watch a lesson",), 50)
    assert (session.link, session.bring, session.bring_days) == (link, "A clip", 1)
    assert found["w4.session"].bring == ""
    assert found["w2.visit.7"].minutes == 45


@pytest.mark.proves("R-CLC-1")
def test_a_further_row_is_about_the_step_it_names() -> None:
    found = activities(
        with_weeks("A | 6 | | | | | | yes |", "A | 6 | | | 30 | | | | visit", "a | 1 || | 20 |")
    )

    assert found["w6.visit.7"].minutes == 30
    assert found["w5.visit.7"].minutes == 45
    assert found["w1.session"].minutes == 20


def test_a_row_in_which_only_a_note_stands_changes_nothing() -> None:
    rows = table("cohort | week | note\nA | 6 | Ask for the gym\nGone | 2 | ")
    typed = read_district(lincoln(CyclePlan=rows), structures=SHIPPED)

    assert activities(typed) == activities(read_district(lincoln(), structures=SHIPPED))


@pytest.mark.proves("F-2")
def test_what_cannot_be_is_told_with_its_cell() -> None:
    assert told("A | 7 | Later", "A | 1 | | | 0", "A | 6 | | | 20 | | | | debrief") == {
        "CyclePlan!B2": "Cohort A changes week 7, and its cycle has no such week.",
        "CyclePlan!B3": "0 minutes cannot be the length of a meeting.",
        "CyclePlan!B4": "In week 6 of cohort A 'debrief' is no step to change.",
    }
    assert told("B | 1 | Other", "A | 1 | One", "A | 1 | Two") == {
        "CyclePlan!A2": "There is no cohort or team 'B'.",
        "CyclePlan!B4": "Week 1 of cohort A is changed twice, here and at CyclePlan!B3.",
    }


@pytest.mark.proves("F-1")
def test_what_a_cohort_typed_is_written_and_read_back() -> None:
    district = with_weeks(
        "A | 6 | Sharing | | 40 | | nothing | yes |", "A | 2 | | | 30 | | | | debrief"
    )
    again = read_district(
        {name: grid_of(name, rows) for name, rows in input_rows(district).items()},
        structures=SHIPPED,
    )

    assert again.cohorts == district.cohorts
    assert [row.bring for row in again.cohorts[0].own_weeks] == [None, ""]


@pytest.mark.proves("R-CLC-1", "F-78")
def test_the_programs_columns_show_the_structure_whatever_the_cohort_typed() -> None:
    plain = read_district(lincoln(), structures=SHIPPED)
    rows = cycle_plan_rows(with_weeks("A | 6 | Sharing | | 40 | | | yes |"), SHIPPED)

    assert rows == cycle_plan_rows(plain, SHIPPED)
    assert [row["week"] for row in rows] == [0, 1, 2, 3, 4, 5, 6]
    # Week 6: 30 minutes, and 8 for each of three teachers.
    assert (rows[6]["minutes"], rows[6]["visit"]) == (54, "no")
    ours = {one.header for one in CYCLE_PLAN.columns if one.writer is Writer.PROGRAM}
    assert {header for row in rows for header in row} == ours


def test_default_rows_alone_change_nothing_when_they_are_read() -> None:
    plain = read_district(lincoln(), structures=SHIPPED)
    laid_out: list[list[CellValue]] = filled(CYCLE_PLAN, cycle_plan_rows(plain, SHIPPED))

    assert read_district(lincoln(CyclePlan=laid_out), structures=SHIPPED).cohorts == plain.cohorts
