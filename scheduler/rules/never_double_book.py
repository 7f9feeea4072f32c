"""Nobody is in two activities at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Violation
from scheduler.rules.rule import Rule

if TYPE_CHECKING:
    from scheduler.search.choices import Choices


def never_double_book_a_person(choices: Choices) -> None:
    """Nobody is in two activities at once; travel is `leave_time_to_travel`'s matter.

    Posted per person and date on the largest sets of options that share an instant. A person whose
    every option of a date is led by the same other person is kept free by that person's own sets.
    """
    for (person, _), options in choices.by_person_day.items():
        leaders = {option.activity.leader for option in options}
        if len(leaders) == 1 and person not in leaders:
            continue
        for together in choices.overlapping(options):
            choices.at_most(1, together)


def check(inspection: Inspection) -> Iterator[Violation]:
    for person, placements in inspection.by_person.items():
        for index, first in enumerate(placements):
            for second in placements[index + 1 :]:
                if second.slot.start >= first.slot.end:
                    break
                yield Violation(
                    rule=RULE.name,
                    says=f"{inspection.name(person)} is already taken at "
                    f"{inspection.when(second.slot.start)}",
                    activities=(first.activity.id, second.activity.id),
                )


RULE = Rule(
    name="never_double_book_a_person",
    says="Nobody is in two activities at once.",
    post=never_double_book_a_person,
    check=check,
)
