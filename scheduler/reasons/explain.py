"""Why something found no time: facts the referee confirms, grouped as people would say them."""

import re
from collections import Counter
from collections.abc import Sequence

from scheduler.inspection import Inspection, Violation
from scheduler.model import Reason, Slot, Unplaced
from scheduler.referee.review import first_against
from scheduler.slots.candidates import Candidates

A_TIME = re.compile(
    r" (?:at|before|on) [A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}(?: \d{1,2}:\d\d [AP]M)?"
)
"""How a sentence says when, like ' at Tue 8 Dec 10:40 AM' or ' on Tue 8 Dec'."""
MOST = 6
"""Reasons shown for one activity."""


Looked = Sequence[tuple[Slot, Violation]]
"""Times that were looked at in order, each with the first rule it would break."""


def first_fit(inspection: Inspection, candidates: Candidates) -> tuple[Slot | None, Looked]:
    """The first slot that breaks no rule while everything placed stays, and those looked at before it."""
    looked: list[tuple[Slot, Violation]] = []
    for slot in candidates.slots:
        violation = first_against(inspection, candidates.activity.id, slot)
        if violation is None:
            return slot, looked
        looked.append((slot, violation))
    return None, looked


def explain(inspection: Inspection, candidates: Candidates, looked: Looked) -> Unplaced:
    """What stands in the way of each time an activity could have taken.

    `looked` is what `first_fit` found of all its times. With no time at all, what took them away; each
    reason is a rule, a sentence, how often, an example.
    """
    reasons = _blocked(inspection, candidates, looked) if looked else candidates.removed
    if not reasons:
        reasons = (
            Reason(
                rule="keep_to_the_window",
                says="no time of the kind it needs exists in its dates",
            ),
        )
    return Unplaced(activity=candidates.activity.id, reasons=tuple(reasons[:MOST]))


def _blocked(inspection: Inspection, candidates: Candidates, looked: Looked) -> Sequence[Reason]:
    """For each possible time the first rule that forbids it, counted."""
    found: Counter[tuple[str, str]] = Counter()
    samples: dict[tuple[str, str], str] = {}
    for slot, violation in looked:
        key = (violation.rule, _general(candidates, violation))
        found[key] += 1
        samples.setdefault(key, inspection.when(slot.start))
    return [
        Reason(rule=rule, says=says, count=count, sample=samples[rule, says])
        for (rule, says), count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]


def _general(candidates: Candidates, violation: Violation) -> str:
    """The sentence without its time, so that the same cause at several times counts as one."""
    if violation.rule == "keep_the_order" and violation.activities[0] != candidates.activity.id:
        return "what comes after it has its time already"
    return A_TIME.sub("", violation.says)
