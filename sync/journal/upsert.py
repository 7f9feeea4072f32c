"""Writes a row whether or not one of its key is there: a standard `insert` has no words for that."""

from functools import cache
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


@cache
def putting(dialect: str, table: Table) -> Insert:
    """The row instead of the one with its key; the same statement each time, so that it is built once."""
    new = _insert(dialect, table)
    key = list(table.primary_key)
    given = {
        column.name: new.excluded[column.name] for column in table.columns if column not in key
    }
    return new.on_conflict_do_update(index_elements=key, set_=given)


@cache
def counting(dialect: str, table: Table, counted: Column[Any]) -> Insert:
    """The row where there is none of its key; else one more in `counted`."""
    new = _insert(dialect, table)
    one_more = {counted.name: counted + 1}
    return new.on_conflict_do_update(index_elements=list(table.primary_key), set_=one_more)


def _insert(dialect: str, table: Table) -> Insert:
    """Both databases a journal may be in know `on conflict`; SQLAlchemy has it for each of them apart."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
