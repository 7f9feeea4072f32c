"""Tiny weeks drawn at random, and the same weeks as the program knows them."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from itertools import count

from hypothesis import strategies as st

from scheduler.district import (
    BellBlock,
    BlockKind,
    Busy,
    District,
    Doing,
    Lesson,
    Limits,
    PersonId,
    Preference,
    School,
    SchoolId,
    Travel,
)
from scheduler.model import Activity, ActivityId, After, Container, Kind, Slot, Window
from scheduler.schoolday import SchoolDays
from scheduler.search.partition import Search
from tests.scheduler.builders import GRANT, LINCOLN, MONDAY, a_week
from tests.scheduler.truth.plain_week import (
    BLOCKS,
    COACHES,
    DAY,
    SCHOOL_OF,
    Ask,
    Chosen,
    Place,
    PlainWeek,
)

KINDS: Mapping[str, Doing] = {
    "teach": Doing.TEACH,
    "prep": Doing.PREP,
    "free": Doing.FREE,
    "duty": Doing.DUTY,
}
INSIDE = (
    ("plc", "free", "prep"),
    ("free", "prep", "after school"),
    ("plc", "after school"),
    ("prep", "free"),
)
MORE_BLOCKS = (
    ("contract", 480, 900, BlockKind.CONTRACT),
    ("L", 675, 705, BlockKind.LUNCH),
)


def clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def district_of(week: PlainWeek) -> District:
    """The week's people, bells, timetables and limits."""
    kinds = {"PLC": BlockKind.PLC}
    blocks = [(name, *span, kinds.get(name, BlockKind.TEACH)) for name, span in BLOCKS.items()]
    return a_week(
        schools={
            key: School(id=key, name=key.title(), bell_set="plain") for key in (LINCOLN, GRANT)
        },
        bells=tuple(
            BellBlock(
                bell_set="plain",
                variant="",
                block=name,
                start=clock(start),
                end=clock(end),
                kind=kind,
            )
            for name, start, end, kind in (*blocks, *MORE_BLOCKS)
        ),
        timetable=[
            Lesson(
                person=PersonId(teacher),
                letter="",
                block=block,
                doing=KINDS[kind],
                subject="math" if kind == "teach" else "",
            )
            for teacher, kinds in week.doing.items()
            for block, kind in zip("1234", kinds, strict=True)
        ],
        preferences=tuple(
            Preference(person=PersonId(who), block=block) for who, block in sorted(week.avoided)
        ),
        travel=(
            Travel(origin=LINCOLN, destination=GRANT, minutes=week.drive_to_grant, buffer=0),
            Travel(origin=GRANT, destination=LINCOLN, minutes=week.drive_to_lincoln, buffer=0),
        ),
        limits=Limits(
            visits_a_day=week.visits_a_day,
            blocks_running=week.running,
            sites_a_day=week.sites,
            prep_uses_a_week=week.prep_uses,
            prep_minutes_a_week=week.prep_minutes,
            after_school_a_month=week.after_school_uses,
            lunch_minutes=week.lunch,
            open_blocks_a_day=0,
        ),
    )


def activity_of(number: int, ask: Ask) -> Activity:
    after: tuple[After, ...] = ()
    if ask.after is not None:
        after = (After(earlier=key_of(ask.after), school_days=ask.within, soft=ask.soft),)
    return Activity(
        id=key_of(number),
        kind=Kind.VISIT if ask.visit else Kind.MEETING,
        structure="clc",
        label="",
        leader=PersonId(ask.leader),
        required=tuple(PersonId(one) for one in ask.people),
        minutes=ask.minutes,
        minutes_min=15 if ask.visit else None,
        window=Window(first=MONDAY, last=MONDAY + timedelta(days=ask.days - 1)),
        teaching=PersonId(ask.teachers[0]) if ask.visit else None,
        subject="math" if ask.visit else "",
        inside=tuple(Container(kind) for kind in ask.inside),
        school=SchoolId(ask.school),
        after=after,
        weekday_wish=ask.weekday,
        worth=ask.worth,
    )


