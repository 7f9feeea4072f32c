"""A district written as tabs and read again is the same district."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from config.structures import shipped_structures
from scheduler.demo.made_up import demo_district
from scheduler.district import District
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.inputs.small import small_tabs
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.grid import Rows, grid_of
from sheets_templates.writing.render_inputs import input_rows
from sync.files.tabs import read_files, write_folder, write_workbook
from tests.sheets_templates.lincoln import lincoln, table

STRUCTURES = shipped_structures()
MORE = {
    "Schools": table("""
        school_id | name           | bell_set | level  | equity_flag
        LMS       | Lincoln Middle | lincoln  | middle | Title I
        OAK       | Oak Hill       | lincoln  |        |
    """),
    "Contract": table("""
        rule             | value | clause_ref | signed_off_by
        prep_uses_a_week | 2     | Article 4  | J. Ortiz, association
        visits_a_day     | 3     |            |
    """),
    "Travel": table("from | to | minutes | buffer\nLMS | OAK | 12 | 0"),
    "Blackouts": table("""
        school_id | person_id | from       | to       | blocks   | reason  | grade | kept
        ALL       |           | 2027-01-06 | 1/7/2027 | 1; Lunch | testing | 7     | must
                  | t2        | 2027-01-06 |          |          | away    |       | if possible
    """),
    "Requests": table("""
        person | kind            | coach | week      | count | minutes | note
        t2     | classroom visit |       | 1/13/2027 | 2     | 30      |
        t3     | meeting         | c1    | 1/13/2027 |       |         |
    """),
    "Preferences": table(
        "person_id | block | weekday | letter | wish | until\nt2 | 2 | Tue | A | never | 2027-03-01"
    ),
    "Series": table("""
        series_id | structure | name | dates | owner | weekday_wish | modality | quorum | rooms
        P | rounds | Partners | 2/3/2027; 3/3/2027 | c1 | Wed | virtual; hybrid | 2 teachers | 12; 14
    """),
}


def without_sentences(district: District) -> District:
    """The district as far as it was said, not assumed."""
    return replace(district, assumptions=())


def read_again(rows: Mapping[str, Rows]) -> District:
    return read_district({name: grid_of(name, tab) for name, tab in rows.items()})


@pytest.mark.proves("F-1")
@pytest.mark.parametrize(
    "district",
    [
        read_district(small_tabs(date(2027, 1, 11))),
        read_district(lincoln()),
        read_district(lincoln(**MORE)),
    ],
    ids=["the small start", "a school", "a school with every tab"],
)
def test_what_is_written_is_read_back(district: District) -> None:
    assert without_sentences(read_again(input_rows(district))) == without_sentences(district)


@pytest.mark.proves("F-1", "F-14")
def test_a_made_up_district_is_the_same_from_its_files(tmp_path: Path) -> None:
    demo = demo_district(
        3, structures=STRUCTURES, coaches=1, schools=2, cohorts_per_coach=1, cohort_size=3
    ).district
    rows = input_rows(demo)
    write_folder(tmp_path / "tables", rows)
    write_workbook(tmp_path / "tables.xlsx", rows)

    from_folder = read_district(read_files(tmp_path / "tables"), structures=STRUCTURES)
    from_workbook = read_district(read_files(tmp_path / "tables.xlsx"), structures=STRUCTURES)

    assert without_sentences(from_folder) == without_sentences(demo)
    assert from_workbook == from_folder


def test_every_input_tab_is_written_with_its_headers() -> None:
    rows = input_rows(read_district(lincoln()))

    assert {name: table[0] for name, table in rows.items()} == {
        tab.name: [column.header for column in tab.columns] for tab in INPUT_TABS
    }
