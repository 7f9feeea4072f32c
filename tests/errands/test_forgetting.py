"""A person who left is taken out of everything that is kept on this computer."""

import csv
import zipfile
from pathlib import Path

import pytest

from sync.journal.forgetting import Words
from tests.journeys.typing_commands import Typist

ADDRESS = "maria.lopez@lincoln.example"
NAME = "Maria Lopez"
AFTERWARDS = "2026-12-18T15:00"


@pytest.fixture
def over(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    """A month later: everything is over, and there are exports in every form."""
    typist = pushed_workspace.moved_to(tmp_path / "over")
    for form in (("ics",), ("csv",), ("xlsx",), ("html", "--names")):
        typist.does("export", *form)
    typist.now = AFTERWARDS
    return typist


def id_of(typist: Typist) -> str:
    with (typist.folder / "input" / "People.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if ADDRESS in row.values():
                return next(iter(row.values()))
    raise LookupError(ADDRESS)


def kept(typist: Typist) -> dict[Path, bytes]:
    """What the program keeps and exported, workbooks unpacked; not the Google it plays."""
    found: dict[Path, bytes] = {}
    for folder in (typist.folder / ".bellweave", typist.folder / "out"):
        for path in folder.rglob("*"):
            if not path.is_file() or "local-google" in path.name:
                continue
            found[path] = path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    found[path] = b"".join(archive.read(one) for one in archive.namelist())
    return found


def naming(typist: Typist, *words: str) -> list[str]:
    """The files in whose bytes one of the words stands."""
    return [
        path.name
        for path, data in kept(typist).items()
        if any(word.encode() in data for word in words)
    ]


@pytest.mark.slow
@pytest.mark.proves("X19")
def test_after_forget_no_file_here_names_the_person(over: Typist) -> None:
    before = naming(over, ADDRESS, NAME)
    dry = over.does("forget", ADDRESS)
    still = naming(over, ADDRESS, NAME)
    done = over.does("forget", ADDRESS, "--yes")

    assert {"journal.db", "schedule.xlsx", "week.html"} <= set(before)
    assert sorted(still) == sorted(before)
    assert "dry run" in dry.out
    assert naming(over, ADDRESS, NAME) == []
    assert not Words(names=(id_of(over),), instead="").found_in(
        (over.folder / ".bellweave" / "schedule.json").read_text("utf-8")
    )
    assert "mailboxes" in done.out
    assert "still stands in the tab People" in done.out


@pytest.mark.slow
@pytest.mark.proves("X19", "F-100")
def test_what_is_left_still_works_and_the_record_is_whole(over: Typist) -> None:
    over.does("forget", ADDRESS, "--yes")

    assert "none of them changed" in over.does("verify-audit").out
    over.does("status")
    dry = over.does("push")
    assert "0 to add, 0 to change, 0 to remove" in dry.out
    assert over.does("forget", NAME).out.count("nothing here names the person") == 1


@pytest.mark.proves("X19")
def test_somebody_with_events_to_come_is_not_forgotten_yet(sent: Typist) -> None:
    ran = sent.types("forget", ADDRESS, "--yes")

    assert ran.code == 2
    assert "events to come still need" in ran.err
    assert naming(sent, ADDRESS) != []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("clc.a.w0.visit.t1", True),
        ('{"person":"T1"}', True),
        ("clc.a.w0.visit.t10", False),
        ("clc.a.w0.visit.pt1", False),
        ("mail to ann@lincoln.example, please", True),
        ("joann@lincoln.example", False),
        ("Ann Lee's visit", True),
    ],
)
def test_a_person_is_found_by_whole_words(text: str, found: bool) -> None:
    words = Words(names=("t1", "ann@lincoln.example", "Ann Lee"), instead="x")

    assert words.found_in(text) is found
    assert words.found_in(words.taken_out_of(text)) is False


def test_a_single_letter_is_too_little_to_go_by(pushed_workspace: Typist) -> None:
    assert pushed_workspace.types("forget", "a").code == 2
