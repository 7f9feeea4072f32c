"""What a schedule costs, in points: each term is one wish with its sentence, posted and priced.

A point is about one teacher's small annoyance; the numbers are conventions of the house.
`price` never looks at how the search posted a term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.district import EVERYWHERE, District, Role
from scheduler.inspection import Inspection, Placement
from scheduler.model import Activity, ActivityId, After, Container, Kind, Slot
from scheduler.naming import monday_of
from scheduler.peoples_time.whose_days import counting_school, too_far
from scheduler.prices.cover_cost import cover_points
from scheduler.prices.fair_visits import MISSED_AGAIN, visit_before, went_without
from scheduler.rounds.start import points_of
from scheduler.schoolday import SchoolDays
from scheduler.telling import Telling

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

SITE_DAY = 10
"""A school a coach drives to on a date."""
LATE = ((1, 1), (2, 5))
"""(school days after the earlier activity, points added from there on)."""
CONTAINER_STEP = 2
"""Each step down the list of allowed times."""
OUT_OF_ORDER = 3
WRONG_WEEKDAY = 5
EVE_OF_BREAK = 1
AVOIDED_BLOCK = 2
"""A block that a teacher would rather not have used."""
MISSED = 4
"""Somebody invited who cannot come at that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One wish: its sentence, how the search pays for it and what a schedule pays."""

    name: str
    says: str
    post: Callable[[Choices], None]
    price: Callable[[Inspection], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Single:
    """What one placement costs by itself, known before anything is chosen."""

    name: str
    says: str
    points: Callable[[SchoolDays, Placement], int]

    def term(self) -> Term:
        def post(choices: Choices) -> None:
            for option in choices.options:
                points = self.points(choices.days, option.placement)
                if points:
                    choices.charge_option(points, option)

        def price(inspection: Inspection) -> int:
            return sum(
                self.points(inspection.days, placement) for placement in inspection.placements
            )

        return Term(name=self.name, says=self.says, post=post, price=price)


def _container(_: SchoolDays, placement: Placement) -> int:
    inside: tuple[Container, ...] = placement.activity.inside
    container = placement.slot.container
    return CONTAINER_STEP * inside.index(container) if container in inside else 0


def _weekday(_: SchoolDays, placement: Placement) -> int:
    wish = placement.activity.weekday_wish
    return WRONG_WEEKDAY if wish is not None and placement.day.weekday() != wish else 0


def _eve(days: SchoolDays, placement: Placement) -> int:
    school = placement.slot.school or EVERYWHERE
    return EVE_OF_BREAK if days.eve_of_break(school, placement.day) else 0


def _missed(_: SchoolDays, placement: Placement) -> int:
    """Who is invited and cannot come; the seats of a round are chosen over the year instead."""
    if placement.activity.kind is Kind.ROUND:
        return 0
    return MISSED * len({*placement.activity.invited} - {*placement.people})


def _post_rounds(choices: Choices) -> None:
    for option in choices.options:
        points = points_of(option.placement, choices.district, choices.timetable)
        if points:
            choices.charge_option(points, option)


def _price_rounds(inspection: Inspection) -> int:
    return sum(
        points_of(placement, inspection.district, inspection.timetable)
        for placement in inspection.placements
    )


def _moved(
    days: SchoolDays, before: Mapping[ActivityId, Slot], telling: Telling, placement: Placement
) -> int:
    old = before.get(placement.activity.id)
    if old is None or old.start == placement.slot.start:
        return 0
    stays = monday_of(days.date_of(old.start)) == monday_of(placement.day)
    return telling.person * len(placement.people) + (0 if stays else telling.other_week)


def _cancelled(activity: Activity, before: Slot | None) -> int:
    """How many are told that something which was sent has no time any more."""
    return len({*activity.required, *before.coming}) if before is not None else 0


def _post_moved(choices: Choices) -> None:
    for option in choices.options:
        points = _moved(choices.days, choices.before, choices.telling, option.placement)
        if points:
            choices.charge_option(points, option)
    stranded = [option for option in choices.options if option.chosen is None]
    for key, literal in choices.left_out.items():
        people = _cancelled(choices.offered[key], choices.before.get(key))
        people += sum(len(one.people) for one in stranded if _follows(one.activity, key))
        choices.charge(choices.telling.person * people, literal)


def _price_moved(inspection: Inspection) -> int:
    return sum(
        _moved(inspection.days, inspection.before, inspection.telling, placement)
        for placement in inspection.placements
    ) + sum(
        inspection.telling.person * _told_of(inspection, key)
        for key in inspection.schedule.activities
        if key not in inspection.schedule.placed
    )


def _told_of(inspection: Inspection, key: ActivityId) -> int:
    """How many hear of it when something has no time, and what stands after it has to go."""
    gone = _cancelled(inspection.schedule.activities[key], inspection.before.get(key))
    stranded = [one for one in inspection.placements if _follows(one.activity, key)]
    return gone + sum(len(one.people) for one in stranded)


def _follows(activity: Activity, earlier: ActivityId) -> bool:
    return any(after.earlier == earlier for after in _hard(activity))


def _post_left_out(choices: Choices) -> None:
    """Charged where the activity is offered."""


def _price_left_out(inspection: Inspection) -> int:
    return sum(
        activity.worth
        for key, activity in inspection.schedule.activities.items()
        if key not in inspection.schedule.placed
    )


def _post_site_days(choices: Choices) -> None:
    for flag in choices.site_days().values():
        choices.charge(SITE_DAY, flag)


def _price_site_days(inspection: Inspection) -> int:
    found = {
        (person, placement.slot.school, placement.day)
        for placement in inspection.placements
        for person in placement.people
        if placement.slot.school and inspection.district.people[person].role is Role.COACH
    }
    return SITE_DAY * len(found)


def _post_late(choices: Choices) -> None:
    """Paid by thresholds: earlier by date D and later from n school days after D on."""
    for later in choices.by_activity.values():
        for after in _hard(later[0].activity):
            earlier = choices.by_activity.get(after.earlier, [])
            for threshold, points in LATE:
                far = too_far(
                    choices.days,
                    counting_school(choices.district, later[0].activity),
                    threshold - 1,
                )
                name = f"{later[0].activity.id} {threshold} school days late"
                choices.charge_when_far(points, name, earlier, later, far)


def _price_late(inspection: Inspection) -> int:
    total = 0
    for placement, earlier, _ in _followers(inspection, soft=False):
        school = counting_school(inspection.district, placement.activity)
        gap = inspection.days.count(school, earlier.day, placement.day)
        total += sum(points for threshold, points in LATE if gap >= threshold)
    return total


def _hard(activity: Activity) -> Iterator[After]:
    return (after for after in activity.after if not after.soft)


def _followers(
    inspection: Inspection, *, soft: bool
) -> Iterator[tuple[Placement, Placement, After]]:
    """Each placed activity with each placed one it should come after."""
    for placement in inspection.placements:
        for after in placement.activity.after:
            earlier = inspection.by_id.get(after.earlier)
            if earlier is not None and after.soft is soft:
                yield placement, earlier, after


def _post_order(choices: Choices) -> None:
    for later in choices.by_activity.values():
        for after in later[0].activity.after:
            earlier = choices.by_activity.get(after.earlier, [])
            if after.soft and earlier:
                name = f"{later[0].activity.id} before {after.earlier}"
                choices.charge_when_before(OUT_OF_ORDER, name, earlier, later)


def _price_order(inspection: Inspection) -> int:
    return OUT_OF_ORDER * sum(
        placement.slot.start < earlier.slot.end
        for placement, earlier, _ in _followers(inspection, soft=True)
    )


def _avoided(district: District, days: SchoolDays, placement: Placement) -> int:
    """How many people in it would rather not have that block used."""
    blocks = placement.slot.block.split("+")
    return sum(
        wish.wish == "avoid"
        and wish.block in blocks
        and wish.person in placement.people
        and wish.holds_on(
            placement.day, days.letter(district.people[wish.person].school, placement.day)
        )
        for wish in district.preferences
    )


def _post_avoided(choices: Choices) -> None:
    for option in choices.options:
        points = AVOIDED_BLOCK * _avoided(choices.district, choices.days, option.placement)
        if points:
            choices.charge_option(points, option)


def _price_avoided(inspection: Inspection) -> int:
    return AVOIDED_BLOCK * sum(
        _avoided(inspection.district, inspection.days, placement)
        for placement in inspection.placements
    )


def _post_cover(choices: Choices) -> None:
    for option in choices.options:
        points = cover_points(choices.district, choices.days, choices.timetable, option.placement)
        if points:
            choices.charge_option(points, option)


def _price_cover(inspection: Inspection) -> int:
    return sum(
        cover_points(inspection.district, inspection.days, inspection.timetable, placement)
        for placement in inspection.placements
    )


def _post_missed(choices: Choices) -> None:
    for key, literal in choices.left_out.items():
        before = visit_before(choices.offered[key])
        if before is None:
            continue
        if before in choices.missed:
            choices.charge(MISSED_AGAIN, literal)
        elif before in choices.left_out:
            name = f"{key} and {before} left out"
            choices.charge_when_both(MISSED_AGAIN, name, literal, choices.left_out[before])


def _price_missed(inspection: Inspection) -> int:
    asked, placed = inspection.schedule.activities, inspection.schedule.placed
    return MISSED_AGAIN * sum(
        went_without(activity, asked=asked, placed=placed, missed=inspection.missed)
        for key, activity in asked.items()
        if key not in placed
    )


TERMS: tuple[Term, ...] = (
    Term(
        name="left out",
        says="As little as can be is left out, the most valuable last.",
        post=_post_left_out,
        price=_price_left_out,
    ),
    Term(
        name="missed again",
        says="Who had no visit last week is visited before somebody else is visited again.",
        post=_post_missed,
        price=_price_missed,
    ),
    Term(
        name="drives",
        says="A coach goes to few schools a day.",
        post=_post_site_days,
        price=_price_site_days,
    ),
    Term(
        name="late debriefs",
        says="A debrief comes on the day of its visit or the next school day.",
        post=_post_late,
        price=_price_late,
    ),
    Term(
        name="out of order",
        says="The enrollment session comes before the first visits.",
        post=_post_order,
        price=_price_order,
    ),
    _Single(
        name="teachers' time",
        says="PLC and directed time are used before after-school and prep time.",
        points=_container,
    ).term(),
    Term(
        name="avoided blocks",
        says="Blocks that teachers would rather not have used are used last.",
        post=_post_avoided,
        price=_price_avoided,
    ),
    Term(
        name="classes to cover",
        says="Few classes need a substitute, and hardly ever more than three at once.",
        post=_post_cover,
        price=_price_cover,
    ),
    _Single(
        name="invited people",
        says="Meetings are held when most of those who are invited can come.",
        points=_missed,
    ).term(),
    Term(
        name="rounds",
        says="A round begins when its seats can be filled and its rooms have lessons to visit.",
        post=_post_rounds,
        price=_price_rounds,
    ),
    _Single(
        name="weekdays", says="Series keep the weekday that was wished for.", points=_weekday
    ).term(),
    _Single(
        name="eves of breaks", says="The day before a break is left alone.", points=_eve
    ).term(),
    Term(
        name="moved",
        says="What was already sent stays where it is.",
        post=_post_moved,
        price=_price_moved,
    ),
)


def price(inspection: Inspection) -> dict[str, int]:
    """What a schedule costs by term; terms that cost nothing are left out."""
    found = {term.name: term.price(inspection) for term in TERMS}
    return {name: points for name, points in found.items() if points}
