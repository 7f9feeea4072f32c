"""`check` tells where a student seems to be named, by the cell's address and without the name."""

import pytest

from tests.journeys.typing_commands import Typist


@pytest.mark.proves("F-99")
def test_check_tells_the_cell_and_not_the_name(fresh: Typist) -> None:
    before = fresh.does("check").out
    file = fresh.folder / "input" / "DayCalendar.csv"
    file.write_text("date,note\n2026-12-08,see student Jayden Miller\n", "utf-8")

    out = fresh.does("check").out

    assert "student" not in before
    assert "where: DayCalendar!B2" in out
    assert "as if it named a student" in out
    assert "Jayden" not in out
