"""A1 notation in and out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_google.a1 import (
    Area,
    Box,
    column_index,
    column_letters,
    parse_area,
    quote_title,
    split_title,
    write_area,
)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("A1", Area(top=0, bottom=1, left=0, right=1)),
        ("$B$3", Area(top=2, bottom=3, left=1, right=2)),
        ("A1:C2", Area(top=0, bottom=2, left=0, right=3)),
        ("C2:A1", Area(top=0, bottom=2, left=0, right=3)),
        ("A:C", Area(left=0, right=3)),
        ("2:3", Area(top=1, bottom=3)),
        ("A2:2", Area(top=1, bottom=2)),
        ("A5:B", Area(top=4, left=0, right=2)),
        ("aa10", Area(top=9, bottom=10, left=26, right=27)),
    ],
)
def test_an_address_names_an_area(text: str, area: Area) -> None:
    assert parse_area(text) == area


@pytest.mark.parametrize(
    "text", ["", "A", "7", "A0", "A1:", ":A1", "A1:B2:C3", "ABCD1", "A1!B2", "x y"]
)
def test_other_texts_are_not_addresses(text: str) -> None:
    assert parse_area(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sheet1!A1:B2", ("Sheet1", "A1:B2")),
        ("'Bell times'!A1", ("Bell times", "A1")),
        ("'it''s'", ("it's", None)),
        ("'a!b'!C3", ("a!b", "C3")),
        ("Sheet1", (None, "Sheet1")),
        ("'open", (None, "'open")),
    ],
)
def test_the_title_is_split_off(text: str, parts: tuple[str | None, str | None]) -> None:
    assert split_title(text) == parts


def test_titles_are_quoted_only_when_they_need_to_be() -> None:
    assert quote_title("Sheet1") == "Sheet1"
    assert quote_title("Bell times") == "'Bell times'"
    assert quote_title("it's") == "'it''s'"
    assert quote_title("A1") == "'A1'"
    assert quote_title("2027") == "'2027'"


@pytest.mark.parametrize(
    ("area", "text"),
    [
        (Area(top=1000, left=0, right=2), "T!A1001:B"),
        (Area(left=26, right=27, top=0, bottom=2), "T!AA1:AA2"),
        (Area(left=26), "T!AA1"),
        (Area(), "T"),
        (Box(top=0, bottom=1, left=0, right=1), "T!A1"),
    ],
)
def test_an_area_is_written_as_google_writes_it(area: Area | Box, text: str) -> None:
    assert write_area("T", area) == text


@given(st.integers(0, 18_277))
def test_column_letters_read_back_as_the_same_column(index: int) -> None:
    assert column_index(column_letters(index)) == index


@given(st.text(min_size=1, max_size=20))
def test_any_title_survives_quoting(title: str) -> None:
    name, cell = split_title(quote_title(title) + "!A1")

    assert (name, cell) == (title, "A1")
