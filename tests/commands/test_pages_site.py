"""The site on a real workspace: what a button does is what the command does, with the same guards."""

import base64
import itertools
import re
from dataclasses import replace
from html import unescape as unquoted
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from errands.pages.actions import actions_of
from errands.pages.today import Kept
from scheduler.model import ActivityId
from tests.journeys.typing_commands import Typist
from web.site.door import Door
from web.site.site import Key, create_site
from workflow import open_here

pytestmark = pytest.mark.slow  # each has a workspace and a Google of its own
HOST = {"Origin": "http://localhost"}
WEEK = "2026-11-16"
MARIA = "clc.a.w0.formative-visit.t1"
PAGES = ("/", "/coverage", "/fairness", "/cycles", "/rounds", "/gates", "/year", "/runs",
         "/person?id=t1", "/coach?id=c1", "/coach/sheet?id=c1")  # fmt: skip


class Leader:
    """Somebody with a browser in front of a workspace."""

    def __init__(self, typist: Typist, now: str = "") -> None:
        self.typist = typist
        workspace = open_here(start=typist.folder, now=now or typist.now)
        self.kept = Kept(workspace=workspace)
        words = itertools.count()
        self.door = Door(secret=lambda: f"secret-{next(words)}", monotonic=lambda: 0.0)
        self.app = create_site(
            actions_of(workspace, self.kept),
            self.door,
            Key(secret="s", cookie="visit"),
            patience_s=120,
        )
        self.client: FlaskClient = self.app.test_client()
        self.client.post("/enter", data={"code": self.door.code()}, headers=HOST)
        with self.client.session_transaction() as session:
            visit = self.door.who(session["visit"])
        assert visit is not None
        self._csrf = visit.csrf

    def opens(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.text[-3000:])
        return answer.text

    def sends(self, path: str, **fields: str) -> str:
        """Press a button, wait until it is done, and read what is said."""
        answer = self.client.post(path, data={"csrf": self._csrf, **fields}, headers=HOST)
        if answer.status_code >= 400:
            return answer.text
        return self.opens(answer.headers["Location"])

    def digest(self) -> str:
        """Look at what would be sent."""
        found = re.search(r'name="digest" value="(\w+)"', self.opens("/changes"))
        assert found
        return found[1]


@pytest.fixture
def leader(scheduled: Typist) -> Leader:
    return Leader(scheduled)


def test_a_push_sends_what_was_shown_and_a_run_is_taken_back_as_shown(leader: Leader) -> None:
    """A second window that looked before the push is refused, whoever pushed."""
    second, digest = Leader(leader.typist), leader.digest()
    before = second.digest()
    assert leader.typist.writes() == 0

    done = leader.sends("/push", name="x", digest=digest)
    refused = second.sends("/push", name="x", digest=before)
    mails = len(leader.typist.mails())

    assert re.search(r"Done: \d+ writes, \d+ e-mails", done)
    assert "something was pushed or pulled since" in refused
    assert mails == int(re.search(r"(\d+) e-mails", done)[1])  # type: ignore[index]  # asserted above
    assert "The calendars are as the schedule says." in leader.opens("/changes")

    run = re.search(r"/runs/back\?run=([\w-]+)", leader.opens("/runs"))
    assert run
    page = leader.opens(f"/runs/back?run={run[1]}")
    shown = re.search(r'name="digest" value="(\w+)"', page)
    sending = re.search(r"send (\d+) e-mails", page)
    assert shown
    assert sending
    assert "not there any more" in leader.sends("/undo", run=run[1], digest="0" * 64)
    assert "not there any more" in leader.sends("/undo", run=run[1], digest=digest)
    late = re.search(r'name="digest" value="(\w+)"', second.opens(f"/runs/back?run={run[1]}"))
    assert len(leader.typist.mails()) == mails
    assert "Taken back" in leader.sends("/undo", run=run[1], digest=shown[1])
    assert late
    assert "This was not done" in second.sends("/undo", run=run[1], digest=late[1])
    assert len(leader.typist.mails()) == mails + int(sending[1])


def test_mails_wait_for_the_publishing_moment_unless_somebody_says_now(scheduled: Typist) -> None:
    early = Leader(scheduled, now="2026-11-04T10:00")
    digest = early.digest()

    refused = early.sends("/push", name="x", digest=digest)
    strange = early.sends("/push", name="x", digest="0" * 64, now_send="true")

    assert "Mails wait until" in refused
    assert "what was shown is not there any more" in strange
    assert scheduled.writes() == 0
    assert scheduled.mails() == []


def test_an_activity_is_kept_moved_and_explained_on_its_page(leader: Leader) -> None:
    page = leader.opens(f"/activity?id={MARIA}")
    assert "What stops it" in page
    assert "Why this time" in page

    assert "Stays at" in leader.sends("/pin", activity=MARIA)
    assert "Let it move again" in leader.opens(f"/activity?id={MARIA}")
    assert "May move again" in leader.sends("/unpin", activity=MARIA)
    refused = leader.sends("/move", activity=MARIA, when="Sun 3 AM")
    assert "not possible at" in refused
    assert leader.typist.writes() == 0


