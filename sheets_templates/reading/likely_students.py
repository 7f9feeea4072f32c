"""Cells and columns that look as if they named students, whom no tab is about. Pure, and a guess.

A name alone says nothing: it must stand beside a word for students or a grade, in one of the ways people
write that, and be nobody's of the district. What is found is told by its address, never repeated.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_templates.vocabulary.table import Cell, CellKind, Grid, Tab, Tabs

_WORD = r"[A-ZÀ-Þ][a-zß-ÿ'’]+(?:-[A-ZÀ-Þ][a-zß-ÿ'’]+)?"
_SHORT = rf"{_WORD} [A-Z]\b\.?"
"""Like `Jayden M.`, as people write who mean to hide a name."""
_FULL = rf"{_WORD}(?: [A-Z]\.)? {_WORD}"
_INITIALS = r"[A-Z]\. ?[A-Z]\.(?! ?[A-Z])"
_ANY = rf"(?P<name>{_SHORT}|{_FULL}|{_INITIALS}|[A-Z]{{2}}\b)"
_STUDENT = r"(?:(?i:students?|pupils?|scholars?|kids?|child(?:ren)?|learners?))"
_NUMBER = r"(?:1[0-2]|[1-9])"
_GRADE = (
    rf"(?:(?i:grade|gr\.?) ?(?:[Kk]|{_NUMBER})\b|{_NUMBER}(?:st|nd|rd|th)[ -](?i:grade(?:r|rs)?))"
)
_PLAN = r"(?i:iep|504(?: plan)?|behaviou?r plan|report card|test score|reading level)"
_WAYS = (
    re.compile(rf"\b{_STUDENT}\b(?: (?:is|are|named|called))?[:,]? (?:\(|- )?{_ANY}"),
    re.compile(rf"\b{_ANY},? (?:\(|- |is )?(?:a |my |our )?{_STUDENT}\b"),
    re.compile(rf"\b(?P<name>{_SHORT}|{_FULL}|{_INITIALS})(?:'s|’s)? {_PLAN}\b"),
    re.compile(rf"\b(?P<name>{_SHORT}|{_INITIALS}),? (?:\(|- |in )?{_GRADE}"),
    re.compile(rf"\b{_GRADE}\)?[:,]? (?P<name>{_SHORT}|{_INITIALS})"),
    re.compile(
        rf"\b(?P<name>{_FULL}),? (?:\(|- )?(?:a |the )?(?:1[0-2]|[1-9])(?:st|nd|rd|th)[ -](?i:grader)"
    ),
)
_HINT = re.compile(
    r"(?i)student|pupil|scholar|kid|child|learner|grade|gr\.|iep|504|behavio|report card|test score|level"
)
"""Without one of these nothing is looked for; most cells have none."""
MOST = 2_000
"""Characters of a cell that are looked at."""
_ABOUT = re.compile(r"(?i)\b(?:student|pupil|child|scholar|learner)s?\b")
_COUNTED = re.compile(
    r"(?i)\b(?:work|count|number|how many|total|percent|pct|link|focus|data|goal|learning)\b"
)
_ONLY_A_NAME = re.compile(rf"(?:{_SHORT}|{_FULL}|{_WORD}, {_WORD}(?: [A-Z]\.?)?)")
_A_GRADE = re.compile(
    r"(?i)(?:k|1[0-2]|[1-9])(?:\.0)?|(?:grade|gr\.?) ?(?:k|1[0-2]|[1-9])|\d{1,2}th"
)
_WORDS = """
Achievement Analysis Assessment Blocks Class Classes Coach Cohort Community Conditions
Conversation Core Council Curriculum Data Day Debrief District Elementary English Focus Goal
Goals Grade Group Groups Growth Guide High History Illustrative Language Learning Lesson Level
Library Math Mathematics Meeting Middle Number Outcomes Parent Partner Planning Practice
Practices Program Progress Protocol Reading Reflection Review Round Rounds Samples School
Science Services Session Study Success Support Talk Talks Task Tasks Teacher Teachers Team Teams
Thinking Unit Units Visit Voice Work Writing
"""
NOT_NAMES = frozenset(_WORDS.split())
"""Words that stand with a capital beside `student` and are nobody's name."""
NO_INITIALS = frozenset("AM PM US PD PE PLC ELA HS MS ES ID IT AP IB LT".split())  # noqa: SIM905 - read as words
ENOUGH = 3
"""So many names in one column beside grades are a list; fewer may be anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """Where a student may be named, and why it looks so; not who."""

    where: str
    why: str


def likely_students(
    tabs: Tabs, declared: Mapping[str, Tab], people: Collection[str]
) -> tuple[Suspect, ...]:
    """Every cell and column that looks so; `people` are the names of everybody the district knows."""
    known = frozenset(
        word for name in people for word in (name.casefold(), *name.casefold().split())
    )
    return tuple(
        suspect
        for name, grid in tabs.items()
        for suspect in (*_in_cells(grid, known), *_in_columns(grid, declared.get(name), known))
    )


def _in_cells(grid: Grid, known: Collection[str]) -> Iterator[Suspect]:
    for row in grid[1:]:
        for cell in row:
            if cell.kind is CellKind.TEXT and not cell.formula and _names(str(cell.value), known):
                yield Suspect(where=cell.where, why="a name beside a word for students or a grade")


def _names(text: str, known: Collection[str]) -> bool:
    if not _HINT.search(text):
        return False
    some = text[:MOST]
    return any(_somebody(found["name"], known) for way in _WAYS for found in way.finditer(some))


def _somebody(name: str, known: Collection[str]) -> bool:
    """Whether it is a name at all, and nobody's of the district."""
    if name.replace(".", "").replace(" ", "") in NO_INITIALS:
        return False
    words = name.split()
    if any(word.strip(".") in NOT_NAMES for word in words):
        return False
    return name.casefold() not in known and not all(
        word.casefold().strip(".") in known for word in words
    )


def _in_columns(grid: Grid, tab: Tab | None, known: Collection[str]) -> Iterator[Suspect]:
    """Columns of the district's own that are headed so, or list names beside grades."""
    if not grid:
        return
    ours = {column.header.casefold() for column in (tab.columns if tab else ())}
    grades = any(_is_of_grades(grid, n) for n in range(len(grid[0])))
    for number, head in enumerate(grid[0]):
        said = str(head.value or "").replace("_", " ").strip()
        if not said or str(head.value).strip().casefold() in ours:
            continue
        if _ABOUT.search(said) and not _COUNTED.search(said):
            yield Suspect(where=head.where, why="a column headed as if it were about students")
        elif grades and sum(_lists(row, number, known) for row in grid[1:]) >= ENOUGH:
            yield Suspect(where=head.where, why="a column of names beside one of grades")


def _lists(row: Sequence[Cell], number: int, known: Collection[str]) -> bool:
    text = str(row[number].value or "").strip() if number < len(row) else ""
    return bool(_ONLY_A_NAME.fullmatch(text)) and _somebody(text, known)


def _is_of_grades(grid: Grid, number: int) -> bool:
    said = [str(row[number].value or "").strip() for row in grid[1:] if number < len(row)]
    filled = [text for text in said if text]
    return len(filled) >= ENOUGH and all(_A_GRADE.fullmatch(text) for text in filled)
