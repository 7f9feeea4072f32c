"""`diff`: what a push would change, and nothing done."""

import json

import pytest

from tests.journeys.typing_commands import Typist


@pytest.mark.proves("F-61")
def test_a_diff_says_what_the_push_then_does_and_does_nothing_itself(scheduled: Typist) -> None:
    told = json.loads(scheduled.does("diff", "--json").out)
    assert scheduled.writes() == 0
    assert scheduled.mails() == []

    done = scheduled.does("push", "--yes", "--now-send")

    assert told["schema_version"] == 1
    assert told["create"] == len(told["changes"]) > 0
    assert told["mails"] == len(scheduled.mails()) > 0, done.out


def test_nothing_differs_after_a_push(scheduled: Typist, sent: Typist) -> None:
    assert scheduled.types("diff", "--detailed-exitcode").code == 3

    assert json.loads(sent.does("diff", "--json").out)["changes"] == []
    assert sent.types("diff", "--detailed-exitcode").code == 0


def test_a_saved_change_set_is_told_as_it_was_saved(scheduled: Typist) -> None:
    (file,) = scheduled.folder.rglob("*.changes.json")

    saved = json.loads(scheduled.does("diff", file.name, "--json").out)

    assert saved == json.loads(scheduled.does("diff", "--json").out)
