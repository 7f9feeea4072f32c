"""Verbs that read write nothing, wherever they are typed."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist

READING = (
    ("check",),
    ("show",),
    ("show", "--published"),
    ("show", "--json"),
    ("status",),
    ("doctor",),
    ("auth", "status"),
)


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with its fingerprint."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_reading_verb_leaves_every_file_as_it_is(
    scheduled: Typist, words: tuple[str, ...]
) -> None:
    before = contents(scheduled.folder)
    scheduled.does(*words)

    assert contents(scheduled.folder) == before


@pytest.mark.parametrize("words", [("check",), ("status",), ("doctor",)], ids=" ".join)
def test_before_anything_is_scheduled_nothing_of_our_own_appears(
    fresh: Typist, words: tuple[str, ...]
) -> None:
    fresh.does(*words)

    assert not (fresh.folder / ".bellweave").exists()


@pytest.mark.parametrize("words", [("show",), ("push", "--yes"), ("export", "ics")], ids=" ".join)
def test_what_needs_a_schedule_says_how_to_get_one(fresh: Typist, words: tuple[str, ...]) -> None:
    ran = fresh.types(*words)

    assert ran.code == 2
    assert "fix:   Find times first: bellweave schedule week" in ran.err
    assert not (fresh.folder / ".bellweave").exists()


@pytest.mark.parametrize(
    ("by", "heads"),
    [
        ("coach", ["Ana Ruiz"]),
        ("school", ["Lincoln"]),
        ("day", ["Mon 16 Nov", "Tue 17 Nov", "Wed 18 Nov", "Thu 19 Nov", "Fri 20 Nov"]),
    ],
)
def test_a_schedule_is_shown_by_what_one_asks_for(
    scheduled: Typist, by: str, heads: list[str]
) -> None:
    lines = scheduled.does("show", "--by", by, "--week", "2026-11-16").out.splitlines()

    assert [line for line in lines if line[:1].strip() and "Needs you" not in line] == heads


def test_by_teacher_everybody_finds_her_own(scheduled: Typist) -> None:
    out = scheduled.does("show", "--by", "teacher").out

    assert out.count("\nMaria Lopez\n") == 1
    assert "(Ana Ruiz)" in out


def test_a_formula_in_a_name_stays_a_text_in_csv(scheduled: Typist) -> None:
    path = scheduled.folder / "input" / "People.csv"
    text = path.read_text(encoding="utf-8").replace("Maria Lopez", "@Maria Lopez")
    path.write_text(text, encoding="utf-8")

    rows = scheduled.does("show", "--csv").out.splitlines()
    assert [row for row in rows if ",'@Maria Lopez," in row]


def test_what_people_were_told_is_shown_when_one_of_them_has_left(sent: Typist) -> None:
    for tab, old, new in (
        ("Cohorts", "; t8", ""),
        ("Availability", "; t8", ""),
        ("People", "t8,", "t9,"),
    ):
        path = sent.folder / "input" / f"{tab}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert "somebody who has left" in sent.does("show", "--published").out


def test_a_teacher_whose_every_activity_has_a_time_is_not_called_unknown(scheduled: Typist) -> None:
    ran = scheduled.types("explain", "Maria Lopez")

    assert ran.code == 2
    assert "error: everything with Maria Lopez has a time" in ran.err
    assert "There is no activity 'Nobody'" in scheduled.types("explain", "Nobody").err
