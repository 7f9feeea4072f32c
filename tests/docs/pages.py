"""The pages of this repository as tests see them: their links, and the commands they show."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house import ROOT

FENCE = re.compile(
    r"(?:<!-- (?P<note>[^>]*) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
INLINE = re.compile(r"`(bellweave [^`]+)`")
PROMPT = "$ "


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block; `note` is the comment right above it, which a reader does not see."""

    kind: str
    note: str
    body: str

    def runs(self) -> Iterator[tuple[str, list[str]]]:
        """Each command behind a prompt, with the lines shown under it."""
        command, shown = "", list[str]()
        for line in self.body.splitlines():
            if line.startswith(PROMPT):
                if command:
                    yield command, shown
                command, shown = line.removeprefix(PROMPT), []
            else:
                shown.append(line)
        if command:
            yield command, shown


def all_pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    return [
        Block(kind=found["kind"], note=(found["note"] or "").strip(), body=found["body"])
        for found in FENCE.finditer(text_of(page))
    ]


def links(page: Path) -> Iterator[str]:
    """Every target inside this repository; addresses elsewhere are not looked at."""
    for found in LINK.finditer(FENCE.sub("", text_of(page))):
        target = found[1] or found[2]
        if "://" not in target and not target.startswith("mailto:"):
            yield target


def anchors(page: Path) -> set[str]:
    """The names under which a page's headings are reached, as the usual viewers make them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING.findall(FENCE.sub("", text_of(page)))
    }


def commands_shown(page: Path) -> Iterator[list[str]]:
    """The words of each `bellweave` command on a page, in blocks and in running text."""
    for block in blocks(page):
        for command, _ in block.runs():
            words = shlex.split(command, comments=True)
            if words[:1] == ["bellweave"]:
                yield words
    for found in INLINE.findall(FENCE.sub("", text_of(page))):
        yield shlex.split(found)
