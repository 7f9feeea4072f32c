"""`bellweave brief` and the day sheet, as somebody types them."""

import re

import pytest

from tests.journeys.typing_commands import Typist


@pytest.mark.proves("F-98")
def test_a_week_is_told_on_one_page_with_what_is_due_and_what_has_no_time(
    scheduled: Typist,
) -> None:
    writes = scheduled.writes()
    told = scheduled.does("brief", "Ana Ruiz", "--week", "2026-11-17").out
    placed = re.findall(r"^  \[ \] ", told, re.MULTILINE)

    assert told.startswith(f"Ana Ruiz, week of Mon 16 Nov: {len(placed)} activities\n")
    assert "classroom visit, Maria Lopez; Lincoln" in told
    assert "nothing of this week was sent yet" in told
    assert "A recent set of student work, without students' names" in told
    assert len(told.splitlines()) < 60
    assert scheduled.writes() == writes


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-12T16:00", "Mon 9 Nov"),
        ("2026-11-13T16:00", "Mon 16 Nov"),
        ("2026-11-15T20:00", "Mon 16 Nov"),
        ("2026-11-16T07:00", "Mon 16 Nov"),
    ],
)
def test_from_friday_on_the_coming_week_is_told(scheduled: Typist, now: str, monday: str) -> None:
    scheduled.now = now

    assert scheduled.does("brief", "Ana Ruiz").out.startswith(f"Ana Ruiz, week of {monday}: ")


def test_the_day_sheet_is_a_file_to_print(scheduled: Typist) -> None:
    said = scheduled.does("export", "day-sheet", "--coach", "Ana Ruiz").out
    file = scheduled.folder / "out" / "day-sheet-ana-ruiz.html"

    assert str(file) in said
    assert 'class="day-sheet"' in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("brief", "--own"), "name her"),
        (("brief", "Anna"), "there is no coach called Anna"),
        (("export", "day-sheet", "--own"), "--own needs --coach"),
        (("export", "html", "--coach", "Ana Ruiz"), "day-sheet only"),
    ],
)
def test_whose_brief_it_is_has_to_be_clear(
    scheduled: Typist, words: tuple[str, ...], says: str
) -> None:
    asked = scheduled.types(*words)

    assert asked.code == 2
    assert says in asked.err
