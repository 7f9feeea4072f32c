"""The independent judge of problem 046: checks a plan, and finds out by trying everything whether one exists.

Neither OR-Tools nor a line of ours is used, so that an answer and its judge cannot be wrong together.
"""

from collections.abc import Iterator, Mapping

from benchmarks.csplib046_files import Instance


def broken(instance: Instance, plan: Mapping[int, int]) -> Iterator[str]:
    """What is wrong with a plan; nothing when it is right."""
    for meeting in range(instance.meetings):
        if meeting not in plan:
            yield f"meeting {meeting} has no slot"
        elif not 0 <= plan[meeting] < instance.slots:
            yield f"meeting {meeting} is at {plan[meeting]}, outside the {instance.slots} slots"
    for one, other in instance.pairs():
        if one in plan and other in plan:
            apart = abs(plan[one] - plan[other])
            if apart < instance.gap(one, other):
                yield (
                    f"meetings {one} and {other} begin {apart} apart, not {instance.gap(one, other)}"
                )


def any_plan(instance: Instance) -> dict[int, int] | None:
    """A plan, or None when trying everything finds none.

    Slots are bits. The meeting with the fewest slots left is tried next; each try takes from the others
    what it rules out.
    """
    near: dict[int, list[tuple[int, int]]] = {number: [] for number in range(instance.meetings)}
    for one, other in instance.pairs():
        near[one].append((other, instance.gap(one, other)))
        near[other].append((one, instance.gap(one, other)))
    everything = (1 << instance.slots) - 1
    return _tried(near, dict.fromkeys(near, everything), {}, instance.slots)


def _tried(
    near: Mapping[int, list[tuple[int, int]]],
    left: Mapping[int, int],
    plan: dict[int, int],
    slots: int,
) -> dict[int, int] | None:
    if not left:
        return plan
    meeting = min(left, key=lambda one: (left[one].bit_count(), -len(near[one])))
    for slot in range(slots):
        if not left[meeting] >> slot & 1:
            continue
        rest = {one: bits for one, bits in left.items() if one != meeting}
        for other, gap in near[meeting]:
            if other in rest:
                rest[other] &= ~_within(slot, gap)
        if all(rest.values()):
            found = _tried(near, rest, {**plan, meeting: slot}, slots)
            if found is not None:
                return found
    return None


def _within(slot: int, gap: int) -> int:
    """The slots less than `gap` away, as bits."""
    first = max(slot - gap + 1, 0)
    return ((1 << (slot + gap - first)) - 1) << first
