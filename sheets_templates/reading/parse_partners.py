"""Partners and PartnerDates rows -> who is outside, and what they said to the half days they were offered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scheduler.district import Person, PersonId, SchoolYear, Series, SeriesId
from scheduler.model import Half
from scheduler.partners.people import Answer, HalfDay, Partner, PartnerDate
from sheets_templates.books.partners import date_id
from sheets_templates.reading.parse_days import check_in_year
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import nearest
from sheets_templates.reading.parse_rows import Row, Sheet
from sheets_templates.reading.parse_who import known_person

People = Mapping[PersonId, Person] | None


def read_partners(sheet: Sheet) -> tuple[Partner, ...]:
    """The organisations, one row a contact."""
    return tuple(
        Partner(
            organisation=row.text("org"),
            contact=row.text("contact"),
            services=row.text("services"),
            schools=row.texts("schools"),
            focus=row.text("focus"),
        )
        for row in sheet
        if row.complete
    )


def read_partner_dates(
    sheet: Sheet,
    *,
    people: People,
    series: Sequence[Series],
    series_known: bool,
    year: SchoolYear,
    faults: Faults,
) -> tuple[PartnerDate, ...]:
    """What was asked and answered; the same person and half day twice is a fault."""
    found: dict[tuple[SeriesId, HalfDay, PersonId], PartnerDate] = {}
    known = {one.id for one in series}
    for row in sheet:
        person = known_person(row, "person", row.text("person"), people, faults)
        day, name = row.date_of("date"), SeriesId(row.text("series"))
        check_in_year(row, "date", day, year, faults)
        if series_known and name and name not in known:
            _no_such_series(row, name, known, faults)
            continue
        if person is None or day is None or not row.complete:
            continue
        when = HalfDay(day=day, half=Half(row.text("half")))
        if (name, when, person) in found:
            what = f"{person} was asked about the {when.half} of {day} twice"
            faults.add(row.place("date"), what, "Keep one row a person and half day")
            continue
        answer = row.text("answer")
        found[name, when, person] = PartnerDate(
            series=name,
            when=when,
            person=person,
            organisation=row.text("organisation"),
            answer=Answer(answer) if answer else None,
            answer_by=row.date_of("answer_by"),
            agreed=row.text("state") == "agreed",
        )
    return tuple(found.values())


def in_their_words(rows: Iterable[PartnerDate], said: Mapping[str, str]) -> tuple[PartnerDate, ...]:
    """The rows with a partner's own answer, by the id of the row, in place of what the leader typed."""
    return tuple(
        replace(row, answer=Answer(said[key])) if (key := date_id(row)) in said else row
        for row in rows
    )


def _no_such_series(row: Row, name: str, known: set[SeriesId], faults: Faults) -> None:
    near = nearest(name, known)
    fix = f"Write '{near}'" if near else "Use a series_id of the Series tab, or delete the row"
    faults.add(row.place("series"), f"There is no series '{name}'", fix)
