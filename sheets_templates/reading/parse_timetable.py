"""Timetable rows -> lessons, with the subject each one is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from scheduler.district import Doing, Lesson, Person, PersonId, School, SchoolId
from sheets_templates.reading.parse_bells import Bells
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import nearest
from sheets_templates.reading.parse_rows import Row, Sheet
from sheets_templates.reading.parse_who import known_person, name_of


def read_subjects(sheet: Sheet, faults: Faults) -> dict[str, str]:
    """Course -> subject, from the Courses tab."""
    found: dict[str, str] = {}
    for row in sheet:
        course, subject = row.text("course"), row.text("subject")
        if course in found and found[course] != subject:
            what = f"The course '{course}' has two subjects: {found[course]} and {subject}"
            faults.add(row.place("subject"), what, "Keep one row a course")
        elif course and subject:
            found[course] = subject
    return found


def read_timetable(
    sheet: Sheet,
    *,
    people: Mapping[PersonId, Person] | None,
    schools: Mapping[SchoolId, School],
    bells: Bells | None,
    subjects: Mapping[str, str],
    faults: Faults,
) -> tuple[Lesson, ...]:
    """What each teacher does; `people` or `bells` None leaves those names unchecked."""
    lessons: list[Lesson] = []
    taken: dict[tuple[PersonId, str], dict[str, Row]] = defaultdict(dict)
    for row in sheet:
        if not row.has("block"):
            continue
        person = known_person(row, "person_id", row.text("person_id"), people, faults)
        if person is None:
            continue
        found = people[person] if people and person in people else None
        _check_block(row, found, schools, bells, faults)
        _check_free(row, taken[person, row.text("block")], found, faults)
        doing = Doing(row.text("activity", Doing.TEACH))
        lessons.append(
            Lesson(
                person=person,
                letter=row.text("letter"),
                block=row.text("block"),
                doing=doing,
                course=row.text("course"),
                subject=_subject(row, doing, found, subjects),
                room=row.text("room"),
            )
        )
    return tuple(lessons)


def _subject(row: Row, doing: Doing, person: Person | None, subjects: Mapping[str, str]) -> str:
    """The row's subject, else its course's, else the teacher's own."""
    if row.text("subject") or doing is not Doing.TEACH:
        return row.text("subject")
    return subjects.get(row.text("course"), person.subject if person else "")


def _check_block(
    row: Row,
    person: Person | None,
    schools: Mapping[SchoolId, School],
    bells: Bells | None,
    faults: Faults,
) -> None:
    """The block must be one of the bell set of the teacher's school (or of another she goes to)."""
    if person is None or bells is None:
        return
    visited = [school for school in (person.school, *person.other_schools) if school in schools]
    sets = [schools[school].bell_set for school in visited if school is not None]
    known = {
        block for bell_set in sets for names in bells.get(bell_set, {}).values() for block in names
    }
    block = row.text("block")
    if block in known or not any(bell_set in bells for bell_set in sets):
        return
    what = (
        f"{person.name} has a row for block '{block}', but the bell set {sets[0]} has no such block"
    )
    near = nearest(block, known)
    fix = f"Write '{near}'" if near else f"Use one of its blocks: {', '.join(sorted(known))}"
    faults.add(row.place("block"), what, fix)


def _check_free(row: Row, taken: dict[str, Row], person: Person | None, faults: Faults) -> None:
    """Nobody does two things in one block; a row for every day meets the rows of each letter."""
    letter = row.text("letter")
    if "letter" in row.unreadable:
        return
    other = (
        taken.get(letter)
        or taken.get("")
        or (next(iter(taken.values()), None) if not letter else None)
    )
    if other is None:
        taken[letter] = row
        return
    who = person.name if person else row.text("person_id")
    day = f"day {letter}, " if letter else ""
    what = f"{who} has two rows for {day}block {row.text('block')}: here and at {other.place('block').where}"
    faults.add(row.place("block"), what, "Keep one of the two rows")


def letters_by_school(
    lessons: Sequence[Lesson], people: Mapping[PersonId, Person]
) -> dict[SchoolId, frozenset[str]]:
    """The letters the timetable of each school uses; '' stands for every day."""
    found: dict[SchoolId, set[str]] = defaultdict(set)
    for lesson in lessons:
        person = people.get(lesson.person)
        if person is not None and person.school is not None:
            found[person.school].add(lesson.letter)
    return {school: frozenset(letters) for school, letters in found.items()}


def without_a_row(
    lessons: Sequence[Lesson], people: Mapping[PersonId, Person], doing: Doing
) -> tuple[str, ...]:
    """The sentence about blocks that the timetable says nothing of."""
    if not lessons:
        return ()
    teachers = {lesson.person for lesson in lessons}
    shown = (
        f"{name_of(next(iter(teachers)), people)}"
        if len(teachers) == 1
        else f"{len(teachers)} teachers"
    )
    return (
        f"A block without a timetable row counts as {doing} ({shown}); Settings: "
        "periods_without_a_row changes it.",
    )


def check_bells_ring(
    sheets: Mapping[str, Sheet],
    lessons: Sequence[Lesson],
    people: Mapping[PersonId, Person],
    known: Mapping[SchoolId, School],
    faults: Faults,
) -> None:
    """A school whose teachers have a timetable needs a bell set, or no block of it has a time."""
    for school in letters_by_school(lessons, people):
        if school not in known or known[school].bell_set:
            continue
        what = (
            f"The teachers of {known[school].name} have a timetable, but the school has no bell set"
        )
        rows = [row for row in sheets["Schools"] if row.text("school_id") == school]
        if rows and "bell_set" in rows[0].unreadable:
            continue
        place = rows[0].place("bell_set") if rows else sheets["Timetable"].place()
        fix = "Fill in its bell_set on the Schools tab, with its bells on the BellSchedules tab"
        faults.add(place, what, fix)
