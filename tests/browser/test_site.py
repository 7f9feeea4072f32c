"""The site in a browser: accessible, fitting the screen, walked by keyboard, and under its own policy."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.browser.chromium import LOOKS, Look, checked, chromium, flags
from tests.web.sample_site import WRITES, Site
from web.site.routes import PAGES

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
VALUES = {
    "activity": "id=clc/1/w3/debrief/4",
    "person": "id=teacher-1",
    "coach": "id=coach-1",
    "sheet": "id=coach-0",
    "back": "run=r-1a2b3c4d",
    "settle": "key=key-2&take=calendar",
}
PICTURED = {
    "week": LOOKS[0],
    "changes": LOOKS[0],
    "activity": LOOKS[0],
    "coach": LOOKS[0],
    "coverage": LOOKS[2],
    "fairness": LOOKS[0],
    "cycles": LOOKS[0],
}


@cache
def page(name: str) -> str:
    """A page as somebody who is in gets it; 'enter' as somebody who is not."""
    site = Site()
    if name == "enter":
        return site.outside().get("/enter").text
    (route,) = [one for one in PAGES if one.name == name]
    answer = site.inside().get(f"{route.path}?{VALUES.get(name, '')}")
    assert answer.status_code == 200
    return answer.text


NAMES = ("enter", *(one.name for one in PAGES))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_breaks_no_rule_of_accessibility_and_is_walked_by_keyboard(
    name: str, look: Look, tmp_path: Path
) -> None:
    """Every stop, from the skip link to the last button, takes the focus, shows it, and has a name."""
    found = checked(page(name), look, tmp_path)

    assert found["violations"] == []
    assert found["rules"] > 10
    assert found["contentWidth"] <= look.width
    stops = found["stops"]
    assert stops[0]["name"] == "Skip to the content"
    assert [one for one in stops if not (one["reached"] and one["seen"] and one["name"])] == []
    if name == "changes":
        assert stops[-1]["name"] == f"Write {WRITES} changes and send {WRITES} e-mails"


@pytest.mark.parametrize("name", ["enter", "week", "changes", "activity", "coach", "cycles"])
@pytest.mark.proves("X8")
def test_no_page_breaks_its_own_content_policy(name: str, tmp_path: Path) -> None:
    assert complaints(page(name), tmp_path) == []


@pytest.mark.proves("X8")
def test_a_style_smuggled_into_a_page_would_be_complained_of(tmp_path: Path) -> None:
    spoiled = page("gates").replace("<h1>", '<h1 style="color:red">').replace(
        "</main>", "<script>document.title = 'mine'</script></main>"
    )  # fmt: skip

    assert len(complaints(spoiled, tmp_path)) == 2


def complaints(html: str, folder: Path) -> list[str]:
    """What the browser says of the policy on opening a page."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    done = subprocess.run(
        [chromium(), *flags(folder, LOOKS[0]), "--enable-logging=stderr", "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )  # fmt: skip
    return re.findall(r"CONSOLE.*Content Security Policy.*", done.stderr)


@pytest.mark.parametrize("name", PICTURED)
def test_pages_are_pictured_for_the_docs(name: str, tmp_path: Path) -> None:
    """The pictures in the docs are of these pages; one that is there already stays, for they are never twice
    the same to the last pixel."""
    file, picture = tmp_path / "page.html", tmp_path / "picture.png"
    file.write_text(page(name), encoding="utf-8")
    subprocess.run(
        [chromium(), *flags(tmp_path, PICTURED[name]), "--hide-scrollbars", "--window-size=1400,1000",
         f"--screenshot={picture}", file.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )  # fmt: skip
    kept = PICTURES / f"page-{name}.png"

    assert picture.stat().st_size > 20_000
    if not kept.exists():
        kept.write_bytes(picture.read_bytes())
