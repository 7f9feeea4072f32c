"""What a shared event costs the weeks it stands beside, wherever it takes place.

Apart, each week has the event where it suits the week best, or elsewhere. It takes place once: so its times
are tried, all that lie in the same weeks together first, then those that look best by date, then one by one.
The least that any of them adds, over all its weeks, is added by every schedule. A week counts for one event
only.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.search.apart import Apart, Sieved
from scheduler.search.bounded import LEAST, Trial, Tried

MORE = 2.0
"""How many times the work that a week took before it may take with the event at some time."""


@dataclass(order=True, slots=True)
class _Times:
    """Some of its times, what each group adds at least with it there, and which are to be asked yet."""

    adds_up_to: int
    turn: int
    starts: tuple[datetime, ...] = field(compare=False)
    adds: dict[int, int] = field(compare=False)
    to_ask: list[int] = field(compare=False)
    chose: dict[int, datetime | None] = field(compare=False, default_factory=dict)

    def agreed(self) -> bool:
        """Whether all of its groups would have it at the same time, so that no other is dearer for them."""
        return len(set(self.chose.values())) == 1 and None not in self.chose.values()


class _Trial:
    """A trial at work."""

    def __init__(self, trial: Trial, seconds_left: Callable[[], float] | None) -> None:
        self.trial = trial
        self.left, self.seconds = trial.effort, trial.seconds
        self.seconds_left = seconds_left or (lambda: self.seconds)
        self.sieved = Sieved([trial.own, *(group for group, _ in trial.counts)])
        self.models: dict[int, Apart] = {}
        self.turn = 0
        self.open: list[_Times] = []
        for starts in self._by_weeks():
            self._add(starts, {})

    def run(self) -> Tried:
        """Go on with the times that add least, until nothing is to be learned or the work is done."""
        while self.open and self.left > 0 and self.seconds_left() > 0:
            times = self.open[0]
            if times.to_ask:
                self._ask(times, times.to_ask.pop(0))
                heapq.heapreplace(self.open, times)
            elif len(times.starts) == 1 or not times.adds or times.agreed():
                break
            else:
                heapq.heappop(self.open)
                for starts in self._parts(times.starts):
                    self._add(starts, times.adds)
        return Tried(
            adds=self.open[0].adds_up_to if self.open else 0,
            effort=self.trial.effort - self.left,
        )

    def _by_weeks(self) -> Iterator[tuple[datetime, ...]]:
        """All its times, those in the dates of the same groups together."""
        found: dict[tuple[int, ...], list[datetime]] = defaultdict(list)
        for start in sorted(Apart(self.trial.own, self.sieved).starts(self.trial.event)):
            found[self._groups_at(start)].append(start)
        yield from (tuple(starts) for starts in found.values())

    def _groups_at(self, start: datetime) -> tuple[int, ...]:
        """The groups in whose dates it lies, those that took least work first."""
        day = self._date(start)
        near = [
            number
            for number, (group, _) in enumerate(self.trial.counts)
            if group.dates[0] <= day <= group.dates[1]
        ]
        return tuple(sorted(near, key=lambda number: self.trial.counts[number][1].answer.effort))

    def _parts(self, starts: Sequence[datetime]) -> list[tuple[datetime, ...]]:
        """By date, and those of one date one by one."""
        found: dict[date | datetime, list[datetime]] = defaultdict(list)
        one_date = len({self._date(one) for one in starts}) == 1
        for one in starts:
            found[one if one_date else self._date(one)].append(one)
        return [tuple(together) for together in found.values()]

    def _add(self, starts: tuple[datetime, ...], adds: Mapping[int, int]) -> None:
        self.turn += 1
        times = _Times(
            adds_up_to=sum(adds.values()),
            turn=self.turn,
            starts=starts,
            adds=dict(adds),
            to_ask=list(self._groups_at(starts[0])),
        )
        heapq.heappush(self.open, times)

    def _ask(self, times: _Times, number: int) -> None:
        """How much more the group costs than without these words about the event."""
        group, known = self.trial.counts[number]
        if number not in self.models:
            self.models[number] = Apart(group, self.sieved)
        effort = max(known.answer.effort * MORE, self.trial.each)
        answer = self.models[number].cheapest(
            known.shares, effort, max(self.seconds_left(), LEAST), {self.trial.event: times.starts}
        )
        self.left -= answer.effort
        self.seconds -= answer.seconds
        times.adds[number] = max(times.adds.get(number, 0), answer.bound - known.price)
        times.adds_up_to = sum(times.adds.values())
        there = answer.slots.get(self.trial.event)
        times.chose[number] = there.start if there and not answer.open else None

    def _date(self, start: datetime) -> date:
        return self.sieved.days.date_of(start)


def tried(trial: Trial, left: Callable[[], float] | None = None) -> Tried:
    """What an event adds; runs in a process of its own, so values come in and go out.

    `left` gives the seconds that remain; without it only those the solver takes are counted.
    """
    return _Trial(trial, left).run()
