"""`bellweave report equity | board` and `export board`: what the year reaches, in counts."""

from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist


@pytest.mark.proves("R-SS-15", "R-SS-11")
def test_before_anything_is_sent_each_school_is_listed_and_nobody_is_reached(fresh: Typist) -> None:
    out = fresh.does("report", "equity").out

    school, whole = (line.split() for line in out.splitlines()[1:3])
    # Eight teachers, all in a cohort.
    assert school == ["Lincoln", "8", "8", "0%", "0.0", "-"]
    assert whole == ["All", "schools", "8", "8", "0%", "0.0", "-"]
    assert "1 of 1 school served." in out


@pytest.mark.proves("F-88")
def test_the_board_is_told_so_before_anything_was_due(fresh: Typist) -> None:
    out = fresh.does("report", "board").out

    assert "Reach      0 of 8 teachers (0%)" in out
    assert "Fidelity   nothing was due yet" in out
    assert "Rounds     there are none" in out


@pytest.mark.slow
@pytest.mark.proves("F-88", "R-SS-15", "J12")
def test_after_a_week_that_was_sent_the_numbers_follow_what_took_place(
    scheduled: Typist, tmp_path: Path
) -> None:
    dry = scheduled.does("push")
    scheduled.does("push", "--yes", "--confirm-mail", str(dry.number(r"([\d,]+) e-mails")))
    scheduled.now = "2026-11-21T09:00"

    board = scheduled.does("report", "board").out
    equity = scheduled.does("report", "equity").out

    # The pre-cycle week: each of the eight teachers is visited and plans with her coach.
    assert "Reach      8 of 8 teachers (100%)" in board
    assert "16 of 16 due (100%)" in board
    assert equity.splitlines()[1].split() == ["Lincoln", "8", "8", "100%", "1.0", "-"]
    before = scheduled.does("report", "board", "--day", "2026-11-15").out
    assert "Reach      0 of 8 teachers (0%)" in before
    scheduled.does("export", "board", "--out", str(tmp_path / "board.html"))
    page = (tmp_path / "board.html").read_text("utf-8")
    assert "8 of 8 teachers (100%)" in page
    assert "Lopez" not in page
