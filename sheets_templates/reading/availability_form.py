"""The availability form: for each teacher a grid of periods by weekdays, filled in by ticking."""

from collections.abc import Iterator, Mapping
from datetime import time
from itertools import pairwise

from scheduler.district import BellBlock, BlockKind, Consent, District, Offer, Person, Role
from scheduler.schoolday import in_grade_band
from sheets_templates.reading.parse_bells import REGULAR
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind, Tab

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TICKED = "x"

AVAILABILITY_FORM = Tab(
    name="AvailabilityForm",
    purpose="The periods of each teacher's week, to be ticked; read together with the Availability tab.",
    default="Nobody has filled in the availability form.",
    columns=(
        Column(
            header="person_id", kind=ColumnKind.ID, required=True, choices_from="People.person_id"
        ),
        Column(header="name", note="Only to be read by people."),
        Column(
            header="period", note="A block of the BellSchedules tab, or any name with its times."
        ),
        Column(header="from", kind=ColumnKind.TIME, note="Empty takes the bells' time."),
        Column(header="to", kind=ColumnKind.TIME),
        *(
            Column(
                header=day,
                kind=ColumnKind.CHOICE,
                allowed=tuple(offer.value for offer in Offer),
                note=f"Free, teaching or never; {TICKED} is free, empty says nothing.",
            )
            for day in WEEKDAYS
        ),
    ),
)

NOT_TO_BE_TICKED = (BlockKind.LUNCH, BlockKind.CONTRACT, BlockKind.PASSING)


def form_rows(district: District) -> list[dict[str, CellValue]]:
    """The empty form: a row for each period of each teacher who may be coached."""
    return [
        {"person_id": person.id, "name": person.name, "period": name, "from": start, "to": end}
        for person in district.people.values()
        if person.role in (Role.TEACHER, Role.TEACHER_LEADER)
        and person.consent not in (Consent.DECLINED, Consent.PAUSED)
        for name, start, end in _periods(person, district)
    ]


def blocks_of(
    person: Person, bells: tuple[BellBlock, ...], schools: Mapping[str, str]
) -> list[BellBlock]:
    """The blocks of a person's school on a regular day, of her grade where bells differ by grade."""
    rung = [
        bell
        for bell in bells
        if bell.bell_set == schools.get(person.school or "") and bell.variant in ("", REGULAR)
    ]
    own = [
        bell for bell in rung if bell.grade_band and in_grade_band(person.grade, bell.grade_band)
    ]
    return own or [bell for bell in rung if not bell.grade_band]


def _periods(person: Person, district: District) -> Iterator[tuple[str, time, time]]:
    sets = {str(school.id): school.bell_set for school in district.schools.values()}
    rung = [
        bell
        for bell in blocks_of(person, district.bells, sets)
        if bell.kind not in NOT_TO_BE_TICKED
    ]
    if rung:
        yield from ((bell.block, bell.start, bell.end) for bell in sorted(rung, key=_starts))
        return
    first, last = district.habits.day_start, district.habits.day_end
    edges = [
        first,
        *(time(hour) for hour in range(24) if first < time(hour) < last),
        last,
    ]
    for number, (start, end) in enumerate(pairwise(edges), start=1):
        yield f"hour {number}", start, end


def _starts(bell: BellBlock) -> time:
    return bell.start
