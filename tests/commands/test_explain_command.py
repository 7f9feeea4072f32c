"""`bellweave explain`, as somebody types it: tried for what it claims, not for its words."""

import json
from datetime import datetime
from typing import Any

import pytest

from tests.journeys.typing_commands import Typist

MARIA = "clc.a.w0.formative-visit.t1"
MEETING = "clc.a.w0.planning-meeting.t1"
DAYS = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20")


def told(typist: Typist, *words: str) -> dict[str, Any]:
    (one,) = json.loads(typist.does("explain", *words, "--json").out)["activities"]
    return dict(one)


def placed(typist: Typist) -> dict[str, str]:
    rows = json.loads(typist.does("show", "--json").out)["placed"]
    return {row["activity"]: f"{row['day']}T{row['start']}" for row in rows}


def never_there(typist: Typist, *days: str) -> None:
    """Maria types that she can never come on these days; what stood there is looked for anew."""
    file = typist.folder / "input" / "Availability.csv"
    rows = [f"t1,,{day},7:00 AM,4:00 PM,never,\n" for day in days]
    file.write_text(file.read_text("utf-8-sig") + "".join(rows), "utf-8")


@pytest.mark.proves("F-50", "F-51")
def test_a_teacher_who_can_never_come_is_the_reason_and_her_coming_the_way_out(
    scheduled: Typist,
) -> None:
    never_there(scheduled, *DAYS)
    scheduled.does("schedule", "week", "2026-11-16")
    assert MARIA not in placed(scheduled)

    one = told(scheduled, MARIA)

    assert one["answer"] == "stopped"
    assert "availability" in {fact["kind"] for fact in one["facts"]}
    assert 1 <= len(one["lines"]) <= 6
    assert one["ways"]
    never = scheduled.folder / "input" / "Availability.csv"
    kept = [line for line in never.read_text("utf-8").splitlines() if ",never," not in line]
    never.write_text("\n".join(kept) + "\n", "utf-8")
    assert told(scheduled, MARIA)["answer"] == "fits"


@pytest.mark.proves("F-51")
def test_another_time_that_is_named_can_be_taken_and_moves_nothing_else(
    scheduled: Typist,
) -> None:
    before = placed(scheduled)
    other = told(scheduled, MEETING, "--alternatives")["alternatives"][0]["start"]
    asked = f"{datetime.fromisoformat(other):%a %H:%M}"

    scheduled.does("move", MEETING, *asked.split())

    after = placed(scheduled)
    assert after.pop(MEETING) == other[:16] != before.pop(MEETING)
    assert after == before


@pytest.mark.proves("F-50", "F-51")
def test_why_not_that_day_names_each_period_and_the_way_it_names_can_be_gone(
    scheduled: Typist,
) -> None:
    never_there(scheduled, "2026-11-18")

    (closed,) = json.loads(
        scheduled.does("explain", MARIA, "--why-not", "2026-11-18", "--json").out
    )["activities"]

    assert closed["answer"] == "stopped"
    assert closed["periods"]
    assert all(one["stops"] for one in closed["periods"])
    assert all(way["start"].startswith("2026-11-18") for way in closed["ways"])


@pytest.mark.proves("F-50")
def test_a_day_may_be_asked_about_as_people_say_it(scheduled: Typist) -> None:
    def asked(words: str) -> dict[str, Any]:
        return told(scheduled, MARIA, "--why-not", words)

    wednesday = asked("2026-11-18")

    assert asked("Wednesday") == asked("wed") == wednesday
    refused = scheduled.types("explain", MARIA, "--why-not", "Wed P77")
    assert refused.code == 2
    assert "P77" in refused.err
    assert scheduled.types("explain", MARIA, "--why-not", "someday").code == 2


def test_explaining_keeps_and_sends_nothing(scheduled: Typist) -> None:
    before = placed(scheduled)
    never_there(scheduled, *DAYS)

    scheduled.does("explain", MARIA)

    assert placed(scheduled) == before
    assert scheduled.writes() == 0


def test_a_name_that_nobody_has_is_a_matter_of_typing(scheduled: Typist) -> None:
    assert scheduled.types("explain", "Nobody Here").code == 2
