"""`bellweave pin`, `unpin`, `move`, `drop`, `swap` and `held`, as somebody types them."""

import json
import re

import pytest

from tests.journeys.typing_commands import Typist

MARIA = "clc.a.w0.formative-visit.t1"


def rows(typist: Typist) -> dict[str, tuple[str, str]]:
    """Activity -> day and start in the saved schedule."""
    placed = json.loads(typist.does("show", "--json").out)["placed"]
    return {row["activity"]: (row["day"], row["start"]) for row in placed}


@pytest.mark.proves("F-53")
def test_a_pinned_visit_stays_and_may_move_again(scheduled: Typist) -> None:
    stood = rows(scheduled)[MARIA]
    pinned = scheduled.does("pin", MARIA)
    again = scheduled.does("unpin", MARIA)
    nothing = scheduled.types("unpin", MARIA)

    assert f"{MARIA}: stays at " in pinned.out
    assert "may move again" in again.out
    assert nothing.code == 2
    assert rows(scheduled)[MARIA] == stood


@pytest.mark.proves("F-50")
def test_a_move_against_a_rule_is_refused_and_names_times_that_fit(scheduled: Typist) -> None:
    before = rows(scheduled)
    refused = scheduled.types("move", MARIA, "Tue", "3:30", "PM")

    assert refused.code == 5
    assert "not possible at Tue 17 Nov, 3:30 PM: " in refused.err
    assert "it could be " in refused.err
    assert rows(scheduled) == before


def test_a_move_changes_the_saved_schedule_and_nothing_in_google(scheduled: Typist) -> None:
    refused = scheduled.types("move", MARIA, "Tue", "3:30", "PM").err
    fits = re.search(r"it could be (\w+) \d+ \w+, (\d+:\d+ [AP]M)", refused)
    assert fits
    moved = scheduled.does("move", MARIA, *fits.groups())

    assert f"{MARIA}: put at {fits[1]} " in moved.out
    assert rows(scheduled)[MARIA][1] in ("08:30", "09:45")
    assert scheduled.writes() == 0


def test_words_that_name_no_time_are_a_matter_of_typing(scheduled: Typist) -> None:
    before = rows(scheduled)
    asked = scheduled.types("swap", MARIA, "Nobody Here")

    assert asked.code == 2
    assert "nothing that week is called" in asked.err
    assert rows(scheduled) == before


def test_a_dropped_visit_has_no_time_until_it_is_wanted_again(scheduled: Typist) -> None:
    dropped = scheduled.does("drop", MARIA)
    without = rows(scheduled)
    back = scheduled.does("drop", MARIA, "--back")

    assert "to have it back" in dropped.out
    assert MARIA not in without
    assert MARIA.replace("formative-visit", "planning-meeting") not in without
    assert "is wanted again" in back.out
    assert scheduled.types("drop", MARIA, "--back").code == 2


def test_a_misspelt_activity_is_asked_for_again(scheduled: Typist) -> None:
    asked = scheduled.types("pin", "clc.a.w0.formative-visit.t11")

    assert asked.code == 2
    assert MARIA in asked.err
    assert "Did you mean" in asked.err


def test_what_has_not_begun_cannot_have_been_held(scheduled: Typist) -> None:
    early = scheduled.types("held", MARIA)
    scheduled.now = "2026-11-20T16:00"
    dry = scheduled.does("held", MARIA, "--no", "state testing")

    assert early.code == 2
    assert "would be noted as not held" in dry.out
    assert "dry run" in dry.out


PLAN = MARIA.replace("formative-visit", "planning-meeting")


def moved_away(typist: Typist, key: str) -> str:
    """What it says to put something at the last of the other times it names."""
    refused = typist.types("move", key, "Fri", "6:00", "PM").err
    could = re.findall(r"(\w{3}) \d+ \w+, (\d+:\d+ [AP]M)", refused.split("it could be")[1])
    return typist.does("move", key, *could[-1]).out


@pytest.mark.proves("F-53", "F-54")
def test_each_wish_says_what_moves_who_is_told_what_gets_worse_and_that_less_would_not_do(
    sent: Typist,
) -> None:
    pinned = sent.does("pin", PLAN).out
    moved = moved_away(sent, PLAN)
    dry = sent.does("push").out
    dropped = sent.does("drop", MARIA).out

    assert "Nothing moves, and nobody is told." in pinned
    assert "Moves 1 event, leaves out 0 events." in moved
    assert "The next push tells 2 people: Ana Ruiz, Maria Lopez." in moved
    assert "Proven: no way to do this changes less." in moved
    assert {"maria.lopez"} == set(re.findall(r"(\w+\.\w+)@lincoln", dry)) - {"ana.ruiz"}, dry
    assert "Moves 0 events, leaves out 2 events." in dropped
    assert f"what has to follow it: {PLAN}" in dropped


@pytest.mark.proves("F-54")
def test_before_anything_was_sent_nobody_is_told_of_a_move(scheduled: Typist) -> None:
    said = moved_away(scheduled, PLAN)

    assert "Moves 1 event, leaves out 0 events." in said
    assert "Nobody was told of it yet" in said
