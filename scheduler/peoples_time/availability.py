"""What each person's time is made of, day by day: teaching, PLC, prep, after school, working time.

Built from timetable and bells, or from `Availability` rows where there is no timetable; cut by
blackouts, busy calendars and `never` rows. What was cut is kept with its reason, for explanations.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.district import (
    EVERYWHERE,
    AvailabilityRow,
    Blackout,
    BlockKind,
    Busy,
    DayType,
    District,
    Doing,
    Lesson,
    Offer,
    Person,
    PersonId,
    Preference,
    Role,
    SchoolId,
)
from scheduler.model import Container
from scheduler.schoolday import BlockTime, SchoolDay, SchoolDays, Span, in_grade_band

_CONTAINER = {
    Doing.TEACH: Container.TEACHING,
    Doing.PREP: Container.PREP,
    Doing.PLC: Container.PLC,
    Doing.FREE: Container.FREE,
}
TEACHING_ROLES = (Role.TEACHER, Role.TEACHER_LEADER)
_OFFERED = {Offer.TEACHING: Container.TEACHING, Offer.FREE: Container.FREE}
SHORTEST = 10
"""Minutes; leftovers shorter than this are no use to anybody and are dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of somebody's day that may be used, and as what; half-open, aware UTC."""

    span: Span
    container: Container
    block: str = ""
    subject: str = ""
    room: str = ""
    school: SchoolId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A stretch that cannot be used, the rule that took it, and why in words."""

    span: Span
    rule: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDay:
    """One person's date: what may be used, in order of time, and what may not."""

    stretches: tuple[Stretch, ...] = ()
    gone: tuple[Gone, ...] = ()
    duties: tuple[Span, ...] = ()
    """Lunch, duty, blocks too short to use and others that are nobody's to take, in order of time."""

    @property
    def closed(self) -> tuple[Span, ...]:
        """All that may not be used, passing time apart."""
        return (*self.duties, *(cut.span for cut in self.gone))

    def over(self, span: Span) -> list[Stretch]:
        """The stretches that overlap a span, in order of time."""
        return [stretch for stretch in self.stretches if stretch.span.overlaps(span)]