def key_of(number: int) -> ActivityId:
    return ActivityId(f"ask {number}")


def search_of(week: PlainWeek) -> Search:
    district = district_of(week)
    return Search(
        district=district,
        activities=tuple(activity_of(number, ask) for number, ask in enumerate(week.asks)),
        busy=tuple(
            Busy(person=PersonId(who), start=_instant(district, start), end=_instant(district, end))
            for who, start, end in week.busy
        ),
    )


def slots_of(week: PlainWeek, chosen: Chosen) -> dict[ActivityId, Slot]:
    """A schedule of plain places in the program's words."""
    district = district_of(week)
    return {
        key_of(number): _slot(district, ask, place)
        for number, ask, place in zip(count(), week.asks, chosen, strict=False)
        if place is not None
    }


def _slot(district: District, ask: Ask, place: Place) -> Slot:
    return Slot(
        start=_instant(district, place.start),
        minutes=place.end - place.start,
        school=SchoolId(ask.school),
        block="+".join(sorted(place.blocks)),
        container=Container.TEACHING if ask.visit else Container(place.kind),
    )


def _instant(district: District, minutes: int) -> datetime:
    day = MONDAY + timedelta(days=minutes // DAY)
    return SchoolDays(district).instant(day, clock(minutes))


@st.composite
def asks(draw: st.DrawFn, most: int, days: int) -> tuple[Ask, ...]:
    """Visits, meetings of one or two teachers, and debriefs that follow what was drawn before."""
    found: list[Ask] = []
    for number in range(draw(st.integers(1, most))):
        visit = draw(st.booleans())
        pair = not visit and draw(st.sampled_from([False, False, True]))
        teacher = draw(st.sampled_from(sorted(SCHOOL_OF)))
        after = draw(st.sampled_from([None, *range(number)]))
        found.append(
            Ask(
                leader=draw(st.sampled_from(["ana", "ana", "ana", "ben"])),
                teachers=("hall", "khan") if pair else (teacher,),
                minutes=draw(st.sampled_from([20, 45] if visit else [25, 40, 45])),
                days=draw(st.integers(1, days)),
                visit=visit,
                inside=() if visit else draw(st.sampled_from(INSIDE)),
                worth=draw(st.sampled_from([100, 1000])),
                after=after,
                within=draw(st.sampled_from([None, 0, 1])),
                soft=draw(st.booleans()),
                weekday=draw(st.sampled_from([None, None, 1])),
            )
        )
    return tuple(found)


@st.composite
def plain_weeks(draw: st.DrawFn, most: int = 4, days: int = 2) -> PlainWeek:
    kinds = st.sampled_from(["teach", "teach", "prep", "free", "duty"])
    whose = st.sampled_from([*COACHES, *sorted(SCHOOL_OF)])
    return PlainWeek(
        asks=draw(asks(most, days)),
        doing={who: draw(st.tuples(kinds, kinds, kinds, kinds)) for who in sorted(SCHOOL_OF)},
        busy=tuple(
            (who, day * DAY + start, day * DAY + start + length)
            for who, day, start, length in draw(
                st.lists(
                    st.tuples(
                        whose,
                        st.integers(0, days - 1),
                        st.integers(96, 170).map(lambda n: 5 * n),
                        st.integers(1, 24).map(lambda n: 5 * n),
                    ),
                    max_size=2,
                )
            )
        ),
        avoided=draw(
            st.frozensets(
                st.tuples(st.sampled_from(sorted(SCHOOL_OF)), st.sampled_from(sorted(BLOCKS))),
                max_size=2,
            )
        ),
        drive_to_grant=draw(st.sampled_from([15, 25, 60])),
        drive_to_lincoln=draw(st.sampled_from([15, 25, 60])),
        visits_a_day=draw(st.integers(1, 3)),
        running=draw(st.integers(1, 3)),
        sites=draw(st.integers(1, 2)),
        prep_uses=draw(st.integers(0, 2)),
        prep_minutes=draw(st.sampled_from([0, 225, 450])),
        after_school_uses=draw(st.integers(0, 2)),
        lunch=draw(st.sampled_from([30, 60, 120])),
    )
