"""`check` tells where a student seems to be named, by the cell's address and without the name."""

import pytest

from tests.journeys.typing_commands import Typist


@pytest.mark.proves("F-99")
def test_check_tells_the_cell_and_not_the_name(fresh: Typist) -> None:
    before = fresh.does("check").out
    file = fresh.folder / "input" / "Cohorts.csv"
    text = file.read_text("utf-8-sig")
    file.write_text(text.replace("Number talks", "see student Jayden Miller"), "utf-8")

    out = fresh.does("check").out

    assert "student" not in before
    assert "where: Cohorts!D2" in out
    assert "as if it named a student" in out
    assert "Jayden" not in out
