"""What partners answered, and the half day that follows from it.

An organisation comes when one of its people does. No answer is unknown: it is told by organisation and
never taken for yes. One that refuses everything is offered other half days once; then the month is settled
with those who can.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from scheduler.district import (
    EVERYWHERE,
    AvailabilityRow,
    District,
    Offer,
    PersonId,
    Role,
    SeriesId,
)
from scheduler.model import Activity, ActivityId, Half, Window
from scheduler.partners.dates import ANSWERING, NOON, answer_by, best_dates
from scheduler.partners.dates import Offer as Offered
from scheduler.partners.people import (
    Answer,
    HalfDay,
    PartnerDate,
    organisations,
    partners_in,
    rows_for,
    with_partners,
)
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays

ROUNDS = 2
"""How often half days are offered for one meeting, a convention."""
MIDNIGHT, LATE = time(0), time(23, 59)


class State(StrEnum):
    """How far a month is."""

    NOT_ASKED = "not asked"
    WAITING = "waiting for answers"
    ASK_AGAIN = "other dates are needed"
    AGREED = "agreed"
    NOBODY = "too few can come"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one occurrence stands with its partners, by organisation."""

    activity: ActivityId
    series: SeriesId
    month: date
    """The first day of its window."""
    state: State
    agreed: HalfDay | None = None
    coming: tuple[str, ...] = ()
    """Who can come to the agreed half day."""
    not_coming: tuple[str, ...] = ()
    """Who answered, and cannot come then; before anything is agreed, who refused everything."""
    unknown: tuple[str, ...] = ()
    """Who has not said whether they can."""
    answer_by: date | None = None
    asked: tuple[HalfDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """What each organisation says of each half day it was asked about; None is no answer."""

    by_half_day: Mapping[HalfDay, Mapping[str, Answer | None]]
    names: tuple[str, ...]

    def of(self, name: str) -> list[Answer | None]:
        return [said.get(name) for said in self.by_half_day.values()]

    def able(self, when: HalfDay) -> list[str]:
        said = self.by_half_day[when]
        return [name for name in self.names if (one := said.get(name)) and one.comes]

    def silent(self) -> list[str]:
        return [name for name in self.names if not any(self.of(name))]

    def open(self) -> list[str]:
        """Who left anything unanswered."""
        return [name for name in self.names if not all(self.of(name))]

    def refusing(self) -> list[str]:
        return [name for name in self.names if set(self.of(name)) == {Answer.CANNOT}]

    def best(self, needed: int) -> HalfDay | None:
        """Where most can come, then where most like to, then the earliest; None where too few can."""
        ranked = sorted(
            self.by_half_day,
            key=lambda when: (
                -len(self.able(when)),
                -list(self.by_half_day[when].values()).count(Answer.CAN),
                when.turn,
            ),
        )
        return ranked[0] if ranked and len(self.able(ranked[0])) >= needed else None


def standing(activity: Activity, district: District, today: date) -> Standing:
    """Where it stands on a date.

    Everybody can: agreed at once. Somebody refuses everything: others are offered, once. Otherwise answers
    are waited for until the last day given, and the half day most can come to is taken.
    """
    rows = rows_for(activity, district)
    answers = _answers(activity, district, rows)
    due = max((row.answer_by for row in rows if row.answer_by), default=None)
    state, agreed = _settled(activity, rows, answers, due is None or today > due)
    coming = answers.able(agreed) if agreed else []
    said = answers.by_half_day[agreed] if agreed else {}
    return Standing(
        activity=activity.id,
        series=activity.series or SeriesId(""),
        month=activity.window.first,
        state=state,
        agreed=agreed,
        coming=tuple(coming),
        not_coming=tuple(
            [name for name in answers.names if said.get(name) is Answer.CANNOT]
            if agreed
            else answers.refusing()
        ),
        unknown=tuple(
            [name for name in answers.names if not said.get(name)] if agreed else answers.silent()
        ),
        answer_by=due,
        asked=tuple(sorted(answers.by_half_day, key=lambda when: when.turn)),
    )


def _settled(
    activity: Activity, rows: Iterable[PartnerDate], answers: _Answers, over: bool
) -> tuple[State, HalfDay | None]:
    needed = _needed(activity, len(answers.names))
    asked = answers.by_half_day
    if not asked:
        return State.NOT_ASKED, None
    kept = next((row.when for row in rows if row.agreed and row.when in asked), None)
    if kept and len(answers.able(kept)) >= needed:
        return State.AGREED, kept
    best = answers.best(needed)
    if best and len(answers.able(best)) == len(answers.names):
        return State.AGREED, best
    rounds = len({row.answer_by for row in rows})
    if answers.refusing() and rounds < ROUNDS:
        return State.ASK_AGAIN, None
    if answers.open() and not over:
        return State.WAITING, None
    if best:
        return State.AGREED, best
    answered = len(answers.silent()) < len(answers.names)
    return (State.ASK_AGAIN if answered and rounds < ROUNDS else State.NOBODY), None


def _needed(activity: Activity, partners: int) -> int:
    """How many organisations a meeting needs: the series' quorum of partners, else half of them."""
    stated = dict(activity.quorum).get(Role.EXTERNAL_PARTNER)
    return min(stated, partners) if stated else max(1, -(-partners // 2))


def _answers(activity: Activity, district: District, rows: Iterable[PartnerDate]) -> _Answers:
    groups = organisations(district, partners_in(activity, district))
    of_person = {person: name for name, people in groups.items() for person in people}
    asked: dict[HalfDay, dict[str, Answer | None]] = {}
    for row in rows:
        said = asked.setdefault(row.when, {})
        name = of_person.get(row.person)
        if name is not None:
            said[name] = _better(said.get(name), row.answer)
    return _Answers(by_half_day=asked, names=tuple(groups))


def _better(one: Answer | None, other: Answer | None) -> Answer | None:
    """The answer of an organisation of whose people two answered: who comes counts."""
    return min(filter(None, (one, other)), key=list(Answer).index, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What to ask about one occurrence: the half days with their reasons, and a row for each partner."""

    activity: Activity
    offers: tuple[Offered, ...]
    rows: tuple[PartnerDate, ...]


def to_ask(
    activity: Activity,
    district: District,
    days: SchoolDays,
    today: date,
    *,
    available: Availability | None = None,
) -> Asking | None:
    """The half days to offer now for an occurrence; None when nothing is to be asked, or nothing is left.

    Nothing is offered that comes sooner than its invitation could, and only where nothing else is left what
    leaves too little time for the answers before it.
    """
    found = standing(activity, district, today)
    if found.state not in (State.NOT_ASKED, State.ASK_AGAIN):
        return None
    school = activity.school or EVERYWHERE
    offers: tuple[Offered, ...] = ()
    for ahead in (activity.notice + ANSWERING, activity.notice):
        soonest = days.after_notice(school, today, ahead)
        offers = offers or best_dates(
            activity, district, days, available=available, without=found.asked, after=soonest
        )
    if not offers:
        return None
    due = answer_by(offers[0].when.day, activity, days, today)
    if due == found.answer_by:
        # Rows of one round carry one day; another round needs another.
        due += timedelta(days=1)
    groups = organisations(district, partners_in(activity, district))
    rows = tuple(
        PartnerDate(
            series=found.series,
            when=offer.when,
            person=person,
            organisation=name,
            answer_by=due,
        )
        for offer in offers
        for name, people in groups.items()
        for person in people
    )
    return Asking(activity=activity, offers=offers, rows=rows)


def with_answers(
    activities: Iterable[Activity], district: District, today: date
) -> tuple[tuple[Activity, ...], District]:
    """The activities with what partners agreed on fixed, and the district with what they cannot do.

    An agreed meeting may stand on its date only, and needs everybody who said yes; who did not is not
    counted on. One for which partners were asked and that is not agreed has nobody of them yet, so it waits.
    """
    if not district.partner_dates:
        return tuple(activities), district
    listed = tuple(activities)
    asked = {one.id for one in with_partners(listed, district) if rows_for(one, district)}
    bound = tuple(_bound(one, district, today) if one.id in asked else one for one in listed)
    never = tuple(_never(district))
    return bound, replace(district, availability=(*district.availability, *never))


def _bound(activity: Activity, district: District, today: date) -> Activity:
    found = standing(activity, district, today)
    groups = organisations(district, partners_in(activity, district))
    partners = set(partners_in(activity, district))
    invited = tuple(person for person in activity.invited if person not in partners)
    if found.agreed is None:
        others = tuple(one for one in activity.quorum if one[0] is not Role.EXTERNAL_PARTNER)
        needed = (Role.EXTERNAL_PARTNER, _needed(activity, len(groups)))
        return replace(activity, invited=invited, quorum=(*others, needed))
    said = {
        row.person
        for row in rows_for(activity, district)
        if row.when == found.agreed and row.answer and row.answer.comes
    }
    coming = [one for name in found.coming for one in groups[name] if one in said]
    others = tuple(one for one in activity.quorum if one[0] is not Role.EXTERNAL_PARTNER)
    day = found.agreed.day
    return replace(
        activity,
        window=Window(first=day, last=day),
        required=tuple(dict.fromkeys((*activity.required, *coming))),
        invited=invited,
        quorum=others,
    )


def _never(district: District) -> Iterable[AvailabilityRow]:
    """The halves of dates asked about in which somebody did not say that she can."""
    can: dict[tuple[PersonId, date], set[Half]] = {}
    for row in district.partner_dates:
        halves = can.setdefault((row.person, row.when.day), set())
        if row.answer and row.answer.comes:
            halves.add(row.when.half)
    for (person, day), halves in can.items():
        for half in Half:
            if half not in halves:
                morning = half is Half.MORNING
                yield AvailabilityRow(
                    person=person,
                    weekday=None,
                    date=day,
                    start=MIDNIGHT if morning else NOON,
                    end=NOON if morning else LATE,
                    offer=Offer.NEVER,
                )
