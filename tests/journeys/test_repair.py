"""Three teachers decline and on Tuesday the coach is out: each is put right within the hour, telling few."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import at
from tests.journeys.guests import answers, drags, signed_in
from tests.journeys.typing_commands import Ran, Typist

pytestmark = pytest.mark.slow

ANA = "ana.ruiz@lincoln.example"
OFFICE = "math-coaching@bellweave.example"
DECLINING = tuple(
    f"{name}@lincoln.example" for name in ("maria.lopez", "james.chen", "omar.haddad")
)
WHY = "a family matter"
TUESDAY = "2026-11-17"
OUT = ("disrupt", "coach-out", "Ana Ruiz", "--from", TUESDAY)

Standing = Mapping[str, tuple[datetime, str]]
"""Live events by id: start and title."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A command, what stood before and after, whom it mailed, and how often it wrote."""

    ran: Ran
    before: Standing
    after: Standing
    mailed: tuple[str, ...]
    writes: int

    @property
    def moved(self) -> set[str]:
        """The events that stand elsewhere now, or no longer."""
        return {key for key in self.before if self.before[key] != self.after.get(key)}

    @property
    def named(self) -> set[str]:
        """The addresses the command named as told."""
        return set(re.findall(r"^  (\S+@\S+)$", self.ran.out, re.MULTILINE))


def standing(typist: Typist) -> Standing:
    with typist.google() as store, signed_in(store, OFFICE) as office:
        events = [e for one in office.calendars() for e in office.list_events(one.id).events]
    return {e.id: (e.start, e.summary) for e in events if e.start and not e.cancelled}


