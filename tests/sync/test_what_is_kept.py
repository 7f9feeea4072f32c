"""What is told of the journal is all of the journal."""

from sqlalchemy import Table

from sync.journal import retention
from sync.journal.tables import metadata
from sync.journal.what_is_kept import KEPT, UNTIL_CLEARED

NAMES_PEOPLE = {"person", "actor", "owner", "before_json", "content"}
"""Columns in which a person can stand."""


def test_every_table_of_the_journal_is_told_of() -> None:
    assert set(metadata.tables) == set(KEPT)


def test_a_table_with_a_column_for_a_person_says_whom_it_names() -> None:
    named = {
        name
        for name, table in metadata.tables.items()
        if NAMES_PEOPLE & {column.name for column in table.columns}
    }

    # A lease's owner is a computer's process, not a person; values of `meta` name people without a column.
    assert {name for name, one in KEPT.items() if one.people} == named - {"lease"} | {"meta"}


def test_what_retention_empties_is_said_to_be_cleared() -> None:
    emptied = {one.name for one in vars(retention).values() if isinstance(one, Table)}

    # Of the runs only the moment is read, to find what is old.
    assert {name for name, one in KEPT.items() if one.until == UNTIL_CLEARED} == emptied - {"runs"}
