"""What a coach marks as not held is kept without name or reason, and no longer once it is marked held."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.model import ActivityId
from scheduler.schoolday import SchoolDays
from sheets_templates.books.coach import VISIT_LOG
from sync.journal.kept_marks import keep_not_held, not_held
from sync.journal.tables import meta
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import Matter, track_all
from sync.sheets.workbooks import coach_book, known_workbook
from tests.builders import ANA, VISIT, a_schedule
from tests.sync.coaching import Workspace, a_workspace, visit

TOLD = a_schedule([visit()])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


def tracked(office: Workspace) -> frozenset[ActivityId]:
    """Bring the workbooks up to date; what counts as not held then."""
    district = office.district
    matter = Matter(district=district, days=SchoolDays(district), schedule=TOLD, published=TOLD)
    track_all(SheetsApi(office.transport), office.journal, matter)
    return not_held(office.journal, TOLD.activities.values())


def mark(office: Workspace, outcome: str) -> None:
    """Ana writes into the outcome column of the first row of her log."""
    book = known_workbook(office.journal, coach_book(ANA))
    assert book
    column = [one.header for one in VISIT_LOG.columns].index("outcome")
    cell = f"{VISIT_LOG.name}!{chr(ord('A') + column)}2"
    SheetsApi(office.transport).write_values(book, {cell: [[outcome]]})


@pytest.mark.proves("F-46")
@pytest.mark.parametrize("outcome", ["not held", "cancelled by teacher", "cancelled by coach"])
def test_what_a_coach_marked_is_known_after_the_next_tracking(
    office: Workspace, outcome: str
) -> None:
    assert tracked(office) == frozenset()

    mark(office, outcome)
    assert tracked(office) == {VISIT}

    mark(office, "held")
    assert tracked(office) == frozenset()


def test_what_took_place_at_another_time_was_not_missed(office: Workspace) -> None:
    tracked(office)
    mark(office, "moved")

    assert tracked(office) == frozenset()


def test_neither_name_nor_reason_is_kept(office: Workspace) -> None:
    tracked(office)
    mark(office, "cancelled by teacher")
    tracked(office)

    kept = " ".join(str(row.value) for row in office.journal.rows(select(meta.c.value)))
    assert "hall" not in kept
    assert "teacher" not in kept


def test_the_same_marks_are_not_written_again(office: Workspace) -> None:
    keep_not_held(office.journal, [VISIT])
    before = office.journal.rows(select(meta.c.value))
    keep_not_held(office.journal, [VISIT, VISIT])

    assert office.journal.rows(select(meta.c.value)) == before
