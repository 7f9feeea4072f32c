"""What a teacher's timetable says about one date, read straight from its rows.

The referee's own reading: it does not use `availability`, so that a mistake there cannot hide.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.district import BlockKind, District, Doing, Lesson, Person, PersonId
from scheduler.schoolday import BlockTime, SchoolDays, Span, in_grade_band


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of somebody's date: what she does in it, and the subject when she teaches."""

    span: Span
    doing: Doing
    block: str
    subject: str = ""
    room: str = ""
    said: bool = False
    """Whether a row of the timetable says it."""


class Timetable:
    """Everybody's pieces of a date, asked for by person and date and remembered."""

    def __init__(self, district: District, days: SchoolDays) -> None:
        self._district = district
        self._days = days
        self._rows: dict[tuple[PersonId, str, str], Lesson] = {}
        for lesson in district.timetable:
            self._rows.setdefault((lesson.person, lesson.letter, lesson.block), lesson)
        self._people = {lesson.person for lesson in district.timetable}
        self._known: dict[tuple[PersonId, date], tuple[Piece, ...]] = {}

    def pieces(self, person: PersonId, day: date) -> tuple[Piece, ...] | None:
        """The pieces of the date in order of time; None for somebody who has no timetable at all."""
        if person not in self._people:
            return None
        key = (person, day)
        if key not in self._known:
            self._known[key] = tuple(self._all(self._district.people[person], day))
        return self._known[key]

    def _all(self, person: Person, day: date) -> list[Piece]:
        """Her pieces at home and at her other schools; where she is away, unsaid blocks at home are none."""
        away = list(self._away(person, day))
        home = [
            piece
            for piece in self._read(person, day)
            if piece.said or not any(piece.span.overlaps(one.span) for one in away)
        ]
        return sorted([*home, *away], key=lambda piece: (piece.span, piece.block))

    def _away(self, person: Person, day: date) -> Iterator[Piece]:
        """Blocks of her rows that ring at another of her schools and never at home."""
        sets = {key: school.bell_set for key, school in self._district.schools.items()}
        home = sets.get(person.school) if person.school else None
        at_home = {bell.block for bell in self._district.bells if bell.bell_set == home}
        for school in person.other_schools:
            school_day = self._days.day(school, day)
            for block in school_day.blocks if school_day else ():
                letter = school_day.letter if school_day else ""
                lesson = self._row(person.id, letter, block)
                if lesson and block.name not in at_home:
                    yield Piece(
                        span=block.span,
                        doing=lesson.doing,
                        block=block.name,
                        subject=lesson.subject or person.subject,
                        room=lesson.room,
                        said=True,
                    )

    def _read(self, person: Person, day: date) -> Iterator[Piece]:
        school_day = self._days.day(person.school, day) if person.school else None
        if school_day is None:
            return
        has_own_lunch = any(
            (lesson := self._row(person.id, school_day.letter, block))
            and lesson.doing is Doing.LUNCH
            for block in school_day.blocks
            if block.kind is BlockKind.LUNCH
        )
        for block in school_day.blocks:
            if not in_grade_band(person.grade, block.grade_band):
                continue
            if block.kind is BlockKind.PASSING:
                continue
            lesson = self._row(person.id, school_day.letter, block)
            if block.kind is BlockKind.LUNCH and lesson is None and has_own_lunch:
                continue  # somebody else's lunch
            yield Piece(
                span=block.span,
                doing=lesson.doing if lesson else _unsaid(self._district, block),
                block=block.name,
                subject=(lesson.subject or person.subject) if lesson else "",
                room=lesson.room if lesson else "",
                said=lesson is not None,
            )

    def _row(self, person: PersonId, letter: str, block: BlockTime) -> Lesson | None:
        rows = self._rows
        return rows.get((person, letter, block.name)) or rows.get((person, "", block.name))


def _unsaid(district: District, block: BlockTime) -> Doing:
    """What a block without a row is taken for."""
    kinds = {
        BlockKind.TEACH: district.habits.rowless,
        BlockKind.PLC: Doing.PLC,
        BlockKind.LUNCH: Doing.LUNCH,
    }
    return kinds.get(block.kind, Doing.DUTY)
