"""The least change, proved: what is left out, then who hears of it, then what moves, then every other wish.

One joint model for everything an opening holds, solved once for each level; what a level found binds the
ones after it. One of the few files that know OR-Tools: cut into lanes and weeks, as a search for a whole
week is, nothing could be proved of the whole.
"""

from collections.abc import Callable, Iterator, Sequence
from math import ceil

from ortools.sat.python import cp_model

from scheduler.district import PersonId
from scheduler.inspection import Placement
from scheduler.model import Activity, ActivityId, Proof, Schedule, Slot, Unplaced
from scheduler.naming import monday_of
from scheduler.peoples_time.availability import Availability
from scheduler.peoples_time.whose_days import counting_school, too_far
from scheduler.prices.every import TERMS
from scheduler.reasons.explain import explain, first_fit
from scheduler.repair.opening import Answer, Opening
from scheduler.rules.every import RULES
from scheduler.schoolday import SchoolDays
from scheduler.search.choices import Choices, Literal, Option
from scheduler.search.find_times import inspection_of
from scheduler.slots.candidates import Candidates, Sieve
from scheduler.telling import Telling

KEPT, LEFT_OUT, PEOPLE = "fixed and changed", "left out", "people told"
CHANGES, PRICE = "changes", "price"
EFFORT = 2.0
"""Deterministic time for each level; most need a hundredth of it."""
MEMORY_MB = 700
LEAST = 0.2
"""Seconds a level gets even when the time is over."""

Terms = Sequence[tuple[int, Literal]]


def least_change(
    opening: Opening,
    left: Callable[[], float] = lambda: 60.0,
    *,
    effort: float = EFFORT,
    presolve: bool = True,
) -> Answer:
    """Repair an opening; `left` gives the wall seconds that remain.

    Proved for this opening and no further: none of its repairs changes fewer of what is fixed; of those
    none leaves out less worth; of those none tells fewer people; of those none changes less (events that
    people know, then others that move, then what leaves its week). The price is what is best given all that.
    Without `presolve` it goes another way to the same answer.
    """
    return _Repair(opening, left, effort, presolve=presolve).answer()


