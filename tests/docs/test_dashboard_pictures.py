"""The pictures of the dashboards can be drawn again, from the demo and what the code declares."""

import shutil
from pathlib import Path

import pytest

from docs import dashboard_pictures as pictures
from sheets_templates.books.program_boards import DASHBOARD

MOST_BYTES = 200_000


def test_every_dashboard_has_its_picture_and_none_is_heavy() -> None:
    there = {path.stem: path.stat().st_size for path in pictures.PICTURES.glob("dashboard-*.png")}

    assert there.keys() == pictures.SHOWN.keys()
    assert max(there.values()) < MOST_BYTES


@pytest.mark.slow
@pytest.mark.proves("F-82")
def test_a_spreadsheet_program_prints_the_dashboard_with_its_charts(tmp_path: Path) -> None:
    missing = [name for name in pictures.PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")

    drawn = pictures.draw(tmp_path, tmp_path)

    assert [path.stem for path in drawn] == list(pictures.SHOWN)
    assert all(10_000 < path.stat().st_size < MOST_BYTES for path in drawn)


@pytest.mark.slow
@pytest.mark.proves("F-82", "F-91")
def test_the_demo_fills_what_the_charts_are_drawn_from() -> None:
    """But for rubrics, which only teams have."""
    filled = {one.tab.name for one in pictures.tabs_of(*pictures.demo_matter())}

    assert {chart.of for chart in DASHBOARD.charts} - filled == {"RubricLevels"}
