"""One teacher, or nobody with any time: a clear message, and nothing is written."""

import csv
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist


def rewritten(typist: Typist, tab: str, rows: list[list[str]]) -> None:
    path = typist.folder / "input" / f"{tab}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def read_rows(typist: Typist, tab: str) -> list[list[str]]:
    path: Path = typist.folder / "input" / f"{tab}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.slow
@pytest.mark.proves("I8")
def test_one_teacher_without_any_time_gets_nothing_and_it_is_said_why(fresh: Typist) -> None:
    rewritten(fresh, "People", read_rows(fresh, "People")[:3])
    cohorts = read_rows(fresh, "Cohorts")
    cohorts[1][-1] = "t1"
    rewritten(fresh, "Cohorts", cohorts)
    header = read_rows(fresh, "Availability")[0]
    rewritten(
        fresh, "Availability", [header, ["t1", "Mon-Fri", "", "7:00 AM", "5:00 PM", "never", ""]]
    )

    checked = fresh.types("check")
    assert "Cohorts, cohort A" in checked.out
    week = fresh.types("schedule", "week", "2026-11-16")
    assert "placed 0 of 3" in week.out
    assert "Maria Lopez" in week.out
    pushed = fresh.types("push", "--yes", "--now-send")
    assert pushed.code == 0
    assert fresh.writes() == 0
    assert fresh.mails() == []


@pytest.mark.proves("I8")
def test_nobody_to_coach_is_told_before_anything_is_looked_for(fresh: Typist) -> None:
    rewritten(fresh, "People", read_rows(fresh, "People")[:1])
    ran = fresh.types("schedule", "week")

    assert ran.code == 1
    assert "Nobody stands on the People tab." in ran.err
    assert not (fresh.folder / ".bellweave").exists()
