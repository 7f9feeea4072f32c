"""The day sheet: a coach's week on paper, with a box for each activity; last steps in her own copy only."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from tests.web.sample_day_sheet import STEP, a_brief
from web.day_sheet import day_sheet_html


@pytest.mark.proves("F-98")
def test_each_activity_has_a_box_its_room_its_drive_and_its_debrief() -> None:
    page = BeautifulSoup(day_sheet_html([a_brief()], "Riverbend"), "html.parser")
    row = page.select("table.sheet tbody tr")[0].get_text(" ", strip=True)

    assert len(page.select(".tick")) == 15
    assert row == (
        "8:30–9:15 AM classroom visit Rosa Hall Lincoln MS, room 214 (25 min drive) "
        "Wed 9 Dec, 1:15 PM"
    )
    text = page.get_text(" ", strip=True)
    assert "15 activities, 6 h 15 min on the road" in text
    for heading in ("Changes since people were told", "To be ready", "Look at"):
        assert heading in text


def test_the_last_step_stands_in_the_coachs_own_copy_only() -> None:
    assert STEP in day_sheet_html([a_brief(own=True)], "Riverbend")
    assert STEP not in day_sheet_html([a_brief()], "Riverbend")


def test_a_name_is_shown_as_it_is_typed() -> None:
    page = day_sheet_html([replace(a_brief(), coach="<b>Ana</b>")], "Riverbend")

    assert "<b>Ana</b>" not in page
    assert "&lt;b&gt;Ana&lt;/b&gt;" in page


def test_a_week_with_nothing_in_it_says_so() -> None:
    assert "Nothing has a time this week." in day_sheet_html([a_brief(days=())], "Riverbend")
