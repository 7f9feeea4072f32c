"""The browser of this computer: where it is, what it may reach, and the three ways a page is looked at."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""It reaches only this computer."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is looked at; `width` and `height` in CSS pixels."""

    name: str
    width: int
    height: int = 1000
    dark: bool = False


DESKTOP = Look(name="desktop", width=1400)
PHONE = Look(name="phone", width=390, height=844)
DARK = Look(name="dark", width=1400, dark=True)
LOOKS = (DESKTOP, PHONE, DARK)


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