def minus(span: Span, cuts: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span when `cuts` are taken out, in order."""
    start = span.start
    for cut in sorted(cuts):
        if cut.end <= start or cut.start >= span.end:
            continue
        if cut.start > start:
            yield Span(start=start, end=cut.start)
        start = max(start, cut.end)
    if start < span.end:
        yield Span(start=start, end=span.end)


class Availability:
    """Answers what a person's date is made of; `busy` are stretches from people's own calendars."""

    def __init__(self, district: District, days: SchoolDays, busy: Iterable[Busy] = ()) -> None:
        self.district = district
        self.days = days
        self._lessons: dict[PersonId, dict[tuple[str, str], Lesson]] = defaultdict(dict)
        for lesson in district.timetable:
            self._lessons[lesson.person].setdefault((lesson.letter, lesson.block), lesson)
        self._rows: dict[PersonId, list[AvailabilityRow]] = defaultdict(list)
        for row in district.availability:
            self._rows[row.person].append(row)
        self._busy: dict[PersonId, list[Span]] = defaultdict(list)
        self.busy = tuple(busy)
        for stretch in self.busy:
            self._busy[stretch.person].append(Span(start=stretch.start, end=stretch.end))
        self._wishes: dict[PersonId, list[Preference]] = defaultdict(list)
        for wish in district.preferences:
            self._wishes[wish.person].append(wish)
        self._known: dict[tuple[PersonId, date], PersonDay] = {}

    def day(self, person: PersonId, day: date) -> PersonDay:
        """What the person's date is made of; empty without school or when she does not work."""
        key = (person, day)
        if key not in self._known:
            self._known[key] = self._make(self.district.people[person], day)
        return self._known[key]

    def _make(self, person: Person, day: date) -> PersonDay:
        school = person.school or EVERYWHERE
        alone = self.days.staff_only(school, day)
        if not self.days.has_school(school, day) and not alone:
            row = self.days.row(school, day)
            why = (row.note or row.day_type.value) if row else "no school"
            return PersonDay(gone=(self._whole_day(day, "respect_the_school_calendar", why),))
        if not person.active_on(day) or (person.works and day.weekday() not in person.works):
            why = f"{person.name} does not work that day"
            return PersonDay(gone=(self._whole_day(day, "work_only_on_working_days", why),))
        raw = self._among_staff(person, day) if alone else self._raw(person, day)
        return self._cut(person, day, list(raw))

    def with_evening(self, person: PersonId, day: date) -> PersonDay:
        """Her date with its evening, as far as her calendar leaves it; none where she does not work."""
        known = self.day(person, day)
        if not known.stretches:
            return known
        who = self.district.people[person]
        raw = Stretch(span=self.days.evening(day), container=Container.EVENING, school=who.school)
        evening = self._cut(who, day, [raw])
        return replace(known, stretches=(*known.stretches, *evening.stretches))

    def _among_staff(self, person: Person, day: date) -> Iterator[Stretch]:
        """A day without students."""
        for span in self.days.staff_time(day):
            yield Stretch(span=span, container=Container.STAFF_DAY, school=person.school)

    def _whole_day(self, day: date, rule: str, says: str) -> Gone:
        habits = self.district.habits
        return Gone(
            span=Span(
                start=self.days.instant(day, habits.day_start),
                end=self.days.instant(day, habits.day_end),
            ),
            rule=rule,
            says=says,
        )

    def _raw(self, person: Person, day: date) -> Iterator[Stretch]:
        """The day before anything is cut out of it."""
        if person.id in self._lessons and person.school is not None:
            for stretch in self._at_her_schools(person, person.school, day):
                yield _coaching_time(stretch) if person.role is Role.COACH else stretch
            return
        testing = self._is_testing(person, day)
        offers = [
            row
            for row in self._rows_for(person.id, day)
            if row.offer is not Offer.NEVER and not (testing and row.offer is Offer.TEACHING)
        ]
        for row in offers:
            yield Stretch(
                span=self._span_of(row, day),
                container=_offered_as(person.role, row.offer),
                subject=row.subject,
                school=person.school,
            )
        says_when = any(row.offer is not Offer.NEVER for row in self._rows.get(person.id, ()))
        if not offers and not says_when and person.role is not Role.TEACHER:
            workday = self._whole_day(day, "", "").span
            yield Stretch(span=workday, container=Container.WORKDAY, school=person.school)

    def _is_testing(self, person: Person, day: date) -> bool:
        row = self.days.row(person.school or EVERYWHERE, day)
        return row is not None and row.day_type is DayType.TESTING

    def _rows_for(self, person: PersonId, day: date) -> list[AvailabilityRow]:
        """Rows of that date and its weekday; what a date offers replaces what the weekday offers."""
        rows = self._rows.get(person, [])
        dated = [row for row in rows if row.date == day]
        weekly = [row for row in rows if row.date is None and row.weekday == day.weekday()]
        if any(row.offer is not Offer.NEVER for row in dated):
            weekly = [row for row in weekly if row.offer is Offer.NEVER]
        return [*weekly, *dated]

    def _span_of(self, row: AvailabilityRow, day: date) -> Span:
        return Span(start=self.days.instant(day, row.start), end=self.days.instant(day, row.end))

    def _at_her_schools(self, person: Person, home: SchoolId, day: date) -> Iterator[Stretch]:
        """Her day at home, and the blocks her timetable names that ring at another of her schools only.

        While she is there, blocks at home without a row are not hers.
        """
        away = list(self._elsewhere(person, home, day))
        school_day = self.days.day(home, day)
        at_home = self._by_bells(person, school_day) if school_day else ()
        for stretch in at_home:
            said = self._lesson(person.id, school_day.letter if school_day else "", stretch.block)
            if said or not any(stretch.span.overlaps(one.span) for one in away):
                yield stretch
        yield from away

    def _elsewhere(self, person: Person, home: SchoolId, day: date) -> Iterator[Stretch]:
        own = self.days.names_of_blocks(home) if person.other_schools else frozenset()
        for school in person.other_schools:
            school_day = self.days.day(school, day)
            for block in school_day.blocks if school_day else ():
                letter = school_day.letter if school_day else ""
                if block.name in own or not self._lesson(person.id, letter, block.name):
                    continue
                if school_day and (stretch := self._block(person, school_day, block)):
                    yield stretch

    def _by_bells(self, person: Person, school_day: SchoolDay) -> Iterator[Stretch]:
        blocks = [
            block for block in school_day.blocks if in_grade_band(person.grade, block.grade_band)
        ]
        lunches = self._lunches(person, school_day, blocks)
        for block in blocks:
            stretch = self._block(person, school_day, block)
            if stretch is None:
                continue
            for span in minus(stretch.span, lunches):
                yield replace(stretch, span=span)
        yield from _around_school(school_day, blocks)

    def _lesson(self, person: PersonId, letter: str, block: str) -> Lesson | None:
        lessons = self._lessons[person]
        return lessons.get((letter, block)) or lessons.get(("", block))

    def _lunches(
        self, person: Person, school_day: SchoolDay, blocks: list[BlockTime]
    ) -> list[Span]:
        """The lunches to keep free: her own where the timetable names one, else every lunch block."""
        offered = [block for block in blocks if block.kind is BlockKind.LUNCH]
        own = [
            block.span
            for block in offered
            if (lesson := self._lesson(person.id, school_day.letter, block.name))
            and lesson.doing is Doing.LUNCH
        ]
        return own or [block.span for block in offered]

    def _block(self, person: Person, school_day: SchoolDay, block: BlockTime) -> Stretch | None:
        """What a block is for this person; None where it may not be used (lunch, duty, passing)."""
        lesson = self._lesson(person.id, school_day.letter, block.name)
        doing = lesson.doing if lesson else self._without_a_row(block)
        if doing not in _CONTAINER:
            return None
        if doing is Doing.TEACH and school_day.day_type is DayType.TESTING:
            return None
        return Stretch(
            span=block.span,
            container=_CONTAINER[doing],
            block=block.name,
            subject=(lesson.subject or person.subject) if lesson else "",
            room=lesson.room if lesson else "",
            school=school_day.school,
        )

    def _without_a_row(self, block: BlockTime) -> Doing:
        if block.kind is BlockKind.TEACH:
            return self.district.habits.rowless
        return Doing.PLC if block.kind is BlockKind.PLC else Doing.DUTY

    def _cut(self, person: Person, day: date, raw: list[Stretch]) -> PersonDay:
        """Take out what blackouts, busy calendars and `never` rows forbid."""
        stretches: list[Stretch] = []
        scraps: list[Span] = []
        gone = [
            Gone(
                span=self._span_of(row, day), rule="respect_never", says=f"{person.name} said never"
            )
            for row in self._rows_for(person.id, day)
            if row.offer is Offer.NEVER
        ]
        gone += [
            Gone(span=span, rule="respect_busy_calendars", says=f"{person.name}'s calendar is busy")
            for span in self._busy.get(person.id, [])
            if self.days.date_of(span.start) <= day <= self.days.date_of(span.end)
        ]
        blackouts = [
            blackout
            for blackout in self.district.blackouts
            if blackout.first <= day <= blackout.last
            and not blackout.soft
            and _concerns(blackout, person)
        ]
        wishes = self._never_blocks(person, day)
        for stretch in raw:
            forbidden = []
            if stretch.block in wishes:
                says = f"{person.name} wants block {stretch.block} left alone"
                forbidden.append(
                    Gone(span=stretch.span, rule="leave_never_blocks_alone", says=says)
                )
            forbidden += [
                Gone(
                    span=stretch.span, rule="respect_blackouts", says=blackout.reason or "blackout"
                )
                for blackout in blackouts
                if _covers(blackout, stretch)
            ]
            gone += forbidden
            for span in minus(stretch.span, [cut.span for cut in (*gone, *forbidden)]):
                if span.minutes >= SHORTEST:
                    stretches.append(replace(stretch, span=span))
                else:
                    scraps.append(span)
        return PersonDay(
            stretches=tuple(sorted(stretches, key=lambda stretch: stretch.span)),
            gone=tuple(gone),
            duties=tuple(sorted((*self._duties(person, day), *scraps))),
        )

    def _never_blocks(self, person: Person, day: date) -> frozenset[str]:
        """The blocks a person's preferences rule out on that date."""
        return frozenset(
            wish.block
            for wish in self._wishes.get(person.id, ())
            if wish.wish == "never" and wish.holds_on(day, self.days.letter(person.school, day))
        )

    def _duties(self, person: Person, day: date) -> Iterator[Span]:
        school_day = self.days.day(person.school, day) if person.school else None
        if school_day is None or person.id not in self._lessons:
            return
        for block in school_day.blocks:
            if block.kind is BlockKind.PASSING:
                continue
            mine = in_grade_band(person.grade, block.grade_band)
            if mine and self._block(person, school_day, block) is None:
                yield block.span


def _offered_as(role: Role, offer: Offer) -> Container:
    """What hours in a row of Availability are: a coach's, and the free ones of who does not teach, are
    working time, good for whatever a step allows."""
    works = role is Role.COACH or (offer is Offer.FREE and role not in TEACHING_ROLES)
    return Container.WORKDAY if works else _OFFERED[offer]


def _coaching_time(stretch: Stretch) -> Stretch:
    """What a coach who teaches coaches in: the blocks in which she neither teaches nor prepares."""
    free = stretch.container is Container.FREE
    return replace(stretch, container=Container.WORKDAY) if free else stretch


def _around_school(school_day: SchoolDay, blocks: list[BlockTime]) -> Iterator[Stretch]:
    """Before and after school, where the contract day is stated."""
    if school_day.contract is None or not blocks:
        return
    first = min(block.span.start for block in blocks)
    last = max(block.span.end for block in blocks)
    early = school_day.day_type is DayType.EARLY_RELEASE
    after = Container.EARLY_RELEASE if early else Container.AFTER_SCHOOL
    for start, end, container in (
        (school_day.contract.start, first, Container.BEFORE_SCHOOL),
        (last, school_day.contract.end, after),
    ):
        if end - start >= timedelta(minutes=SHORTEST):
            yield Stretch(
                span=Span(start=start, end=end), container=container, school=school_day.school
            )


def _concerns(blackout: Blackout, person: Person) -> bool:
    """Whether a blackout is about this person: by name, else by school, grade and subject."""
    if blackout.person is not None:
        return blackout.person == person.id
    if blackout.school != EVERYWHERE and person.role is Role.COACH:
        return False  # a coach works elsewhere that day; the school's own people are not to be had
    if blackout.school not in (EVERYWHERE, person.school):
        return False
    return blackout.grade in ("", person.grade)


def _covers(blackout: Blackout, stretch: Stretch) -> bool:
    return (
        (not blackout.blocks or stretch.block in blackout.blocks)
        and blackout.room in ("", stretch.room)
        and blackout.subject.casefold() in ("", stretch.subject.casefold())
    )
