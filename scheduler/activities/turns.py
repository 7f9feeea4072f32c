"""Who demonstrates when: members take turns, nobody twice before every willing one has (R-CCL-6)."""

from collections import Counter
from collections.abc import Sequence

from scheduler.district import Cohort, Person, PersonId


def host_of(cohort: Cohort, groups: Sequence[Sequence[Person]], turn: int) -> Person | None:
    """Whose turn number `turn` is, counted from 0; None where nobody is willing.

    `groups` says who is there at each turn up to it. The willing one who had the fewest turns so far is
    next, of several the first: somebody who comes late or leaves takes no turn from anybody.
    """
    had: Counter[PersonId] = Counter()
    host = None
    for present in groups[: turn + 1]:
        host = min(_willing(cohort, present), key=lambda person: had[person.id], default=None)
        if host is not None:
            had[host.id] += 1
    return host


def _willing(cohort: Cohort, present: Sequence[Person]) -> list[Person]:
    """Those present who demonstrate, in the cohort's order of turns."""
    members = {person.id: person for person in present}
    if not cohort.demonstrators:
        return list(present)
    return [members[key] for key in cohort.demonstrators if key in members]
