"""The list of classes that need cover: from the saved schedule, with what the sub coordinator wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from scheduler.counts.coverage import (
    AHEAD_DAYS,
    CoverNeed,
    above_the_cap,
    cover_needs,
    half_days,
    needed_from,
)
from scheduler.district import SchoolId
from scheduler.peoples_time.availability import Availability
from sheets_templates.books.coverage import (
    COVERAGE,
    OPEN,
    Filled,
    class_words,
    coverage_rows,
    filled_in,
)
from sheets_templates.vocabulary.grid import Rows, filled
from sync.files.csv_text import as_csv_text, write_csv
from sync.files.tabs import writing_to
from workflow import Given, Workspace, at_work, saved

__all__ = ["Coverage", "as_csv", "class_words", "coverage", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The classes from `first` to `last`, both included, and what is known of their substitutes."""

    first: date
    last: date
    needs: tuple[CoverNeed, ...]
    filled: Mapping[str, Filled]
    substitutes_at_once: int

    @property
    def half_days(self) -> int:
        return half_days(self.needs)

    @property
    def above_the_cap(self) -> list[tuple[SchoolId, date, int]]:
        return above_the_cap(self.needs, self.substitutes_at_once)

    def of(self, need: CoverNeed) -> Filled:
        return self.filled.get(need.id, Filled())

    @property
    def open_ones(self) -> int:
        """Classes for which nobody is found yet."""
        return sum(self.of(need).status in (OPEN, "unfilled") for need in self.needs)


def coverage(
    workspace: Workspace, given: Given, *, first: date | None = None, days: int = AHEAD_DAYS
) -> Coverage:
    """The list from today on, or from `first`; what stands in the workbook is read where there is one."""
    begins = first or given.days.date_of(workspace.clock(given.zone))
    schedule = saved(workspace, given)
    needs = cover_needs(schedule, Availability(given.district, given.days))
    return Coverage(
        first=begins,
        last=begins + timedelta(days=days),
        needs=tuple(needed_from(needs, begins, days)),
        filled=_written(workspace, given) if needs else {},
        substitutes_at_once=given.district.limits.substitutes_at_once,
    )


def _written(workspace: Workspace, given: Given) -> Mapping[str, Filled]:
    """What people wrote in the workbook; nothing where it was never made."""
    from sync.sheets.coverage_book import COVERAGE_BOOK
    from sync.sheets.workbooks import known_workbook

    if not workspace.has_journal:
        return {}
    with at_work(workspace, given) as desk:
        book = known_workbook(desk.journal, COVERAGE_BOOK)
        if book is None:
            return {}
        return filled_in(desk.google.sheets.read(book, [COVERAGE.name]).get(COVERAGE.name, ()))


def as_csv(found: Coverage, given: Given) -> list[list[str]]:
    """The list as rows of text with a header, for a file or a pipe."""
    return [[as_csv_text(cell) for cell in row] for row in _rows(found, given)]


def write(found: Coverage, given: Given, out: Path) -> Path:
    """Write the list as a CSV file.

    Raises:
        SettingsError: it cannot be written there.
    """
    with writing_to(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        write_csv(out, _rows(found, given))
    return out


def _rows(found: Coverage, given: Given) -> Rows:
    """The tab's own columns and order, so that a file and the tab can be laid beside each other."""
    records = coverage_rows(found.needs, given.district, given.days)
    told = [
        {**record, "filled_by": found.of(need).by, "status": found.of(need).status}
        for record, need in zip(records, found.needs, strict=True)
    ]
    return filled(COVERAGE, told)
