"""Bugs a tracker could have, each switched on in memory only: random edits must find every one."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from sync.sheets import track_tabs, tracker_sheet
from sync.sheets.tracker_columns import Columns, is_ours
from sync.sheets.tracker_requests import requests_for
from sync.sheets.tracker_sheet import Sheet

Bug = Callable[[], Any]
_made = Sheet.__init__


def rows_by_number() -> Any:
    """The rows of ours are taken to stand in their order from the top, whatever their keys."""

    def wrong(self: Sheet, *given: Any) -> None:
        _made(self, *given)
        self.rows = {key: number for number, key in enumerate(sorted(self.rows), start=1)}

    return patch.object(Sheet, "__init__", wrong)


def columns_by_number() -> Any:
    """The columns of ours are taken to stand where they were made."""

    def wrong(tab: Any, *_: Any, **__: Any) -> Columns:
        ours = {c.header: n for n, c in enumerate(tab.columns) if is_ours(tab, c)}
        return Columns(at=ours)

    return patch.object(tracker_sheet, "columns_of", wrong)


def writes_a_human_column() -> Any:
    """What goes into the last column of ours goes into the one beside it too."""
    whole = requests_for

    def wrong(merged: Any, *given: Any) -> Any:
        last = max((one.column for one in merged.writes), default=0)
        more = [
            replace(w, column=w.column + 1) for w in merged.writes if w.column == last and w.row
        ]
        return whole(replace(merged, writes=(*merged.writes, *more)), *given)

    return patch("sync.sheets.track.requests_for", wrong)


def doubles_rows_after_a_sort() -> Any:
    """A row is found only below those whose keys come before it."""

    def wrong(self: Sheet, *given: Any) -> None:
        _made(self, *given)
        found: dict[str, int] = {}
        for key, number in sorted(self.rows.items(), key=lambda one: one[1]):
            if not found or key > max(found):
                found[key] = number
        self.rows = found

    return patch.object(Sheet, "__init__", wrong)


def overwrites_what_was_typed() -> Any:
    """Whatever stands in a cell of ours is taken for ours."""
    return patch.object(Sheet, "is_as_left", lambda self, row, header, marks: True)


def tabs_by_name_only() -> Any:
    """A tab that was renamed is taken for deleted."""
    return patch.object(track_tabs, "sheet_id", lambda tab: -1)


def writes_below_the_last_row_without_room() -> Any:
    """New rows are written where the last key was, not where nothing stands."""

    def wrong(self: Sheet) -> int:
        return max(self.rows.values(), default=0) + 1

    whole = requests_for
    stack = ExitStack()
    stack.enter_context(patch.object(Sheet, "first_free_row", property(wrong)))
    unroomed = lambda merged, *given: whole(replace(merged, new=0), *given)  # noqa: E731 - the bug
    stack.enter_context(patch("sync.sheets.track.requests_for", unroomed))
    return stack


def empties_rows_people_wrote_in() -> Any:
    """A row that is not needed any more is emptied whatever a person wrote in it."""
    return patch("sync.sheets.tracker.is_content", lambda cell: False)


BUGS: Mapping[str, Bug] = {
    bug.__name__: bug
    for bug in (
        rows_by_number,
        columns_by_number,
        writes_a_human_column,
        doubles_rows_after_a_sort,
        overwrites_what_was_typed,
        tabs_by_name_only,
        writes_below_the_last_row_without_room,
        empties_rows_people_wrote_in,
    )
}
