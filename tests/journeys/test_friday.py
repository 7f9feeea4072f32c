"""Friday 2:30 PM: next week is found, sent once at the publishing moment, and read back."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import at
from tests.journeys.guests import answers, drags, signed_in
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow

ANA = "ana.ruiz@lincoln.example"
MARIA = "maria.lopez@lincoln.example"
OFFICE = "math-coaching@bellweave.example"
FRIDAYS = ("2026-11-06", "2026-11-13")
FRIDAY, MONDAY = "2026-11-20", "2026-11-23"
CHANGES = f"{MONDAY}.changes.json"
SUNDAY = at("2026-11-22 12:00")
WHY = "parents are coming"
DECLINING = tuple(
    f"{name}@lincoln.example" for name in ("maria.lopez", "james.chen", "omar.haddad")
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The pre-cycle and week 1 were sent; it is Friday 2:30 PM and week 2 is just found."""
    typist = Typist(tmp_path_factory.mktemp("school"), now=f"{FRIDAYS[0]}T09:00")
    typist.does("init", "--small", "--start-week", "2026-11-16")
    for friday in FRIDAYS:
        typist.now = f"{friday}T14:30"
        typist.does("schedule", "week")
        typist.now = f"{friday}T15:30"
        typist.does("push", "--yes")
    typist.now = f"{FRIDAY}T14:30"
    typist.does("schedule", "week")
    return typist


