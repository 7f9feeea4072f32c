"""The list of classes that need cover: from the saved schedule, with what the sub coordinator wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from errands.told.report_files import Report
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
from web.page_words import day_words
from workflow import Given, Workspace, at_work, saved

__all__ = ["Coverage", "class_words", "coverage", "to_pass_on"]


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


def to_pass_on(found: Coverage, given: Given) -> Report:
    """The list as a report, in the tab's own columns and order, so that both can be laid side by side."""
    head, *rows = _rows(found, given)
    return Report(
        name="coverage",
        title="Classes that need cover",
        says=f"Classes to cover, {day_words(found.first)} to {day_words(found.last)}.",
        heads=tuple(map(str, head)),
        rows=[tuple(row) for row in rows],
        keys=("request_id",),
    )


def _rows(found: Coverage, given: Given) -> Rows:
    records = coverage_rows(found.needs, given.district, given.days)
    told = [
        {**record, "filled_by": found.of(need).by, "status": found.of(need).status}
        for record, need in zip(records, found.needs, strict=True)
    ]
    return filled(COVERAGE, told)
