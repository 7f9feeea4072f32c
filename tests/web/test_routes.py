"""Every address is in the table, and the table says who sees what: tried for each role, route and field."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from flask.testing import FlaskClient

from scheduler.district import PersonId, Role
from tests.web.sample_district import school_id
from tests.web.sample_site import EVENT, HOST, MAIL, OFFERS, STOPS, WRITES, Site, sample_today
from web.policy import POLICY, Field, Reader, Sees
from web.site.doing import AFTER, DOES
from web.site.routes import PAGES, ROUTES, Route
from web.site.showing import SHOWS
from web.site.telling import TELLS

READERS = {
    Role.DISTRICT_LEADER: Reader(role=Role.DISTRICT_LEADER),
    Role.COACH: Reader(role=Role.COACH, person=PersonId("coach-1"), school=school_id(1)),
    Role.TEACHER: Reader(role=Role.TEACHER, person=PersonId("teacher-9"), school=school_id(4)),
    Role.TEACHER_LEADER: Reader(role=Role.TEACHER_LEADER, person=PersonId("teacher-9")),
    Role.SITE_LEADER: Reader(
        role=Role.SITE_LEADER, person=PersonId("principal"), school=school_id(0)
    ),
    **{role: Reader(role=role, person=PersonId("partner")) for role in Role if role not in POLICY},
}
OWN = {"id": "clc/1/w3/debrief/4", "activity": "clc/1/w3/debrief/4"}
OTHERS = {"id": "clc/2/w3/extra/3", "activity": "clc/2/w3/extra/3"}
"""An activity that coach-1 leads, and one she does not."""
PEOPLE = {"person": ("teacher-9", "teacher-40"), "coach": ("coach-1", "coach-2"),
          "sheet": ("coach-1", "coach-2"), "never-again": ("teacher-9", "teacher-40")}  # fmt: skip
ABOUT_RUNS = ("back", "settle", "api-back", "api-settle")
TODAY = sample_today()
NAMES = {person.id: person.name for person in TODAY.district.people.values()}


def _at(route: Route, own: bool) -> str:
    """The address of a route, about something of the reader's own or of somebody else's."""
    values = OWN if own else OTHERS
    if route.name in PEOPLE:
        values = {"id": PEOPLE[route.name][0 if own else 1], "when": "Mon P3", "answer": "never"}
    if route.name in ABOUT_RUNS:
        values = {"run": "r-1a2b3c4d", "key": "key-2", "take": "calendar"}
    query = "&".join(f"{name}={values[name]}" for name in route.needed)
    return f"{route.path}?{query}" if query else route.path


@cache
def visitor(role: Role) -> FlaskClient:
    return Site(reader=READERS[role], today=TODAY).inside()


@cache
def answers(role: Role, route: Route) -> tuple[str, str]:
    """What a route answers about the reader's own things and about somebody else's, '' where it refuses."""
    client = visitor(role)
    texts = []
    for own in (True, False):
        answer = client.get(_at(route, own))
        texts.append(answer.text if answer.status_code == 200 else "")
    return texts[0], texts[1]


TEACHERS = [one.name for one in TODAY.district.people.values() if one.role is Role.TEACHER]

Shows = Callable[[str], bool]
MARKS: dict[Field, Shows] = {
    Field.WEEK: lambda text: any(name in text for name in TEACHERS),
    Field.REASONS: lambda text: STOPS[0].says in text or "is 14 min away" in text
    or "holds four visits" in text or "No time yet" in text or OFFERS[0].says in text
    or "can never be" in text or "Can that never be" in text,
    Field.LOADS: lambda text: '<dl class="load">' in text or "on the road</p>" in text
    or 'class="amount"' in text,
    Field.TOTALS: lambda text: "Whole school" in text,
    Field.GATES: lambda text: 'class="chip' in text,
    Field.YEAR: lambda text: 'class="gantt"' in text or 'class="year' in text
    or "Instructional round:" in text,
    Field.MAILS: lambda text: MAIL in text or f'"mails":{WRITES}' in text
    or f"{WRITES} e-mails</button>" in text,
    Field.RUNS: lambda text: "r-1a2b3c4d" in text or '"state":"idle"' in text
    or "Nothing is being done" in text,
}  # fmt: skip
"""How each field shows itself in what is sent, for the sample district."""

READING = [one for one in ROUTES if not one.acts and not one.outside]


@pytest.mark.parametrize("field", Field, ids=lambda one: one.name)
@pytest.mark.parametrize("role", READERS, ids=lambda one: one.value)
@pytest.mark.proves("X10", "X9")
def test_no_role_is_sent_a_field_the_table_does_not_give(role: Role, field: Field) -> None:
    sees = READERS[role].sees(field)
    sent = {one.name: answers(role, one) for one in READING}

    if sees is Sees.NOTHING:
        assert [name for name, (own, others) in sent.items() if MARKS[field](own + others)] == []
    shown = [one for one in READING if field in one.shows]
    assert shown
    for route in shown:
        own, others = sent[route.name]
        assert MARKS[field](own) is (sees is not Sees.NOTHING and own != ""), route.name
        if sees is not Sees.ALL and route.needed and route.name not in ABOUT_RUNS:
            assert not MARKS[field](others), route.name


@pytest.mark.parametrize("role", READERS, ids=lambda one: one.value)
@pytest.mark.proves("X10")
def test_a_role_opens_exactly_the_pages_the_table_gives_it(role: Role) -> None:
    opened = {one.path for one in PAGES if any(answers(role, one))}

    assert opened == {one.path for one in PAGES if one.open_to(READERS[role])}


@pytest.mark.proves("X9")
def test_a_coach_reads_the_reasons_of_what_she_leads_and_of_nothing_else() -> None:
    client = Site(reader=READERS[Role.COACH], today=TODAY).inside()

    assert client.get(f"/activity?id={OWN['id']}").status_code == 200
    assert client.get(f"/activity?id={OTHERS['id']}").status_code == 404
    missing = client.get("/activity?id=clc/none")
    assert missing.data == client.get(f"/activity?id={OTHERS['id']}").data
    week = client.get("/").text
    assert "Yuki Okafor" in week.partition("Everyone, by day")[0]
    assert "holds four visits" not in week
    assert week.count('<dl class="load">') == 1


@pytest.mark.proves("X9")
def test_a_coach_acts_on_what_she_leads_and_on_nothing_else() -> None:
    site = Site(reader=READERS[Role.COACH], today=TODAY)
    client = site.inside()
    csrf = site.csrf(client)
    more: dict[str, dict[str, str]] = {
        "accept": {"start": "2026-12-10T19:30:00Z"},
        "swap": {"other": OWN["id"]},
    }
    for name in ("pin", "unpin", "move", "held", "accept", "drop", "want", "swap", "ways"):
        statuses = [
            client.post(
                f"/{name}",
                data={"activity": key, "csrf": csrf, **more.get(name, {})},
                headers={"Origin": HOST},
            ).status_code
            for key in (OWN["id"], OTHERS["id"], "clc/none")
        ]
        assert statuses == [303, 404, 404], name
    swap = {"activity": OWN["id"], "other": OTHERS["id"], "csrf": csrf}
    assert client.post("/swap", data=swap, headers={"Origin": HOST}).status_code == 404
    assert {words[1] for words in site.asked.done} == {OWN["id"]}


@pytest.mark.proves("X9")
def test_a_coach_answers_for_teachers_she_meets_and_for_no_others() -> None:
    site = Site(reader=READERS[Role.COACH], today=TODAY)
    client = site.inside()
    said = {"when": "Mon P3", "answer": "never", "csrf": site.csrf(client)}
    statuses = [
        client.post("/never", data={"teacher": one, **said}, headers={"Origin": HOST}).status_code
        for one in (*PEOPLE["never-again"], "teacher-none")
    ]
    elsewhere = replace(READERS[Role.COACH], person=PersonId("coach-2"))
    other = Site(reader=elsewhere, today=TODAY).inside()

    assert statuses == [303, 404, 404]
    assert site.asked.done == [("never", "teacher-9", "Mon P3", "never")]
    assert "Can that never be" in client.get("/").text
    assert "Can that never be" not in other.get("/").text
    assert "Take it back" in client.get("/person?id=teacher-9").text
    assert "Take it back" not in other.get("/person?id=teacher-9").text


@pytest.mark.proves("X10")
def test_a_school_leader_is_told_no_total_of_fewer_than_five_teachers() -> None:
    few = {
        key: one for key, one in TODAY.district.people.items()
        if one.school != school_id(0) or one.role is not Role.TEACHER
    }  # fmt: skip
    hers = [one for one in TODAY.district.people.values()
            if one.school == school_id(0) and one.role is Role.TEACHER][:4]  # fmt: skip
    district = replace(TODAY.district, people={**few, **{one.id: one for one in hers}})
    reader = READERS[Role.SITE_LEADER]
    told = Site(reader=reader, today=TODAY).inside().get("/coverage").text
    silent = Site(reader=reader, today=replace(TODAY, district=district)).inside()

    assert "Whole school" in told
    assert "Rivera" not in told
    assert not any(NAMES[one.id] in told for one in hers)
    assert "Whole school" not in silent.get("/coverage").text


def test_every_address_of_the_application_stands_in_the_table() -> None:
    app = Site(today=TODAY).app
    served = {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method != "HEAD"
    }

    assert served == {(one.path, one.method) for one in ROUTES}
    assert len(ROUTES) == len(served)


def test_every_route_that_acts_names_who_may_and_what_it_takes() -> None:
    acting = [one for one in ROUTES if one.acts and not one.outside]

    assert [one.path for one in acting if one.asks is None] == []
    assert [one.path for one in acting if one.may is None and one.name != "leave"] == []
    names = {one.name.removeprefix("api-do-") for one in acting} - {"leave"}
    assert names == DOES.keys() == AFTER.keys()
    assert {one.name for one in READING if one.json} == TELLS.keys()
    assert {one.name for one in READING if not one.json} == SHOWS.keys()


@pytest.mark.proves("X9")
def test_a_teacher_reads_what_she_takes_part_in_and_no_other_teachers_name() -> None:
    her = READERS[Role.TEACHER].person
    own, others = answers(Role.TEACHER, next(one for one in PAGES if one.name == "person"))

    assert others == ""
    assert "Benjamin Achebe" in own
    assert [name for one, name in NAMES.items() if one.startswith("teacher") and name in own] == [
        NAMES[her] if her else ""
    ]
    assert "No time yet" not in own


@pytest.mark.parametrize("role", READERS, ids=lambda one: one.value)
def test_only_leaders_send_settle_or_take_back(role: Role) -> None:
    site = Site(reader=READERS[role], today=TODAY)
    client = site.inside()
    csrf = site.csrf(client)
    for path in ("/push", "/resolve", "/undo", "/schedule", "/read"):
        answer = client.post(path, data={"csrf": csrf}, headers={"Origin": HOST})
        allowed = role is Role.DISTRICT_LEADER
        assert (answer.status_code != 404) is allowed, path
    assert site.asked.done == ([("read",)] if role is Role.DISTRICT_LEADER else [])


def test_links_on_the_pages_lead_somewhere() -> None:
    client = Site(today=TODAY).inside()
    for route in PAGES:
        page = client.get(_at(route, own=True)).text
        links = {one.replace("&amp;", "&") for one in re.findall(r'href="(/[^"]*)"', page)}
        paths = {one.partition("?")[0] for one in links}
        assert paths <= {one.path for one in ROUTES if not one.acts}, route.path


def _events(html: str) -> set[str]:
    return set(re.findall(rf'href="{re.escape(EVENT)}(\d+)"', html))


@pytest.mark.proves("X9")
def test_an_event_is_opened_by_whom_its_calendar_is_shared_with() -> None:
    """A leader, and the coach whose calendar it is; another coach sees that it is, and no link."""
    numbers = {str(n): key for n, key in enumerate(TODAY.schedule.placed)}
    week = {role: _events(visitor(role).get("/").text) for role in READERS}

    assert len(week[Role.DISTRICT_LEADER]) > 40
    leaders = {TODAY.schedule.activities[numbers[one]].leader for one in week[Role.COACH]}
    assert leaders == {READERS[Role.COACH].person}
    hers = next(numbers[one] for one in week[Role.COACH])
    assert _events(visitor(Role.COACH).get(f"/activity?id={hers}").text)
    assert [role for role in READERS if week[role]] == [Role.DISTRICT_LEADER, Role.COACH]