def test_an_activity_is_left_out_and_wanted_again_on_its_page(leader: Leader) -> None:
    assert "Left out this time" in leader.sends("/drop", activity=MARIA)
    page = leader.opens(f"/activity?id={MARIA}")
    assert "No time yet" in page
    assert "Want it again" in page
    assert "Swap" not in page

    week = leader.sends("/want", activity=MARIA)
    assert "Is wanted again. Find times for the week to give it one." in week
    leader.sends("/schedule", week=WEEK)
    assert "Leave it out this time" in leader.opens(f"/activity?id={MARIA}")
    again = leader.sends("/want", activity=MARIA)
    assert "was not dropped" in again
    assert "bellweave" not in again.partition("<main")[2].partition("</main>")[0]
    assert leader.typist.writes() == 0


def test_two_activities_change_places_on_their_page(leader: Leader) -> None:
    """Each choice the page gives is either done or refused in the words of a rule, with nothing moved."""
    placed = dict(leader.kept.today().schedule.placed)
    tried = (
        (key, unquoted(other))
        for key in sorted(placed)
        for other in re.findall(r'<option value="([^"]+)"', leader.opens(_page_of(key)))
    )
    swapped = 0
    for key, other in tried:
        said = leader.sends("/swap", activity=key, other=other)
        now = dict(leader.kept.today().schedule.placed)
        if "Changes places with" in said:
            assert (now[key].start, now[ActivityId(other)].start) == (
                placed[ActivityId(other)].start,
                placed[key].start,
            )
            swapped += 1
            break
        assert "cannot change places with" in said
        assert now == placed
    assert swapped == 1
    assert leader.typist.writes() == 0


def test_what_has_no_time_is_searched_for_what_would_give_it_one(fresh: Typist) -> None:
    """Asked for once on the page, then it stands there until anything changes; JSON tells the same."""
    offered = Path(fresh.folder, "input", "Availability.csv")
    with offered.open("a", encoding="utf-8") as rows:
        rows.write("t1,Mon-Fri,,7:00 AM,5:00 PM,never,\n")
    leader = Leader(fresh)
    leader.sends("/schedule", week=WEEK)
    page = leader.opens(_page_of(MARIA))
    assert "No time yet" in page
    assert "Look for it" in page

    assert "Looked for what is in its way" in leader.sends("/ways", activity=MARIA)
    told = _searched(leader)

    assert told["says"].startswith("These together leave it no time")
    assert any("Maria Lopez" in one for one in told["facts"])
    page = unquoted(leader.opens(_page_of(MARIA)))
    assert [one for one in told["facts"] if one not in page] == []
    assert [one["when"] for one in told["ways"] if one["when"] not in page] == []
    with offered.open("a", encoding="utf-8") as rows:
        rows.write("t2,Mon,,7:00 AM,8:00 AM,never,\n")
    assert _searched(leader) is None


def _searched(leader: Leader) -> Any:
    told = leader.client.get("/api/explain", query_string={"activity": MARIA}).json
    assert told
    return told["searched"]


def _page_of(key: str) -> str:
    return f"/activity?id={quote(key, safe='')}"


def test_an_offer_that_is_taken_stands_in_the_schedule(leader: Leader) -> None:
    for line in leader.kept.today().schedule.placed:
        page = leader.opens(f"/activity?id={quote(line, safe='')}")
        offer = re.search(r'name="start" value="([^"]+)"', page)
        if offer is None:
            continue
        said = leader.sends("/accept", activity=line, start=offer[1])
        assert "Put at" in said
        assert leader.kept.today().schedule.placed[line].start.isoformat() == offer[1]
        assert leader.typist.writes() == 0
        return
    pytest.fail("no activity had another time to offer")


def test_the_input_is_read_once_for_all_pages_and_again_when_it_changes(leader: Leader) -> None:
    for path in (*PAGES, *PAGES):
        leader.opens(path)
    assert (leader.kept.reads, leader.kept.looks) == (1, 1)

    people = Path(leader.typist.folder, "input", "People.csv")
    people.write_text(people.read_text("utf-8").replace("Maria Lopez", "Maria Vega"), "utf-8")

    assert "Maria Vega" in leader.opens("/person?id=t1")
    assert leader.kept.reads == 2


def test_a_broken_input_is_told_cell_by_cell_and_heals(leader: Leader) -> None:
    people = Path(leader.typist.folder, "input", "People.csv")
    text = people.read_text("utf-8")
    people.write_text(text.replace("teacher", "wizard", 1), "utf-8")
    answer = leader.client.get("/coverage")
    people.write_text(text, "utf-8")

    assert answer.status_code == 503
    assert "People!" in answer.text
    assert "Coverage" in leader.opens("/coverage")


def test_times_are_found_from_the_page(fresh: Typist) -> None:
    leader = Leader(fresh)
    assert "No coach works this week" in leader.opens("/") or "0" in leader.opens("/")

    said = leader.sends("/schedule", week=WEEK)

    assert re.search(r"\d+ of \d+ have a time", said)
    assert "Maria Lopez" in leader.opens(f"/?week={WEEK}")
    assert fresh.writes() == 0


def test_events_lead_to_google_only_where_they_are_there(sent: Typist) -> None:
    """Those of the local server are nowhere at Google; the address says the event and its calendar."""
    workspace = open_here(start=sent.folder, now=sent.now)
    at_google = workspace.settings.model_copy(update={"google": "google"})
    here = Kept(workspace=workspace).today()
    there = Kept(workspace=replace(workspace, settings=at_google)).today()

    assert here.links == {}
    assert there.links.keys() == there.published.placed.keys()
    eid = there.links[ActivityId(MARIA)].removeprefix("https://www.google.com/calendar/event?eid=")
    event, calendar = base64.urlsafe_b64decode(f"{eid}===").decode().split(" ")
    assert event.startswith("bell")
    assert calendar.endswith("@g")
