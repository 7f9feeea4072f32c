"""The groups of one lane looked at together: a day at a school that two of them need is shared between them.

Each pays its share in its own search, and the shares of a day are never more than its price; so whatever
they are, the bounds add up. A day that one group uses and the other does not is paid better by the first:
shares pass over while that proves more, in smaller and smaller steps.
"""

from collections.abc import Callable, Iterator

from scheduler.search.apart import Apart, Sieved
from scheduler.search.bounded import LEAST, Answer, Bound, Bounds, Chain
from scheduler.search.groups import Shares, SiteDay

TURNS = 4
"""How often shares pass between two groups, at most."""
MORE = 1.5
"""How many times the work of the last look the next one may take."""


class _Chain:
    """A chain at work, with what is left to spend."""

    def __init__(self, chain: Chain, seconds_left: Callable[[], float] | None) -> None:
        self.left, self.seconds = chain.effort, chain.seconds
        self.seconds_left = seconds_left or (lambda: self.seconds)
        self.first_look = chain.effort / len(chain.groups)
        sieved = Sieved(chain.groups)
        self.parts = [Apart(group, sieved) for group in chain.groups]
        self.spent = [one.effort for one in chain.known] or [0.0 for _ in self.parts]
        self.done = True
        if chain.known:
            self.left_out = [one.left_out for one in chain.known]
            self.shares = [dict(one.shares) for one in chain.known]
            self.answers = [one.answer for one in chain.known]
        else:
            self.left_out = [self._left_out(number) for number in range(len(self.parts))]
            self.shares = self._first_shares()
            self.answers = [
                self._ask(number, shares, self.first_look)
                for number, shares in enumerate(self.shares)
            ]

    def deepen(self) -> None:
        """Look longer at what is still open, at the widest first, with what the others left."""
        wide = [number for number, one in enumerate(self.answers) if one.open]
        wide.sort(key=lambda number: -self.answers[number].open)
        for place, number in enumerate(wide):
            effort = max(self.first_look, self.left / (len(wide) - place))
            if self.left >= self.first_look and self.seconds_left() > 0:
                answer = self._ask(number, self.shares[number], effort)
                self.answers[number] = self.answers[number].with_more(answer)
            self.done &= not self.answers[number].open

    def share(self) -> None:
        """Pass shares between groups that meet on some day, while there is something left to spend."""
        for one, other in self._meeting():
            step = max(self.parts[one].day, self.parts[other].day) // 2
            for _ in range(TURNS):
                passed = self._passed(one, other, step) if step else None
                if passed is None:
                    break
                needed = self.answers[one].effort + self.answers[other].effort
                if self.left < needed or self.seconds_left() <= 0:
                    self.done = False
                    return
                if not self._try(one, other, passed):
                    step //= 2

    def bounds(self) -> Bounds:
        groups = tuple(
            Bound(
                left_out=self.left_out[number],
                price=self.answers[number].bound,
                unavoidable=self.left_out[number] + part.unavoidable(),
                effort=self.spent[number],
                shares=self.shares[number],
                answer=self.answers[number],
            )
            for number, part in enumerate(self.parts)
        )
        return Bounds(groups=groups, done=self.done)

    def _first_shares(self) -> list[dict[SiteDay, int]]:
        """Whose turn it is pays; where nothing of hers can be at the school that day, the first that can."""
        found: list[dict[SiteDay, int]] = [{} for _ in self.parts]
        for number, part in enumerate(self.parts):
            for day in part.site_days:
                payer = self._payer(day)
                if (
                    payer is not None
                    and day not in self.parts[payer].site_days | found[payer].keys()
                ):
                    found[number][day], found[payer][day] = part.day, 0
        return found

    def _payer(self, day: SiteDay) -> int | None:
        """The group in whose turn the day is, if it is one of the chain's."""
        turns = (one for one, part in enumerate(self.parts) if not part.group.is_free(day))
        return next(turns, None)

    def _meeting(self) -> Iterator[tuple[int, int]]:
        """Groups that could be at a school on the same date, nearest first."""
        for apart in range(1, len(self.parts)):
            for one in range(len(self.parts) - apart):
                if self.parts[one].site_days & self.parts[one + apart].site_days:
                    yield one, one + apart

    def _passed(
        self, one: int, other: int, step: int
    ) -> tuple[dict[SiteDay, int], dict[SiteDay, int]] | None:
        """Their shares after some points pass to the one that needs a day from the one that does not."""
        first, second = self.answers[one].days, self.answers[other].days
        common = self.parts[one].site_days & self.parts[other].site_days
        shares = dict(self.shares[one]), dict(self.shares[other])
        moved = False
        for day in sorted(common & (first ^ second)):
            pays = self._share(one, day), self._share(other, day)
            giver = 1 if day in first else 0
            points = min(step, pays[giver])
            if points and day not in self.parts[one].group.stands:
                shares[giver][day] = pays[giver] - points
                shares[1 - giver][day] = pays[1 - giver] + points
                moved = True
        return shares if moved else None

    def _try(
        self, one: int, other: int, passed: tuple[dict[SiteDay, int], dict[SiteDay, int]]
    ) -> bool:
        """Whether these shares prove more; they are kept then."""
        first = self._ask(one, passed[0], self._again(one))
        second = self._ask(other, passed[1], self._again(other))
        before = self.answers[one].bound + self.answers[other].bound
        if first.bound + second.bound <= before:
            return False
        self.shares[one], self.shares[other] = passed
        self.answers[one], self.answers[other] = first, second
        return True

    def _share(self, number: int, day: SiteDay) -> int:
        part = self.parts[number]
        return part.group.share(day, part.day, self.shares[number])

    def _again(self, number: int) -> float:
        """What another look at a group may take, by what the last one took."""
        return max(self.answers[number].effort * MORE, self.first_look)

    def _ask(self, number: int, shares: Shares, effort: float) -> Answer:
        answer = self.parts[number].cheapest(shares, effort, max(self.seconds_left(), LEAST))
        self._note(number, answer)
        return answer

    def _left_out(self, number: int) -> int:
        answer = self.parts[number].left_out(self.first_look, max(self.seconds_left(), LEAST))
        self._note(number, answer)
        return answer.bound

    def _note(self, number: int, answer: Answer) -> None:
        self.spent[number] += answer.effort
        self.left -= answer.effort
        self.seconds -= answer.seconds


def bound_chain(chain: Chain, left: Callable[[], float] | None = None) -> Bounds:
    """The bounds of a lane's groups; runs in a process of its own, so values come in and go out.

    `left` gives the seconds that remain; without it only those the solver takes are counted.
    """
    work = _Chain(chain, left)
    work.deepen()
    work.share()
    return work.bounds()
