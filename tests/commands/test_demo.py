"""What `bellweave demo` makes room for, what it refuses, and how it speaks."""

import re
from pathlib import Path
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner

import workflow
from commands import demo_words
from scheduler.errors import SettingsError
from tests.journeys.typing_commands import Typist
from tour.left_behind import Left, served
from tour.workspace import MARKER, SCHEDULED, TINY, Tour, begin


def a_tour(folder: Path, seed: int = 1) -> Tour:
    return begin(folder, size=TINY, seed=seed)


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in (folder / "input").rglob("*") if path.is_file())
    return {path.name: path.read_text("utf-8") for path in files}


def test_the_same_number_draws_the_same_district(tmp_path: Path) -> None:
    a_tour(tmp_path / "one")
    a_tour(tmp_path / "two")
    a_tour(tmp_path / "other", seed=2)

    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_the_story_begins_on_a_friday_afternoon_at_school(tmp_path: Path) -> None:
    tour = a_tour(tmp_path / "tour")
    given = workflow.read(tour.workspace)
    local = given.days.local(tour.workspace.clock(given.zone))

    assert (local.date(), f"{local:%H:%M}") == (SCHEDULED, "14:30")
    assert local.weekday() == 4


def test_an_earlier_demo_is_replaced_and_what_people_put_beside_it_stays(tmp_path: Path) -> None:
    folder = a_tour(tmp_path / "tour").folder
    (folder / "my notes.txt").write_text("keep me")
    (folder / "ics").mkdir()
    (folder / "ics" / "old.ics").write_text("from last time")

    a_tour(folder, seed=2)

    assert (folder / "my notes.txt").read_text() == "keep me"
    assert not (folder / "ics").exists()
    assert 'workspace = "demo-2"' in (folder / "bellweave.toml").read_text()


@pytest.mark.parametrize("there", ["bellweave.toml", "thesis.docx"])
def test_a_folder_with_anything_else_in_it_is_refused_and_left_alone(
    tmp_path: Path, there: str
) -> None:
    (tmp_path / there).write_text("mine")

    ran = Typist(tmp_path).types("demo", "--dir", str(tmp_path))

    assert ran.code != 0
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == [
        "error",
        "where",
        "fix",
        "more",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [there]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tour").write_text("mine")

    with pytest.raises(SettingsError):
        a_tour(tmp_path / "tour")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    a_tour(tmp_path)

    assert (tmp_path / MARKER).is_file()


def test_nothing_in_the_environment_leads_a_tour_to_google(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLWEAVE_GOOGLE", "google")
    monkeypatch.setenv("BELLWEAVE_DATABASE", "postgresql://elsewhere/journal")
    monkeypatch.setenv("BELLWEAVE_SPREADSHEET", "somebody-elses")

    settings = a_tour(tmp_path / "tour").workspace.settings

    assert settings.google == "local"
    assert settings.database == str(tmp_path / "tour" / ".bellweave" / "journal.db")
    assert settings.spreadsheet == ""


@pytest.mark.parametrize(("no_color", "styled"), [("", True), ("1", False)])
def test_colour_is_left_out_where_nobody_wants_it(
    monkeypatch: pytest.MonkeyPatch, no_color: str, styled: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    command = click.Command("hello", callback=demo_words.welcome)

    shown = CliRunner().invoke(command, color=True).output

    assert ("\x1b[" in shown) is styled


@pytest.mark.parametrize("columns", ["60", "80", "100", "200"])
def test_sentences_fit_the_terminal_and_never_run_over_a_hundred(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    demo_words.welcome()
    demo_words.heading(1, "The district", "Fri 4 Sep, 2:30 PM")

    lines = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out).splitlines()
    assert max(map(len, lines)) < min(int(columns), 100)


def test_the_pages_are_served_on_this_computer_only(tmp_path: Path) -> None:
    week, mails = tmp_path / "week.html", tmp_path / "invitations.html"
    week.write_text("<p>the week</p>")
    mails.write_text("<p>the mails</p>")

    with served(Left(week=week, invitations=mails, workbooks=(), ics=())) as running:
        with urlopen(running.url) as answer:
            home = answer.read()
        with urlopen(f"{running.url}invitations") as answer:
            other = answer.read()

    assert running.url.startswith("http://127.0.0.1:")
    assert (home, other) == (b"<p>the week</p>", b"<p>the mails</p>")
