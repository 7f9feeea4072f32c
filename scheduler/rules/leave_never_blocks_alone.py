"""A block that a teacher wants left alone is left alone."""

from collections.abc import Iterator

from scheduler.inspection import Inspection, Violation
from scheduler.rules.rule import Rule


def check(inspection: Inspection) -> Iterator[Violation]:
    nevers = [wish for wish in inspection.district.preferences if wish.wish == "never"]
    for wish in nevers:
        school = inspection.district.people[wish.person].school
        for placement in inspection.by_person.get(wish.person, ()):
            day = placement.day
            if not wish.holds_on(day, inspection.days.letter(school, day)):
                continue
            pieces = inspection.timetable.pieces(wish.person, day) or ()
            if any(one.block == wish.block and one.span.overlaps(placement.span) for one in pieces):
                yield Violation(
                    rule=RULE.name,
                    says=f"{inspection.name(wish.person)} wants block {wish.block} left alone",
                    activities=(placement.activity.id,),
                )


RULE = Rule(
    name="leave_never_blocks_alone",
    says="A block that somebody never wants is left alone.",
    check=check,
)
