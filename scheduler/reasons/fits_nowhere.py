"""What of a cohort fits nowhere, whatever else is scheduled, and the rule that makes it so.

Each thing is looked at by itself with what it must follow, so that no search is needed; that things are in
each other's way is found by the search.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scheduler.district import PersonId
from scheduler.model import Activity, ActivityId, After, Kind, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.peoples_time.whose_days import counting_school
from scheduler.rules.every import RULES
from scheduler.slots.candidates import Candidates, Sieve

GATE, QUORUM, PREP = "pass_the_gates", "reach_the_quorum", "ask_before_using_prep"
ALLOWED, ORDER, TAUGHT = "stay_in_allowed_time", "keep_the_order", "visit_a_taught_period"
TOO_SHORT, LEADER = "fit_the_time", "respect_busy_calendars"
NAMES_TOLD = 3
WHOLE_DAYS = (GATE, "respect_the_school_calendar")
"""Rules that take away dates before anybody's hours are looked at."""


FIXES = {
    GATE: "Write its date into met_on on the Gates tab, a school's start into lt_start on Schools.",
    QUORUM: "Invite more people of that role, or ask for fewer.",
    PREP: "Agree on planning periods (prep_ok_per_week), or add PLC or free time.",
    ORDER: "Add time on the same days, or let more time lie between the two.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFit:
    """What of a cohort never finds a time for one reason, by kind the weeks in which it should stand."""

    rule: str
    """The name of the rule."""
    because: str
    kinds: Mapping[Kind, tuple[int, ...]]

    @property
    def says(self) -> str:
        """Like 'cohort session (weeks 1-6). Why, in a sentence. The rule: as it is written.'"""
        kinds = ", ".join(f"{kind.value}{_in_weeks(weeks)}" for kind, weeks in self.kinds.items())
        rule = next((f" The rule: {one.says}" for one in RULES if one.name == self.rule), "")
        return f"{kinds}. {self.because}{rule}"

    @property
    def fix(self) -> str:
        other = "Add time it may use, allow another kind of time for it, or shorten it."
        return FIXES.get(self.rule, other)


def _in_weeks(weeks: Sequence[int]) -> str:
    """' (week 6)', ' (weeks 1-6)', ' (weeks 1, 3)'; nothing for what has no weeks."""
    if len(weeks) < 2:
        return f" (week {weeks[0]})" if weeks else ""
    whole = weeks[-1] - weeks[0] == len(weeks) - 1
    listed = f"{weeks[0]}-{weeks[-1]}" if whole else ", ".join(map(str, weeks))
    return f" (weeks {listed})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Why:
    """`about` tells reasons apart: the same rule for the same people is one, whatever its minutes."""

    rule: str
    says: str
    about: object = None


def fits_nowhere(availability: Availability, activities: Iterable[Activity]) -> list[NoFit]:
    """What of these activities of one cohort has no time in any of its weeks, by reason."""
    look = _Look(
        sieve=Sieve(availability), by_id={activity.id: activity for activity in activities}
    )
    found: dict[object, list[tuple[_Why, list[Activity]]]] = {}
    for group in _alike(look.by_id.values()):
        if not any(look.fits(activity) or look.has_no_lesson(activity) for activity in group):
            why = look.why(group[0])
            found.setdefault((why.rule, why.about or why.says), []).append((why, group))
    return [_merged(groups) for groups in found.values()]


def _merged(groups: Sequence[tuple[_Why, list[Activity]]]) -> NoFit:
    """One reason; its sentence is that of the shortest thing, which says most."""
    why, _ = min(groups, key=lambda one: _least(one[1][0]))
    kinds: dict[Kind, set[int]] = {}
    for _, group in groups:
        weeks = {one.week for one in group if one.week is not None}
        kinds.setdefault(group[0].kind, set()).update(weeks)
    return NoFit(
        rule=why.rule,
        because=why.says,
        kinds={kind: tuple(sorted(weeks)) for kind, weeks in kinds.items()},
    )


def _least(activity: Activity) -> int:
    return activity.minutes_min or activity.minutes


def _alike(activities: Iterable[Activity]) -> Iterator[list[Activity]]:
    """The same thing for the same people, week by week."""
    groups: dict[tuple[object, ...], list[Activity]] = {}
    for one in activities:
        taught = one.teaching is not None
        key = (one.kind, one.required, one.inside, one.minutes, taught, bool(one.after))
        groups.setdefault(key, []).append(one)
    yield from groups.values()


@dataclass(slots=True)
class _Look:
    sieve: Sieve
    by_id: Mapping[ActivityId, Activity]
    seen: dict[ActivityId, Candidates] = field(default_factory=dict)

    def fits(self, activity: Activity) -> bool:
        """Whether it has a time, and one that what it must follow leaves it."""
        return bool(self.slots(activity)) and all(
            self.bond_holds(activity, bond) for bond in self.bonds(activity)
        )

    def has_no_lesson(self, activity: Activity) -> bool:
        """Whether it is a visit to somebody who does not teach then, which is told elsewhere."""
        removed = {one.rule for one in self.candidates(activity).removed}
        taught = activity.teaching is not None and not self.slots(activity)
        return taught and removed <= {TAUGHT, *WHOLE_DAYS}

    def candidates(self, activity: Activity) -> Candidates:
        if activity.id not in self.seen:
            self.seen[activity.id] = self.sieve.candidates(activity)
        return self.seen[activity.id]

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return self.candidates(activity).slots

    def bonds(self, activity: Activity) -> Iterator[After]:
        """The bonds that must hold, to what has times of its own."""
        for bond in activity.after:
            earlier = self.by_id.get(bond.earlier)
            if not bond.soft and earlier is not None and self.slots(earlier):
                yield bond

    def bond_holds(self, activity: Activity, bond: After) -> bool:
        """Whether any two of their times are in order and near enough."""
        days = self.sieve.days
        school = counting_school(self.sieve.district, activity)

        def holds(before: Slot, then: Slot) -> bool:
            if before.end > then.start:
                return False
            gap = (then.start - before.end).total_seconds() / 60
            if bond.gap_minutes is not None and gap > bond.gap_minutes:
                return False
            first, last = days.date_of(before.start), days.date_of(then.start)
            return bond.school_days is None or days.count(school, first, last) <= bond.school_days

        earlier = self.slots(self.by_id[bond.earlier])
        return any(holds(before, then) for then in self.slots(activity) for before in earlier)

    def why(self, activity: Activity) -> _Why:
        """The rule and a sentence, for something that does not fit."""
        if self.slots(activity):
            return self._torn(activity)
        removed = self.candidates(activity).removed
        closed = [one for one in removed if one.rule in WHOLE_DAYS]
        if closed and len(closed) == len(removed):
            gate = next((one for one in closed if one.rule == GATE), closed[0])
            return _Why(rule=gate.rule, says=f"{gate.says[:1].upper()}{gate.says[1:]}.")
        if missing := next((one for one in removed if one.rule == QUORUM), None):
            return _Why(rule=missing.rule, says=f"{missing.says}.")
        return self._no_hours(activity)

    def _torn(self, activity: Activity) -> _Why:
        bond = next(one for one in self.bonds(activity) if not self.bond_holds(activity, one))
        earlier = self.by_id[bond.earlier].kind.value
        parts = [
            "" if bond.gap_minutes is None else f"{bond.gap_minutes} minutes",
            "" if bond.school_days is None else f"{bond.school_days} school days",
        ]
        within = next((f" within {part}" for part in parts if part), "")
        return _Why(rule=ORDER, says=f"No time of it comes after its {earlier}{within}.")

    def _no_hours(self, activity: Activity) -> _Why:
        """Whose hours leave none: one person's, or everybody's together."""
        people = [person for person in activity.required if person != activity.leader]
        least = _least(activity)
        without = [person for person in people if not self._alone(activity, person).slots]
        if not without:
            says = f"Each of its {len(people)} teachers has time, but no {least} minutes together."
            return _Why(rule=ALLOWED, says=says, about=tuple(people))
        removed = self._alone(activity, without[0]).removed
        told = [one for one in removed if one.rule not in (ALLOWED, *WHOLE_DAYS)]
        if told:
            needs = f" at a time; it needs {least}" if told[0].rule == TOO_SHORT else ""
            whose = "" if told[0].rule == LEADER else f"{self._names(without)}: "
            says = f"{whose}{told[0].says}{needs}."
            return _Why(rule=told[0].rule, says=says)
        verb = "has" if len(without) == 1 else "have"
        inside = ", ".join(activity.inside) or "a lesson"
        says = f"{self._names(without)} never {verb} {least} minutes of {inside}."
        return _Why(rule=ALLOWED, says=says, about=tuple(without))

    def _alone(self, activity: Activity, person: PersonId) -> Candidates:
        if activity.teaching is not None:
            return self.candidates(activity)
        alone = replace(activity, required=(activity.leader, person), after=())
        return self.sieve.candidates(alone)

    def _names(self, people: Sequence[PersonId]) -> str:
        """Up to three names, of more how many they are."""
        names = [self.sieve.district.people[person].name for person in people]
        if len(names) > NAMES_TOLD:
            return f"{len(names)} teachers"
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
