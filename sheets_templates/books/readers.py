"""Who may open which workbook, and how: one table, from which sharing and every check of it follow.

Google shows every tab to everybody who may open a spreadsheet, and protection limits editing, not reading.
So who may read what is decided by workbook and nowhere else.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.district import District, Person, PersonId, Role, SchoolId


class Right(StrEnum):
    """What a reader may do; what the program writes is protected against writers too."""

    READ = "reader"
    WRITE = "writer"


class Who(StrEnum):
    """Those a workbook is for."""

    ITS_COACH = "its coach"
    COACHES = "coaches"
    DISTRICT_LEADERS = "district leaders"
    ITS_SITE_LEADERS = "the school's site leaders"
    SUB_COORDINATORS = "sub coordinators"
    PARTNERS = "partners"


TABLE: Mapping[str, Mapping[Who, Right]] = {
    "Setup": {Who.DISTRICT_LEADERS: Right.WRITE},
    "Program": {Who.COACHES: Right.WRITE, Who.DISTRICT_LEADERS: Right.WRITE},
    "Coach": {Who.ITS_COACH: Right.WRITE},
    "Facts": {Who.ITS_COACH: Right.WRITE},
    "Template": {Who.COACHES: Right.READ},
    "School": {Who.ITS_SITE_LEADERS: Right.READ},
    "Coverage": {Who.SUB_COORDINATORS: Right.WRITE, Who.DISTRICT_LEADERS: Right.READ},
    "Partners": {Who.DISTRICT_LEADERS: Right.WRITE, Who.PARTNERS: Right.WRITE},
}
"""Who is not named in a row may not open that workbook. `Setup` holds consent and wishes, so leaders only; a
site leader is told of teachers in the school's workbook alone, as far as the partnership names them."""

CALENDAR: Mapping[Who, Right] = {Who.ITS_COACH: Right.WRITE}
"""Who may open a coaching calendar; guests have a copy of their own events in their own calendars."""

SETUP, PROGRAM, COVERAGE, PARTNERS, TEMPLATE = (
    "setup",
    "program",
    "coverage",
    "partners",
    "template",
)
ROLES = {
    Who.COACHES: Role.COACH,
    Who.DISTRICT_LEADERS: Role.DISTRICT_LEADER,
    Who.SUB_COORDINATORS: Role.SUB_COORDINATOR,
}
"""Those whom a role alone makes readers; people outside the district are none of them."""
_KINDS = {
    SETUP: "Setup",
    PROGRAM: "Program",
    COVERAGE: "Coverage",
    PARTNERS: "Partners",
    TEMPLATE: "Template",
    "coach": "Coach",
    "facts": "Facts",
    "school": "School",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Which workbook it is: its row of the table, and whose (a coach's or a school's id) it is."""

    kind: str
    about: str = ""


def kept_as(name: str) -> Kept | None:
    """The workbook remembered under a name like `coach.ruiz`; None for a name nobody has classified."""
    word, _, about = name.partition(".")
    kind = _KINDS.get(word)
    return Kept(kind=kind, about=about) if kind else None


def readers_of(
    book: Kept,
    district: District,
    *,
    today: date | None = None,
    asked: Collection[PersonId] = (),
) -> dict[str, Right]:
    """Address in small letters -> right, of everybody who may open a workbook besides its owner.

    Who has left by `today` may not. `asked` are people outside who were just asked for dates.
    """
    found: dict[str, Right] = {}
    for who, right in TABLE[book.kind].items():
        for address in _addresses(who, book.about, district, today, asked):
            email = address.strip().casefold()
            if email and found.get(email) is not Right.WRITE:
                found[email] = right
    return found


def may_be_let_in(book: Kept, district: District, *, today: date | None = None) -> frozenset[str]:
    """Whom a coach may let into her own workbook herself: teachers of her cohorts. Nobody is given this."""
    if book.kind != "Coach":
        return frozenset()
    own = [cohort for cohort in district.cohorts if cohort.coach == book.about]
    members = {member for cohort in own for member in cohort.members}
    here = (one for one in district.people.values() if _here(one, today))
    return frozenset(one.email.strip().casefold() for one in here if one.id in members)


def _addresses(
    who: Who, about: str, district: District, today: date | None, asked: Collection[PersonId]
) -> Iterator[str]:
    here = [one for one in district.people.values() if _here(one, today)]
    inside = [one for one in here if not one.external]
    match who:
        case Who.ITS_COACH:
            yield from (one.email for one in here if one.id == about)
        case Who.COACHES | Who.DISTRICT_LEADERS | Who.SUB_COORDINATORS:
            yield from (one.email for one in inside if one.role is ROLES[who])
        case Who.ITS_SITE_LEADERS:
            school = district.schools.get(SchoolId(about))
            yield school.principal_email if school else ""
            yield from (one.email for one in inside if _leads(one, SchoolId(about)))
        case Who.PARTNERS:
            wanted = {*asked, *(row.person for row in district.partner_dates)}
            yield from (one.contact for one in district.partners)
            yield from (one.email for one in here if one.external and one.id in wanted)


def _leads(person: Person, school: SchoolId) -> bool:
    return person.role is Role.SITE_LEADER and school in (person.school, *person.other_schools)


def _here(person: Person, today: date | None) -> bool:
    """Whether somebody has not left; who has yet to come counts, as a workbook may be needed before."""
    return today is None or person.active_to is None or today <= person.active_to
