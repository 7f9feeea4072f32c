"""One cohort's cycle with its weeks found, and the activities its weeks hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scheduler.activities.attending import Attending, assigned, brought, invited_to
from scheduler.activities.cycle import cohort_school, school_of
from scheduler.activities.joiners import catches_up_in
from scheduler.activities.turns import host_of
from scheduler.district import Cohort, District, Modality, Person
from scheduler.model import Activity, ActivityId, After, Window
from scheduler.naming import activity_id
from scheduler.schoolday import SchoolDays
from scheduler.structures.agreed import agreed_on, said_of
from scheduler.structures.gates import Barrier, barriers
from scheduler.structures.structure import Follows, Per, Step, Structure, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One cohort's cycle with its weeks found; `structure` is already the cohort's own."""

    district: District
    cohort: Cohort
    structure: Structure
    members: tuple[Person, ...]
    weeks: Mapping[int, Window]
    days: SchoolDays

    def activities(self) -> Iterator[Activity]:
        for week in self.weeks:
            for step in self.structure.steps_in(week):
                if step.per is Per.COHORT:
                    yield from self._of_cohort(step, week)
                else:
                    for teacher in self.members:
                        yield from self._of_teacher(step, week, teacher)

    def _of_teacher(self, step: Step, week: int, teacher: Person) -> Iterator[Activity]:
        window = self._teacher_window(step, week, teacher)
        if window is None:
            return
        modality = step.modality_at(self.structure.turn(step.name, week))
        remote = modality is Modality.VIRTUAL
        attending = Attending(required=(self.cohort.coach, teacher.id), host=teacher.id)
        yield self._activity(
            step,
            window=window,
            id=self._id(step.name, week, teacher),
            label=self.structure.label(week),
            week=week,
            modality=modality,
            prework=assigned(step, attending, agreed_on(self.cohort, step).exemplar),
            required=attending.required,
            minutes=step.length(members=1),
            teaching=teacher.id if step.teaching else None,
            subject=self.cohort.subject if step.teaching else "",
            # A teacher at several schools is met where her timetable has her at that time.
            school=None if remote or teacher.other_schools else teacher.school,
            after=self._after(step, week, teacher),
        )

    def _of_cohort(self, step: Step, week: int) -> Iterator[Activity]:
        made = self.meeting(
            step,
            self._session_window(week),
            id=self._id(step.name, week, None),
            turn=self.structure.turn(step.name, week),
            turns=self._turns(step) if step.rotates or step.who is Who.HOST else (),
            label=self.structure.label(week),
            week=week,
            after=self._after(step, week, None),
        )
        if made is not None:
            yield made

    def _turns(self, step: Step) -> list[Window]:
        """The days of each week in which somebody demonstrates, else of each in which the step stands."""
        rotating = [
            week for week in self.weeks if any(one.rotates for one in self.structure.steps_in(week))
        ]
        own = [week for week in self.weeks if self.structure.step_in(step.name, week)]
        return [self._session_window(week) for week in rotating or own]

    def meeting(
        self,
        step: Step,
        window: Window,
        *,
        turn: int,
        turns: Sequence[Window | None] = (),
        **bound: object,
    ) -> Activity | None:
        """A meeting of the cohort, `turn` its occurrence from 0; None when nobody of it is here then.

        `turns` are the days of each occurrence, None for one that is left out; hosts take turns in them.
        """
        present = self._here(window)
        host = None
        if step.rotates or step.who is Who.HOST:
            groups = [self._here(one) if one else () for one in turns] or [present] * (turn + 1)
            host = host_of(self.cohort, groups, turn)
        if step.who is Who.HOST:
            present = [host] if host else []
        if not present or (step.rotates and host is None):
            return None
        modality = step.modality_at(turn)
        school = cohort_school(self.district, self.cohort)
        attending = Attending(
            required=(self.cohort.coach, *(person.id for person in present)),
            invited=invited_to(step, self.cohort, self.district, school, window),
            host=host.id if host else None,
        )
        return self._activity(
            step,
            window=window,
            required=attending.required,
            invited=attending.invited,
            quorum=step.quorum,
            minutes=step.length(members=len(present)),
            teaching=host.id if host and step.rotates else None,
            subject=self.cohort.subject if step.rotates else "",
            school=None if modality is Modality.VIRTUAL else school,
            modality=modality,
            prework=assigned(step, attending, agreed_on(self.cohort, step).exemplar),
            **bound,
        )

    def _here(self, window: Window) -> list[Person]:
        return [person for person in self.members if person.active_on(window.last)]

    def _activity(self, step: Step, **bound: object) -> Activity:
        """What every activity of a step says, and what this one is bound to."""
        bring, bring_days = brought(step)
        agreed = agreed_on(self.cohort, step)
        return Activity(
            kind=step.kind,
            structure=self.structure.name,
            leader=self.cohort.coach,
            minutes_min=step.minutes_min,
            cohort=self.cohort.id,
            inside=step.inside,
            barriers=self._barriers(step),
            link=agreed.protocol or agreed.agenda or step.link,
            notice=step.notice.school_days(self.district.limits),
            worth=step.worth,
            bring=bring,
            bring_days=bring_days,
            happens=said_of(step, agreed),
            artifacts=step.artifacts,
            **bound,  # type: ignore[arg-type]  # the two callers above name Activity's own fields
        )

    def _barriers(self, step: Step) -> tuple[Barrier, ...]:
        """The gates in front of a step; a structure that starts with its school waits for that day too."""
        school = cohort_school(self.district, self.cohort)
        found = barriers(self.structure.gates, step.name, school, self.district.gates)
        start = self.district.schools[school].teams_start if school else None
        held = any(gate.holds(step.name) for gate in self.structure.gates)
        if start is None or not (held and self.structure.starts_with_its_school):
            return found
        return (
            *found,
            Barrier(gate=f"start of {self.structure.title}", met_on=start, starts=True),
        )

    def _id(self, step: str, week: int, teacher: Person | None) -> ActivityId:
        parts = [self.structure.name, self.cohort.id, f"w{week}", step]
        return activity_id(*parts, *([teacher.id] if teacher else []))

    def _teacher_window(self, step: Step, week: int, teacher: Person) -> Window | None:
        """The days of the week on which the teacher is here, and, for what may follow its visit by
        some school days, as many days of the next week; None when she is not here that week.

        Who joins a running cycle catches up on its pre-cycle first, in the days of a later week.
        """
        catch_up = catches_up_in(
            teacher, self.weeks, self.days, school_days=self.structure.week_needs
        )
        if catch_up and (week or catch_up not in self.weeks) and week <= catch_up:
            return None
        here = _while_here(self.weeks[week or catch_up], teacher)
        if here is None or week == 0:
            # The pre-cycle ends before week 1 whatever the contract allows (R-CLC-4).
            return here
        bounds = [
            follows.at_most(self.district.limits) or 0
            for follows in step.after
            if not follows.soft and follows.holds_in(week)
        ]
        last = self.days.add(school_of(teacher), self.weeks[week].last, max(bounds, default=0))
        return _while_here(Window(first=here.first, last=last), teacher)

    def _session_window(self, week: int) -> Window:
        """The shared school days of the week; the session that follows up the PD day comes after it."""
        window = self.weeks[week]
        pd_day = self.cohort.pd_day
        if week == self.structure.pd_before_week and pd_day and pd_day in window:
            after_pd = pd_day + timedelta(days=1)
            if after_pd <= window.last:
                return Window(first=after_pd, last=window.last)
        return window

    def _after(self, step: Step, week: int, teacher: Person | None) -> tuple[After, ...]:
        bonds = (self._bond(follows, week, teacher) for follows in step.after)
        return tuple(bond for bond in bonds if bond is not None)

    def _bond(self, follows: Follows, week: int, teacher: Person | None) -> After | None:
        """The tie to what comes first, None where that does not happen in this week."""
        week_of_it = week - follows.weeks_before
        earlier = self.structure.step_in(follows.step, week_of_it)
        if earlier is None or week_of_it not in self.weeks or not follows.holds_in(week):
            return None
        own = teacher if earlier.per is Per.TEACHER else None
        if earlier.per is Per.TEACHER and teacher is None:
            return None
        return self.bond_to(follows, self._id(earlier.name, week_of_it, own))

    def bond_to(self, follows: Follows, earlier: ActivityId) -> After:
        """The tie to an activity, as the template says it."""
        return After(
            earlier=earlier,
            school_days=follows.at_most(self.district.limits),
            soft=follows.soft,
            gap_minutes=follows.gap_minutes,
        )


def _while_here(window: Window, person: Person) -> Window | None:
    """The part of a window in which somebody works here, None when there is none."""
    first = max(window.first, person.active_from or window.first)
    last = min(window.last, person.active_to or window.last)
    return Window(first=first, last=last) if first <= last else None
