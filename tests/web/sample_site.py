"""A site to walk through: the sample district's week and year, actions that write down what was asked."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from flask import Flask
from flask.testing import FlaskClient

from scheduler.district import (
    CalendarDay,
    Cohort,
    CohortId,
    DayType,
    District,
    GateState,
    Person,
    PersonId,
    Role,
)
from scheduler.model import Activity, ActivityId, Kind, Schedule, Window
from scheduler.peoples_time.never_again import NeverTime
from scheduler.schoolday import SchoolDays
from sync.event.events import wanted_event
from sync.event.identity import EventId, Key
from sync.event.wording import Wording
from sync.merging.changes import Change, ChangeSet, Verb
from tests.scheduler.services import STRUCTURES
from tests.web.sample_district import (
    MADE,
    MONDAY,
    earlier_schedule,
    sample_district,
    sample_schedule,
    school_id,
)
from web.pages.nevers import Answering
from web.pages.today import Run, Today
from web.pages.why import Explained, Offer, Searched, Stop, Way
from web.policy import LEADER, Reader
from web.site.actions import Actions, Back, Proposal
from web.site.bodies import PushAsked
from web.site.door import Door
from web.site.site import Key as CookieKey
from web.site.site import create_site

HOST = "http://localhost"
EVENT = "https://www.google.com/calendar/event?eid="
MAIL = "amara.okafor@example.org"
STOPS = (
    Stop(when="Mon 7 Dec, 9:20–10:05 AM", says="Benjamin Achebe is at Rivera until 9:40, 25 min away"),
    Stop(when="Tue 8 Dec, 2:10–2:55 PM", says="district meeting in the coach's calendar"),
    Stop(when="Thu 10 Dec, 2:10–2:55 PM", says="not offered: Thursday is marked no"),
)  # fmt: skip
OFFERS = (
    Offer(
        start=MADE + timedelta(days=6),
        when="Thu 10 Dec, 2:30–3:15 PM",
        says="the same coach, within its dates",
    ),
)


SEARCHED = Searched(
    says="These together leave it no time; without any one of them it would have one.",
    facts=("Benjamin Achebe holds four visits on Tue 8 Dec", "Thursday is marked no"),
    ways=(
        Way(
            says="If it may stand a week later",
            when="Mon 14 Dec, 9:20–10:05 AM",
            effects=("moves nothing else", "2 people told"),
        ),
    ),
)


NEVER_KEPT = NeverTime(person=PersonId("teacher-9"), weekday=3, start=time(13, 15), end=time(14, 0))
NEVER_ASKED = NeverTime(person=PersonId("teacher-9"), weekday=0, blocks=("3",))
"""Times of a teacher with coach-1: one that is kept, and one that is asked about."""
STOOD_THERE = ("clc/1/w3/visit/4",)


def year_of_cycles(district: District) -> District:
    """The district with a cohort for each coach, days off, tests and gates."""
    cohorts = tuple(
        Cohort(
            id=CohortId(f"cohort-{n}"),
            structure=next(iter(STRUCTURES)),
            coach=PersonId(f"coach-{n}"),
            topic=("Number talks", "Student discourse", "Ratios and rates")[n % 3],
            start_week=MONDAY - timedelta(weeks=2 - n // 8),
            members=tuple(PersonId(f"teacher-{n * 5 + member}") for member in range(5)),
        )
        for n in range(15)
    )
    days = tuple(
        CalendarDay(date=MONDAY + timedelta(days=14 + n), day_type=DayType.HOLIDAY)
        for n in range(5)
    )
    tests = (CalendarDay(date=MONDAY + timedelta(days=8), day_type=DayType.TESTING),)
    gates = (
        GateState(school=school_id(0), gate="Memorandum", due=date(2026, 10, 15), met_on=date(2026, 10, 9)),
        GateState(school=school_id(1), gate="Memorandum", due=date(2026, 11, 13)),
        GateState(school=school_id(2), gate="Training", due=date(2026, 12, 18)),
    )  # fmt: skip
    leaders = {
        PersonId("principal"): Person(
            id=PersonId("principal"), name="Ruth Coleman", email="p@example.org",
            role=Role.SITE_LEADER, school=school_id(0),
        )
    }  # fmt: skip
    return replace(
        district,
        cohorts=cohorts,
        days=(*district.days, *days, *tests),
        gates=gates,
        people={**district.people, **leaders},
    )


def weeks_of(district: District, around: range) -> Schedule:
    """The sample week again in other weeks, as weeks 1 to 6 of each cycle."""
    week = sample_schedule(district)
    activities: dict[ActivityId, Activity] = dict(week.activities)
    placed = dict(week.placed)
    for n in around:
        shift = timedelta(weeks=n)
        for key, one in week.activities.items():
            if n == 0 or one.shared:
                continue
            again = ActivityId(f"{key}/{n}")
            window = Window(first=one.window.first + shift, last=one.window.last + shift)
            activities[again] = replace(one, id=again, window=window, week=3 + n)
            if n < 2 and key in week.placed:
                placed[again] = replace(week.placed[key], start=week.placed[key].start + shift)
    return replace(week, activities=activities, placed=placed)


def sample_today() -> Today:
    district = year_of_cycles(sample_district())
    schedule = weeks_of(district, range(-2, 4))
    runs = (
        Run(name="r-1a2b3c4d", actor="math-coaching@example.org", began=MADE - timedelta(days=7),
            ended=MADE - timedelta(days=7), wrote={"new": 41, "moved": 3}),
        Run(name="r-0badcafe", actor="math-coaching@example.org", began=MADE - timedelta(days=14),
            ended=None, wrote={"new": 12}, undone=True),
    )  # fmt: skip
    return Today(
        district=district,
        structures=STRUCTURES,
        days=SchoolDays(district),
        activities=tuple(schedule.activities.values()),
        schedule=schedule,
        published=earlier_schedule(schedule),
        now=MADE,
        read=MADE - timedelta(minutes=4),
        conflicts=2,
        runs=runs,
        nevers=(NEVER_KEPT,),
        asked=(NEVER_ASKED,),
        links={key: f"{EVENT}{n}" for n, key in enumerate(schedule.placed)},
    )


VERBS = (Verb.CREATE, Verb.CREATE, Verb.CREATE, Verb.MOVE, Verb.CANCEL, Verb.CONFLICT)
WRITES = len(VERBS) - 1


def sample_changes(verbs: Sequence[Verb] = VERBS) -> ChangeSet:
    """One change of each verb about one visit after the other; what is written mails its teacher."""
    district = sample_district()
    schedule = sample_schedule(district)
    visits = [key for key in schedule.placed if schedule.activities[key].kind is Kind.VISIT]
    changes = tuple(
        _change(verb, schedule, district, key) for verb, key in zip(verbs, visits, strict=False)
    )
    return ChangeSet(
        lineage="sample", serial=3, made_at=MADE, zone="America/New_York",
        calendars={PersonId("coach-0"): "c@group"}, new_calendars={}, changes=changes,
    )  # fmt: skip


def _change(verb: Verb, schedule: Schedule, district: District, key: ActivityId) -> Change:
    activity, slot = schedule.activities[key], schedule.placed[key]
    wanted = wanted_event(activity, slot, district, Wording())
    before = replace(slot, start=slot.start + timedelta(days=1))
    stood = wanted_event(activity, before, district, Wording()).values()
    return Change(
        verb=verb,
        key=Key(f"key-{key}"),
        event_id=EventId(f"event{key}"),
        activity=key,
        owner=activity.leader,
        etag='"1"',
        wanted=None if verb is Verb.CANCEL else wanted,
        before=None if verb is Verb.CREATE else stood,
        mails=(MAIL,) if verb is not Verb.CONFLICT else (),
        says="a person moved it to Wednesday" if verb is Verb.CONFLICT else "",
    )


@dataclass
class Asked:
    """What the actions were asked for, in order; `todays` counts how often everything was looked up."""

    done: list[tuple[object, ...]] = field(default_factory=list)
    todays: int = 0

    def note(self, name: str) -> Callable[..., str]:
        def do(*words: object) -> str:
            self.done.append((name, *words))
            return f"{name}: done."

        return do


def sample_actions(asked: Asked, today: Today, changes: ChangeSet) -> Actions:
    def look() -> Today:
        asked.todays += 1
        return today

    def push(body: PushAsked) -> str:
        return asked.note("push")(body.name, body.digest, body.confirm_mail)

    def explain(key: ActivityId) -> Explained:
        why = "their planning period, period 4" if key in today.schedule.placed else ""
        return Explained(why=why, stops=STOPS, offers=OFFERS, more=4, searched=SEARCHED,
                         options=("Open Thu 2:10 PM for her.",))  # fmt: skip

    def would_never(teacher: PersonId, when: str, answer: str) -> Answering:
        moves = tuple(one for one in today.schedule.placed.items() if one[0] in STOOD_THERE)
        return Answering(
            person=teacher,
            name=today.district.people[teacher].name,
            times=(NEVER_ASKED,),
            moves=moves if answer == "never" else (),
        )

    return Actions(
        today=look,
        propose=lambda: Proposal(name="2026-12-07.changes.json", changes=changes,
                                 held="Mails wait until Fri 4 Dec, 3:30 PM."),
        explain=explain,
        would_undo=lambda run: Back(run=run, changes=changes, left=("clc/x: a person deleted it",)),
        would_resolve=lambda key, take: Back(run=key, changes=changes, left=("a person moved it",)),
        act_schedule=asked.note("schedule"),
        act_push=push,
        act_resolve=asked.note("resolve"),
        act_undo=asked.note("undo"),
        act_read=asked.note("read"),
        act_pin=asked.note("pin"),
        act_unpin=asked.note("unpin"),
        act_move=asked.note("move"),
        act_accept=asked.note("accept"),
        act_drop=asked.note("drop"),
        act_want=asked.note("want"),
        act_swap=asked.note("swap"),
        act_ways=asked.note("ways"),
        act_held=asked.note("held"),
        would_never=would_never,
        act_never=asked.note("never"),
    )  # fmt: skip


@dataclass
class Site:
    """A site with its door and what was asked of it; `seconds` stands still until a test moves it."""

    reader: Reader = LEADER
    today: Today = field(default_factory=sample_today)
    changes: ChangeSet = field(default_factory=sample_changes)
    seconds: float = 0.0
    asked: Asked = field(default_factory=Asked)

    def __post_init__(self) -> None:
        words = itertools.count(1)
        self.door = Door(
            secret=lambda: f"secret-{next(words)}",
            monotonic=lambda: self.seconds,
            reader=self.reader,
        )
        actions = sample_actions(self.asked, self.today, self.changes)
        self.app: Flask = create_site(actions, self.door, CookieKey(secret="s", cookie="visit"))

    def outside(self) -> FlaskClient:
        return self.app.test_client()

    def inside(self) -> FlaskClient:
        """A browser that came in."""
        client = self.outside()
        answer = client.post("/enter", data={"code": self.door.code()}, headers={"Origin": HOST})
        assert answer.status_code == 303
        return client

    def csrf(self, client: FlaskClient) -> str:
        """The words that this browser's visit has to bring along."""
        with client.session_transaction() as kept:
            visit = self.door.who(kept["visit"])
        assert visit is not None
        return visit.csrf
