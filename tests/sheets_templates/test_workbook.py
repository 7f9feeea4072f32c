"""Which tabs a workbook has, in which order they stand, and how many are seen at first."""

import pytest

from sheets_templates.building.workbook import (
    COACH,
    MOST_VISIBLE,
    PROGRAM,
    SETUP,
    WORKBOOKS,
    Workbook,
    places,
    visible_tabs,
    workbook_of,
)
from sheets_templates.vocabulary.placing import Standing
from sheets_templates.vocabulary.table import Column, Tab


def a_tab(name: str, *, hidden: bool = False) -> Tab:
    return Tab(name=name, columns=(Column(header="id"),), hidden=hidden)


def a_book(*names: str, front: tuple[str, ...] = ()) -> Workbook:
    return Workbook(name="B", purpose="", always=tuple(map(a_tab, names)), front=front)


@pytest.mark.proves("F-77")
@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.name)
def test_nine_tabs_at_most_are_seen_even_with_everything_in_use(book: Workbook) -> None:
    seen = visible_tabs(book, [tab.name for tab in book.tabs])

    assert 2 <= len(seen) <= MOST_VISIBLE == 9
    assert "README" in seen
    assert not any(tab.hidden for tab in book.tabs if tab.name in seen)


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.name)
def test_every_name_that_is_put_in_front_is_a_tab_of_the_workbook(book: Workbook) -> None:
    assert set(book.front) <= {tab.name for tab in book.tabs}


@pytest.mark.proves("F-77")
@pytest.mark.parametrize(("book", "first"), [(PROGRAM, "Year"), (COACH, "ThisWeek")])
def test_a_leader_sees_the_year_first_and_a_coach_the_week(book: Workbook, first: str) -> None:
    assert visible_tabs(book, [tab.name for tab in book.always])[0] == first


def test_what_is_entered_and_what_is_tracked_are_apart() -> None:
    readme = {"README"}
    setup = {tab.name for tab in SETUP.tabs} - readme
    others = [{tab.name for tab in book.tabs} for book in WORKBOOKS if book is not SETUP]

    assert setup & set().union(*others) == {"PartnerDates"}


def test_a_tab_nobody_needs_takes_no_ones_place() -> None:
    book = a_book(*"abcdefghijkl")

    assert visible_tabs(book, set("abcdefghijkl") - {"a", "c"}) == tuple("bdefghijk")


def test_tabs_with_something_in_them_are_seen_before_empty_ones() -> None:
    book = a_book(*"abcdefghijkl")

    found = places(book, (), [tab.name for tab in book.tabs], filled={"k", "l"})

    assert [name for name, place in found.items() if not place.hidden] == list("abcdefgkl")


def test_a_new_tab_stands_before_the_next_one_as_declared_wherever_that_was_moved() -> None:
    book = a_book("a", "b", "c", "d")
    there = [Standing(name="d"), Standing(name="mine"), Standing(name="a")]

    found = places(book, there, {"b", "c"})

    assert [(name, place.index) for name, place in found.items()] == [("b", 0), ("c", 1)]


def test_a_tenth_tab_is_made_hidden_and_what_is_there_is_left_as_it_is() -> None:
    book = a_book("new", "old")
    there = [*(Standing(name=f"mine {n}") for n in range(9)), Standing(name="old", hidden=True)]

    assert places(book, there, {"new"})["new"].hidden
    assert not places(book, there[1:], {"new"})["new"].hidden


def test_a_hidden_tab_stays_hidden_where_there_is_room() -> None:
    book = Workbook(name="B", purpose="", always=(a_tab("keys", hidden=True), a_tab("a")))

    assert visible_tabs(book, {"keys", "a"}) == ("a",)


@pytest.mark.parametrize(
    ("name", "kind"), [("program", "Program"), ("coach.p7", "Coach"), ("school.a.b", "School")]
)
def test_a_workbook_is_known_by_the_name_it_is_remembered_by(name: str, kind: str) -> None:
    assert workbook_of(name).name == kind
