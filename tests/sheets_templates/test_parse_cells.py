"""Ids, lists, words and weekdays come out the same however they were typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_templates.inputs.inputs import INPUT_TABS, PEOPLE
from sheets_templates.reading.parse_cells import Value, plain, read_cell
from sheets_templates.reading.parse_times import Unreadable
from sheets_templates.vocabulary.grid import cell_of
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind


def read(kind: ColumnKind, value: CellValue, *allowed: str) -> Value:
    return read_cell(cell_of(value, "People!A2"), Column(header="x", kind=kind, allowed=allowed))


@given(st.integers(0, 10**9), st.integers(0, 5))
def test_an_id_of_digits_is_one_id_with_zeros_without_and_as_a_number(
    number: int, zeros: int
) -> None:
    written: list[CellValue] = [
        str(number),
        "0" * zeros + str(number),
        f" {number} ",
        float(number),
    ]

    assert {read(ColumnKind.ID, value) for value in written} == {str(number)}


@pytest.mark.proves("S6")
@given(st.text(min_size=1, max_size=20))
def test_an_id_is_the_same_after_it_was_read_again(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    "text", ["t1,t2,t3", "t1; t2;t3", "t1\nt2\nt3", " t1 , ,t2;  t3;", "t1,t2;t3"]
)
def test_a_list_may_have_commas_semicolons_or_lines(text: str) -> None:
    assert read(ColumnKind.IDS, text) == ("t1", "t2", "t3")


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE", True, "x", 1.0])
def test_yes_is_said_in_many_ways(text: CellValue) -> None:
    assert read(ColumnKind.YES_NO, text) is True


@pytest.mark.parametrize("text", ["no", "N", "false", False, 0.0])
def test_no_is_said_in_many_ways(text: CellValue) -> None:
    assert read(ColumnKind.YES_NO, text) is False


@pytest.mark.parametrize(
    "text", ["Early Release", "early_release", "early-release", "EARLYRELEASE"]
)
def test_a_word_is_found_in_any_spelling_of_case_and_spaces(text: str) -> None:
    assert read(ColumnKind.CHOICE, text, "school", "early release") == "early release"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday", (0,)),
        ("mon, wed; Fri", (0, 2, 4)),
        ("Mon-Fri", (0, 1, 2, 3, 4)),
        ("Mon \u2013 Wed", (0, 1, 2)),
        ("Tue to Thurs", (1, 2, 3)),
        ("Thursdays", (3,)),
        ("Fri-Mon", (0, 4, 5, 6)),
    ],
)
def test_weekdays_are_read_as_people_write_them(text: str, days: tuple[int, ...]) -> None:
    assert read(ColumnKind.WEEKDAYS, text) == days


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ColumnKind.WEEKDAYS, "Fryday"),
        (ColumnKind.WEEKDAYS, "M"),
        (ColumnKind.EMAIL, "ana at x.org"),
        (ColumnKind.EMAIL, "ana@x.org; bo@x.org"),
        (ColumnKind.LINK, "docs"),
        (ColumnKind.WHOLE_NUMBER, "45 min"),
        (ColumnKind.WHOLE_NUMBER, 4.5),
        (ColumnKind.WHOLE_NUMBER, -1.0),
        (ColumnKind.YES_NO, "maybe"),
        (ColumnKind.CHOICE, "sometimes"),
    ],
)
def test_what_cannot_be_read_names_one_thing_to_do(kind: ColumnKind, text: CellValue) -> None:
    with pytest.raises(Unreadable) as caught:
        read(kind, text, "never")

    assert caught.value.what
    assert caught.value.fix


@pytest.mark.proves("I6")
@pytest.mark.parametrize(
    "name",
    ["Zo\u00eb", "Jos\u00e9 \u00d1", "\u05d3\u05e0\u05d4", "\U0001f33b Ray", 'O\'Neil, "Bo"'],
)
def test_a_name_is_kept_and_its_two_unicode_forms_are_one(name: str) -> None:

    decomposed = unicodedata.normalize("NFD", name)

    assert read(ColumnKind.NAME, decomposed) == unicodedata.normalize("NFC", name)


def test_every_tab_but_the_small_start_says_what_is_assumed_without_it() -> None:
    silent = [tab.name for tab in INPUT_TABS if not tab.default]

    assert silent == ["People", "Cohorts", "Availability"]
    assert all(tab.default.endswith(".") for tab in INPUT_TABS if tab.default)


def test_choices_have_words_to_choose_from() -> None:
    choosing = (ColumnKind.CHOICE, ColumnKind.CHOICES)
    columns = [column for tab in INPUT_TABS for column in tab.columns]

    assert all(bool(column.allowed) is (column.kind in choosing) for column in columns)


@pytest.mark.proves("F-8")
def test_every_role_of_a_district_can_be_written() -> None:
    assert set(PEOPLE.column("role").allowed) >= {
        "coach",
        "teacher",
        "site leader",
        "district leader",
        "teacher leader",
        "external partner",
        "association",
        "board",
        "community",
        "sub coordinator",
    }
