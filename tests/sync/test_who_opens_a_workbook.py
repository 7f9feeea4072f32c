"""A workbook is open to exactly its readers, and a coach's notes only where their owner is hers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests

from local_google import admin
from local_google.faults import refuse
from scheduler.district import Cohort, CohortId, District, Role
from scheduler.errors import BellweaveError
from scheduler.schoolday import SchoolDays
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.books.facts import VISIT_FACTS
from sheets_templates.books.readers import kept_as, readers_of
from sync.sheets.books import rights
from sync.sheets.coach_books import Keeper, Keeps, facts_book, minutes_of, outcomes_of
from sync.sheets.matter import Matter, Tracked
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import track_all
from sync.sheets.who_reads import Reading, known_books, put_right, reading
from sync.sheets.workbooks import PROGRAM, coach_book, known_workbook, workbook
from tests.builders import ANA, HALL, VISIT, a_district, a_person, a_schedule, a_slot, an_activity
from tests.sync.coaching import OFFICE, Workspace, a_workspace, connect, person, visit

TODAY = date(2026, 12, 4)
DORA = a_person("Dora Lane", Role.DISTRICT_LEADER, school=None)
PAUL = a_person("Paul Site", Role.SITE_LEADER)
LEADERS_OWN = Keeper(account=DORA.email, local=False)


def the_district(*, ben_left: bool = False) -> District:
    cohort = Cohort(
        id=CohortId("alpha"),
        structure="clc",
        coach=ANA,
        topic="",
        start_week=TODAY,
        members=(HALL,),
    )
    known = a_district(DORA, PAUL, cohorts=(cohort,))
    people = dict(known.people)
    if ben_left:
        people = {key: one for key, one in people.items() if one.name != "Ben Ochoa"}
    return replace(known, people=people)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path, district=the_district()) as workspace:
        yield workspace


def track(office: Workspace, **more: Any) -> Tracked:
    schedule = a_schedule([visit()])
    plain: dict[str, Any] = {
        "district": office.district,
        "days": SchoolDays(office.district),
        "schedule": schedule,
        "published": schedule,
        "today": TODAY,
    }
    return track_all(SheetsApi(office.transport), office.journal, Matter(**(plain | more)))


def made(office: Workspace) -> None:
    """The program's workbook and Ana's, with a tab each, shared as the table says."""
    for name in (PROGRAM, coach_book(ANA)):
        kept = kept_as(name)
        assert kept is not None
        readers = rights(readers_of(kept, office.district, today=TODAY))
        api = SheetsApi(office.transport)
        workbook(api, office.journal, name, title=name, tabs=(VISIT_FACTS,), readers=readers)


def found(office: Workspace, district: District | None = None) -> list[Reading]:
    return [
        reading(
            SheetsApi(office.transport).sharing,
            name,
            book,
            district or office.district,
            today=TODAY,
            account=OFFICE,
        )
        for name, book in sorted(known_books(office.journal).items())
    ]


def share(office: Workspace, district: District | None = None) -> list[str]:
    api = SheetsApi(office.transport)
    return put_right(api.sharing, office.journal, found(office, district))


def book(office: Workspace, name: str) -> str:
    known = known_workbook(office.journal, name)
    assert known is not None
    return known


def opens(office: Workspace, who: str, name: str) -> bool:
    try:
        return bool(SheetsApi(connect(office.running, who)).tabs(book(office, name)))
    except BellweaveError:
        return False


def give(office: Workspace, name: str, **permission: str) -> None:
    """What somebody does in the Share dialog, as the account whose workbook it is."""
    token = admin.mint(office.running.store, OFFICE).access
    answer = requests.post(
        f"{office.running.url}/drive/v3/files/{book(office, name)}/permissions",
        params={"sendNotificationEmail": "false"},
        headers={"Authorization": f"Bearer {token}"},
        json=permission,
        timeout=10,
    )
    assert answer.status_code == 200, answer.text


def by_name(office: Workspace, name: str, district: District | None = None) -> Reading:
    return next(one for one in found(office, district) if one.name == name)


@pytest.mark.proves("F-80")
def test_what_was_just_made_is_open_to_exactly_its_readers(office: Workspace) -> None:
    track(office)

    assert [one.name for one in found(office) if not one.is_right] == []
    assert {one.name for one in found(office)} >= {PROGRAM, coach_book(ANA)}
    assert by_name(office, PROGRAM).owner == OFFICE
    assert not opens(office, PAUL.email, PROGRAM)


@pytest.mark.proves("F-80", "X18")
def test_who_left_is_taken_away_and_a_new_colleague_let_in(office: Workspace) -> None:
    made(office)
    came = a_person("Eve Young", Role.COACH)
    now = replace(
        the_district(ben_left=True), people={**the_district(ben_left=True).people, came.id: came}
    )
    seen = by_name(office, PROGRAM, now)

    assert [one.email for one in seen.outside] == [person("ben")]
    assert list(seen.missing) == [came.email]
    assert share(office, now) == []
    assert not opens(office, person("ben"), PROGRAM)
    assert opens(office, came.email, PROGRAM)
    assert office.mails() == []


@pytest.mark.proves("F-80")
def test_looking_changes_nothing(office: Workspace) -> None:
    made(office)
    give(office, PROGRAM, type="user", role="writer", emailAddress=PAUL.email)
    office.running.log.clear()

    found(office)

    assert {entry.method for entry in office.running.log.entries()} == {"drive.permissions.list"}
    assert opens(office, PAUL.email, PROGRAM)


@pytest.mark.proves("S12", "X18")
def test_a_link_for_everybody_is_told_and_closed(office: Workspace) -> None:
    made(office)
    give(office, PROGRAM, type="anyone", role="reader")
    assert opens(office, "somebody@elsewhere.example", PROGRAM)

    (way,) = by_name(office, PROGRAM).wide
    assert way.words == "everybody with the link"
    share(office)

    assert not opens(office, "somebody@elsewhere.example", PROGRAM)
    assert opens(office, DORA.email, PROGRAM)


def test_a_reader_who_should_write_may_write_again(
    office: Workspace,
) -> None:
    made(office)
    give(office, PROGRAM, type="user", role="reader", emailAddress=DORA.email)

    ((way, right),) = by_name(office, PROGRAM).otherwise
    share(office)

    assert (way.role, right) == ("reader", "writer")
    assert by_name(office, PROGRAM).is_right


@pytest.mark.proves("F-80")
def test_a_teacher_whom_her_coach_let_in_stays_and_a_leader_does_not(office: Workspace) -> None:
    made(office)
    own = coach_book(ANA)
    give(office, own, type="user", role="reader", emailAddress=person("hall"))
    give(office, own, type="user", role="reader", emailAddress=DORA.email)

    assert [one.email for one in by_name(office, own).outside] == [DORA.email]
    share(office)

    assert opens(office, person("hall"), own)
    assert not opens(office, DORA.email, own)


def test_somebody_taken_away_who_comes_back_is_let_in_by_the_next_push(office: Workspace) -> None:
    made(office)
    share(office, the_district(ben_left=True))
    assert not opens(office, person("ben"), PROGRAM)

    made(office)

    assert opens(office, person("ben"), PROGRAM)


def test_a_workbook_google_does_not_tell_of_is_left_alone(office: Workspace) -> None:
    made(office)
    office.running.faults.add(refuse("drive.permissions.list", 403, "insufficientPermissions"))

    seen = found(office)

    assert [one.name for one in seen if one.untold] == [seen[0].name]
    assert not seen[0].is_right


def test_what_cannot_be_taken_away_is_told_and_the_others_are_put_right(office: Workspace) -> None:
    made(office)
    own = coach_book(ANA)
    give(office, own, type="anyone", role="reader")
    give(office, PROGRAM, type="anyone", role="reader")
    office.running.faults.add(refuse("drive.permissions.delete", 403, "insufficientPermissions"))

    notes = share(office)

    assert [note.partition(":")[0] for note in notes] == [f"the workbook {own}"]
    assert by_name(office, PROGRAM).is_right
    assert not by_name(office, own).is_right


@pytest.mark.slow
@pytest.mark.proves("S12")
def test_nothing_is_written_into_notes_a_link_opens(office: Workspace) -> None:
    track(office)
    own = book(office, coach_book(ANA))
    before = SheetsApi(office.transport).read(own)
    give(office, coach_book(ANA), type="anyone", role="reader")
    other = a_schedule([(an_activity(), a_slot("2026-12-09 10:40"))])

    done = track(office, schedule=other, published=other)

    assert SheetsApi(office.transport).read(own) == before
    assert [note for note in done.notes if "everybody with the link" in note] != []
    share(office)
    track(office, schedule=other, published=other)
    assert SheetsApi(office.transport).read(own) != before


@pytest.mark.proves("F-80", "X18")
@pytest.mark.parametrize(
    ("keeper", "keeps"),
    [
        (Keeper(account="ANA@district.example", local=False), Keeps.WHOLE),
        (LEADERS_OWN, Keeps.FACTS),
        (Keeper(account=DORA.email, role_accounts=(DORA.email,), local=False), Keeps.FACTS),
        (Keeper(account=person("ben"), local=False), Keeps.NOTHING),
        (Keeper(account="office@district.example", local=False), Keeps.FACTS),
        (
            Keeper(
                account="office@district.example",
                role_accounts=("Office@District.example",),
                local=False,
            ),
            Keeps.WHOLE,
        ),
        (Keeper(account="office@district.example"), Keeps.WHOLE),
        (Keeper(account=DORA.email, local=True), Keeps.FACTS),
    ],
)
def test_notes_are_kept_where_their_owner_is_the_coach_or_a_named_role_account(
    keeper: Keeper, keeps: Keeps
) -> None:
    district = the_district()

    assert keeper.keeps(district.people[ANA], district) is keeps


@pytest.mark.proves("F-80", "X18")
def test_a_leaders_own_sign_in_makes_facts_without_a_note_column(office: Workspace) -> None:
    done = track(office, keeper=LEADERS_OWN)

    assert known_workbook(office.journal, coach_book(ANA)) is None
    grid = SheetsApi(connect(office.running, person("ana"))).read(book(office, facts_book(ANA)))
    headers = [cell.value for cell in grid[VISIT_FACTS.name][0]]
    assert headers == [column.header for column in VISIT_FACTS.columns]
    assert VISIT_LOG.name not in grid
    assert [note for note in done.notes if "copy of the template" in note] != []
    assert [note for note in track(office, keeper=LEADERS_OWN).notes if "template" in note] == []


def test_a_colleagues_sign_in_keeps_nothing_about_another_coach(office: Workspace) -> None:
    track(office, keeper=Keeper(account=person("ben"), local=False))

    assert {name for name in known_books(office.journal) if name.endswith(ANA)} == set()


def test_held_beside_the_facts_counts_as_held(office: Workspace) -> None:
    track(office, keeper=LEADERS_OWN)
    api, own = SheetsApi(office.transport), book(office, facts_book(ANA))
    at = [column.header for column in VISIT_FACTS.columns].index("held")
    column = "ABCDEFGH"[at]
    api.write_values(own, {f"{VISIT_FACTS.name}!{column}2:H2": [["yes", 35]]})

    stood = api.read(own)

    assert minutes_of(stood) == {VISIT: 35}
    assert outcomes_of(stood) == {VISIT: "held"}
    track(office, keeper=LEADERS_OWN)
    assert api.read(own)[VISIT_FACTS.name][1][at].value == "yes"


def test_a_workbook_made_before_goes_on_so_that_no_note_is_lost(office: Workspace) -> None:
    track(office)

    track(office, keeper=LEADERS_OWN)

    assert facts_book(ANA) not in known_books(office.journal)
    assert coach_book(ANA) in known_books(office.journal)


def test_a_name_nobody_classified_opens_to_nobody(office: Workspace) -> None:
    made(office)
    seen = reading(
        SheetsApi(office.transport).sharing,
        "gossip",
        book(office, PROGRAM),
        office.district,
        today=TODAY,
        account=OFFICE,
    )

    assert kept_as("gossip") is None
    assert {one.email for one in seen.outside} == {person("ana"), person("ben"), DORA.email}
