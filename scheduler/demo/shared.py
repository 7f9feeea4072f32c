"""What the demo district's leaders meet for: a monthly partner meeting and one instructional round."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from scheduler.demo.bells import BLOCK_HIGH
from scheduler.demo.people import PARTNER_WEEKDAYS, Cast
from scheduler.district import (
    EVERYWHERE,
    District,
    Doing,
    Modality,
    Person,
    PersonId,
    Role,
    School,
    Series,
    SeriesId,
)
from scheduler.model import Activity, ActivityId, Container, Slot
from scheduler.rounds.day import Shape
from scheduler.schoolday import SchoolDays, Span
from scheduler.timetabled import Timetable

_FRIDAY = 4
_ROUND_DAY = 24
"""Days after the first Monday: the Thursday of week 3."""
_MEETING_AT = time(14, 30)
_ROUND_AT = time(7, 30)


def series(cast: Cast, first_monday: date) -> tuple[Series, ...]:
    """The partner meeting of each month of the semester, and a round at a high school if there is one."""
    leaders = _with(cast, Role.DISTRICT_LEADER)
    invited = (
        *leaders[1:],
        *_with(cast, Role.EXTERNAL_PARTNER),
        *_with(cast, Role.SITE_LEADER),
        *_with(cast, Role.TEACHER_LEADER)[:2],
        *(team.coach for team in cast.teams[:3]),
    )
    return (
        Series(
            id=SeriesId("partners"),
            structure="partner-meetings",
            name="Partner coherence meeting",
            owner=leaders[0].id,
            purpose="One direction for the math and literacy partners",
            cadence="monthly",
            first=max(first_monday - timedelta(days=6), first_monday.replace(day=1)),
            last=first_monday + timedelta(days=95),
            weekday_wish=_FRIDAY,
            modality=(Modality.VIRTUAL, Modality.IN_PERSON),
            invited=tuple(person.id for person in invited),
            quorum=((Role.EXTERNAL_PARTNER, 1), (Role.SITE_LEADER, min(3, len(cast.schools)))),
            place=cast.schools[0].id,
            agenda_link="https://docs.oakriver.example/partner-agenda",
        ),
        _round(cast, first_monday),
    )


def _round(cast: Cast, first_monday: date) -> Series:
    owner, *others = _with(cast, Role.DISTRICT_LEADER)
    return Series(
        id=SeriesId("fall-round"),
        structure="rounds",
        name="Fall instructional round",
        owner=owner.id,
        purpose="How students talk about their thinking",
        cadence="once",
        dates=(first_monday + timedelta(days=_ROUND_DAY),),
        modality=(Modality.IN_PERSON,),
        invited=tuple(
            person.id
            for person in (
                *others,
                *_with(cast, Role.SITE_LEADER)[:6],
                *_with(cast, Role.TEACHER_LEADER)[:5],
                *(team.coach for team in cast.teams[-2:]),
            )
        ),
        quorum=((Role.SITE_LEADER, min(2, len(cast.schools))), (Role.TEACHER_LEADER, 1)),
        place=_host(cast.schools).id,
        rooms=("104", "112", "207", "215"),
    )


def in_taught_rooms(district: District, days: SchoolDays) -> District:
    """The district with the round in rooms that have lessons on its morning, as far as there are as many."""
    return replace(
        district,
        series=tuple(
            replace(one, rooms=_taught_rooms(one, district, days) or one.rooms)
            if one.structure == "rounds"
            else one
            for one in district.series
        ),
    )


def _taught_rooms(one: Series, district: District, days: SchoolDays) -> tuple[str, ...]:
    """The rooms of its school with the most lessons between the first visit and the last."""
    day = one.dates[0]
    shape = Shape()
    start = days.instant(day, _ROUND_AT) + timedelta(minutes=shape.prepare)
    each = shape.stay + shape.walk
    visits = Span(start=start, end=start + timedelta(minutes=each * len(one.rooms)))
    timetable = Timetable(district, days)
    minutes: Counter[str] = Counter()
    for person in district.people.values():
        if person.school == one.place and person.id not in (one.owner, *one.invited):
            for piece in timetable.pieces(person.id, day) or ():
                if piece.doing is Doing.TEACH and piece.room and piece.span.overlaps(visits):
                    minutes[piece.room] += piece.span.minutes
    best = sorted(minutes, key=lambda room: (-minutes[room], room))[: len(one.rooms)]
    return tuple(sorted(best)) if len(best) == len(one.rooms) else ()


def place_shared(
    activities: Mapping[ActivityId, Activity], district: District, days: SchoolDays
) -> Iterator[tuple[ActivityId, Slot]]:
    """Partner meetings on the first Friday afternoon of their window, the round at 7:30 AM."""
    for key, activity in activities.items():
        round_day = activity.structure == "rounds"
        day = activity.window.first if round_day else _friday(activity, days)
        start = days.instant(day, _ROUND_AT if round_day else _MEETING_AT)
        yield (
            key,
            Slot(
                start=start,
                minutes=activity.minutes,
                school=activity.school,
                room=next(iter(activity.rooms), ""),
                container=Container.WORKDAY,
                coming=tuple(
                    person for person in activity.invited if _can_come(district.people[person], day)
                ),
            ),
        )


def _friday(activity: Activity, days: SchoolDays) -> date:
    """The first Friday of the window on which the place is open, else another day of the partner's."""
    window = activity.window
    span = [
        window.first + timedelta(days=after)
        for after in range((window.last - window.first).days + 1)
    ]
    open_days = [day for day in span if days.has_school(activity.school or EVERYWHERE, day)]
    by_wish = sorted(
        open_days,
        key=lambda day: (day.weekday() != _FRIDAY, day.weekday() not in PARTNER_WEEKDAYS),
    )
    return by_wish[0]


def _can_come(person: Person, day: date) -> bool:
    return not person.works or day.weekday() in person.works


def _host(schools: tuple[School, ...]) -> School:
    return next((school for school in schools if school.bell_set == BLOCK_HIGH), schools[0])


def _with(cast: Cast, role: Role) -> list[Person]:
    return [person for person in cast.leaders if person.role is role]


def people_of(activity: Activity, slot: Slot) -> tuple[PersonId, ...]:
    """Who is there."""
    return tuple(dict.fromkeys((*activity.required, *slot.coming)))
