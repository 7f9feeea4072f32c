"""The workbooks show how far each activity has come, and the coach's own tells why it moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.model import Exclusion, Pin, Schedule
from scheduler.schoolday import SchoolDays
from sync.event.facts import MOVED
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import Matter, Tracked, states_of, track_all
from tests.builders import VISIT, a_schedule, a_slot
from tests.sync.coaching import Workspace, a_workspace, connect, person, visit

TOLD = a_schedule([visit()])
NOTHING = Schedule(activities={}, placed={})
SLOT = a_slot()
REFUSED = Exclusion(activity=VISIT, start=SLOT.start, end=SLOT.end, because="declined")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


def tracked(
    office: Workspace, schedule: Schedule, published: Schedule, *refused: Exclusion
) -> Tracked:
    """Bring the workbooks up to date."""
    matter = Matter(
        district=office.district,
        days=SchoolDays(office.district),
        schedule=schedule,
        published=published,
        exclusions=refused,
    )
    return track_all(SheetsApi(office.transport), office.journal, matter)


def cells(office: Workspace, reader: str, book: str, tab: str, header: str) -> list[object]:
    """What somebody reads below a header."""
    grid = SheetsApi(connect(office.running, person(reader))).read(book, [tab])[tab]
    column = [cell.value for cell in grid[0]].index(header)
    return [row[column].value if column < len(row) else None for row in grid[1:]]


@pytest.mark.parametrize(
    ("published", "pins", "exclusions", "state"),
    [
        (NOTHING, (), (), "proposed"),
        (TOLD, (), (), "sent"),
        (a_schedule([visit("2026-12-09 13:00")]), (), (), "proposed"),
        (TOLD, (Pin(activity=VISIT, slot=SLOT, because=MOVED),), (), "moved"),
        (TOLD, (), (REFUSED,), "needs attention"),
    ],
)
def test_each_activity_has_a_state_every_reader_may_see(
    published: Schedule, pins: tuple[Pin, ...], exclusions: tuple[Exclusion, ...], state: str
) -> None:
    assert states_of(TOLD, published, pins, exclusions) == {VISIT: state}


def test_there_is_one_workbook_for_all_and_one_for_each_coach(office: Workspace) -> None:
    found = tracked(office, TOLD, TOLD)

    assert sorted(found.books) == [
        "Math coaching - program",
        "Math coaching - visit log of Ana Ruiz",
    ]
    assert found.notes == ()


def test_a_second_time_nothing_is_written(office: Workspace) -> None:
    tracked(office, TOLD, TOLD)

    assert tracked(office, TOLD, TOLD).cells == 0


@pytest.mark.proves("F-80", "F-81")
def test_why_something_moved_stands_in_the_coachs_own_workbook_only(office: Workspace) -> None:
    moved = a_schedule([visit("2026-12-09 13:00")])
    books = tracked(office, moved, TOLD, REFUSED).books
    program, log = books["Math coaching - program"], books["Math coaching - visit log of Ana Ruiz"]

    assert cells(office, "ana", log, "VisitLog", "reason_moved") == ["an earlier time was declined"]
    assert cells(office, "ana", log, "VisitLog", "teacher") == ["Rosa Hall"]
    assert cells(office, "ben", program, "Schedule", "state") == ["proposed"]
    with pytest.raises(Exception, match="refused"):
        cells(office, "ben", log, "VisitLog", "teacher")


@pytest.mark.proves("F-78")
def test_what_a_coach_wrote_beside_a_visit_stays_even_when_the_visit_goes(
    office: Workspace,
) -> None:
    log = tracked(office, TOLD, TOLD).books["Math coaching - visit log of Ana Ruiz"]
    SheetsApi(connect(office.running, person("ana"))).write_values(
        log, {"VisitLog!H2:J2": [[35, "held", "a good lesson"]]}
    )
    same, gone = tracked(office, TOLD, TOLD), tracked(office, NOTHING, TOLD)

    assert (same.cells, same.notes) == (0, ())
    assert [note.split()[0] for note in gone.notes] == ["VisitLog!A2"]
    assert cells(office, "ana", log, "VisitLog", "reason") == ["a good lesson"]
