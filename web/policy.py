"""Who sees what: a table of roles and fields, and nothing that does not stand in it.

Coaches of one program see each other's who, when, where, kind and state, never a reason. A school leader
sees totals of her school; a teacher what she takes part in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.district import Person, PersonId, Role, SchoolId


class Sees(StrEnum):
    """How much of a field somebody sees; OWN is about herself, what she leads, or her school."""

    ALL = "all"
    OWN = "own"
    NOTHING = "nothing"


class Field(StrEnum):
    """What pages are made of, as far as it is not everybody's."""

    WEEK = "who meets whom, when, where, and how far it has come"
    REASONS = "why something has this time or none"
    LOADS = "what a week asks of a coach"
    TOTALS = "counts of a school, in cells of five and more"
    GATES = "what a school still waits for"
    YEAR = "the dates of cycles, rounds and meetings"
    MAILS = "who would be written to"
    RUNS = "who sent what, and when"


POLICY: Mapping[Role, Mapping[Field, Sees]] = {
    Role.DISTRICT_LEADER: dict.fromkeys(Field, Sees.ALL),
    Role.COACH: {
        Field.WEEK: Sees.ALL,
        Field.REASONS: Sees.OWN,
        Field.LOADS: Sees.OWN,
        Field.TOTALS: Sees.ALL,
        Field.GATES: Sees.ALL,
        Field.YEAR: Sees.ALL,
    },
    Role.SITE_LEADER: {
        Field.TOTALS: Sees.OWN,
        Field.GATES: Sees.OWN,
        Field.YEAR: Sees.ALL,
    },
    Role.TEACHER: {Field.WEEK: Sees.OWN, Field.YEAR: Sees.ALL},
    Role.TEACHER_LEADER: {Field.WEEK: Sees.OWN, Field.YEAR: Sees.ALL},
}
"""A role or field that is not named sees nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who looks: `person` None is whoever runs the program on this computer, who sees what a leader sees."""

    role: Role
    person: PersonId | None = None
    school: SchoolId | None = None

    def sees(self, field: Field) -> Sees:
        return POLICY.get(self.role, {}).get(field, Sees.NOTHING)

    def may_read(self, field: Field, *people: PersonId) -> bool:
        """Whether the field is hers to read where it is about those people."""
        found = self.sees(field)
        return found is Sees.ALL or (found is Sees.OWN and self.person in people)


def reader_of(person: Person) -> Reader:
    """Somebody of the roster, with her role and school as they are now."""
    return Reader(role=person.role, person=person.id, school=person.school)


LEADER = Reader(role=Role.DISTRICT_LEADER)
