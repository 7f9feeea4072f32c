"""Partners open a workbook of their own: meetings, half days to answer, who came; never a teacher's name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scheduler.counts.reach import Record
from scheduler.district import District, Modality, PersonId, Role, SeriesId
from scheduler.model import Activity, ActivityId, Half, Kind, Slot
from scheduler.partners.people import Answer, HalfDay, Partner, PartnerDate
from scheduler.schoolday import SchoolDays
from sheets_templates.books.partners import date_id
from sheets_templates.reading.parse_partners import in_their_words
from sheets_templates.writing.render_partners import meeting_rows, organisation_rows
from sync.journal.forgetting import Words, forget_in_journal
from sync.journal.kept_partner_answers import kept_partner_answers
from sync.journal.tables import meta
from sync.sheets.matter import Matter, Tracked
from sync.sheets.partners_book import PARTNERS_BOOK, read_partner_answers, track_partners
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import track_all
from sync.sheets.workbooks import known_workbook
from tests.builders import HALL, KHAN, a_district, a_person, a_schedule, a_slot, an_activity
from tests.sync.coaching import Workspace, a_workspace, connect, person

DORA, PAT, ROB = PersonId("lane"), PersonId("arbor"), PersonId("birch")
TODAY = date(2026, 12, 1)
MONTHLY = SeriesId("partners")


def a_date(who: PersonId, answer: Answer | None = None, day: int = 15) -> PartnerDate:
    return PartnerDate(
        series=MONTHLY,
        when=HalfDay(day=date(2026, 12, day), half=Half.MORNING),
        person=who,
        answer=answer,
        answer_by=date(2026, 12, 4),
    )


def the_district(*dates: PartnerDate) -> District:
    """Dora leads; Pat comes from Arbor and Rob from Birch."""
    return a_district(
        a_person("Dora Lane", Role.DISTRICT_LEADER, school=None),
        a_person("Pat Arbor", Role.EXTERNAL_PARTNER, school=None, external=True),
        a_person("Rob Birch", Role.EXTERNAL_PARTNER, school=None, external=True),
        partners=(
            Partner(
                organisation="Arbor Math",
                contact="arbor@district.example",
                services="coaching of leaders",
                focus="grade 7",
            ),
            Partner(organisation="Birch & Co.", contact="birch@district.example"),
        ),
        partner_dates=dates,
    )


def a_meeting(day: str, number: int, *partners: PersonId, **more: Any) -> tuple[Activity, Slot]:
    plain: dict[str, Any] = {
        "id": ActivityId(f"partners.{number}"),
        "kind": Kind.PARTNER_MEETING,
        "label": "Partner coherence meeting",
        "leader": DORA,
        "required": (DORA,),
        "invited": (*partners, HALL, KHAN),
        "series": MONTHLY,
        "modality": (Modality.IN_PERSON, Modality.VIRTUAL)[number % 2],
        "link": "https://district.example/agenda",
    }
    coming = (*partners, HALL, KHAN)
    return an_activity(**(plain | more)), a_slot(f"{day} 09:00", 60, coming=coming)


YEAR = (
    a_meeting("2026-09-15", 0, PAT, ROB),
    a_meeting("2026-10-06", 1, PAT, ROB),
    a_meeting("2026-10-27", 2, PAT),
    a_meeting("2026-11-17", 3, PAT, ROB),
    a_meeting("2026-12-15", 4, PAT, ROB),
)
IDS = [activity.id for activity, _ in YEAR]


def record(*meetings: tuple[Activity, Slot], district: District | None = None) -> Record:
    known = district or the_district()
    return Record(district=known, days=SchoolDays(known), told=a_schedule(meetings), today=TODAY)


@pytest.mark.proves("R-SS-1", "F-87", "F-31")
def test_each_meeting_has_its_date_its_way_of_meeting_and_its_agenda() -> None:
    done = record(*YEAR, a_meeting("2026-11-03", 9))

    rows = meeting_rows(done.told, done.district, done.days)

    # The last one is for nobody from outside, so it is none of theirs.
    assert [(row["date"], row["modality"]) for row in rows] == [
        (date(2026, 9, 15), "in person"),
        (date(2026, 10, 6), "virtual"),
        (date(2026, 10, 27), "in person"),
        (date(2026, 11, 17), "virtual"),
        (date(2026, 12, 15), "in person"),
    ]
    assert {row["agenda_link"] for row in rows} == {"https://district.example/agenda"}


@pytest.mark.proves("F-87")
def test_months_met_and_attendance_are_counted_by_organisation() -> None:
    done = record(*YEAR)
    # Arbor came in September and twice in October; Birch in September. Of November nobody said anything,
    # and December is still to come.
    came = {
        IDS[0]: frozenset({"arbormath", "birchco"}),
        IDS[1]: frozenset({"arbormath"}),
        IDS[2]: frozenset({"arbormath"}),
        IDS[4]: frozenset({"birchco"}),
    }

    rows = organisation_rows(done.told, done.district, done.days, came=came, today=TODAY)

    facts = ("org", "services", "meetings", "attended", "months_met")
    assert [tuple(row[name] for name in facts) for row in rows] == [
        # Invited to all of September and October; Birch not to the second one in October.
        ("Arbor Math", "coaching of leaders", 3, 3, 2),
        ("Birch & Co.", "", 2, 1, 1),
    ]


@pytest.mark.proves("F-87")
def test_half_days_an_organisation_has_not_answered_are_counted_while_they_are_ahead() -> None:
    dates = (
        a_date(PAT),
        a_date(PAT, Answer.CAN, 16),
        a_date(PAT, day=17),
        a_date(ROB, Answer.CANNOT),
    )
    past = replace(a_date(ROB), when=HalfDay(day=date(2026, 11, 10), half=Half.MORNING))
    done = record(district=the_district(*dates, past))

    rows = organisation_rows(done.told, done.district, done.days, came={}, today=TODAY)

    assert [(row["org"], row["open_answers"]) for row in rows] == [
        ("Arbor Math", 2),
        ("Birch & Co.", 0),
    ]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path, district=the_district(a_date(PAT), a_date(ROB))) as workspace:
        yield workspace


def tracked(office: Workspace, *meetings: tuple[Activity, Slot]) -> tuple[str, int]:
    """The id of the partners' workbook and how many cells were written."""
    done = record(*meetings, district=office.district)
    found = track_partners(SheetsApi(office.transport), office.journal, done)
    assert found is not None
    assert found.notes == ()
    return found.book, found.report.cells


