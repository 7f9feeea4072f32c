"""Opens a page in a headless Chromium and brings back what a script in it found."""

import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

ASK = """
(async () => {
  const found = {};
  try {
    const options = {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: {"target-size": {enabled: true}},
      resultTypes: ["violations"],
    };
    const results = await axe.run(document, options);
    found.rules = results.passes.length;
    found.violations = results.violations.map(
      each => each.id + ": " + each.nodes.slice(0, 3).map(node => node.html).join(" | "));
  } catch (problem) { found.problem = String(problem); }
  const root = document.documentElement;
  found.width = window.innerWidth;
  found.contentWidth = root.scrollWidth;
  found.stops = walk();
  found.dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const answer = document.createElement("pre");
  answer.id = "found";
  answer.textContent = JSON.stringify(found);
  parent.document.body.append(answer);
})();
"""

WALK = """
function walk() {
  const kinds = "a[href], button, input:not([type=hidden]), summary, select, textarea, [tabindex='0']";
  const folded = "details:not([open]) > :not(summary)";
  const shown = each => each.checkVisibility() && !each.closest(folded);
  return [...document.querySelectorAll(kinds)].filter(shown).map(each => {
    each.focus();
    const style = getComputedStyle(each);
    const label = each.labels && each.labels[0] ? each.labels[0].textContent : "";
    return {
      name: (each.getAttribute("aria-label") || label || each.textContent).trim(),
      reached: document.activeElement === each,
      seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  });
}
"""
"""Every stop of the keyboard in its order: what it is called, whether it takes the focus and shows it."""

FRAME = """<!doctype html><html lang="en"><title>frame</title><body>
<iframe title="page" width="{width}" height="1200" style="border:0" srcdoc="{page}"></iframe></body></html>"""
"""A window has a least width that is wider than a phone; a frame has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is looked at; `width` in CSS pixels."""

    name: str
    width: int
    dark: bool = False


LOOKS = (
    Look(name="desktop", width=1400),
    Look(name="phone", width=390),
    Look(name="dark", width=1400, dark=True),
)


def needed(what: object, words: str) -> None:
    """Skip openly where a tool is missing; where every change is checked, that is a failure."""
    if what:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


def chromium() -> str:
    """The browser on this computer."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    needed(found, "no Chromium here: install the Debian package chromium")
    return found or ""


def flags(folder: Path, look: Look) -> list[str]:
    """Headless, alone, and reaching nothing; without a sandbox only where root leaves no choice."""
    return [
        "--headless",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}",
        "--window-size=1600,1300",
        *(["--blink-settings=preferredColorScheme=0"] if look.dark else []),
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]


def checked(page: str, look: Look, folder: Path) -> dict[str, Any]:
    """What axe says of the page, how wide it came out, and its stops for the keyboard.

    The policy that forbids scripts is taken off.
    """
    browser = chromium()
    needed(AXE.is_file(), "no axe-core here: run npm ci")
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    scripts = f"<script>{axe}</script><script>{WALK}{ASK}</script></body>"
    file = folder / "page.html"
    inner = html.escape(POLICY.sub("", page).replace("</body>", scripts))
    file.write_text(FRAME.format(width=look.width, page=inner), encoding="utf-8")
    done = subprocess.run(
        [browser, *flags(folder, look), "--virtual-time-budget=60000", "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    answer = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert answer, f"the page never answered: {done.stderr[-500:]}"
    found = json.loads(html.unescape(answer.group(1)))
    assert "problem" not in found, found
    return dict(found)


def pages_on_paper(page: str, folder: Path) -> int:
    """How many sheets the page prints on."""
    file, paper = folder / "page.html", folder / "page.pdf"
    file.write_text(page, encoding="utf-8")
    subprocess.run(
        [chromium(), *flags(folder, LOOKS[0]), f"--print-to-pdf={paper}", file.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))
