"""What shared events cost the weeks they stand beside, wherever they take place.

Apart, each week has an event where it suits the week best, or elsewhere. An event takes place once: so the
times of those that may be in the same weeks are tried together. Where the weeks do not agree on an event, its
times are cut: those in the same weeks stay together first, then those of one date, then halves of it. Only a
week that chose what it no longer may is asked again. The least that any of them adds, over all weeks, is
added by every schedule.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from scheduler.model import ActivityId
from scheduler.search.apart import Apart, Sieved
from scheduler.search.bounded import LEAST, Answer, Trial, Tried

MORE = 2.0
"""How many times the work that a week took before it may take with events at some times."""

A_LOOK = 0.01
"""What a look takes beside the search, in deterministic time."""

OWN = 0
"""The number of the events' own group."""

Starts = tuple[datetime, ...]


@dataclass(order=True, slots=True)
class _Times:
    """Some times of each event, what each group says to them, and which are to be asked yet."""

    adds_up_to: int
    turn: int
    starts: Mapping[ActivityId, Starts] = field(compare=False)
    answers: dict[int, Answer] = field(compare=False)
    adds: dict[int, int] = field(compare=False, default_factory=dict)
    to_ask: list[int] = field(compare=False, default_factory=list)


class _Trial:
    """A trial at work."""

    def __init__(self, trial: Trial, seconds_left: Callable[[], float] | None) -> None:
        self.trial = trial
        self.left, self.seconds = trial.effort, trial.seconds
        self.seconds_left = seconds_left or (lambda: self.seconds)
        self.groups = [group for group, _ in trial.counts]
        self.known = [bound for _, bound in trial.counts]
        self.sieved = Sieved(self.groups)
        self.models: dict[int, Apart] = {}
        self.told: dict[Hashable, Answer] = {}
        self.turn = 0
        home = self._model(OWN)
        self.all_starts: Mapping[ActivityId, Starts] = {
            one.id: tuple(sorted(home.starts(one.id))) for one in self.groups[OWN].search.activities
        }
        self.having = {
            event: [
                number
                for number, group in enumerate(self.groups)
                if any(one.id == event for one in group.all_here)
            ]
            for event in self.all_starts
        }
        answers = {number: bound.answer for number, bound in enumerate(self.known)}
        self.open = [_Times(0, 0, self.all_starts, answers)]

    def run(self) -> Tried:
        """Go on with the times that add least, until nothing is to be learned or the work is done."""
        while self.open and self.left > 0 and self.seconds_left() > 0:
            times = heapq.heappop(self.open)
            if times.to_ask:
                if self._can_be(times, times.to_ask.pop(0)):
                    heapq.heappush(self.open, times)
                continue
            times.to_ask = self._unsure(times)
            event = None if times.to_ask else self._contested(times)
            if event is not None:
                for starts in self._parts(times.starts[event]):
                    heapq.heappush(self.open, self._with(times, event, starts))
                continue
            heapq.heappush(self.open, times)
            if not times.to_ask:
                break
        return Tried(
            adds=self.open[0].adds_up_to if self.open else 0,
            effort=self.trial.effort - self.left,
        )

    def _unsure(self, times: _Times) -> list[int]:
        """The groups of whose answer more could soon be known, the one first that may cost most above it."""
        wide = [
            number
            for number, answer in times.answers.items()
            if answer.open and answer.effort * MORE + A_LOOK <= self.left
        ]
        return sorted(wide, key=lambda number: -times.answers[number].open)

    def _with(self, times: _Times, event: ActivityId, starts: Starts) -> _Times:
        """The same with an event at fewer times; a group whose answer still holds is not asked again."""
        self.turn += 1
        again = [
            number
            for number in self.having[event]
            if not self._fits(times.answers[number], number, event, starts)
        ]
        return _Times(
            adds_up_to=times.adds_up_to,
            turn=self.turn,
            starts={**times.starts, event: starts},
            answers=dict(times.answers),
            adds=dict(times.adds),
            to_ask=sorted(again, key=lambda number: self.known[number].answer.effort),
        )

    def _fits(self, answer: Answer, number: int, event: ActivityId, starts: Starts) -> bool:
        there = answer.slots.get(event)
        if there is None:
            return any(not self._in_dates(number, start) for start in starts)
        return there.start in starts

    def _contested(self, times: _Times) -> ActivityId | None:
        """The event with the fewest times left of those on which the groups do not agree."""
        found = [
            event
            for event, starts in times.starts.items()
            if len(starts) > 1 and not self._agreed(times.answers, event)
        ]
        return min(found, key=lambda event: len(times.starts[event]), default=None)

    def _agreed(self, answers: Mapping[int, Answer], event: ActivityId) -> bool:
        """Whether everybody has it where its own group has it, so that no other time is dearer for them."""
        there = answers[OWN].slots.get(event)
        return there is not None and all(
            self._fits(answers[number], number, event, (there.start,))
            for number in self.having[event]
        )

    def _parts(self, starts: Starts) -> Iterator[Starts]:
        """Those in the dates of the same groups together; else those of a date; else its halves."""
        by_weeks: dict[Hashable, list[datetime]] = defaultdict(list)
        by_date: dict[date, list[datetime]] = defaultdict(list)
        for start in starts:
            in_dates = (self._in_dates(number, start) for number in range(len(self.groups)))
            by_weeks[tuple(in_dates)].append(start)
            by_date[self._date(start)].append(start)
        halves = [starts[: len(starts) // 2], starts[len(starts) // 2 :]]
        cuts: tuple[Collection[Sequence[datetime]], ...] = (by_weeks.values(), by_date.values())
        yield from map(tuple, next((cut for cut in cuts if len(cut) > 1), halves))

    def _can_be(self, times: _Times, number: int) -> bool:
        """Ask a group how much more it costs with the events at these times; False where none of them can be.

        Where the schedule that is judged has them, they can, even beside what was put there by hand.
        """
        answer = self._answer(times, number)
        if answer.none:
            if not self._are_there(times):
                return False
            answer = replace(answer, value=answer.bound)  # more work would tell the same
        more = answer.bound - self.known[number].price
        times.adds[number] = max(times.adds.get(number, 0), more)
        times.adds_up_to = sum(times.adds.values())
        times.answers[number] = answer
        return True

    def _are_there(self, times: _Times) -> bool:
        found = self.groups[OWN].found
        return all(
            event in found and found[event].start in starts
            for event, starts in times.starts.items()
        )

    def _answer(self, times: _Times, number: int) -> Answer:
        only = {
            event: starts
            for event, starts in times.starts.items()
            if number in self.having[event] and starts != self.all_starts[event]
        }
        asked = (number, *only.items())
        before = self.told.get(asked)
        if before is None or (before.open and before is times.answers[number]):
            bound = self.known[number]
            effort = max((before or bound.answer).effort * MORE, self.trial.each)
            answer = self._model(number).cheapest(
                bound.shares, effort, max(self.seconds_left(), LEAST), only
            )
            self.left -= answer.effort + A_LOOK
            self.seconds -= answer.seconds
            more = before.with_more(answer) if before else answer
            self.told[asked] = replace(more, effort=answer.effort)
        return self.told[asked]

    def _model(self, number: int) -> Apart:
        if number not in self.models:
            self.models[number] = Apart(self.groups[number], self.sieved)
        return self.models[number]

    def _in_dates(self, number: int, start: datetime) -> bool:
        first, last = self.groups[number].dates
        return number == OWN or first <= self._date(start) <= last

    def _date(self, start: datetime) -> date:
        return self.sieved.days.date_of(start)


def tried(trial: Trial, left: Callable[[], float] | None = None) -> Tried:
    """What events add; runs in a process of its own, so values come in and go out.

    `left` gives the seconds that remain; without it only those the solver takes are counted.
    """
    return _Trial(trial, left).run()
