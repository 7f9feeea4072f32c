"""`doctor` tells line by line what is in order and what to do; it changes nothing."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Ran, Typist


def grades(ran: Ran) -> dict[str, str]:
    """Name of each check and how it ended, the worst of several."""
    found: dict[str, str] = {}
    for line in ran.out.splitlines():
        if line[:1].strip() and line.endswith(("PASS", "WARN", "FAIL")):
            name, grade = line.split()[0], line.rsplit(maxsplit=1)[-1]
            found[name] = grade if found.get(name) != "FAIL" else "FAIL"
    return found


def test_a_workspace_in_order_passes_everything(scheduled: Typist) -> None:
    ran = scheduled.does("doctor")

    assert set(grades(ran).values()) == {"PASS"}
    assert grades(ran).keys() >= {"Set-up", "Settings", "Sign-in", "Input", "Journal", "Clock"}
    assert ran.out.endswith("0 failed, 0 warnings. Nothing was changed.\n")


def test_as_json_the_checks_are_those_that_are_told_line_by_line(scheduled: Typist) -> None:
    (scheduled.folder / "input" / "People.csv").unlink()
    told = scheduled.types("doctor")
    ran = scheduled.types("doctor", "--json")

    document = json.loads(ran.out)
    assert ran.code == 1
    assert document["failed"] == told.out.count(" FAIL\n") > 0
    assert [one["name"] for one in document["checks"] if one["grade"] == "FAIL"] == ["Input"]
    assert {one["name"] for one in document["checks"]} == set(grades(told))


@pytest.mark.parametrize("other", ["--live", "--report"])
def test_as_json_goes_with_the_checks_alone(scheduled: Typist, other: str) -> None:
    assert scheduled.types("doctor", "--json", other).code == 2


def test_outside_a_workspace_the_settings_fail(tmp_path: Path) -> None:
    ran = Typist(tmp_path).types("doctor")

    assert ran.code == 1
    assert grades(ran)["Settings"] == "FAIL"
    assert "bellweave init" in ran.out


def test_input_that_cannot_be_read_fails_and_the_rest_is_still_looked_at(
    scheduled: Typist,
) -> None:
    (scheduled.folder / "input" / "People.csv").unlink()
    ran = scheduled.types("doctor")

    assert ran.code == 1
    assert grades(ran)["Input"] == "FAIL"
    assert grades(ran)["Journal"] == "PASS"


def test_without_a_sign_in_google_fails(
    scheduled: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLWEAVE_GOOGLE", "google")
    monkeypatch.setenv("BELLWEAVE_TOKEN_FILE", str(tmp_path / "none.json"))
    ran = scheduled.types("doctor")

    assert ran.code == 1
    assert grades(ran)["Sign-in"] == "FAIL"


def test_a_clock_behind_the_journal_fails(sent: Typist) -> None:
    sent.now = "2026-11-01T10:00"
    ran = sent.types("doctor")

    assert ran.code == 1
    assert grades(ran)["Clock"] == "FAIL"


def test_a_changed_line_of_the_audit_is_found(sent: Typist) -> None:
    with sqlite3.connect(sent.folder / ".bellweave" / "journal.db") as db:
        db.execute("UPDATE audit SET mails = 0 WHERE number = 3")
    db.close()
    ran = sent.types("doctor")

    assert ran.code == 1
    assert "line 3 of its audit was changed" in ran.out


def test_a_folder_open_to_others_is_a_warning(scheduled: Typist) -> None:
    (scheduled.folder / ".bellweave").chmod(0o755)
    ran = scheduled.does("doctor")

    assert grades(ran)["Folder"] == "WARN"