@pytest.fixture(scope="module")
def school_told(school: Typist, tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The same after the publishing moment, at which exactly the saved change set was pushed."""
    typist = school.moved_to(tmp_path_factory.mktemp("told"))
    typist.now = f"{FRIDAY}T15:30"
    typist.does("push", CHANGES, "--yes")
    return typist


@pytest.fixture
def coach(school: Typist, tmp_path: Path) -> Typist:
    """A coach on Friday at 2:30 PM."""
    return school.moved_to(tmp_path / "school")


@pytest.fixture
def sent(school_told: Typist, tmp_path: Path) -> Typist:
    """A coach on Friday at 3:30 PM, who has sent next week."""
    return school_told.moved_to(tmp_path / "sent")


def mondays_visits(typist: Typist) -> Iterator[str]:
    """The rows of visits on the next Monday."""
    rows = typist.does("show", "--csv").out.splitlines()
    return (row for row in rows if row.startswith(MONDAY) and "classroom visit" in row)


def test_next_mondays_visits_have_a_time(coach: Typist) -> None:
    assert list(mondays_visits(coach))


@pytest.mark.proves("F-67")
def test_a_push_before_the_publishing_moment_waits(coach: Typist) -> None:
    writes, mails = coach.writes(), len(coach.mails())
    ran = coach.does("push", "--yes")

    assert "Held back until Fri 20 Nov 3:30 PM" in ran.out
    assert (coach.writes(), len(coach.mails())) == (writes, mails)


def test_somebody_in_a_hurry_sends_at_once(coach: Typist) -> None:
    mails = len(coach.mails())
    told = coach.does("push", "--yes", "--now-send").number(r"get ([\d,]+) e-mail")

    assert len(coach.mails()) == mails + told


@pytest.mark.proves("J1")
def test_at_the_publishing_moment_everybody_is_mailed_once(sent: Typist) -> None:
    invitations = Counter((mail.event, mail.to) for mail in sent.mails())

    assert list(mondays_visits(sent))
    assert set(invitations.values()) == {1}


@pytest.mark.proves("F-62")
def test_a_second_push_makes_no_write_and_finds_the_workbooks_as_they_should_be(
    sent: Typist,
) -> None:
    writes, mails = sent.writes(), len(sent.mails())
    again = sent.does("push", "--yes")

    assert "Done: 0 writes, 0 e-mails." in again.out
    assert (sent.writes(), len(sent.mails())) == (writes, mails)
    assert "Tracking: no change." in again.out
    with sent.google() as store, store.read() as db:
        files = [json.loads(row["body"]) for row in db.execute("SELECT body FROM drive_files")]
    assert sorted(file["name"] for file in files) == [
        "Math coaching - program",
        "Math coaching - visit log of Ana Ruiz",
    ]


@pytest.mark.proves("F-61")
def test_a_push_without_yes_writes_nothing_and_tells_whom_it_would_mail(coach: Typist) -> None:
    writes = coach.writes()
    ran = coach.does("push")

    assert coach.writes() == writes
    assert f"  {ANA}\n" in ran.out
    assert "nothing was written" in ran.out


def by_title(typist: Typist) -> dict[tuple[str, str], str]:
    """Title and start of every event on the coaching calendar -> its description."""
    with typist.google() as store, signed_in(store, OFFICE) as office:
        (calendar,) = [one.id for one in office.calendars() if one.summary.endswith("Ana Ruiz")]
        found = [one for one in office.list_events(calendar).events if not one.cancelled]
    return {(one.summary, str(one.start)): one.description for one in found}


@pytest.mark.proves("F-61", "F-67", "C21")
def test_the_preview_shows_word_for_word_what_is_sent(coach: Typist, sent: Typist) -> None:
    writes, mails, stood = coach.writes(), len(coach.mails()), by_title(coach)
    shown = coach.does("invitations", CHANGES).out
    assert (coach.writes(), len(coach.mails())) == (writes, mails)
    bodies = {
        "\n".join(line.strip() for line in body.splitlines())
        for body in re.findall(r"^  Where  .*\n((?:    .*\n)+)", shown, re.MULTILINE)
    }

    texts = {text for key, text in by_title(sent).items() if key not in stood}
    assert texts
    assert {"\n".join(text.splitlines()[1:-1]) for text in texts} == bodies
    (told,) = re.findall(r"^(\d+) e-mails", shown, re.MULTILINE)
    assert len(sent.mails()) == mails + int(told)


@pytest.mark.proves("J3")
def test_the_preview_of_a_person_holds_her_mails_only_and_as_a_page_too(coach: Typist) -> None:
    shown = coach.does("invitations", "--person", "maria").out
    page = (coach.folder / "out" / "invitations.html").read_text("utf-8")

    assert set(re.findall(r"^  To     (.*)$", shown, re.MULTILINE)) == {f"Maria Lopez <{MARIA}>"}
    assert "of 6 visits done" in shown
    assert MARIA in page
    assert "james.chen" not in page + shown


def test_somebody_misspelt_is_asked_for_again(coach: Typist) -> None:
    asked = coach.types("invitations", "--person", "Maria Lopes")

    assert asked.code == 2
    assert "Did you mean Maria Lopez?" in asked.err


def test_exactly_the_saved_change_set_is_pushed_and_only_once(sent: Typist) -> None:
    again = sent.types("push", CHANGES, "--yes")

    assert again.code == 6
    assert "something was pushed or pulled since this change set was made" in again.err


@dataclass(frozen=True, kw_only=True)
class Weekend:
    """Over the weekend three teachers declined and the coach dragged an event; then a pull."""

    typist: Typist
    dragged: str
    pulled: str
    status: str
    scheduled: str
    mails_before: int


@pytest.fixture(scope="module")
def weekend(school_told: Typist, tmp_path_factory: pytest.TempPathFactory) -> Weekend:
    """What happened, up to the second push."""
    typist = school_told.moved_to(tmp_path_factory.mktemp("weekend"))
    with typist.google() as store:
        for teacher in DECLINING:
            answers(store, teacher, "debrief", "declined", comment=WHY, after=SUNDAY)
        with signed_in(store, OFFICE) as office:
            calendar = next(
                one.id for one in office.calendars() if one.summary.endswith("Ana Ruiz")
            )
            office.share(calendar, ANA, "writer")
        by = timedelta(minutes=15)
        dragged = drags(store, ANA, calendar, "cohort session", by=by, after=SUNDAY)
    typist.now = "2026-11-21T10:00"
    pulled, status = typist.does("pull").out, typist.does("status").out
    scheduled = typist.does("schedule", "week", MONDAY).out
    mails_before = len(typist.mails())
    typist.does("push", "--yes", "--now-send")
    return Weekend(
        typist=typist,
        dragged=dragged,
        pulled=pulled,
        status=status,
        scheduled=scheduled,
        mails_before=mails_before,
    )


@pytest.mark.proves("F-66")
def test_each_answer_is_told_in_words(weekend: Weekend) -> None:
    assert weekend.pulled.count(" declined ") == len(DECLINING)
    assert f'debrief, Maria Lopez: "{WHY}"' in weekend.pulled
    assert weekend.pulled.count("moved by hand to") == 1


def test_the_next_change_set_moves_what_was_declined_and_hardly_more(weekend: Weekend) -> None:
    moved = re.findall(r"    ~ Math coaching: (\S+)", weekend.scheduled)

    assert len(DECLINING) <= len(moved) <= len(DECLINING) + 2
    assert set(moved) == {"debrief"}
    assert "0 to remove." in weekend.scheduled


@pytest.mark.proves("F-65")
def test_a_dragged_event_stays_where_it_was_put(weekend: Weekend) -> None:
    with weekend.typist.google() as store, signed_in(store, ANA) as ana:
        (event,) = [one for one in ana.list_events(ANA).events if one.id == weekend.dragged]
    rows = weekend.typist.does("show", "--csv").out.splitlines()
    sessions = [row for row in rows if row.startswith("2026-11-25") and "cohort session" in row]

    assert event.start == at("2026-11-25 13:15")
    assert [row.split(",")[1] for row in sessions] == ["13:15"]


def test_only_those_whose_time_changed_are_mailed(weekend: Weekend) -> None:
    mails = weekend.typist.mails()[weekend.mails_before :]

    assert {mail.to for mail in mails} == {ANA, *DECLINING}
    assert {mail.kind for mail in mails} == {"update"}


def test_status_tells_what_was_declined_until_it_has_another_time(weekend: Weekend) -> None:
    assert weekend.status.count("declined: debrief, ") == len(DECLINING)
    assert "declined:" not in weekend.typist.does("status").out


def test_a_third_push_makes_no_write(weekend: Weekend) -> None:
    writes = weekend.typist.writes()
    weekend.typist.does("push", "--yes")

    assert weekend.typist.writes() == writes


def test_the_words_of_an_answer_are_kept_nowhere(weekend: Weekend) -> None:
    state = weekend.typist.folder / ".bellweave"
    own = [path for path in state.iterdir() if "local-google" not in path.name]

    assert own
    assert not [path.name for path in own if WHY.encode() in path.read_bytes()]
