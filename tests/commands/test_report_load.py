"""`report fairness`, `travel` and `ledger`: what the saved schedule asks of people."""

import csv
import io

import pytest

from tests.journeys.typing_commands import Typist


def rows_of(typist: Typist, *words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(typist.does("report", *words, "--format", "csv").out)))


def test_a_coachs_load_is_what_show_lists_for_her(scheduled: Typist) -> None:
    shown = list(csv.DictReader(io.StringIO(scheduled.does("show", "--csv").out)))

    (own,) = rows_of(scheduled, "fairness")

    assert own["coach"] == shown[0]["coach"]
    assert int(own["events"]) == len(shown) > 0


def test_a_week_asked_for_is_the_only_one_counted(scheduled: Typist) -> None:
    weeks = rows_of(scheduled, "travel")
    (one,) = rows_of(scheduled, "travel", "--week", "2026-11-18")

    assert one["week of"] == "Mon 16 Nov"
    assert one in weeks
    assert "Nothing has a time." in scheduled.does("report", "travel", "--week", "2027-03-01").out


@pytest.mark.parametrize("name", ["fairness", "travel", "ledger"])
def test_before_any_schedule_a_report_says_what_to_do(fresh: Typist, name: str) -> None:
    refused = fresh.types("report", name)

    assert refused.code == 2
    assert "bellweave schedule week" in refused.err


def test_a_school_of_its_own_has_no_drives(scheduled: Typist) -> None:
    assert {row["driving"] for row in rows_of(scheduled, "travel")} == {"0 min"}
    assert "0 min of driving in all." in scheduled.does("report", "travel").out
