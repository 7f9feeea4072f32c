"""Colours can be read on, and a cell is marked only for what is surely wrong in it."""

import pytest

from sheets_templates.building.build_columns import colour_rules, column_requests
from sheets_templates.vocabulary.choices import Valid, choices_of, columns_referred_to, range_below
from sheets_templates.vocabulary.looks import ALARMING, BARS, DARK, HEADERS, PALE
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer

PEOPLE = Tab(name="People", columns=(Column(header="name"), Column(header="person_id")))
CHOSEN = Column(header="coach", kind=ColumnKind.ID, choices_from="People.person_id")


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "colour", [*HEADERS.values(), ALARMING, PALE, DARK, *(colour for _, colour in BARS)]
)
def test_black_text_is_readable_on_every_colour(colour: str) -> None:
    assert (luminance(colour) + 0.05) / 0.05 >= 7


@pytest.mark.proves("F-82")
def test_the_fuller_step_of_a_bar_counts_before_the_emptier_one() -> None:
    bar = Column(header="on_time_pct", kind=ColumnKind.WHOLE_NUMBER, bar=True)

    rules = colour_rules(7, 0, bar)
    requests = [
        one["addConditionalFormatRule"]
        for one in column_requests(7, 0, bar, {})
        if "addConditionalFormatRule" in one
    ]

    least = [one["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for one in rules]
    assert least == ["100", "75", "50", "25"]
    assert [one["rule"] for one in requests] == rules[::-1]
    assert {one["index"] for one in requests} == {0}


def test_ids_are_chosen_from_the_tab_that_has_them_where_that_is_there() -> None:
    found = choices_of(CHOSEN, {"People": PEOPLE})

    assert found is not None
    assert (found.valid, found.tab, found.header) == (Valid.ONE_OF_COLUMN, "People", "person_id")
    assert range_below(PEOPLE, "person_id") == "'People'!$B$2:$B"
    assert choices_of(CHOSEN, {}) is None


def test_a_cell_with_several_ids_is_never_marked_for_not_being_one_of_them() -> None:
    several = Column(header="members", kind=ColumnKind.IDS, choices_from="People.person_id")

    assert choices_of(several, {"People": PEOPLE}) is None


@pytest.mark.parametrize(
    ("kind", "valid"),
    [
        (ColumnKind.DATE, Valid.DAY),
        (ColumnKind.EMAIL, Valid.E_MAIL),
        (ColumnKind.WHOLE_NUMBER, Valid.COUNT),
        (ColumnKind.TIME, None),
        (ColumnKind.TEXT, None),
    ],
)
def test_only_what_people_write_is_checked_by_its_kind(
    kind: ColumnKind, valid: Valid | None
) -> None:
    theirs = choices_of(Column(header="x", kind=kind), {})
    ours = choices_of(Column(header="x", kind=kind, writer=Writer.PROGRAM), {})

    assert (theirs.valid if theirs else None) is valid
    assert ours is None


def test_only_columns_somebody_chooses_from_get_a_name() -> None:
    cohorts = Tab(name="Cohorts", columns=(CHOSEN,))

    assert [(tab.name, n) for tab, n in columns_referred_to([PEOPLE, cohorts])] == [("People", 1)]
    assert list(columns_referred_to([PEOPLE])) == []
