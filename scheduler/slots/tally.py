"""Counting what each rule took away, so that a sieve can say why nothing is left."""

from dataclasses import dataclass, field

from scheduler.model import Reason


@dataclass(slots=True)
class Tally:
    """Counts what each rule took away, in the order in which rules were met."""

    seen: dict[str, Reason] = field(default_factory=dict)

    def add(self, rule: str, says: str, sample: str = "") -> None:
        before = self.seen.get(rule)
        count = before.count + 1 if before else 1
        self.seen[rule] = Reason(
            rule=rule,
            says=before.says if before else says,
            count=count,
            sample=before.sample if before else sample,
        )

    def reasons(self) -> tuple[Reason, ...]:
        return tuple(sorted(self.seen.values(), key=lambda reason: (-reason.count, reason.rule)))
