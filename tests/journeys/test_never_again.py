"""A teacher declines; her coach is asked once whether that time can never be, and her one yes is kept."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.guests import answers
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow
MARIA = "maria.lopez@lincoln.example"
WHY = "a family matter"
ASKED = re.compile(
    r'  Maria Lopez declined (.+?)\. Can that never be\? Yes: bellweave never (\S+) "(.+?)" --yes'
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
        answers(store, MARIA, "classroom visit", "declined", comment=WHY)
    typist.now = "2026-11-16T07:05"
    typist.does("pull")
    return typist


def asked(typist: Typist) -> list[tuple[str, str, str]]:
    return ASKED.findall(typist.does("status").out)


def at_that_time(typist: Typist, typed: str) -> list[str]:
    """What stands with Maria within a time like 'Tue 08:30-09:15', of all weeks."""
    day, _, hours = typed.partition(" ")
    first, _, last = hours.partition("-")
    return [
        f"{one['day']} {one['start']}"
        for one in json.loads(typist.does("show", "--json").out)["placed"]
        if "Maria Lopez" in one["people"]
        and f"{date.fromisoformat(one['day']):%a}" == day
        and one["start"] < last
        and first < one["end"]
    ]


@pytest.mark.proves("J4", "F-11", "F-66")
def test_a_time_is_kept_free_for_good_after_one_decline_and_one_yes(
    declined: Typist, tmp_path: Path
) -> None:
    typist = declined.moved_to(tmp_path / "yes")
    ((says, who, typed),) = asked(typist)
    dry = typist.does("never", who, typed)
    still = asked(typist)
    mails, writes = len(typist.mails()), typist.writes()
    done = typist.does("never", who, typed, "--yes")
    after = asked(typist)

    assert "classroom visit, Maria Lopez" in dry.out
    assert "dry run" in dry.out
    assert len(still) == 1
    assert says in done.out
    assert after == []
    assert (len(typist.mails()), typist.writes()) == (mails, writes)

    typist.does("repair", "--yes")
    typist.does("schedule", "week", "2026-11-23")
    assert at_that_time(typist, typed) == []
    assert at_that_time(declined, typed) != []
    typist.now = "2026-11-20T15:30"
    typist.does("push", "--yes")
    with typist.google() as store:
        answers(store, MARIA, "debrief", "declined")
    typist.does("pull")
    assert asked(typist) == []
    kept = (typist.folder / ".bellweave").rglob("*.db*")
    assert not any(WHY.encode() in one.read_bytes() for one in kept if "local" not in one.name)


@pytest.mark.proves("J4")
def test_a_no_is_an_answer_too_and_a_yes_can_be_taken_back(
    declined: Typist, tmp_path: Path
) -> None:
    typist = declined.moved_to(tmp_path / "no")
    ((says, who, typed),) = asked(typist)
    typist.does("never", who, "--lift", "--yes")
    quiet = asked(typist)
    typist.does("never", who, typed, "--yes")
    lifted = typist.does("never", who, typed, "--lift", "--yes")
    told = json.loads(typist.does("never", who, typed, "--json").out)

    assert quiet == asked(typist) == []
    assert lifted.out == f"Maria Lopez: {says} may be used.\n"
    assert told["schema_version"] == 1
    assert (told["never"], told["done"], told["times"]) == (
        True,
        False,
        [{"says": says, "typed": typed}],
    )
    assert len(told["moves"]) == 1


def test_words_that_are_no_time_and_people_who_are_no_teachers_are_refused(
    declined: Typist,
) -> None:
    for words in (("Maria Lopez", "soon"), ("Maria Lopez", "Tue", "P99"), ("Ana Ruiz", "Tue", "1"),
                  ("Maria Lopez", "Tue", "9:15-8:30"), ("James Chen",)):  # fmt: skip
        ran = declined.types("never", *words)

        assert ran.code == 2, declined.said[-1]
        assert ran.err.startswith("error:")


def test_a_sixth_time_of_a_teacher_is_refused(declined: Typist, tmp_path: Path) -> None:
    typist = declined.moved_to(tmp_path / "six")
    for hour in range(8, 13):
        typist.does("never", "James Chen", "Tue", f"{hour}:00-{hour}:30", "--yes")
    ran = typist.types("never", "James Chen", "Wed", "8:00-8:30", "--yes")

    assert ran.code == 2
    assert "James Chen would have 6 times that can never be; 5 are kept" in ran.err
