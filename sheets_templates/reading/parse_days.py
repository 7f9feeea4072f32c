"""DayCalendar rows -> days, and the school year they lie in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from scheduler.district import EVERYWHERE, CalendarDay, DayType, School, SchoolId, SchoolYear
from sheets_templates.reading.parse_bells import REGULAR, Bells
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import nearest
from sheets_templates.reading.parse_people import known_school
from sheets_templates.reading.parse_rows import Row, Sheet

BEFORE_A_CYCLE = timedelta(weeks=3)
HAVE_OTHER_BELLS = frozenset({DayType.EARLY_RELEASE, DayType.DELAY})
LENGTH_OF_A_CYCLE = timedelta(weeks=12)
"""More than any shipped structure takes, holidays included."""


def read_year(
    first: date | None, last: date | None, days: Sheet, cohorts: Sheet, zone: str
) -> tuple[SchoolYear, tuple[str, ...]]:
    """The school year: as set, else as far as DayCalendar goes, else the one that holds the cycles."""
    dated = [day for row in days if (day := row.date_of("date"))]
    weeks = [day for row in cohorts if (day := row.date_of("start_week"))]
    if first and last:
        return SchoolYear(first=first, last=max(first, last), zone=zone), ()
    if dated:
        source, guess = "the DayCalendar tab", (min(dated), max(dated))
    elif weeks:
        source, guess = "the first week of the cycles", _year_of(min(weeks), max(weeks))
    else:
        source, guess = "no date at all", (date(2000, 7, 1), date(2001, 6, 30))
    year = SchoolYear(first=first or guess[0], last=last or guess[1], zone=zone)
    sentence = (
        f"The school year runs from {year.first} to {year.last}: taken from {source}, because "
        "Settings does not say it."
    )
    return year, (sentence,)


def _year_of(first_week: date, last_week: date) -> tuple[date, date]:
    """July to June, longer where a cycle would lie across its edge; a week a year off is an error."""
    start = first_week.year if first_week.month >= 7 else first_week.year - 1
    first = min(date(start, 7, 1), first_week - BEFORE_A_CYCLE)
    last = date(start + 1, 6, 30)
    if last_week - first_week < timedelta(days=365):
        last = max(last, last_week + LENGTH_OF_A_CYCLE)
    return first, last


def check_in_year(
    row: Row, header: str, day: date | None, year: SchoolYear, faults: Faults
) -> None:
    """A date outside the school year is a fault."""
    if day is not None and not year.first <= day <= year.last:
        what = f"{day} lies outside the school year ({year.first} to {year.last})"
        fix = "Correct the date, or school_year_first and school_year_last on the Settings tab"
        faults.add(row.place(header), what, fix)


def read_days(
    sheet: Sheet,
    *,
    schools: Mapping[SchoolId, School],
    schools_known: bool,
    bells: Bells | None,
    year: SchoolYear,
    faults: Faults,
) -> tuple[CalendarDay, ...]:
    """What each date is; `bells` None checks no variant."""
    found: dict[tuple[SchoolId, date], Row] = {}
    days: list[CalendarDay] = []
    for row in sheet:
        day = row.date_of("date")
        if day is None:
            continue
        check_in_year(row, "date", day, year, faults)
        named = row.text("school_id")
        school = EVERYWHERE
        if named and named.upper() != EVERYWHERE:
            known = schools if schools_known else None
            school = known_school(row, "school_id", named, known, faults) or SchoolId(named)
        first = found.setdefault((school, day), row)
        if first is not row:
            what = f"{day} stands here and at {first.place('date').where}"
            faults.add(row.place("date"), what, "Keep one row a date and school")
            continue
        variant = row.text("variant")
        _check_variant(row, school, schools, bells, faults)
        days.append(
            CalendarDay(
                date=day,
                school=school,
                day_type=DayType(row.text("day_type", DayType.SCHOOL)),
                letter=row.text("letter"),
                variant=variant,
                note=row.text("note"),
            )
        )
    return tuple(days)


def _check_variant(
    row: Row,
    school: SchoolId,
    schools: Mapping[SchoolId, School],
    bells: Bells | None,
    faults: Faults,
) -> None:
    if not bells or "variant" in row.unreadable:
        return
    asked = schools.values() if school == EVERYWHERE else [schools[school]] * (school in schools)
    sets = [found.bell_set for found in asked if found.bell_set in bells]
    variants = {name for bell_set in sets for name in bells[bell_set]}
    variant = row.text("variant")
    if variant and sets and variant not in variants:
        what = f"No bell schedule has a variant '{variant}'"
        near = nearest(variant, variants)
        fix = f"Write '{near}'" if near else "Add its bells to the BellSchedules tab"
        faults.add(row.place("variant"), what, fix)
    elif not variant and row.text("day_type") in HAVE_OTHER_BELLS and variants - {REGULAR}:
        what = (
            f"{row.date_of('date')} is a day with {row.text('day_type')}, but not which bells ring"
        )
        fix = f"Write the variant: {' or '.join(sorted(variants - {REGULAR}))}"
        faults.add(row.place("variant"), what, fix)


def check_letters(
    sheet: Sheet,
    days: Sequence[CalendarDay],
    *,
    letters_of: Mapping[SchoolId, Collection[str]],
    faults: Faults,
) -> None:
    """Each school day's letter must have a timetable at each school that has one.

    `letters_of` gives the letters each school's timetable uses, '' standing for every day; schools
    without a timetable are not in it. A fault is told once a letter, where it comes first.
    """
    told: set[tuple[SchoolId, str]] = set()
    rows = {(row.text("school_id").upper(), row.date_of("date")): row for row in sheet}
    own = {(day.school, day.date) for day in days if day.school != EVERYWHERE}
    for day in days:
        row = rows.get((day.school.upper(), day.date)) or rows.get(("", day.date))
        if row is None or not day.day_type.has_school:
            continue
        for school, letters in letters_of.items():
            elsewhere = day.school not in (school, EVERYWHERE)
            overridden = day.school == EVERYWHERE and (school, day.date) in own
            if elsewhere or overridden or "" in letters or day.letter in letters:
                continue
            if (school, day.letter) not in told and "letter" not in row.unreadable:
                told.add((school, day.letter))
                _tell_of_letter(row, day, school, letters, faults)


def _tell_of_letter(
    row: Row, day: CalendarDay, school: SchoolId, letters: Collection[str], faults: Faults
) -> None:
    used = ", ".join(sorted(letters))
    if day.letter:
        what = (
            f"{day.date} is a '{day.letter}' day, but {school} has no timetable for '{day.letter}'"
        )
        fix = f"Use one of its letters ({used}), or add '{day.letter}' rows to the Timetable tab"
    else:
        what = f"{day.date} has no letter, but the timetable of {school} goes by letters ({used})"
        fix = "Fill in the letter of each school day"
    faults.add(row.place("letter"), what, fix)


def weekdays_without_row(days: Sequence[CalendarDay], school: SchoolId) -> tuple[date, ...]:
    """Mondays to Fridays between the calendar's first and last date that it does not mention."""
    given = {day.date for day in days if day.school in (school, EVERYWHERE)}
    if not given:
        return ()
    length = (max(given) - min(given)).days
    span = (min(given) + timedelta(days=count) for count in range(length))
    return tuple(day for day in span if day.weekday() < 5 and day not in given)
