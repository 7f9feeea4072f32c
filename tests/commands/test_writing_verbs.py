"""Verbs that write say beforehand what they would do, and refuse what was not agreed to."""

import json
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist

MONDAY = "2026-11-16"
FILE = f"{MONDAY}.changes.json"


@pytest.fixture
def over_full(scheduled: Typist) -> Typist:
    """With more to send than goes out without a word."""
    scheduled.does("schedule", "cycle")
    return scheduled


def test_the_saved_change_set_is_named_and_carries_its_fingerprint(scheduled: Typist) -> None:
    saved = json.loads((scheduled.folder / ".bellweave" / FILE).read_text(encoding="utf-8"))

    assert sorted(saved) == ["change_set", "sha256"]


def test_an_altered_change_set_is_refused(scheduled: Typist) -> None:
    path = scheduled.folder / ".bellweave" / FILE
    path.write_text(path.read_text("utf-8").replace("classroom", "class room", 1), "utf-8")
    ran = scheduled.types("push", FILE, "--yes")

    assert ran.code == 6
    assert "altered" in ran.err
    assert scheduled.writes() == 0


def test_a_change_set_nobody_saved_is_told_with_those_there_are(scheduled: Typist) -> None:
    ran = scheduled.types("push", "2020-01-01.changes.json", "--yes")

    assert ran.code == 2
    assert FILE in ran.err


def test_many_mails_want_their_number_said(over_full: Typist) -> None:
    ran = over_full.types("push", "--yes")

    assert ran.code == 2
    assert "--confirm-mail" in ran.err
    assert over_full.writes() == 0


def test_another_number_than_the_one_shown_is_refused(over_full: Typist) -> None:
    ran = over_full.types("push", "--yes", "--confirm-mail", "51")

    assert ran.code == 2
    assert over_full.mails() == []


def test_a_cohort_that_is_cancelled_is_taken_out_of_the_calendar(sent: Typist) -> None:
    cohorts = sent.folder / "input" / "Cohorts.csv"
    header, row = cohorts.read_text(encoding="utf-8-sig").splitlines()
    cohorts.write_text(f"{header},status\n{row},cancelled\n", encoding="utf-8")
    dry = sent.does("push")
    mails, cancels = dry.number(r"get ([\d,]+) e-mails"), dry.number(r"([\d,]+) to remove")
    refused = sent.types("push", "--yes", "--confirm-mail", str(mails))
    done = sent.does("push", "--yes", "--confirm-cancel", str(cancels))

    assert cancels == 17
    assert "- Math coaching: classroom visit (Ana Ruiz)" in dry.out
    assert refused.code == 2
    assert "--confirm-cancel 17" in refused.err
    assert "Done: 17 writes" in done.out


def test_without_a_sign_in_google_is_not_reached(
    scheduled: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLWEAVE_GOOGLE", "google")
    monkeypatch.setenv("BELLWEAVE_TOKEN_FILE", str(tmp_path / "none.json"))
    ran = scheduled.types("push", "--yes")

    assert ran.code == 4
    assert "bellweave auth login" in ran.err


def test_the_real_google_may_be_named_by_its_address(
    scheduled: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLWEAVE_GOOGLE", "https://www.googleapis.com")
    monkeypatch.setenv("BELLWEAVE_TOKEN_FILE", str(tmp_path / "none.json"))

    assert scheduled.types("auth", "status").code == 4


def test_signing_in_needs_the_file_from_it(scheduled: Typist) -> None:
    ran = scheduled.types("auth", "login")

    assert ran.code == 2
    assert "--client-file" in ran.err


def test_initials_are_not_for_a_persons_own_calendar_file(scheduled: Typist) -> None:
    ran = scheduled.types("export", "ics", "--redact")

    assert ran.code == 2
    assert not (scheduled.folder / "out").exists()


def test_a_pull_before_any_push_has_nothing_to_read(scheduled: Typist) -> None:
    ran = scheduled.does("pull")

    assert ran.out == "Nothing new since the last time.\n"


def test_a_week_in_which_nothing_is_due_says_so(fresh: Typist) -> None:
    assert "nothing is due" in fresh.does("schedule", "week", "2027-05-03").out


def test_a_time_somebody_typed_wrong_is_a_usage_error(fresh: Typist) -> None:
    assert fresh.types("schedule", "week", "16.11.2026").code == 2


@pytest.mark.parametrize("words", [("push", "--yes"), ("pull",)], ids=" ".join)
def test_what_was_sent_on_the_local_google_is_not_taken_for_sent_on_the_real_one(
    sent: Typist, words: tuple[str, ...]
) -> None:
    settings = sent.folder / "bellweave.toml"
    told = settings.read_text(encoding="utf-8").replace('google = "local"', 'google = "google"')
    settings.write_text(told, encoding="utf-8")
    ran = sent.types(*words)

    assert ran.code == 2
    assert "stands on the local Google" in ran.err
    assert 'database = ".bellweave/google-journal.db"' in ran.err


def test_a_workspace_that_sent_nothing_may_change_its_google(
    scheduled: Typist, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = scheduled.folder / "bellweave.toml"
    told = settings.read_text(encoding="utf-8").replace('google = "local"', 'google = "google"')
    settings.write_text(told, encoding="utf-8")

    assert "Nobody is signed in to Google" in scheduled.types("push").err


def test_with_a_new_record_everything_is_sent_again_to_another_google(sent: Typist) -> None:
    settings = sent.folder / "bellweave.toml"
    told = settings.read_text(encoding="utf-8")
    told = told.replace("journal.db", "google-journal.db").replace("local-google.db", "other.db")
    settings.write_text(told, encoding="utf-8")

    assert sent.does("push").number(r"([\d,]+) to add") == 17


def test_a_dry_run_lists_every_new_event_when_asked(over_full: Typist) -> None:
    short, long = over_full.does("push"), over_full.does("push", "--all")

    added = int(long.out.split(" to add")[0].split()[-1])
    assert short.out.count("    + ") == 0
    assert long.out.count("    + ") == added
    assert over_full.writes() == 0
