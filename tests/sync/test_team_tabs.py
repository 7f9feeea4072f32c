"""The tabs about teams in the program's workbook: made when they are used, and people's words stay."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from string import ascii_uppercase

import pytest

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.district import District, PersonId
from scheduler.errors import RemoteError
from scheduler.model import Schedule
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_structures import TEAM_TABS
from sheets_templates.vocabulary.table import CellValue
from sync.sheets.matter import Matter
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.team_tabs import team_tabs
from sync.sheets.track import TrackReport, track
from sync.sheets.tracking import track_all
from tests.scheduler.cohorts import a_cohort
from tests.scheduler.test_collaborative_planning import FRACTIONS, a_team
from tests.sheets_templates.test_render_teams import the_meeting
from tests.sync.coaching import Workspace, a_workspace, connect

NOTHING = Schedule(activities={}, placed={})
OURS = {tab.name for tab in TEAM_TABS}
TEAM = a_team(FRACTIONS)
(PLANNERS,) = TEAM.cohorts
COACHED = a_cohort((TEAM.people[key] for key in PLANNERS.members), "cohort-1")


def with_cohorts(*keys: str) -> District:
    """The people of the team, who plan together, are coached in a cycle, or both."""
    known = {cohort.id: cohort for cohort in (PLANNERS, COACHED)}
    return replace(TEAM, cohorts=tuple(known[key] for key in known if key in keys))


@dataclass
class Office:
    """One workbook at the wire."""

    workspace: Workspace
    book: str

    @property
    def api(self) -> SheetsApi:
        return SheetsApi(self.workspace.transport)

    def track(
        self, district: District, schedule: Schedule = NOTHING, today: date | None = None
    ) -> TrackReport:
        wanted = team_tabs(matter_of(district, schedule, today))
        return track(self.api, self.workspace.journal, self.book, wanted)

    @property
    def tabs(self) -> set[str]:
        return {tab.title for tab in self.api.tabs(self.book)} & OURS

    def rows(self, tab: str, *headers: str) -> list[tuple[object, ...]]:
        """What stands below some headers, row by row; empty rows are left out."""
        grid = self.api.read(self.book, [tab])[tab]
        at = [[cell.value for cell in grid[0]].index(header) for header in headers]
        found = [tuple(row[n].value if n < len(row) else None for n in at) for row in grid[1:]]
        return [row for row in found if any(cell not in (None, "") for cell in row)]

    def type_in(self, tab: str, row: int, **typed: CellValue) -> None:
        """What a person types below some headers, in the row counted from 1 under them."""
        titles = [cell.value for cell in self.api.read(self.book, [tab])[tab][0]]
        for header, what in typed.items():
            letter = ascii_uppercase[titles.index(header)]
            self.api.write_values(self.book, {f"{tab}!{letter}{row + 1}": [[what]]})


def matter_of(
    district: District, schedule: Schedule = NOTHING, today: date | None = None
) -> Matter:
    structures, days = shipped_structures(), SchoolDays(district)
    return Matter(
        district=district,
        days=days,
        schedule=schedule,
        published=NOTHING,
        today=today,
        activities=expand(district, structures, days),
        structures=structures,
    )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with a_workspace(tmp_path, district=TEAM) as workspace:
        yield Office(workspace, SheetsApi(workspace.transport).create("Program"))


def test_a_district_of_coached_cohorts_gets_the_survey_tab_alone(office: Office) -> None:
    matter = matter_of(with_cohorts("cohort-1"))
    done = track_all(office.api, office.workspace.journal, matter)

    (program,) = (book for title, book in done.books.items() if title.endswith("- program"))
    assert {tab.title for tab in office.api.tabs(program)} & OURS == {"Surveys"}


def test_a_facilitator_fills_in_hers_and_changes_nothing_of_ours(office: Office) -> None:
    theirs, program = opened_by(PLANNERS.coach, office)

    theirs.write_values(program, {"LeaderActions!H2": [["https://done.example/1"]]})
    with pytest.raises(RemoteError):
        theirs.write_values(program, {"LeaderActions!D2": [["Do nothing"]]})


def test_a_principal_does_not_open_the_book_in_which_every_schools_teachers_stand(
    office: Office,
) -> None:
    principal = PLANNERS.leaders[0]
    theirs, program = opened_by(principal, office)

    with pytest.raises(RemoteError):
        theirs.read(program)


def opened_by(who: PersonId, office: Office) -> tuple[SheetsApi, str]:
    """The program's workbook, tracked once, and the client of somebody who asks for it."""
    district = with_cohorts("grade-6")
    done = track_all(office.api, office.workspace.journal, matter_of(district))
    (program,) = (book for title, book in done.books.items() if title.endswith("- program"))
    return SheetsApi(connect(office.workspace.running, district.people[who].email)), program


