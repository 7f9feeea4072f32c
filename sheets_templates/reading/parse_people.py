"""Schools and People rows -> the district's schools and people."""

from collections.abc import Mapping, Sequence

from scheduler.district import Consent, Person, PersonId, Role, School, SchoolId
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import nearest
from sheets_templates.reading.parse_rows import Row, Sheet

NEEDS_A_SCHOOL = frozenset({Role.TEACHER, Role.TEACHER_LEADER, Role.SITE_LEADER})


def read_schools(
    schools: Sheet, people: Sheet, bells: Sheet, faults: Faults
) -> tuple[dict[SchoolId, School], tuple[str, ...]]:
    """The schools, and what was assumed about them."""
    sets = list(dict.fromkeys(row.text("bell_set") for row in bells if row.has("bell_set")))
    if not schools.there:
        return _schools_of(people, sets)
    found: dict[SchoolId, School] = {}
    assumed: list[str] = []
    for row in schools:
        if not row.has("school_id"):
            continue
        school = SchoolId(row.text("school_id"))
        if school in found:
            what = f"The school '{school}' stands on the Schools tab twice"
            faults.add(row.place("school_id"), what, "Keep one of the two rows")
            continue
        bell_set = _bell_set(row, bells, sets, faults)
        if bell_set and not row.has("bell_set"):
            assumed.append(f"{row.text('name') or school} rings by the only bell set, {bell_set}.")
        found[school] = School(
            id=school,
            name=row.text("name") or school,
            level=row.text("level"),
            address=row.text("address"),
            principal_email=row.text("principal_email"),
            bell_set=bell_set,
            cluster=row.text("cluster"),
            equity_flag=row.text("equity_flag"),
            teams_start=row.date_of("lt_start"),
            readiness=row.text("readiness_tier"),
            names_teachers=row.yes("names_teachers"),
        )
    return found, tuple(assumed)


def _schools_of(
    people: Sheet, sets: Sequence[str]
) -> tuple[dict[SchoolId, School], tuple[str, ...]]:
    named = dict.fromkeys(
        name
        for row in people
        for name in (row.text("school_id"), *row.texts("other_schools"), row.text("home_base"))
        if name
    )
    only = sets[0] if len(sets) == 1 else ""
    found = {
        SchoolId(name): School(
            id=SchoolId(name), name=name, bell_set=name if name in sets else only
        )
        for name in named
    }
    assumed = [f"The schools are those named on the People tab: {', '.join(named) or 'none'}."]
    if only:
        assumed.append(f"Every school rings by the only bell set, {only}.")
    return found, tuple(assumed)


def _bell_set(row: Row, bells: Sheet, sets: Sequence[str], faults: Faults) -> str:
    bell_set = row.text("bell_set")
    if not bell_set:
        return sets[0] if len(sets) == 1 and "bell_set" not in row.unreadable else ""
    if bell_set in sets or not bells.known:
        return bell_set
    what = f"There is no bell set '{bell_set}' on the BellSchedules tab"
    near = nearest(bell_set, sets)
    fix = f"Write '{near}', or add {bell_set} to BellSchedules" if near else "Add its bells there"
    faults.add(row.place("bell_set"), what, fix)
    return ""


def read_people(
    sheet: Sheet, schools: Mapping[SchoolId, School] | None, faults: Faults
) -> dict[PersonId, Person]:
    """Everybody by id; `schools` is None when they could not be read, so that none is called unknown."""
    found: dict[PersonId, Person] = {}
    first_rows: dict[str, Row] = {}
    if sheet.known and not sheet.rows:
        faults.add(sheet.place(1), "Nobody stands on the People tab", "Add a row for each person")
    for row in sheet:
        _check_once(row, first_rows, faults)
        person = PersonId(row.text("person_id"))
        if person and person not in found:
            found[person] = _person(row, schools, faults)
    return found


def same_names(people: Mapping[PersonId, Person]) -> tuple[str, ...]:
    """A sentence for each name several people have: it may be one person, entered twice."""
    by_name: dict[str, list[Person]] = {}
    for person in people.values():
        by_name.setdefault(person.name.casefold(), []).append(person)
    return tuple(
        f"{len(those)} people are called {those[0].name} ({', '.join(one.id for one in those)}) and count "
        "as different ones: if it is one person, keep one row."
        for those in by_name.values()
        if len(those) > 1 and those[0].name
    )


def _check_once(row: Row, first_rows: dict[str, Row], faults: Faults) -> None:
    """One id and one e-mail address belong to one row; names may repeat."""
    for header, label in (("person_id", "id"), ("email", "e-mail address")):
        value = row.text(header)
        if not value:
            continue
        first = first_rows.setdefault(value, row)
        if first is row:
            continue
        what = (
            f"{row.text('name') or 'This row'} has the same {label} '{value}' as "
            f"{first.text('name') or 'another row'} at {first.place(header).where}"
        )
        faults.add(
            row.place(header), what, f"Keep one row a person, each with an {label} of its own"
        )


def _person(row: Row, schools: Mapping[SchoolId, School] | None, faults: Faults) -> Person:
    role = Role(row.text("role", Role.TEACHER))
    school = known_school(row, "school_id", row.text("school_id"), schools, faults)
    needs_one = role in NEEDS_A_SCHOOL and row.has("role") and "school_id" not in row.unreadable
    if needs_one and not row.text("school_id"):
        what = f"{row.text('name')} is a {role} without a school"
        faults.add(row.place("school_id"), what, "Fill in the school_id")
    first, last = row.date_of("active_from"), row.date_of("active_to")
    if first and last and last < first:
        what = f"{row.text('name')} would leave before starting"
        faults.add(row.place("active_to"), what, "Make active_to the later date")
    others = tuple(
        other
        for name in row.texts("other_schools")
        if (other := known_school(row, "other_schools", name, schools, faults))
    )
    return Person(
        id=PersonId(row.text("person_id")),
        name=row.text("name"),
        email=row.text("email"),
        role=role,
        school=school,
        other_schools=others,
        subject=row.text("subject"),
        grade=row.text("grade"),
        active_from=first,
        active_to=last,
        external=row.yes("external") or role is Role.EXTERNAL_PARTNER,
        consent=Consent(row.text("consent", Consent.ASSIGNED)),
        consent_date=row.date_of("consent_date"),
        works=row.weekdays("works"),
        home_base=known_school(row, "home_base", row.text("home_base"), schools, faults),
    )


def known_school(
    row: Row,
    header: str,
    name: str,
    schools: Mapping[SchoolId, School] | None,
    faults: Faults,
) -> SchoolId | None:
    """The school of that id, None when the cell is empty; a fault when there is no such school."""
    if not name:
        return None
    school = SchoolId(name)
    if schools is None or school in schools:
        return school
    near = nearest(name, schools)
    by_name = [known.id for known in schools.values() if known.name.casefold() == name.casefold()]
    meant = by_name[0] if by_name else near
    fix = f"Write '{meant}'" if meant else "Choose one of the Schools tab"
    fix += f", or add {name} to the Schools tab"
    faults.add(row.place(header), f"There is no school '{name}'", fix)
    return None
