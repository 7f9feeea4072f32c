"""What is known of a schedule just made, in words for people and as one document for programs."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commands.words import counted
from scheduler.search.levels import FULLEST, LEFT_OUT, PRICE, SPREAD

if TYPE_CHECKING:
    from scheduler.model import Proof
    from scheduler.search.levels import Level
    from workflow import Drafted

SCHEMA_VERSION = 1
MEANS = {
    LEFT_OUT: "worth of what has no time",
    PRICE: "points that everything costs together, what has no time included",
    FULLEST: "percent of working time, drives counted, that the fullest week of a coach takes",
    SPREAD: "percent of working time between the fullest and the emptiest coach of one week",
}


def proof_words(levels: Sequence["Level"], proofs: Sequence["Proof"]) -> str:
    """How good it is known to be, as a whole and in its parts; nothing is claimed that was not shown."""
    if levels and all(level.proven for level in levels):
        return "Proven best for these settings."
    proven, parts = sum(proof.proven for proof in proofs), len(proofs)
    verb = "is" if 1 in (proven, parts) else "are"
    says = f"{proven} of {counted(parts, 'part')} of the search {verb} proven best."
    if parts and proven == parts:
        says = "Each coach's week is the best possible, given the rest."
    return " ".join(filter(None, [says, *map(_level_words, levels)]))


def _level_words(level: "Level") -> str:
    """What is not known of a level, in words; a bound that says nothing is not told."""
    if level.name == FULLEST:
        best = "; no other times make it less" if level.proven else ""
        return f"The fullest week of a coach takes {level.value} % of her working time{best}."
    if level.name == SPREAD:
        return f"In one week coaches are up to {level.value} points of a hundred apart."
    if level.proven:
        return ""
    if level.name == LEFT_OUT:
        return "Whether more could have a time is not known."
    if level.gap is None:
        return ""
    most = math.ceil(level.gap * 1000) / 10
    return f"At most {most:.1f} % better is possible."


def drafted_document(drafted: "Drafted") -> dict[str, object]:
    """A schedule just made, for programs; ids for activities, times with their zone.

    The levels come in the order in which they count: less of the first goes before any of the next. A
    part's proof holds for the rest as it is, a level's for everything that was looked for.
    """
    schedule, days = drafted.schedule, drafted.given.days
    wanted = [(one.id, schedule.placed.get(one.id)) for one in drafted.wanted]
    found = [(key, slot) for key, slot in wanted if slot is not None]
    ids = {key for key, _ in wanted}
    counts = drafted.changes.counts
    return {
        "schema_version": SCHEMA_VERSION,
        "first": drafted.horizon.first.isoformat(),
        "last": drafted.horizon.last.isoformat() if drafted.horizon.last else None,
        "wanted": len(wanted),
        "placed": [
            {"activity": key, "start": days.local(slot.start).isoformat()} for key, slot in found
        ],
        "unplaced": [
            {"activity": one.activity, "reasons": [reason.says for reason in one.reasons]}
            for one in schedule.unplaced
            if one.activity in ids
        ],
        "levels": [_level(one) for one in drafted.levels],
        "parts": [_part(one) for one in drafted.proofs],
        "seed": schedule.seed,
        "create": counts.create,
        "change": counts.change,
        "cancel": counts.cancel,
        "mails": counts.mails,
        "saved": drafted.file.name,
    }


def _level(level: "Level") -> dict[str, object]:
    """`gap` is the share of what can be avoided that might still be, null where the bound says nothing."""
    return {
        "name": level.name,
        "means": MEANS[level.name],
        "value": level.value,
        "bound": level.bound,
        "unavoidable": level.unavoidable,
        "gap": level.gap,
        "proven": level.proven,
    }


def _part(proof: "Proof") -> dict[str, object]:
    return {
        "part": proof.part,
        "value": proof.value,
        "bound": proof.bound,
        "proven_given_the_rest": proof.proven,
    }