def read(office: Workspace, book: str, tab: str, *headers: str) -> list[tuple[object, ...]]:
    """What Pat reads, who is nobody of ours."""
    grid = SheetsApi(connect(office.running, person("arbor"))).read(book, [tab])[tab]
    at = [[cell.value for cell in grid[0]].index(header) for header in headers]
    rows = (tuple(row[n].value if n < len(row) else None for n in at) for row in grid[1:])
    return [row for row in rows if any(cell not in (None, "") for cell in row)]


def types(office: Workspace, book: str, tab: str, header: str, *cells: str) -> None:
    """Pat types into a column of the workbook, from the first row on."""
    api = SheetsApi(connect(office.running, person("arbor")))
    column = [cell.value for cell in api.read(book, [tab])[tab][0]].index(header)
    api.write_values(book, {f"{tab}!{chr(ord('A') + column)}2": [[cell] for cell in cells]})


@pytest.mark.proves("F-87", "F-80")
def test_a_partner_reads_everything_in_it_and_no_teacher_is_named(office: Workspace) -> None:
    book, _ = tracked(office, *YEAR)

    everything = SheetsApi(connect(office.running, person("arbor"))).read(book)

    cells = {str(cell.value) for grid in everything.values() for row in grid for cell in row}
    assert set(everything) == {
        *("PartnerMeetings", "PartnerOrganisations", "PartnerDates", "README")
    }
    assert "Partner coherence meeting" in cells
    ours = [one for one in office.district.people.values() if not one.external]
    named = {text for one in ours for text in (one.name, one.id, one.email)}
    assert not [text for text in cells if any(name in text for name in named)]


@pytest.mark.proves("F-87", "F-78")
def test_who_came_and_what_was_decided_stays_and_is_counted(office: Workspace) -> None:
    book, _ = tracked(office, *YEAR)
    came = ("Arbor Math; Birch & Co.", "arbor math", "Arbor Math")
    types(office, book, "PartnerMeetings", "attended_by_org", *came)
    types(office, book, "PartnerMeetings", "decisions", "one unit together")

    tracked(office, *YEAR)
    again = tracked(office, *YEAR)

    assert again == (book, 0)
    assert read(office, book, "PartnerOrganisations", "org", "attended", "months_met") == [
        ("Arbor Math", 3, 2),
        ("Birch & Co.", 1, 1),
    ]
    kept = read(office, book, "PartnerMeetings", "attended_by_org", "decisions")
    assert kept == [(came[0], "one unit together"), (came[1], None), (came[2], None)]


