"""What the pages say is so: links lead somewhere, commands exist, made pages are fresh."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import cli
from docs import build
from scheduler.district import Limits
from tests.docs.pages import all_pages, anchors, commands_shown, links, text_of
from tests.house import ROOMS, ROOT, SINGLE_FILES, modules

PAGES = all_pages()
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
PICTURE_BYTES = 300_000


def is_option_of(command: click.Command, word: str) -> bool:
    name = word.partition("=")[0]
    return any(name in option.opts for option in command.params) or name == "--help"


def real(group: click.Group, word: str) -> click.Command | None:
    """The command of that name itself, not the stand-in that help shows."""
    context = click.Context(group)
    if group.get_command(context, word) is None:
        return None
    return group.resolve_command(context, [word])[1]


def faults_of(words: list[str]) -> Iterator[str]:
    """What of a command line the program does not know."""
    command: click.Command = cli.bellweave
    for word in words[1:]:
        if word.startswith("--"):
            if word != "--version" and not is_option_of(command, word):
                yield f"{' '.join(words)}: {command.name} has no {word}"
        elif isinstance(command, click.Group):
            found = real(command, word)
            if found is None:
                yield f"{' '.join(words)}: there is no command {word}"
                return
            command = found


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_command_on_a_page_is_one_the_program_has(page: Path) -> None:
    assert [fault for words in commands_shown(page) for fault in faults_of(words)] == []


def test_commands_that_are_not_there_are_seen() -> None:
    assert list(faults_of(["bellweave", "foretell", "khan"]))
    assert list(faults_of(["bellweave", "push", "--force"]))
    assert list(faults_of(["bellweave", "auth", "renew"]))
    assert not list(faults_of(["bellweave", "push", "week.changes.json", "--yes"]))


@pytest.mark.parametrize("name", build.pages())
def test_a_page_made_from_the_code_is_fresh(name: str) -> None:
    assert (build.HERE / name).read_text(encoding="utf-8") == build.pages()[name], (
        "run: python docs/build.py"
    )


def test_the_rules_page_says_which_numbers_nothing_looks_at() -> None:
    texts = texts_of("scheduler", but="scheduler.limits")
    unused = {rule for rule in Limits.__dataclass_fields__ if not any(rule in t for t in texts)}

    assert unused - {"signed", "weights"} == set(build.NOT_LOOKED_AT)


def test_the_tabs_page_says_which_tabs_the_search_passes_by() -> None:
    uses = {
        "Preferences": any(".preferences" in text for text in texts_of("scheduler")),
        "Rooms": any('sheets["Rooms"]' in text for text in texts_of("sheets_templates")),
    }

    assert {tab for tab, used in uses.items() if not used} == set(build.ONLY_READ)


def test_the_pages_say_that_busy_times_are_asked_of_google() -> None:
    makes_searches = text_of(ROOT / "sync" / "workspace" / "known.py")
    asked = "busy=known.busy" in makes_searches

    assert asked
    assert build.BUSY in text_of(build.HERE / "rules.md")
    assert "When coaches are busy is read from Google" in text_of(ROOT / "README.md")


def texts_of(room: str, but: str = "") -> list[str]:
    """The text of each module of a room; what only draws demo districts is left out."""
    return [
        module.path.read_text(encoding="utf-8")
        for module in modules().values()
        if module.room == room and module.name != but and "demo" not in module.name
    ]


def test_pictures_are_small_enough_to_load_quickly() -> None:
    sizes = {p.name: p.stat().st_size for p in (ROOT / "docs" / "pictures").glob("*.png")}

    assert sizes
    assert {name: size for name, size in sizes.items() if size > PICTURE_BYTES} == {}


def test_the_readme_says_whether_real_google_was_ever_met() -> None:
    doctor = real(cli.bellweave, "doctor")
    assert doctor is not None
    has_live = any("--live" in option.opts for option in doctor.params)
    words = "run `bellweave doctor --live --yes` first" if has_live else "no live check exists yet"

    assert f"never yet run against real Google ({words})" in text_of(ROOT / "README.md")


def test_the_architecture_page_names_files_that_are_there_and_draws_every_room() -> None:
    text = text_of(ROOT / "docs" / "architecture.md")
    named = re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:(?<!_)\.py|/))`", text)
    drawing = text.partition("```")[2].partition("```")[0]

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert [room for room in (*ROOMS, *SINGLE_FILES) if room not in drawing] == []
