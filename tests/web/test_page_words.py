"""Times, lengths and names are written the way schools write them."""

from datetime import date, datetime

import pytest

from web.page_words import (
    clock,
    clock_span,
    counted,
    day_words,
    grade_words,
    last_name,
    listed,
    minutes_words,
    moment_words,
    plain,
    when_words,
)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 12, 8, hour, minute)  # noqa: DTZ001 - only the wall clock is looked at


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(0, 5, "12:05 AM"), (8, 30, "8:30 AM"), (12, 0, "12:00 PM"), (13, 15, "1:15 PM")],
)
def test_the_clock_has_twelve_hours(hour: int, minute: int, words: str) -> None:
    assert clock(at(hour, minute)) == words


def test_a_stretch_names_its_half_of_the_day_once_unless_it_crosses_noon() -> None:
    assert clock_span(at(9, 20), at(10, 5)) == "9:20–10:05 AM"
    assert clock_span(at(11, 40), at(12, 20)) == "11:40 AM–12:20 PM"


def test_a_day_is_named_with_its_weekday() -> None:
    assert day_words(date(2026, 12, 8)) == "Tue 8 Dec"
    assert moment_words(at(14, 30)) == "Tue 8 Dec, 2:30 PM"
    assert when_words(at(10, 40), at(11, 20)) == "Tue 8 Dec, 10:40–11:20 AM"


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (80, "1 h 20 min")]
)
def test_lengths_are_hours_and_minutes(minutes: int, words: str) -> None:
    assert minutes_words(minutes) == words


def test_numbers_agree_with_their_nouns() -> None:
    assert (counted(1, "visit"), counted(3, "visit"), counted(2, "person", "people")) == (
        "1 visit",
        "3 visits",
        "2 people",
    )


def test_names_are_listed_as_one_says_them() -> None:
    assert listed([]) == ""
    assert listed(["Ana"]) == "Ana"
    assert listed(["Ana", "Ben", "Cy"]) == "Ana, Ben and Cy"


def test_grades_are_spoken() -> None:
    assert [grade_words(grade) for grade in ("K", "5", "", "Algebra")] == [
        "Kindergarten",
        "Grade 5",
        "",
        "Algebra",
    ]


def test_initials_are_not_cut_down_to_their_last_letter() -> None:
    assert last_name("Amara Okafor") == "Okafor"
    assert last_name("A. O.") == "A. O."


@pytest.mark.proves("I6")
def test_signs_that_turn_the_writing_round_are_taken_out() -> None:
    assert plain("Ruiz\u202egnp.exe\u2066 \x00\x07ok") == "Ruizgnp.exe ok"
    assert plain("Ñandú 李 👩‍🏫 O'Neil") == "Ñandú 李 👩‍🏫 O'Neil"
