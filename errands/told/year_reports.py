"""What a year reaches, in counts: each school's share of support, and what the Board is told.

Read from what people were told of and from what coaches marked in their visit logs; nothing is written.
"""

from datetime import date
from pathlib import Path

from scheduler.counts.board import BoardPage, board_page
from scheduler.counts.reach import SMALLEST_CELL, Record, Support
from scheduler.model import ActivityId, Kind
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.books.facts import VISIT_FACTS
from sheets_templates.writing.render_year import dated
from workflow import Given, Workspace, at_work, what_is_known

__all__ = ["SMALLEST_CELL", "BoardPage", "Support", "board", "export_board", "support"]


def support(workspace: Workspace, given: Given) -> tuple[Support, ...]:
    """Each school's support up to today, and the whole district's last."""
    return tuple(_record(workspace, given).support())


def board(workspace: Workspace, given: Given, on: date | None = None) -> BoardPage:
    """What the Board can be told on a date, today without one."""
    record = _record(workspace, given)
    draft = what_is_known(workspace, given).draft
    updates = dated(Kind.UPDATE, draft, given.activities, given.days)
    return board_page(record, on or record.today, {one.id: day for day, one in updates})


def export_board(workspace: Workspace, given: Given, out: Path | None) -> list[Path]:
    """Write today's page for the Board; the paths written."""
    from sync.workspace.exported import write_page
    from web.board_html import board_html

    place = out or Path(workspace.settings.out) / "board.html"
    return write_page(workspace, board_html(board(workspace, given), given.district.name), place)


def _record(workspace: Workspace, given: Given) -> Record:
    known = what_is_known(workspace, given)
    return Record(
        district=given.district,
        days=given.days,
        told=known.published,
        today=given.days.date_of(workspace.clock(given.zone)),
        asked=given.activities,
        outcomes=_outcomes(workspace, given) if known.published.placed else {},
        refused=known.refused,
    )


def _outcomes(workspace: Workspace, given: Given) -> dict[ActivityId, str]:
    """What coaches marked, from every visit log there is and beside the facts."""
    from sync.sheets.coach_books import facts_book, outcomes_of
    from sync.sheets.workbooks import coach_book, known_workbook

    found: dict[ActivityId, str] = {}
    with at_work(workspace, given) as desk:
        for named, tab in ((coach_book, VISIT_LOG), (facts_book, VISIT_FACTS)):
            names = map(named, given.district.people)
            books = [book for name in names if (book := known_workbook(desk.journal, name))]
            for tabs in desk.google.sheets.read_many(books, [tab.name]).values():
                found |= outcomes_of(tabs)
    return found
