"""What a time is that a person chose: the block it lies in, and what it takes of people's time.

A search offers only times that fit; a hand puts things anywhere. Prep periods and afternoons that it uses
count all the same, and a title goes on naming the period.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.model import Activity, Container, Slot
from scheduler.peoples_time.availability import Availability, Stretch
from scheduler.peoples_time.whose_days import whose_time
from scheduler.schoolday import Span

_LEAST_CONVENIENT = (
    Container.PREP,
    Container.AFTER_SCHOOL,
    Container.BEFORE_SCHOOL,
    Container.FREE,
    Container.EARLY_RELEASE,
    Container.PLC,
    Container.TEACHING,
)
"""Of the containers a time touches, the first of these is what it counts as."""


def slot_by_hand(
    activity: Activity | None,
    stood: Slot | None,
    start: datetime,
    minutes: int,
    availability: Availability,
) -> Slot:
    """The slot at a time somebody chose; where it `stood` gives school, room and who comes.

    The block is named only where the time lies in known blocks from its first to its last minute.
    """
    plain = replace(stood or Slot(start=start, minutes=minutes), start=start, minutes=minutes)
    unknown = replace(plain, block="", container=Container.WORKDAY)
    people = availability.district.people
    if activity is None or any(person not in people for person in whose_time(activity)):
        return unknown
    span = Span(start=start, end=start + timedelta(minutes=minutes))
    day = availability.days.date_of(start)
    each = [availability.day(person, day).over(span) for person in whose_time(activity)]
    used = [stretch for own in each for stretch in own]
    if not used:
        return unknown
    held = all(_holds(own, span) for own in each)
    blocks = dict.fromkeys(stretch.block for stretch in used if stretch.block)
    taught = [stretch.room for stretch in used if activity.teaching and stretch.room]
    return replace(
        plain,
        block="+".join(blocks) if held else "",
        container=_container(used),
        room=taught[0] if taught and held else plain.room,
    )


def _holds(own: Sequence[Stretch], span: Span) -> bool:
    """Whether somebody's stretches cover a span from end to end, passing time between them apart."""
    return bool(own) and own[0].span.start <= span.start and span.end <= own[-1].span.end


def _container(used: Sequence[Stretch]) -> Container:
    touched = {stretch.container for stretch in used}
    return next((one for one in _LEAST_CONVENIENT if one in touched), Container.WORKDAY)