def takes(typist: Typist, *words: str) -> Step:
    before, mails, writes = standing(typist), len(typist.mails()), typist.writes()
    ran = typist.types(*words)
    return Step(
        ran=ran,
        before=before,
        after=standing(typist),
        mailed=tuple(mail.to for mail in typist.mails()[mails:]),
        writes=typist.writes() - writes,
    )


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The first week was sent on Friday."""
    typist = Typist(tmp_path_factory.mktemp("school"), now="2026-11-13T14:30")
    typist.does("init", "--small", "--start-week", "2026-11-16")
    typist.does("schedule", "week", "2026-11-16")
    typist.now = "2026-11-13T15:30"
    typist.does("push", "--yes")
    return typist


@dataclass(frozen=True, kw_only=True)
class Declined:
    """Three teachers declined over the weekend; Monday morning is repaired, and repaired again."""

    typist: Typist
    before: Typist
    """The same after the answers were read, with nothing repaired."""
    listed: Ran
    times: Mapping[str, datetime]
    dry: Step
    done: Step
    again: Step


@pytest.fixture(scope="module")
def monday(sent: Typist, tmp_path_factory: pytest.TempPathFactory) -> Declined:
    typist = sent.moved_to(tmp_path_factory.mktemp("monday"))
    with typist.google() as store:
        for teacher in DECLINING:
            answers(store, teacher, "classroom visit", "declined", comment=WHY)
        answers(store, "emily.johnson@lincoln.example", "classroom visit", "accepted")
    times = dict(declined_times(typist))
    typist.now = "2026-11-16T07:05"
    before = typist.moved_to(tmp_path_factory.mktemp("before"))
    before.does("pull")
    return Declined(
        typist=typist,
        before=before,
        listed=before.does("status"),
        times=times,
        dry=takes(typist, "repair"),
        done=takes(typist, "repair", "--yes"),
        again=takes(typist, "repair", "--yes"),
    )


def declined_times(typist: Typist) -> list[tuple[str, datetime]]:
    """The events somebody declined, with the start they had then."""
    with typist.google() as store, signed_in(store, OFFICE) as office:
        events = [e for one in office.calendars() for e in office.list_events(one.id).events]
    said = [(e, guest.response) for e in events for guest in e.attendees]
    return [(e.id, e.start) for e, response in said if response == "declined" and e.start]


@pytest.mark.proves("F-61")
def test_a_repair_without_yes_writes_nothing_and_names_whom_it_would_tell(monday: Declined) -> None:
    assert (monday.dry.writes, monday.dry.mailed) == (0, ())
    assert monday.dry.named == monday.done.named
    assert WHY in monday.dry.ran.out


@pytest.mark.proves("F-66")
def test_what_was_declined_stands_at_another_time_of_its_week_or_is_gone(monday: Declined) -> None:
    assert len(monday.times) == len(DECLINING)
    for event, start in monday.times.items():
        assert event in monday.done.moved
        new = monday.done.after.get(event)
        assert new is None or new[0] != start


@pytest.mark.proves("F-50", "J4")
def test_each_declined_visit_is_offered_other_times_in_the_list_and_by_the_repair(
    monday: Declined, tmp_path: Path
) -> None:
    """One of them is taken as it is written there, and then it is sent."""
    offered = re.findall(r"^  other times for (.+):\n      (.+)$", monday.dry.ran.out, re.MULTILINE)
    needs = re.findall(
        r"declined: (.+), \w{3} \d+ \w+ .+\n    could be: (.+)\n    take one: bellweave move (\S+) WHEN",
        monday.listed.out,
    )
    _, times, key = needs[0]
    when = re.fullmatch(r"(\w{3}) \d+ \w+, (\d+:\d+ [AP]M)", times.split("; ")[-1])
    assert when
    typist = monday.before.moved_to(tmp_path / "takes")
    moved = typist.does("move", key, *when.groups())
    sent_then = takes(typist, "push", "--yes", "--now-send")

    names = {"Maria Lopez", "James Chen", "Omar Haddad"}
    assert {name.split(", ")[1] for name, _ in offered} == names
    assert {name.split(", ")[1] for name, _, _ in needs} == names
    assert all(1 <= len(some.split("; ")) <= 3 for _, some in offered)
    assert f"put at {times.split('; ')[-1]}, and with it its debrief to " in moved.out
    assert "The next push tells 2 people: Ana Ruiz, Maria Lopez." in moved.out
    assert sent_then.ran.code == 0
    titles = sorted(
        sent_then.before[one][1].split(": ")[1].split(" (")[0] for one in sent_then.moved
    )
    assert titles == ["classroom visit", "debrief"]
    assert set(sent_then.mailed) == {ANA, "maria.lopez@lincoln.example"}


@pytest.mark.proves("F-54", "F-67")
def test_a_repair_mails_those_it_names_and_moves_nothing_else(monday: Declined) -> None:
    assert set(monday.done.mailed) == monday.done.named == {ANA, *DECLINING}
    debriefs = {k for k in monday.done.moved if "debrief" in monday.done.before[k][1]}
    assert monday.done.moved == {*monday.times, *debriefs}


@pytest.mark.proves("F-62")
def test_a_second_repair_writes_nothing_and_mails_nobody(monday: Declined) -> None:
    assert "Nothing has to change." in monday.again.ran.out
    assert (monday.again.writes, monday.again.mailed) == (0, ())


@pytest.mark.proves("F-67", "F-66")
def test_what_can_wait_for_the_morning_waits_and_is_sent_then(sent: Typist, tmp_path: Path) -> None:
    typist = sent.moved_to(tmp_path / "school")
    with typist.google() as store:
        answers(store, late_in_the_week(typist), "debrief", "declined")
    typist.now = "2026-11-15T12:00"
    sunday = takes(typist, "repair", "--yes")
    typist.now = "2026-11-16T07:05"
    monday = takes(typist, "repair", "--yes")

    assert "waits until Mon 16 Nov 7:00 AM" in sunday.ran.out
    assert (sunday.writes, sunday.mailed) == (0, ())
    assert len(monday.mailed) == len(monday.named) == 2
    assert monday.writes == 1


def late_in_the_week(typist: Typist) -> str:
    """The address of a teacher whose debrief is on Thursday or Friday."""
    with typist.google() as store, signed_in(store, OFFICE) as office:
        events = [e for one in office.calendars() for e in office.list_events(one.id).events]
    late = [
        e for e in events if e.start and at("2026-11-19 06:00") < e.start < at("2026-11-21 06:00")
    ]
    talk = next(e for e in late if "debrief" in e.summary)
    return next(g.email for g in talk.attendees if g.email != ANA and not g.organizer)


@dataclass(frozen=True, kw_only=True)
class Out:
    """Tuesday 6:40 AM: the coach is out. Told without a number, with a wrong one, rightly, and once more."""

    typist: Typist
    dragged: str
    refused: tuple[Step, Step]
    done: Step
    again: Step
    scheduled: str


@pytest.fixture(scope="module")
def tuesday(monday: Declined, tmp_path_factory: pytest.TempPathFactory) -> Out:
    typist = monday.typist.moved_to(tmp_path_factory.mktemp("tuesday"))
    with typist.google() as store:
        with signed_in(store, OFFICE) as office:
            calendar = next(one.id for one in office.calendars() if "Ana Ruiz" in one.summary)
            office.share(calendar, ANA, "writer")
        since = at("2026-11-18 06:00")
        start = min(when for when, title in standing(typist).values() if when > since)
        to_tuesday = at(f"{TUESDAY} 14:30") - start
        after = start - timedelta(minutes=1)
        dragged = drags(store, ANA, calendar, "Math", by=to_tuesday, after=after)
    typist.now = f"{TUESDAY}T06:40"
    bare = takes(typist, *OUT, "--yes")
    wrong = takes(typist, *OUT, "--yes", "--confirm-people", "99")
    people = str(len(takes(typist, *OUT).named))
    done = takes(typist, *OUT, "--yes", "--confirm-people", people)
    again = takes(typist, *OUT, "--yes")
    scheduled = typist.does("schedule", "week", "2026-11-16").out
    return Out(
        typist=typist,
        dragged=dragged,
        refused=(bare, wrong),
        done=done,
        again=again,
        scheduled=scheduled,
    )


def on_tuesday(found: Standing) -> set[str]:
    return {key for key, (start, _) in found.items() if f"{start:%Y-%m-%d}" == TUESDAY}


@pytest.mark.proves("F-93", "C21")
def test_nobody_is_told_before_their_number_is_confirmed(tuesday: Out) -> None:
    for step in tuesday.refused:
        assert step.ran.code == 2
        assert (step.writes, step.mailed) == (0, ())
        assert "people would be told at once" in step.ran.err


@pytest.mark.proves("F-93", "J7")
def test_today_is_cleared_whatever_was_accepted_or_put_there_by_hand(tuesday: Out) -> None:
    assert tuesday.done.ran.code == 0
    assert tuesday.dragged in on_tuesday(tuesday.done.before)
    assert len(on_tuesday(tuesday.done.before)) > 1
    assert on_tuesday(tuesday.done.after) == set()


@pytest.mark.proves("F-93", "F-67")
def test_everybody_concerned_is_mailed_at_once_and_nobody_else(tuesday: Out) -> None:
    named = tuesday.done.named

    assert set(tuesday.done.mailed) == named
    assert f"{len(named)} people are told ({len(tuesday.done.mailed)} e-mails)" in (
        tuesday.done.ran.out
    )


@pytest.mark.proves("F-54")
def test_what_stood_on_other_days_moves_only_with_what_it_follows_or_so_that_something_has_a_time(
    tuesday: Out,
) -> None:
    elsewhere = tuesday.done.moved - on_tuesday(tuesday.done.before)

    told = tuesday.done.ran.out
    follow = re.findall(r"^  [~-] debrief, .*\(what it follows", told, re.MULTILINE)
    rooms = re.findall(r"^  ~ .*\(it makes room", told, re.MULTILINE)
    assert len(follow) + len(rooms) == len(elsewhere)


@pytest.mark.proves("F-62")
def test_saying_it_again_writes_nothing_and_mails_nobody(tuesday: Out) -> None:
    assert "Nothing has to change." in tuesday.again.ran.out
    assert (tuesday.again.writes, tuesday.again.mailed) == (0, ())


@pytest.mark.proves("F-93", "F-53")
def test_the_next_schedule_keeps_the_day_free_and_offers_no_declined_time(
    tuesday: Out, monday: Declined
) -> None:
    rows = tuesday.typist.does("show", "--csv").out.splitlines()
    stands = standing(tuesday.typist)

    assert not [row for row in rows if row.startswith(TUESDAY)]
    for event, start in monday.times.items():
        assert event not in stands or stands[event][0] != start


@pytest.mark.proves("F-68")
def test_nothing_says_why_somebody_is_out(tuesday: Out) -> None:
    with tuesday.typist.google() as store, signed_in(store, OFFICE) as office:
        events = [e for one in office.calendars() for e in office.list_events(one.id).events]

    assert events
    assert not [e for e in events if "out" in f"{e.summary} {e.description}".lower().split()]
    listed = tuesday.typist.does("disrupt", "list").out
    assert re.fullmatch(r"  \w{6}  Ana Ruiz is out, Tue 17 Nov\n", listed)


def test_a_disruption_can_be_lifted(tuesday: Out, tmp_path: Path) -> None:
    typist = tuesday.typist.moved_to(tmp_path / "school")
    name = typist.does("disrupt", "list").out.split()[0]

    assert "Lifted: Ana Ruiz is out" in typist.does("disrupt", "lift", name).out
    assert typist.does("disrupt", "list").out == "Nothing came up.\n"
    assert typist.types("disrupt", "lift", name).code == 2
