"""The sieve: for each activity the slots it could take, and what took the others away.

Rules about one activity alone are kept here (taught periods, containers, notice, windows, blackouts,
busy calendars); rules between activities are posted by `rules`. No solver is needed to read a sieve.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from scheduler.district import EVERYWHERE, Modality, PersonId, Role, SchoolId
from scheduler.model import (
    HELD_HALF,
    NOT_THEN,
    Activity,
    ActivityId,
    Container,
    Exclusion,
    Kind,
    Pin,
    Reason,
    Slot,
)
from scheduler.naming import notice_words
from scheduler.peoples_time.availability import Availability, Gone, PersonDay, Stretch
from scheduler.peoples_time.on_calls import leads_by_call, on_calls
from scheduler.peoples_time.runs import Run, joined, meet, starts, with_edges
from scheduler.peoples_time.whose_days import counting_school, observers, open_for, whose_time
from scheduler.rounds.start import edges_of
from scheduler.schoolday import SchoolDays, Span
from scheduler.slots.tally import Tally

LEADS_IN = (Container.WORKDAY, Container.FREE)
"""Time in which somebody may lead anything: a teacher who leads a team visits in a period of her own that is
neither taught nor protected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The slots of one activity in order of time, and why other times are not among them."""

    activity: Activity
    slots: tuple[Slot, ...]
    removed: tuple[Reason, ...] = ()


class Sieve:
    """Makes candidates; `published` is the date from which notice counts, None for no notice."""

    def __init__(
        self,
        availability: Availability,
        *,
        published: date | None = None,
        pins: Iterable[Pin] = (),
        exclusions: Iterable[Exclusion] = (),
    ) -> None:
        self.availability = availability
        self._on_calls = on_calls(availability)
        self.district = availability.district
        self.days: SchoolDays = availability.days
        self.published = published
        self.pins: Mapping[ActivityId, Pin] = {pin.activity: pin for pin in pins}
        self.exclusions = tuple(exclusions)
        self._guests: dict[tuple[PersonId, date], list[Run]] = {}

    def candidates(self, activity: Activity) -> Candidates:
        """The slots this activity could take, a pinned one only its pin."""
        pin = self.pins.get(activity.id)
        if pin is not None:
            return Candidates(activity=activity, slots=(pin.slot,))
        self._guests = {}
        tally = Tally()
        slots: set[Slot] = set()
        for day in self._dates(activity, tally):
            for room in self._rooms(activity, day, tally):
                slots.update(self._slots(activity, room, tally))
        in_order = sorted(slots, key=lambda one: (one.start, -len(one.coming), one))
        return Candidates(activity=activity, slots=tuple(in_order), removed=tally.reasons())

    def _dates(self, activity: Activity, tally: Tally) -> Iterator[date]:
        """The dates of the window with school where it happens, notice given."""
        school = activity.school or counting_school(self.district, activity)
        day = activity.window.first
        while day <= activity.window.last:
            if not open_for(activity, self.days, school, day):
                if day.weekday() < 5:
                    row = self.days.row(school, day)
                    says = (
                        f"there is no school ({row.note or row.day_type.value})"
                        if row
                        else ("the school year does not hold that day")
                    )
                    tally.add("respect_the_school_calendar", says, _date(day))
            elif self.published and self.days.notice(school, self.published, day) < activity.notice:
                tally.add(
                    "give_notice",
                    f"{notice_words(activity.notice)} is due",
                    _date(day),
                )
            elif closed := next(
                filter(None, (one.closed_on(day) for one in activity.barriers)), ""
            ):
                tally.add("pass_the_gates", closed, _date(day))
            else:
                yield day
            day += timedelta(days=1)

    def _rooms(self, activity: Activity, day: date, tally: Tally) -> Iterator[Run]:
        if activity.teaching is not None:
            yield from self._taught(activity, activity.teaching, day, tally)
        else:
            yield from self._common(activity, day, tally)

    def _taught(
        self, activity: Activity, teacher: PersonId, day: date, tally: Tally
    ) -> Iterator[Run]:
        """The teacher's taught periods of the subject, as far as those who observe have time in them."""
        seen: list[Run] | None = None
        for person in observers(activity):
            own = self._usable(activity, person, day, tally)
            seen = own if seen is None else list(meet(seen, own))
        person_day = self.availability.day(teacher, day)
        _tell(person_day.gone, tally, self.days)
        for stretch in person_day.stretches:
            if stretch.container is not Container.TEACHING:
                continue
            if activity.subject and stretch.subject.casefold() != activity.subject.casefold():
                tally.add(
                    "visit_a_taught_period",
                    f"{stretch.subject or 'another subject'} is taught, not {activity.subject}",
                    self._when(stretch.span),
                )
                continue
            run = Run(span=stretch.span, edges=(), school=stretch.school, room=stretch.room)
            shared = [run] if seen is None else meet([run], seen)
            yield from (replace(one, edges=(), room=stretch.room) for one in shared)

    def _common(self, activity: Activity, day: date, tally: Tally) -> Iterator[Run]:
        """The times that all required people but the leader have in an allowed container."""
        others = [person for person in activity.required if person != activity.leader]
        common: list[Run] | None = None
        for person in others:
            rooms = self._usable(activity, person, day, tally)
            common = rooms if common is None else list(meet(common, rooms))
            if not common:
                return
        if common is None:  # only the leader, or people who come if they can
            common = self._usable(activity, activity.leader, day, tally)
            if activity.kind is Kind.ROUND:
                more = tuple(edges_of(activity, day, self.availability))
                common = [with_edges(run, more) for run in common]
        yield from common

    def _usable(self, activity: Activity, person: PersonId, day: date, tally: Tally) -> list[Run]:
        person_day = self._day(activity, person, day)
        _tell(person_day.gone, tally, self.days)
        allowed = [
            stretch
            for stretch in person_day.stretches
            if self._allowed(activity, person, stretch, tally)
        ]
        kept = [stretch.span for stretch in person_day.stretches if stretch not in allowed]
        return list(joined(allowed, [*person_day.closed, *kept]))

    def _day(self, activity: Activity, person: PersonId, day: date) -> PersonDay:
        """A person's date, its evening with it where the step asks for evenings."""
        known = self._on_calls if leads_by_call(activity, person) else self.availability
        if Container.EVENING in activity.inside:
            return known.with_evening(person, day)
        return known.day(person, day)

    def _allowed(
        self, activity: Activity, person: PersonId, stretch: Stretch, tally: Tally
    ) -> bool:
        container = stretch.container
        if container is Container.WORKDAY:
            return True
        when = self._when(stretch.span)
        if container not in activity.inside:
            name = self.district.people[person].name
            tally.add("stay_in_allowed_time", f"{name}'s time is {container.value}", when)
            return False
        if container is Container.PREP and self._prep_allowed(activity) == 0:
            tally.add("ask_before_using_prep", "prep periods are used with consent only", when)
            return False
        if container is Container.AFTER_SCHOOL:
            day = self.days.date_of(stretch.span.start)
            shortest = activity.minutes_min or activity.minutes
            if shortest > self.district.limits.after_school_minutes:
                tally.add("cap_after_school", "it is too long for a meeting after school", when)
                return False
            if day.weekday() == 4 or self.days.eve_of_break(stretch.school or EVERYWHERE, day):
                tally.add("cap_after_school", "no meetings after school on that day", when)
                return False
        return True

    def _prep_allowed(self, activity: Activity) -> int:
        for cohort in self.district.cohorts:
            if cohort.id == activity.cohort and cohort.prep_ok_per_week is not None:
                return cohort.prep_ok_per_week
        return self.district.limits.prep_uses_a_week

    def _slots(self, activity: Activity, room: Run, tally: Tally) -> Iterator[Slot]:
        """The slots a run of time offers, those that were declined or are not the leader's left out."""
        minutes = min(activity.minutes, room.span.minutes)
        when = self._when(room.span)
        if minutes < (activity.minutes_min or activity.minutes):
            tally.add("fit_the_time", f"only {room.span.minutes} minutes", when)
            return
        for start in starts(activity, room, minutes):
            slot = self._slot(activity, room, start, minutes)
            if slot is None:
                continue
            refused = (one for one in self.exclusions if _declined(activity, slot, one))
            if exclusion := next(refused, None):
                ours = exclusion.because in (HELD_HALF, NOT_THEN)
                says = exclusion.because if ours else "it was declined"
                tally.add("never_offer_a_declined_time", says, when)
            elif late := self._late_after_school(activity, slot):
                tally.add("give_notice", late, when)
            elif kept := self._kept_free(slot):
                tally.add("respect_blackouts", kept, when)
            elif not self._leader_works(activity, slot):
                name = self.district.people[activity.leader].name
                tally.add("respect_busy_calendars", f"{name} is not to be had then", when)
            elif missing := self._quorum_missing(activity, slot):
                tally.add("reach_the_quorum", missing, when)
            else:
                yield slot
                yield from self._without_guests(activity, slot)

    def _without_guests(self, activity: Activity, slot: Slot) -> Iterator[Slot]:
        """The same time without those who come if they can: what else they have must not keep a team apart.
        A series keeps its guests, whose roles it is for."""
        alone = replace(slot, coming=())
        if slot.coming and not activity.shared and not self._quorum_missing(activity, alone):
            yield alone

    def _slot(self, activity: Activity, room: Run, start: datetime, minutes: int) -> Slot | None:
        """The slot that starts there; None where it would start or end in somebody's passing time."""
        by_call = activity.modality is Modality.VIRTUAL
        remote = not activity.school and len(self._schools(activity)) != 1
        here = activity.school or (None if remote else room.school)
        where = room.room if activity.teaching else next(iter(activity.rooms), "")
        span = Span(start=start, end=start + timedelta(minutes=minutes))
        used: list[Stretch] = []
        for person in whose_time(activity):
            own = self._own(activity, person, span)
            if not own:
                return None
            used += own
        coming = [one for one in activity.invited if self._can_come(activity, one, span)]
        theirs = [stretch for person in coming for stretch in self._own(activity, person, span)]
        container = _least_convenient([*used, *theirs], activity)
        if container is Container.AFTER_SCHOOL:
            minutes = min(minutes, self.district.limits.after_school_minutes)
        return Slot(
            start=start,
            minutes=minutes,
            school=None if by_call else here,
            room="" if by_call else where,
            block="+".join(dict.fromkeys(stretch.block for stretch in used if stretch.block)),
            container=container,
            coming=tuple(coming),
        )

    def _schools(self, activity: Activity) -> set[SchoolId]:
        found = (self.district.people[person] for person in activity.required)
        return {
            person.school for person in found if person.school and person.role is not Role.COACH
        }

    def _late_after_school(self, activity: Activity, slot: Slot) -> str:
        """What notice a meeting after school still lacks, its own being long enough; '' for none."""
        due, published = self.district.limits.notice_after_school, self.published
        if slot.container is not Container.AFTER_SCHOOL or not published or activity.notice >= due:
            return ""
        school = activity.school or counting_school(self.district, activity)
        given = self.days.notice(school, published, self.days.date_of(slot.start))
        return f"{notice_words(due)} is due after school" if given < due else ""

    def _kept_free(self, slot: Slot) -> str:
        """Why the place is kept free then; '' when it is not. People's own time is cut before."""
        day = self.days.date_of(slot.start)
        for blackout in self.district.blackouts:
            if blackout.soft or not blackout.first <= day <= blackout.last:
                continue
            if blackout.school not in (EVERYWHERE, slot.school) or blackout.person is not None:
                continue
            whole = not (blackout.grade or blackout.subject or blackout.room or blackout.blocks)
            at_school = whole and blackout.school == slot.school
            in_room = bool(blackout.room) and blackout.room == slot.room
            if at_school or (in_room and self._rings(slot, blackout.blocks)):
                return blackout.reason or "blackout"
        return ""

    def _rings(self, slot: Slot, blocks: Collection[str]) -> bool:
        """Whether one of the blocks rings at the school during the slot; no blocks mean the whole day."""
        if not blocks or slot.school is None:
            return not blocks
        school_day = self.days.day(slot.school, self.days.date_of(slot.start))
        span = Span(start=slot.start, end=slot.end)
        return school_day is not None and any(
            block.name in blocks and block.span.overlaps(span) for block in school_day.blocks
        )

    def _leader_works(self, activity: Activity, slot: Slot) -> bool:
        span = Span(start=slot.start, end=slot.end)
        day = self.days.date_of(slot.start)
        return any(
            stretch.span.holds(span)
            for stretch in self._day(activity, activity.leader, day).stretches
            if stretch.container in LEADS_IN or stretch.container in activity.inside
        )

    def _can_come(self, activity: Activity, person: PersonId, span: Span) -> bool:
        runs = self._runs_of(activity, person, self.days.date_of(span.start))
        own = self._own(activity, person, span)
        return any(run.span.holds(span) for run in runs) and bool(own)

    def _runs_of(self, activity: Activity, person: PersonId, day: date) -> list[Run]:
        """A guest's runs of a date; asked for once, however many slots of it are looked at."""
        if (person, day) not in self._guests:
            self._guests[person, day] = self._usable(activity, person, day, Tally())
        return self._guests[person, day]

    def _own(self, activity: Activity, person: PersonId, span: Span) -> list[Stretch]:
        """A person's stretches over a span; none where it starts or ends in her passing time."""
        own = self._day(activity, person, self.days.date_of(span.start)).over(span)
        if not own or own[0].span.start > span.start or own[-1].span.end < span.end:
            return []
        return own

    def _quorum_missing(self, activity: Activity, slot: Slot) -> str:
        """Which role cannot come in the number needed; '' when the quorum is met."""
        present = {*activity.required, *slot.coming}
        for role, needed in activity.quorum:
            able = sum(1 for person in present if self.district.people[person].role is role)
            if able < needed:
                return f"{able} of {needed} needed from the role {role.value} can come"
        return ""

    def _when(self, span: Span) -> str:
        local = self.days.local(span.start)
        return f"{_date(local)} {local.hour % 12 or 12}:{local:%M %p}"


def _least_convenient(used: Sequence[Stretch], activity: Activity) -> Container:
    """The container furthest back in what the step allows; working time where nobody teaches."""
    inside = activity.inside
    ranked = [stretch.container for stretch in used if stretch.container in inside]
    if activity.teaching is not None:
        return Container.TEACHING
    return max(ranked, key=inside.index) if ranked else Container.WORKDAY


def _declined(activity: Activity, slot: Slot, exclusion: Exclusion) -> bool:
    return (
        exclusion.activity == activity.id
        and slot.start < exclusion.end
        and exclusion.start < slot.end
    )


def _date(day: date) -> str:
    """Like 'Tue 8 Dec'."""
    return f"{day:%a} {day.day} {day:%b}"


def _tell(gone: Iterable[Gone], tally: Tally, days: SchoolDays) -> None:
    for cut in gone:
        local = days.local(cut.span.start)
        tally.add(cut.rule, cut.says, _date(local))
