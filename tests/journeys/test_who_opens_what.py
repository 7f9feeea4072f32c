"""Every workbook and calendar of the demo district, opened over HTTP as everybody it knows and a stranger."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests

import workflow
from local_google.admin import mint
from scheduler.district import District, Person, PersonId, Role, SchoolId
from sheets_templates.books.partners import PARTNER_TABS
from sheets_templates.books.readers import TABLE, Kept, kept_as
from sync.event.events import wanted_event
from sync.event.ics import person_ics
from sync.event.prefilled import calendar_link
from sync.event.wording import Wording
from sync.sheets.who_reads import known_books
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow
AFTERWARDS = "2026-09-21T07:45"
STRANGER = "somebody@elsewhere.example"
READ, WRITE, SHUT = "reader", "writer", ""
BY_ROLE: dict[Role, dict[str, str]] = {
    Role.COACH: {"Program": WRITE, "Template": READ},
    Role.DISTRICT_LEADER: {
        "Setup": WRITE,
        "Program": WRITE,
        "Coverage": READ,
        "Partners": WRITE,
    },
    Role.SUB_COORDINATOR: {"Coverage": WRITE},
    Role.TEACHER: {},
    Role.TEACHER_LEADER: {},
    Role.SITE_LEADER: {},
    Role.EXTERNAL_PARTNER: {},
    Role.ASSOCIATION: {},
    Role.BOARD: {},
    Role.COMMUNITY: {},
}
"""What a role alone opens, written out by hand; a workbook of one's own and one's school's come on top."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The demo's Google while it runs, and what was made there."""

    url: str
    workspace: workflow.Workspace
    given: workflow.Given
    books: dict[str, str]
    calendars: dict[PersonId, str]
    tokens: dict[str, str]

    @property
    def district(self) -> District:
        return self.given.district

    def get(self, who: str, path: str) -> requests.Response:
        bearer = {"Authorization": f"Bearer {self.tokens[who]}"}
        return requests.get(f"{self.url}{path}", headers=bearer, timeout=10)

    def right(self, who: str, book: str) -> str:
        """What somebody may do with a workbook: looked at, and tried."""
        seen = self.get(who, f"/v4/spreadsheets/{book}?fields=properties.title")
        if seen.status_code != 200:
            assert seen.status_code == 403
            return SHUT
        title = {
            "updateSpreadsheetProperties": {
                "properties": {"title": seen.json()["properties"]["title"]},
                "fields": "title",
            }
        }
        written = requests.post(
            f"{self.url}/v4/spreadsheets/{book}:batchUpdate",
            headers={"Authorization": f"Bearer {self.tokens[who]}"},
            json={"requests": [title]},
            timeout=10,
        )
        return WRITE if written.status_code == 200 else READ


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The demo with its calendars shared and the empty workbook made."""
    outer = Typist(tmp_path_factory.mktemp("demo"))
    outer.does("demo", "--dir", "tour", "--tiny")
    typist = Typist(outer.folder / "tour", now=AFTERWARDS)
    typist.does("calendars", "share", "--yes")
    typist.does("workbooks", "template", "--sheet", "--yes")
    return typist


@pytest.fixture(scope="module")
def opened(toured: Typist) -> Iterator[Opened]:
    workspace = workflow.open_here(start=toured.folder, now=AFTERWARDS)
    given = workflow.read(workspace)
    with workflow.at_work(workspace, given) as desk:
        books, calendars = known_books(desk.journal), dict(desk.journal.calendars())
    people = [one.email for one in given.district.people.values()]
    with workflow.local_google(workspace, given.district) as running:
        tokens = {one: mint(running.store, one).access for one in (*people, STRANGER)}
        yield Opened(
            url=running.url,
            workspace=workspace,
            given=given,
            books=books,
            calendars=calendars,
            tokens=tokens,
        )


def expected(person: Person, kept: Kept) -> str:
    if kept.kind in ("Coach", "Facts"):
        return WRITE if person.id == kept.about else SHUT
    if kept.kind == "School":
        leads = person.role is Role.SITE_LEADER and kept.about in (
            person.school,
            *person.other_schools,
        )
        return READ if leads else SHUT
    return BY_ROLE[person.role].get(kept.kind, SHUT)


@pytest.mark.proves("F-80", "X18", "F-86")
def test_each_workbook_opens_to_those_it_is_for_and_to_nobody_else(opened: Opened) -> None:
    unlisted = [name for name in opened.books if kept_as(name) is None]
    assert unlisted == []
    found: dict[tuple[str, str], str] = {}
    wanted: dict[tuple[str, str], str] = {}
    for name, book in opened.books.items():
        kept = kept_as(name)
        assert kept is not None
        for person in opened.district.people.values():
            found[name, person.id] = opened.right(person.email, book)
            wanted[name, person.id] = expected(person, kept)
        assert opened.right(STRANGER, book) == SHUT

    assert found == wanted
    kinds = {kept.kind for name in opened.books if (kept := kept_as(name))}
    assert {"Program", "Coach", "School", "Partners", "Template"} <= kinds <= TABLE.keys()
    assert {READ, WRITE, SHUT} == set(found.values())


