"""Who demonstrates when: members take turns, nobody twice before every willing one has (R-CCL-6)."""

from collections.abc import Sequence

from scheduler.district import Cohort, Person


def host_of(cohort: Cohort, present: Sequence[Person], turn: int) -> Person | None:
    """Whose turn it is, turns counted from 0; None where nobody is willing."""
    members = {person.id: person for person in present}
    willing = [members[key] for key in cohort.demonstrators if key in members]
    if not cohort.demonstrators:
        willing = list(present)
    return willing[turn % len(willing)] if willing else None
