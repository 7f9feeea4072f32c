"""On the pages as on the command line: asked once after a decline, kept after one yes, taken back."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from tests.commands.test_pages_site import Leader
from tests.journeys.guests import answers
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow
MARIA = "maria.lopez@lincoln.example"
QUESTION = re.compile(
    r'Maria Lopez declined (.+?)\. Can that never be\?.*?href="(.+?)".*?href="(.+?)"', re.DOTALL
)


@pytest.fixture(scope="module")
def declined(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """A week was sent, and Maria Lopez declined her visit over the weekend."""
    typist = Typist(tmp_path_factory.mktemp("school"), now="2026-11-13T14:30")
    typist.does("init", "--small", "--start-week", "2026-11-16")
    typist.does("schedule", "week", "2026-11-16")
    typist.now = "2026-11-13T15:30"
    typist.does("push", "--yes")
    with typist.google() as store:
        answers(store, MARIA, "classroom visit", "declined")
    typist.now = "2026-11-16T07:05"
    typist.does("pull")
    return typist


def question(leader: Leader) -> tuple[str, str, str] | None:
    """What the week page asks about Maria Lopez: the time, and where yes and no lead."""
    found = QUESTION.search(leader.opens("/"))
    return (found[1], unescape(found[2]), unescape(found[3])) if found else None


def answer(leader: Leader, address: str) -> str:
    """Open the page that asks once more, and press its button."""
    page = leader.opens(address)
    assert "Nothing is written to Google, and nobody gets an e-mail." in page
    fields = dict(re.findall(r'name="(teacher|when|answer)" value="(.+?)"', page))
    return leader.sends("/never", **{name: unescape(value) for name, value in fields.items()})


@pytest.mark.proves("J4", "F-11")
def test_one_yes_on_the_pages_is_what_one_yes_of_the_command_is(
    declined: Typist, tmp_path: Path
) -> None:
    by_page, by_command = declined.moved_to(tmp_path / "page"), declined.moved_to(tmp_path / "cmd")
    leader = Leader(by_page)
    asked = question(leader)
    assert asked
    says, yes, _ = asked
    (alert,) = [
        one
        for brief in json.loads(by_page.does("brief", "--json").out)["briefs"]
        for one in brief["alerts"]
        if "can that never be?" in one
    ]
    before = len(by_page.mails()), by_page.writes()

    page = leader.opens(yes)
    still = question(leader)
    told = answer(leader, yes)
    by_command.does("never", "Maria Lopez", "--yes")

    assert "1 activity needs another time then:" in page
    assert "Visit with Maria Lopez" in page
    assert still == asked
    assert alert == f"Maria Lopez declined {says}: can that never be?"
    assert f"nothing is put at {says} any more" in told
    assert "Take it back" in told
    assert question(leader) is None
    assert question(Leader(by_command)) is None
    assert (len(by_page.mails()), by_page.writes()) == before
    when = re.search(r'name="when" value="(.+?)"', page)
    assert when
    kept = [json.loads(one.does("never", "Maria Lopez", when[1], "--lift", "--json").out)
            for one in (by_page, by_command)]  # fmt: skip
    assert kept[0] == kept[1]
    for one in (by_page, by_command):
        one.does("schedule", "week", "2026-11-23")
    weeks = [json.loads(one.does("show", "--json").out)["placed"] for one in (by_page, by_command)]
    assert weeks[0] == weeks[1]


@pytest.mark.proves("J4")
def test_a_no_ends_the_question_and_what_was_kept_is_taken_back_on_her_page(
    declined: Typist, tmp_path: Path
) -> None:
    leader = Leader(declined.moved_to(tmp_path / "no"))
    asked = question(leader)
    assert asked
    says, yes, no = asked

    assert f"{says} may be used" in answer(leader, no)
    assert question(leader) is None
    assert "Take it back" not in leader.opens("/person?id=t1")

    answer(leader, yes)
    page = leader.opens("/person?id=t1")
    assert says in page
    back = re.search(r'href="(/never-again\?[^"]+)"', page)
    assert back
    assert f"{says} may be used" in answer(leader, unescape(back[1]))
    assert "Take it back" not in leader.opens("/person?id=t1")


def test_what_a_command_keeps_meanwhile_holds_on_the_open_pages_too(
    declined: Typist, tmp_path: Path
) -> None:
    typist = declined.moved_to(tmp_path / "both")
    leader = Leader(typist)
    leader.opens("/")
    typist.does("never", "Maria Lopez", "Mon", "8:00-16:00", "--yes")

    assert "Monday 8:00 AM–4:00 PM" in leader.opens("/person?id=t1")
    hers = [one for one in leader.kept.given().district.availability if one.person == "t1"]
    assert [one for one in hers if one.weekday == 0 and one.offer.value == "never"]


def test_words_that_are_no_time_and_a_sixth_time_are_refused_in_the_words_of_a_page(
    declined: Typist, tmp_path: Path
) -> None:
    leader = Leader(declined.moved_to(tmp_path / "six"))
    strange = leader.sends("/never", teacher="t1", when="soon", answer="never")
    nobody = leader.sends("/never", teacher="t99", when="Tue 8:00-8:30", answer="never")
    coach = leader.sends("/never", teacher="c1", when="Tue 8:00-8:30", answer="never")
    for hour in range(8, 13):
        leader.sends("/never", teacher="t1", when=f"Tue {hour}:00-{hour}:30", answer="never")
    sixth = leader.sends("/never", teacher="t1", when="Wed 8:00-8:30", answer="never")

    assert "This was not done" in strange
    assert "Nothing here" in nobody
    assert "is no teacher" in coach
    assert "Maria Lopez would have 6 times that can never be; 5 are kept" in sixth
    for page in (strange, coach, sixth):
        assert "bellweave" not in page.partition("<main")[2].partition("</main>")[0]