@pytest.mark.proves("F-80", "X18")
def test_a_coaching_calendar_opens_to_its_coach_and_to_nobody_else(opened: Opened) -> None:
    for owner, calendar in opened.calendars.items():
        path = f"/calendar/v3/calendars/{calendar}/events"
        for person in opened.district.people.values():
            answer = opened.get(person.email, path)
            assert answer.status_code == (200 if person.id == owner else 404), person.id
        assert opened.get(STRANGER, path).status_code == 404
    assert len(opened.calendars) >= 2


def test_of_a_colleagues_own_calendar_only_busy_times_are_seen(opened: Opened) -> None:
    people = list(opened.district.people.values())
    owners = [one for one in people if one.role in (Role.COACH, Role.TEACHER)][:4]
    telling = ("summary", "description", "location", "attendees")
    for owner in owners:
        path = f"/calendar/v3/calendars/{owner.email}/events"
        own = opened.get(owner.email, path).json()["items"]
        assert any("summary" in item for item in own)
        assert opened.get(STRANGER, path).status_code == 404
        for other in people:
            if other is not owner:
                items = opened.get(other.email, path).json().get("items", ())
                assert [item for item in items if any(word in item for word in telling)] == []


def teachers(district: District) -> list[str]:
    """Names and addresses of those who teach: whole, and last names alone."""
    own = [one for one in district.people.values() if one.role is Role.TEACHER]
    return [*(one.name for one in own), *(one.email for one in own)]


@pytest.mark.proves("F-69", "F-80", "F-87")
def test_what_partners_open_names_no_teacher(opened: Opened) -> None:
    leader = next(
        one.email for one in opened.district.people.values() if one.role is Role.DISTRICT_LEADER
    )
    names = "&".join(f"ranges={tab.name}" for tab in PARTNER_TABS)
    answer = opened.get(
        leader, f"/v4/spreadsheets/{opened.books['partners']}/values:batchGet?{names}"
    )
    text = json.dumps(answer.json(), ensure_ascii=False)

    assert answer.status_code == 200
    assert sum(len(one.get("values", ())) for one in answer.json()["valueRanges"]) > 3
    assert [name for name in teachers(opened.district) if name in text] == []


@pytest.mark.proves("F-69")
def test_what_partners_are_sent_names_no_teacher(opened: Opened) -> None:
    district, given = opened.district, opened.given
    told = workflow.saved(opened.workspace, given)
    outside = [one for one in district.people.values() if one.external]
    words = Wording(mails_outside=True)
    texts: list[str] = []
    for person in outside:
        for key, slot in told.placed.items():
            if person.id not in told.people_at(key):
                continue
            wanted = wanted_event(told.activities[key], slot, district, words)
            assert wanted.hide_guests
            texts += [wanted.title, wanted.place, wanted.block, calendar_link(wanted)]
        texts.append(
            person_ics(
                person.id,
                told,
                district,
                given.days,
                uid=lambda one: f"{one}@google.com",
                stamp=opened.workspace.clock(given.zone),
            ).decode()
        )

    assert outside
    assert [name for name in teachers(district) if any(name in text for text in texts)] == []


@pytest.mark.proves("F-80")
def test_doctor_tells_who_reads_each_workbook_and_finds_nothing_wrong(toured: Typist) -> None:
    out = toured.does("doctor").out

    assert "Program workbook: 2 coaches, 2 district leaders; owner math-coaching@" in out
    assert "workbooks, each open to those it is for" in out


@pytest.mark.proves("F-88", "F-80")
def test_the_boards_page_names_nobody(toured: Typist, opened: Opened) -> None:
    toured.does("export", "board")
    pages = [path for path in (toured.folder / "out").rglob("*board*") if path.is_file()]
    texts = [path.read_text("utf-8") for path in pages]
    named = [
        word
        for person in opened.district.people.values()
        for word in (person.name, person.email)
        if any(word in text for text in texts)
    ]

    assert texts
    assert named == []


@pytest.mark.proves("F-86", "X10")
def test_a_principal_reads_teachers_names_only_where_the_partnership_names_them(
    opened: Opened,
) -> None:
    seen = set()
    for name, book in opened.books.items():
        kept = kept_as(name)
        assert kept is not None
        if kept.kind != "School":
            continue
        school = opened.district.schools[SchoolId(kept.about)]
        leader = next(
            one.email
            for one in opened.district.people.values()
            if one.role is Role.SITE_LEADER and one.school == school.id
        )
        answer = opened.get(leader, f"/v4/spreadsheets/{book}/values/SchoolView")
        text = json.dumps(answer.json(), ensure_ascii=False)
        found = [one for one in teachers(opened.district) if one in text]
        seen.add(school.names_teachers)
        assert bool(found) is school.names_teachers, school.name
        assert not any("@" in one for one in found)
    assert seen


@pytest.mark.proves("F-80")
def test_a_principal_opens_nothing_but_her_schools_own_workbook(opened: Opened) -> None:
    for leader in opened.district.people.values():
        if leader.role is Role.SITE_LEADER:
            mine = {
                kept.kind
                for name, book in opened.books.items()
                if (kept := kept_as(name)) and opened.right(leader.email, book)
            }
            assert mine <= {"School"}