@pytest.mark.proves("R-CP-22", "R-CP-27")
def test_the_tabs_of_a_practice_come_when_a_first_team_uses_it(office: Office) -> None:
    office.track(with_cohorts("cohort-1"))
    office.track(with_cohorts("cohort-1", "grade-6"))

    counts = {
        tab: len(office.rows(tab, "team"))
        for tab in ("Surveys", "Rubrics", "LeaderActions", "Context", "ChangesMade")
    }
    assert office.tabs == {"Surveys", "Rubrics", "LeaderActions", "Context", "ChangesMade"}
    # One unit, its meetings from Sep 15 until Nov 14: a feedback survey and two of the team; three baselines
    # and three checks on Nov 14; fifteen actions, none of them again within its practice's weeks, and
    # artifacts reviewed on Oct 10 and Nov 7; two surveys and three times monitoring that may change things.
    assert counts == {
        "Surveys": 1 + 2,
        "Rubrics": 3 + 3,
        "LeaderActions": 15 + 2,
        "Context": 5 + 5 + 7,
        "ChangesMade": 2 + 3,
    }


def test_with_nothing_changed_nothing_is_written(office: Office) -> None:
    district = with_cohorts("cohort-1", "grade-6")
    meeting = the_meeting(district)
    office.track(district, meeting)

    assert office.track(district, meeting).cells == 0


@pytest.mark.proves("F-84", "R-CP-9")
def test_what_people_say_of_their_pre_work_takes_them_off_the_list(office: Office) -> None:
    district = with_cohorts("grade-6")
    meeting, friday = the_meeting(district), date(2025, 9, 26)
    office.track(district, meeting, friday)
    before = office.rows("Overdue", "owner", "pieces")
    owners = [row[0] for row in office.rows("PreWork", "owner")]

    office.type_in("PreWork", owners.index("Principal") + 1, status="done")
    office.track(district, meeting, friday)

    assert before == [
        ("Coach-1", 2),
        ("Principal", 1),
        *((f"Teacher-{number}", 1) for number in (1, 2, 3, 4)),
    ]
    assert office.rows("Overdue", "owner", "pieces") == [
        one for one in before if one[0] != "Principal"
    ]
    assert ("Principal", "done") in office.rows("PreWork", "owner", "status")


@pytest.mark.proves("F-91", "R-CP-13")
def test_the_rate_follows_the_count_of_answers_and_the_count_stays(office: Office) -> None:
    district = with_cohorts("grade-6")
    office.track(district)
    asked = [row[0] for row in office.rows("Surveys", "audience")]
    at = asked.index("teachers") + 1

    office.type_in("Surveys", at, answered=3)
    office.type_in("Surveys", at, results_link="https://results.example/1")
    done = office.track(district)

    assert (done.cells, done.findings) == (1, ())
    assert office.rows("Surveys", "audience", "answered", "rate", "results_link")[at - 1] == (
        *("teachers", 3, 75),
        "https://results.example/1",
    )


@pytest.mark.proves("R-CP-22", "R-CP-27")
def test_answers_and_changes_stay_when_a_team_stops_and_the_rest_of_its_rows_goes(
    office: Office,
) -> None:
    office.track(with_cohorts("grade-6"))
    office.type_in("Context", 2, answer="they have planned so for a year")
    office.type_in("ChangesMade", 1, what_changed="pre-work is due a day earlier")

    done = office.track(with_cohorts("cohort-1"))

    assert office.rows("Context", "team", "answer") == [
        ("grade-6", "they have planned so for a year")
    ]
    assert office.rows("ChangesMade", "team", "what_changed") == [
        ("grade-6", "pre-work is due a day earlier")
    ]
    assert office.rows("LeaderActions", "team") == []
    assert [note.where for note in done.findings] == ["Context!A3", "ChangesMade!A2"]


def test_a_row_somebody_adds_to_the_log_of_changes_is_left_alone(office: Office) -> None:
    district = with_cohorts("grade-6")
    office.track(district)
    below = len(office.rows("ChangesMade", "team")) + 1

    office.type_in("ChangesMade", below, what_changed="we meet on Tuesdays")
    done = office.track(district)

    assert (done.cells, done.findings) == (0, ())
    assert office.rows("ChangesMade", "team", "what_changed")[-1][1] == "we meet on Tuesdays"


@pytest.mark.proves("R-CP-21")
def test_what_a_leader_has_done_keeps_its_date_when_the_unit_moves(office: Office) -> None:
    district = with_cohorts("grade-6")
    office.track(district)
    office.type_in("LeaderActions", 1, link="https://protocol.example/1")
    key = office.rows("LeaderActions", "action_id", "due")[0]
    moved = replace(FRACTIONS, starts=date(2025, 10, 13))

    office.track(replace(TEAM, cohorts=(replace(PLANNERS, units=(moved,)),)))

    after = {row[0]: row for row in office.rows("LeaderActions", "action_id", "due", "link")}
    # A week later: Fri Sep 19 instead of Fri Sep 12.
    assert key[1] == date(2025, 9, 12)
    assert after[key[0]] == (key[0], date(2025, 9, 19), "https://protocol.example/1")
