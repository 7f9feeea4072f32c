"""`doctor --live` says what it will do, does it only with --yes, and leaves nothing behind."""

import os
import re
import signal
from collections.abc import Iterator

import pytest

from local_google.faults import Deed, Moment, Rule, refuse
from local_google.request_log import RequestLog
from local_google.server import Running, serve
from local_google.services import open_store
from sync.live.checks import ASSUMPTIONS
from tests.journeys.typing_commands import Ran, Typist

COUNT = len(ASSUMPTIONS)
LINE = re.compile(r"^ ?(\d+)  (\w+) +(.*\S) +(PASS|FAIL|WARN|-)$")


def lines_of(ran: Ran) -> list[tuple[int, str, str]]:
    """Number, sentence and grade of every assumption on the screen."""
    found = (LINE.match(line) for line in ran.out.splitlines())
    return [(int(one[1]), one[3], one[4]) for one in found if one]


def writes(typist: Typist) -> list[str]:
    """What changed anything at Google so far."""
    with typist.google() as store:
        entries = RequestLog(store).entries("*")
    return [one.method for one in entries if one.verb != "GET" and "freebusy" not in one.method]


def test_without_yes_it_lists_what_it_would_try_and_writes_nothing(fresh: Typist) -> None:
    ran = fresh.does("doctor", "--live")

    asked = [(one.number, one.says, "-") for one in ASSUMPTIONS]
    assert lines_of(ran) == asked
    assert "This was a dry run; nothing was written." in ran.out
    assert "bellweave doctor --live --yes" in ran.out
    assert not (fresh.folder / ".bellweave" / "local-google.db").exists()


def test_with_yes_each_line_passes_here_and_everything_is_deleted(fresh: Typist) -> None:
    ran = fresh.does("doctor", "--live", "--yes")

    assert [grade for _, _, grade in lines_of(ran)] == ["PASS"] * len(ASSUMPTIONS)
    assert ran.out.endswith(
        "Nothing that was made for this is left.\n"
        f"{COUNT} assumptions tried: {COUNT} hold, 0 warnings, 0 failed.\n"
    )
    assert writes(fresh).count("calendar.calendars.insert") == 1
    assert writes(fresh)[-2:] == ["calendar.calendars.delete", "drive.files.delete"]
    assert fresh.mails() == []


def test_it_says_first_that_it_only_tests_the_local_google_and_that_nobody_is_mailed(
    fresh: Typist,
) -> None:
    ran = fresh.does("doctor", "--live")

    assert ran.out.startswith("This is the local Google: ")
    assert "Nobody is invited and no mail is sent." in " ".join(ran.out.split())


def test_for_google_itself_it_does_not_speak_of_the_local_one(
    fresh: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLWEAVE_GOOGLE", "google")

    assert "local Google" not in fresh.does("doctor", "--live").out


def test_without_a_sign_in_nothing_is_tried(fresh: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELLWEAVE_GOOGLE", "google")
    monkeypatch.setenv("BELLWEAVE_TOKEN_FILE", str(fresh.folder / "none.json"))

    ran = fresh.types("doctor", "--live", "--yes")

    assert ran.code == 4
    assert lines_of(ran) == []


def test_yes_alone_is_refused(fresh: Typist) -> None:
    ran = fresh.types("doctor", "--yes")

    assert ran.code == 2
    assert "--yes goes with --live" in ran.err


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A local Google in which trouble can be made, and which the workspace speaks to."""
    with serve(open_store(seed="live")) as running:
        monkeypatch.setenv("BELLWEAVE_GOOGLE", running.url)
        yield running


def test_a_failure_is_explained_and_the_exit_code_is_1(fresh: Typist, elsewhere: Running) -> None:
    message = "This is forbidden for a reason that takes some words to tell. " * 4
    elsewhere.faults.add(refuse("calendar.events.patch", 403, "forbidden", message, count=None))

    ran = fresh.types("doctor", "--live", "--yes")

    assert ran.code == 1
    needs_a_patch = [4, 5, 8, 9, 25, 29]
    assert [number for number, _, grade in lines_of(ran) if grade == "FAIL"] == needs_a_patch
    assert "saw: Google refused this" in ran.out
    assert f"why it matters: {ASSUMPTIONS[3].matters}" in ran.out
    held, failed = COUNT - len(needs_a_patch), len(needs_a_patch)
    assert f"{COUNT} assumptions tried: {held} hold, 0 warnings, {failed} failed." in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_ctrl_c_in_the_middle_deletes_what_was_made(fresh: Typist, elsewhere: Running) -> None:
    elsewhere.faults.add(
        Rule(
            method="calendar.freebusy.query",
            deed=Deed.SIGNAL,
            at=Moment.AFTER_COMMIT,
            pid=os.getpid(),
            signal=signal.SIGINT,
        )
    )

    ran = fresh.types("doctor", "--live", "--yes")

    assert ran.code == 130
    assert "Nothing that was made for this is left." in ran.out
    assert RequestLog(elsewhere.store).entries("calendar.calendars.delete")


@pytest.mark.parametrize("words", [("--live",), ("--live", "--yes")])
def test_every_line_fits_a_hundred_characters(fresh: Typist, words: tuple[str, ...]) -> None:
    assert max(map(len, fresh.does("doctor", *words).out.splitlines())) <= 100
