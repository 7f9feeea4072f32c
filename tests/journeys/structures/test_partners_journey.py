"""Monthly meetings with two organisations outside the district, whose calendars nobody sees.

Three months from December to February are three meetings. Three half days a month are offered to one person
of each: 3 x 3 x 2 = 18 rows. Arbor can always come; Birch says nothing of February, so that month waits until
the last day for answers (Jan 11) is past, and is then held with Arbor.
"""

import pytest

from tests.commands.partner_workspace import partner_rows, write_answers
from tests.journeys.structures.districts import a_partnership
from tests.journeys.structures.typed import Sent, read_back, sent, typed, writes_down

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Half days were offered in October; two weeks later what is agreed is sent."""
    typist = typed(tmp_path_factory.mktemp("partners"), a_partnership(), now="2026-10-30T15:30")
    typist.does("partners", "propose", "--yes")
    assert len(partner_rows(typist)) == 3 * 3 * 2
    write_answers(typist, _says)
    typist.now = "2026-11-13T15:30"
    return sent(typist, "2026-11-30")


def _says(row: dict[str, str]) -> str:
    return "" if row["organisation"] == "Birch" and row["date"] >= "2027-02-01" else "can"


@pytest.fixture(scope="module")
def january(november: Sent, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The last day for February's answers is past."""
    typist = november.typist.moved_to(tmp_path_factory.mktemp("january"))
    typist.now = "2027-01-15T15:30"
    return sent(typist, "2027-01-18")


@pytest.mark.proves("R-SS-1")
def test_a_month_somebody_is_silent_about_waits_and_is_no_event(november: Sent) -> None:
    assert [one.day.month for one in november.meetings()] == [12, 1]
    assert len(november.events) == 2
    (waiting,) = november.tabs["Unplaced"]
    assert waiting["between"] == "2027-02-01 to 2027-02-26"
    assert "external partner" in str(waiting["why"])


@pytest.mark.proves("R-SS-1", "R-SS-13", "F-31")
def test_there_is_one_meeting_a_month_in_person_and_virtual_in_turn(january: Sent) -> None:
    meetings = january.meetings()

    assert [(one.day.year, one.day.month) for one in meetings] == [(2026, 12), (2027, 1), (2027, 2)]
    assert [one.row["modality"] for one in meetings] == ["in person", "virtual", "in person"]
    assert [one.event.location for one in meetings] == ["Oak", "Online", "Oak"]
    assert [bool(one.event.raw.get("conferenceData")) for one in meetings] == [False, True, False]
    assert {one.id for one in meetings} == {
        f"partner-meetings.partners.{month}.meeting" for month in ("2026-12", "2027-01", "2027-02")
    }
    assert january.tabs["Unplaced"] == ()


@pytest.mark.proves("R-SS-1")
def test_each_stands_in_a_half_day_that_its_people_ticked(january: Sent) -> None:
    ticked = {
        (row["date"], row["half"]) for row in partner_rows(january.typist) if row["answer"] == "can"
    }

    for one in january.meetings():
        half = "morning" if one.end.hour <= 12 else "afternoon"
        assert (one.day.isoformat(), half) in ticked
    assert [one.row["participants"] for one in january.meetings()] == [
        "Pia Arbor, Max Birch",
        "Pia Arbor, Max Birch",
        "Pia Arbor",
    ]


@pytest.mark.proves("F-69")
def test_google_mails_nobody_outside(january: Sent) -> None:
    assert {frozenset(one.guests) for one in january.meetings()} == {frozenset({"dora"})}
    assert all(mail.to.endswith("@oak.example") for mail in january.typist.mails())


@pytest.mark.proves("R-SS-1", "F-87")
def test_the_partners_workbook_has_a_row_a_meeting_with_room_for_decisions(january: Sent) -> None:
    rows = january.tabs["PartnerMeetings"]

    assert [(row["series"], row["modality"]) for row in rows] == [
        ("Coherence meeting", "in person"),
        ("Coherence meeting", "virtual"),
        ("Coherence meeting", "in person"),
    ]
    assert [row["date"] for row in rows] == [one.day for one in january.meetings()]
    assert {row["decisions"] for row in rows} <= {"", None}


@pytest.mark.proves("F-87", "R-SS-1")
def test_who_came_is_counted_by_organisation_and_decisions_stay(january: Sent) -> None:
    typist = january.typist
    writes_down(typist, "PartnerMeetings", "attended_by_org", {0: "Arbor; Birch", 1: "Arbor"})
    writes_down(typist, "PartnerMeetings", "decisions", {0: "One calendar for all"})
    typist.now = "2027-01-22T15:30"
    typist.does("pull")

    tabs = read_back(typist).tabs
    rows = {row["org"]: row for row in tabs["PartnerOrganisations"]}
    # Two meetings were held by then: Arbor came to both, Birch to December's.
    told = {org: (row["meetings"], row["attended"], row["months_met"]) for org, row in rows.items()}
    assert told == {"Arbor": (2, 2, 2), "Birch": (2, 1, 1)}
    assert [row["decisions"] or "" for row in tabs["PartnerMeetings"]] == [
        "One calendar for all",
        "",
        "",
    ]