@pytest.mark.proves("R-SS-1", "F-87")
def test_what_a_partner_answers_in_it_is_read_back_and_counts_before_what_was_typed_for_her(
    office: Workspace,
) -> None:
    book, _ = tracked(office)
    types(office, book, "PartnerDates", "answer", "Cannot", "perhaps")

    assert read_partner_answers(SheetsApi(office.transport), office.journal)

    kept = kept_partner_answers(office.journal)
    mine, his = a_date(PAT, Answer.CAN), a_date(ROB, Answer.CAN)
    assert kept == {date_id(mine): "cannot"}
    said = in_their_words((mine, his), kept)
    # Pat's own word stands; 'perhaps' is none, so what was typed for Rob does.
    assert [row.answer for row in said] == [Answer.CANNOT, Answer.CAN]
    assert not read_partner_answers(SheetsApi(office.transport), office.journal)


@pytest.mark.proves("F-87")
def test_an_answer_taken_back_is_known_no_more(office: Workspace) -> None:
    book, _ = tracked(office)
    types(office, book, "PartnerDates", "answer", "can")
    tracked(office)
    before = kept_partner_answers(office.journal)
    types(office, book, "PartnerDates", "answer", "")
    tracked(office)

    assert list(before.values()) == ["can"]
    assert kept_partner_answers(office.journal) == {}


@pytest.mark.proves("X19")
def test_a_partner_who_is_forgotten_is_named_in_the_journal_no_more(office: Workspace) -> None:
    book, _ = tracked(office)
    types(office, book, "PartnerDates", "answer", "can")
    tracked(office)
    words = Words(names=("arbor", person("arbor"), "Pat Arbor"), instead="forgotten-1")

    forget_in_journal(office.journal, words, yes=True)

    held = [f"{row.name} {row.value}" for row in office.journal.rows(select(meta))]
    assert any("forgotten-1" in text for text in held)
    assert not [text for text in held if words.found_in(text)]


@pytest.mark.proves("F-69", "F-80")
def test_a_half_day_asked_of_one_of_ours_is_not_shown_to_partners(tmp_path: Path) -> None:
    district = the_district(a_date(PAT), a_date(HALL))
    with a_workspace(tmp_path, district=district) as office:
        book, _ = tracked(office)

        assert read(office, book, "PartnerDates", "person") == [("arbor",)]


def test_without_partners_there_is_no_workbook_and_nothing_to_read(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as office:
        api, done = SheetsApi(office.transport), record(district=office.district)

        assert track_partners(api, office.journal, done) is None
        assert not read_partner_answers(api, office.journal)
        assert known_workbook(office.journal, PARTNERS_BOOK) is None


def test_who_is_asked_later_may_open_it_too(office: Workspace) -> None:
    book, _ = tracked(office)
    late = a_person("Cy Cedar", Role.EXTERNAL_PARTNER, school=None, external=True)
    people = {**office.district.people, late.id: late}
    dates = (*office.district.partner_dates, a_date(late.id))
    office.district = replace(office.district, people=people, partner_dates=dates)
    stranger = SheetsApi(connect(office.running, person("cedar")))
    with pytest.raises(Exception, match="refused"):
        stranger.tabs(book)

    tracked(office)

    assert stranger.tabs(book)


def everything(office: Workspace) -> Tracked:
    """Bring all workbooks up to date."""
    told = a_schedule(YEAR)
    matter = Matter(
        district=office.district,
        days=SchoolDays(office.district),
        schedule=told,
        published=told,
        today=TODAY,
    )
    return track_all(SheetsApi(office.transport), office.journal, matter)


@pytest.mark.slow
@pytest.mark.proves("F-78", "F-87")
def test_a_workbook_that_others_spoiled_is_told_of_and_stops_no_other(office: Workspace) -> None:
    books = everything(office).books
    api, book = SheetsApi(office.transport), books["Math coaching - partners"]
    (tab,) = (one for one in api.tabs(book) if one.title == "PartnerMeetings")
    keys = {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    api.write(book, [{"deleteDimension": {"range": keys}}])

    again = everything(office)

    assert again.notes == (
        "PartnerMeetings!1:1 the tab PartnerMeetings has no column `meeting_id`",
    )
    assert "Math coaching - program" in again.books
    api.delete(book)
    (note,) = everything(office).notes
    assert note.startswith("A workbook of others is as it was: ")