class _Repair:
    """The model of one opening; levels are asked one after the other."""

    def __init__(
        self, opening: Opening, left: Callable[[], float], effort: float, *, presolve: bool = True
    ) -> None:
        search = opening.search
        self.opening = opening
        self.left = left
        self.effort = effort
        self.presolve = presolve
        self.days = SchoolDays(search.district)
        self.sieve = Sieve(
            Availability(search.district, self.days, search.busy),
            published=search.published,
            pins=search.pins,
            exclusions=search.exclusions,
        )
        self.offered = {one.id: self._offers(one) for one in search.activities}
        self.choices = Choices(
            list(self.offered.values()),
            self._standing(),
            search.district,
            self.days,
            search.before,
            telling=Telling(person=0),
            missed=search.missed,
        )
        for rule in sorted(RULES, key=lambda rule: not rule.adds_options):
            rule.post(self.choices)
        for term in TERMS:
            term.post(self.choices)
        for activity in search.activities:
            self._tie(activity)
        self.proofs: list[Proof] = []
        self.spent = 0.0
        self._solution: Sequence[int] = ()

    def answer(self) -> Answer:
        self._hint_as_it_stood()
        for name, terms in (
            (KEPT, self._fixed_and_changed()),
            (LEFT_OUT, self._left_out()),
            (PEOPLE, self._people_told()),
            (CHANGES, self._changes()),
            (PRICE, self._price()),
        ):
            self._ask(name, terms)
        placed = {
            key: option.placement.slot
            for key in self.offered
            for option in self._options(key)
            if option.chosen is not None and self._yes(option.chosen)
        }
        more, unplaced = self._explained(placed)
        return Answer(
            placed={**placed, **more},
            unplaced=unplaced,
            proofs=tuple(self.proofs),
            must_hear=self._must_hear(),
            effort=self.spent,
        )

    def _offers(self, activity: Activity) -> Candidates:
        """What it could take; what keeps its time unless it must not is offered that time as it is."""
        key, opening = activity.id, self.opening
        if key in opening.lost:
            return self.sieve.candidates(activity)
        own = opening.stood[key]
        if key in opening.bound and (opening.still or key not in opening.movable | opening.free):
            return Candidates(activity=activity, slots=(own,))
        others = self.sieve.candidates(activity)
        slots = (own, *(slot for slot in others.slots if slot.start != own.start))
        return Candidates(activity=activity, slots=slots, removed=others.removed)

    def _standing(self) -> list[Placement]:
        search = self.opening.search
        return [
            Placement(
                activity=search.known[key],
                slot=slot,
                people=tuple(dict.fromkeys((*search.known[key].required, *slot.coming))),
                day=self.days.date_of(slot.start),
            )
            for key, slot in search.standing.items()
        ]

    def _options(self, key: ActivityId) -> list[Option]:
        return self.choices.by_activity.get(key, [])

    def _tie(self, activity: Activity) -> None:
        """What is bound leaves its time only for what it follows; what makes room keeps some time."""
        key, model = activity.id, self.choices.model
        if key in self.opening.lost:
            return
        gone = self.choices.left_out[key]
        if key not in self.opening.bound:
            model.add(gone == 0)
            return
        leaves = gone if key in self.opening.free else self._away_from_its_own(key)
        model.add(leaves <= sum(self._in_the_way(activity)))

    def _away_from_its_own(self, key: ActivityId) -> cp_model.LinearExpr:
        own = self.opening.stood[key].start
        stays = [one.chosen for one in self._options(key) if one.start == own]
        return 1 - cp_model.LinearExpr.sum([one for one in stays if one is not None])

    def _in_the_way(self, activity: Activity) -> Iterator[Literal]:
        """What forbids the time it had: what it follows at a wrong time, or at none."""
        own = self.opening.stood[activity.id]
        school = counting_school(self.opening.search.district, activity)
        for after in activity.after:
            if after.soft or after.earlier not in self.offered:
                continue
            yield self.choices.left_out[after.earlier]
            far = (
                too_far(self.days, school, after.school_days)
                if after.school_days is not None
                else None
            )
            for option in self._options(after.earlier):
                if option.chosen is None:
                    continue
                gap = (own.start - option.end).total_seconds() / 60
                if (
                    gap < 0
                    or (far is not None and far(option.day, self.days.date_of(own.start)))
                    or (after.gap_minutes is not None and gap > after.gap_minutes)
                ):
                    yield option.chosen

    def _fixed_and_changed(self) -> list[tuple[int, Literal]]:
        """One for each that should stay whatever it is worth, and does not."""
        found: list[tuple[int, Literal]] = []
        for key in sorted(self.opening.bound - self.opening.free):
            own = self.opening.stood[key].start
            found.append((1, self.choices.left_out[key]))
            found += [
                (1, option.chosen)
                for option in self._options(key)
                if option.chosen is not None and option.start != own
            ]
        return found

    def _left_out(self) -> list[tuple[int, Literal]]:
        found = self.choices.left_out
        return [(self.choices.offered[key].worth, literal) for key, literal in found.items()]

    def _people_told(self) -> list[tuple[int, Literal]]:
        """One for each person who hears of anything."""
        model = self.choices.model
        told: dict[PersonId, Literal] = {}
        for key in self.opening.told:
            for person, why in self._who_hears(key).items():
                if person in self.opening.anyway:
                    continue
                if person not in told:
                    told[person] = model.new_bool_var(f"{person} is told")
                model.add(sum(why) <= told[person])
        return [(1, literal) for _, literal in sorted(told.items())]

    def _who_hears(self, key: ActivityId) -> dict[PersonId, list[Literal]]:
        """For each person the choices for this activity of which she hears; at most one of them is true."""
        known = self.opening.told[key]
        found: dict[PersonId, list[Literal]] = {
            person: [self.choices.left_out[key]] for person in sorted(known)
        }
        for option in self._loud(key):
            for person in sorted(known.union(option.people)):
                if option.chosen is not None:
                    found.setdefault(person, []).append(option.chosen)
        return found

    def _loud(self, key: ActivityId) -> list[Option]:
        quiet = self.opening.quiet[key]
        return [
            one for one in self._options(key) if one.chosen is not None and one.start not in quiet
        ]

    def _changes(self) -> list[tuple[int, Literal]]:
        """Messages first, then others that move, then what leaves its week: each beyond all that come after
        it together."""
        count = len(self.offered) + 1
        found: list[tuple[int, Literal]] = []
        for key in self.opening.told:
            known = self.opening.told[key]
            found.append((len(known) * count * count, self.choices.left_out[key]))
            for option in self._loud(key):
                if option.chosen is not None:
                    people = len(known.union(option.people))
                    found.append((people * count * count, option.chosen))
        for key, own in self.opening.stood.items():
            monday = monday_of(self.days.date_of(own.start))
            options = self._options(key)
            may_stay = any(one.start == own.start for one in options)
            for option in options:
                if option.chosen is None or option.start == own.start:
                    continue
                other = count if may_stay or key not in self.opening.lost else 0
                found.append((other + (monday_of(option.day) != monday), option.chosen))
        return [(points, literal) for points, literal in found if points]

    def _price(self) -> list[tuple[int, Literal]]:
        """Every wish, without the worth of what is left out: that is settled."""
        worth = {
            id(literal): self.choices.offered[key].worth
            for key, literal in self.choices.left_out.items()
        }
        found: list[tuple[int, Literal]] = []
        for points, literal in self.choices.charges:
            if worth.get(id(literal)) == points:
                worth.pop(id(literal))
                continue
            found.append((points, literal))
        return found

    def _ask(self, name: str, terms: Terms) -> None:
        """Find the least of a sum, and hold every later level to it."""
        constant = len(self.opening.anyway) if name == PEOPLE else 0
        constant += self.choices.constant if name == PRICE else 0
        model = self.choices.model
        asked = cp_model.LinearExpr.weighted_sum(
            [literal for _, literal in terms], [points for points, _ in terms]
        )
        model.clear_objective()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        model.minimize(asked)
        solver = self._solver()
        status = solver.solve(model)
        self.spent += solver.response_proto.deterministic_time
        if solver.response_proto.solution:
            self._solution = list(solver.response_proto.solution)
            self.choices.hint_all(self._solution)
        value = sum(points for points, literal in terms if self._yes(literal))
        bound = max(ceil(solver.best_objective_bound - 1e-6), 0)
        self.proofs.append(
            Proof(
                part=name,
                value=value + constant,
                bound=min(bound, value) + constant,
                proven=status == cp_model.OPTIMAL,
            )
        )
        model.add(asked <= value)

    def _solver(self) -> cp_model.CpSolver:
        """One worker, a seed, and a limit that counts work: the same case is repaired the same way."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.opening.search.seed
        solver.parameters.cp_model_presolve = self.presolve
        solver.parameters.max_deterministic_time = self.effort
        solver.parameters.max_time_in_seconds = max(self.left(), LEAST)
        solver.parameters.max_memory_in_mb = MEMORY_MB
        solver.parameters.linearization_level = 2
        solver.parameters.cp_model_probing_level = 0
        return solver

    def _yes(self, literal: Literal) -> bool:
        """Whether a choice is taken in the best found; without any, what was lost has no time."""
        return bool(self._solution[literal.index]) if literal.index < len(self._solution) else False

    def _hint_as_it_stood(self) -> None:
        """Begin from all that stands, with what was lost left out."""
        for key in self.offered:
            lost = key in self.opening.lost
            self.choices.model.add_hint(self.choices.left_out[key], lost)
            for option in self._options(key):
                if option.chosen is not None:
                    own = not lost and option.start == self.opening.stood[key].start
                    self.choices.model.add_hint(option.chosen, own)

    def _must_hear(self) -> frozenset[PersonId]:
        """Whom every repair tells: of what lost the time it had, when that time is not to be had again."""
        found = set(self.opening.anyway)
        for key in self.opening.lost & self.opening.told.keys():
            if not any(one.start in self.opening.quiet[key] for one in self._options(key)):
                found |= self.opening.told[key]
        return frozenset(found)

    def _explained(
        self, placed: dict[ActivityId, Slot]
    ) -> tuple[dict[ActivityId, Slot], tuple[Unplaced, ...]]:
        """Why what was left out has no time; a time the search overlooked is taken."""
        search = self.opening.search
        activities = {**search.known, **{one.id: one for one in search.activities}}
        stands = {**search.standing, **placed}
        more: dict[ActivityId, Slot] = {}
        unplaced: list[Unplaced] = []
        for key, offered in self.offered.items():
            if key in placed:
                continue
            schedule = Schedule(activities=activities, placed={**stands, **more})
            inspection = inspection_of(search, schedule)
            slot, looked = first_fit(inspection, offered)
            if slot is not None and key in self.opening.lost:
                more[key] = slot
            else:
                unplaced.append(explain(inspection, offered, looked))
        return more, tuple(unplaced)
