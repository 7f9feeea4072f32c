"""An activity stands within its own dates, on a school day of working people who take part."""

from collections.abc import Iterator

from scheduler.district import Modality
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.peoples_time.whose_days import counting_school, open_for
from scheduler.rules.rule import Rule


def check(inspection: Inspection) -> Iterator[Violation]:
    for placement in inspection.placements:
        found = (
            *_dates(inspection, placement),
            *_people(inspection, placement),
            *_place(inspection, placement),
        )
        for says in found:
            yield Violation(rule=RULE.name, says=says, activities=(placement.activity.id,))


def _dates(inspection: Inspection, placement: Placement) -> Iterator[str]:
    window = placement.activity.window
    if placement.day not in window:
        yield f"it belongs between {window.first} and {window.last}"
    place = placement.slot.school or counting_school(inspection.district, placement.activity)
    if not open_for(placement.activity, inspection.days, place, placement.day):
        yield f"there is no school on {placement.day:%a} {placement.day.day} {placement.day:%b}"
    if not _lengths(placement):
        yield f"{placement.slot.minutes} minutes is not its length"


def _lengths(placement: Placement) -> bool:
    activity = placement.activity
    shortest = activity.minutes_min or activity.minutes
    return shortest <= placement.slot.minutes <= activity.minutes


def _place(inspection: Inspection, placement: Placement) -> Iterator[str]:
    """What goes by call is nowhere; what stood so before, or was put so by hand, is left as it is."""
    key, slot = placement.activity.id, placement.slot
    fixed = key in inspection.standing or any(pin.activity == key for pin in inspection.pins)
    if placement.activity.modality is Modality.VIRTUAL and not fixed and (slot.school or slot.room):
        yield "it goes by call and needs no place"


def _people(inspection: Inspection, placement: Placement) -> Iterator[str]:
    for key in placement.people:
        person = inspection.district.people[key]
        if not person.consent.takes_part:
            yield f"{person.name} does not take part"
        if not person.active_on(placement.day):
            yield f"{person.name} is not in the district then"
        if person.works and placement.day.weekday() not in person.works:
            yield f"{person.name} does not work on {placement.day:%A}s"


RULE = Rule(
    name="keep_to_the_window",
    says="An activity stands within its dates, on a school day, with people who work then and take part.",
    check=check,
)
