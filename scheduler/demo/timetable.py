"""Weekly timetables for a coach's teachers, drawn so that a cycle can be coached around them.

Each builder gives a cohort common PLC time where the bells have room for it, each teacher at least
225 prep minutes in a usual week, and free periods that do not all fall together. The rest is taught.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.demo import bells as demo_bells
from scheduler.demo.bells import MIDDLE, OPTIONS_HIGH
from scheduler.district import Cohort, Doing, Lesson, Person, School

_ELSE = {
    "Math": ("Reading", "Writing", "Science", "Social Studies"),
    "Reading": ("Math", "Writing", "Science", "Social Studies"),
    "Writing": ("Reading", "Math", "Science", "Social Studies"),
}
_FREE_RUNS = (
    ("2", "Recess"),
    ("Recess", "3"),
    ("6", "Recess 2"),
    ("Recess 2", "7"),
    ("7", "8"),
)
"""Neighbouring blocks of the eight-period day that make 55 or 60 minutes without recess duty."""
_DOUBLES = (("1", "2"), ("3", "4"), ("5", "6"))
"""Eighty minutes each."""
_PERIODS = ("1", "2", "3", "4", "5", "6", "7", "8")


@dataclass(slots=True)
class Board:
    """What a coach's free periods take already: (school, letter, block), so that they do not collide."""

    rng: random.Random
    taken: set[tuple[str, str, str]]

    def first_untaken(
        self, school: School, runs: Sequence[tuple[str, tuple[str, ...]]]
    ) -> tuple[str, tuple[str, ...]]:
        """A run of blocks on a letter that nobody of the coach's has free yet; any, when all are."""
        shuffled = self.rng.sample(runs, len(runs))
        for letter, blocks in shuffled:
            keys = {(school.id, letter, block) for block in blocks}
            if not keys & self.taken:
                self.taken |= keys
                return letter, blocks
        return shuffled[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A cohort with its members, all of one school; `turn` counts the coach's cohorts there."""

    cohort: Cohort
    members: tuple[Person, ...]
    school: School
    turn: int
    pattern: tuple[int, ...]
    """Weekdays (Monday 0) on which the coach means to come."""


def timetables(board: Board, classes: Sequence[Class]) -> Iterator[Lesson]:
    """The rows of `Timetable` for all members of one coach's cohorts."""
    for one in classes:
        match one.school.bell_set:
            case demo_bells.EIGHT_PERIODS:
                yield from _eight_periods(board, one)
            case demo_bells.MIDDLE:
                yield from _middle(board, one)
            case demo_bells.BLOCK_HIGH:
                yield from _block_high(board, one)
            case _:
                yield from _options_high(board, one)


def _rows(
    person: Person, letter: str, day: dict[str, tuple[Doing, str]], room: str
) -> Iterator[Lesson]:
    for block, (doing, subject) in day.items():
        yield Lesson(
            person=person.id,
            letter=letter,
            block=block,
            doing=doing,
            course=f"{subject} {person.grade}".strip() if doing is Doing.TEACH else "",
            subject=subject if doing is Doing.TEACH else "",
            room=room if doing is Doing.TEACH else "",
        )


def _room(board: Board) -> str:
    return f"{board.rng.choice('123')}{board.rng.randint(1, 30):02}"


def _eight_periods(board: Board, one: Class) -> Iterator[Lesson]:
    """Day 1 to 5: a common double PLC once a week, one hour free, double preps in mid-week."""
    rng = board.rng
    plc_day = rng.choice([day for day in one.pattern if day not in (0, 4)] or one.pattern)
    plc = _DOUBLES[(rng.randrange(3) + one.turn) % 3]
    board.taken |= {(one.school.id, f"D{plc_day + 1}", block) for block in plc}
    for person in one.members:
        runs = [
            (f"D{day + 1}", run)
            for day in one.pattern
            for run in _FREE_RUNS
            if day != plc_day or not set(run) & set(plc)
        ]
        letter, free = board.first_untaken(one.school, runs)
        room = _room(board)
        for weekday in range(5):
            fixed: dict[str, Doing] = {"Lunch": Doing.LUNCH}
            if weekday == plc_day:
                fixed |= dict.fromkeys(plc, Doing.PLC)
            if letter == f"D{weekday + 1}":
                fixed |= dict.fromkeys(free, Doing.FREE)
            day = _elementary_day(rng, fixed, weekday, one.cohort.subject)
            yield from _rows(person, f"D{weekday + 1}", day, room)


def _elementary_day(
    rng: random.Random, fixed: dict[str, Doing], weekday: int, subject: str
) -> dict[str, tuple[Doing, str]]:
    """A double prep on Tuesday to Thursday, a single one else; two periods of the subject a day."""
    doubles = [run for run in _DOUBLES if not set(run) & set(fixed)]
    singles = [(block,) for block in _PERIODS[:7] if block not in fixed]
    prep: Sequence[str] = rng.choice(doubles if weekday in (1, 2, 3) and doubles else singles)
    fixed = fixed | dict.fromkeys(prep, Doing.PREP)
    for recess in ("Recess", "Recess 2"):
        fixed.setdefault(recess, Doing.DUTY)
    left = [block for block in _PERIODS if block not in fixed]
    full = [block for block in left if block != "8"]
    own = set(rng.sample(full, min(2, len(full))))
    others = rng.sample(_ELSE[subject], len(_ELSE[subject]))
    day = {block: (doing, "") for block, doing in fixed.items()}
    for number, block in enumerate(left):
        day[block] = (Doing.TEACH, subject if block in own else others[number % len(others)])
    return day


def _middle(board: Board, one: Class) -> Iterator[Lesson]:
    """A and B days: a prep period every day, a free one every other day, duty in some."""
    rng = board.rng
    periods = ("1", "2", "3", "4", "5")
    for person in one.members:
        runs = [(letter, (period,)) for letter in "AB" for period in periods]
        letter, (free,) = board.first_untaken(one.school, runs)
        prep = rng.choice([period for period in periods if period != free])
        room = _room(board)
        for day_letter in "AB":
            day: dict[str, tuple[Doing, str]] = dict.fromkeys(
                periods, (Doing.TEACH, one.cohort.subject)
            )
            day |= {prep: (Doing.PREP, ""), "Lunch": (Doing.LUNCH, "")}
            if day_letter == letter:
                day[free] = (Doing.FREE, "")
            yield from _rows(person, day_letter, day, room)


def _block_high(board: Board, one: Class) -> Iterator[Lesson]:
    """A days: a long prep and a short one; B days: a common PLC block and a free half hour."""
    rng = board.rng
    plc = ("4", "2")[one.turn % 2]
    for person in one.members:
        room = _room(board)
        lunch = f"Lunch {rng.choice('ABCD')}"
        _, (prep,) = board.first_untaken(one.school, [("A", (block,)) for block in "1234"])
        teach = (Doing.TEACH, one.cohort.subject)
        both = dict.fromkeys("1234", teach) | {lunch: (Doing.LUNCH, ""), "Lunch": (Doing.LUNCH, "")}
        yield from _rows(
            person, "A", both | {prep: (Doing.PREP, ""), "GEN": (Doing.PREP, "")}, room
        )
        yield from _rows(person, "B", both | {plc: (Doing.PLC, ""), "GEN": (Doing.FREE, "")}, room)


def _options_high(board: Board, one: Class) -> Iterator[Lesson]:
    """Every day alike: one prep block, options as PLC."""
    for person in one.members:
        _, (prep,) = board.first_untaken(one.school, [("", (block,)) for block in "1234"])
        day: dict[str, tuple[Doing, str]] = dict.fromkeys("1234", (Doing.TEACH, one.cohort.subject))
        day |= {prep: (Doing.PREP, ""), "Lunch": (Doing.LUNCH, ""), "Options": (Doing.PLC, "")}
        yield from _rows(person, "", day, _room(board))


def pattern_of(rng: random.Random, homes: Sequence[School], school: School) -> tuple[int, ...]:
    """The weekdays on which a coach means to come to one of the schools of her cohorts."""
    if len(homes) > 1 and len({home.id for home in homes}) == 1:
        return (1, 2, 3)
    short_wednesdays = {MIDDLE, OPTIONS_HIGH}
    if school.bell_set in short_wednesdays:
        return (1, 2)
    if any(home.bell_set in short_wednesdays for home in homes):
        return (3, 4)
    order = list(dict.fromkeys(home.id for home in homes)).index(school.id)
    return ((1, 2), (3, 4), rng.choice([(0, 1), (2, 3)]))[min(order, 2)]
