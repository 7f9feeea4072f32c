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
