"""The words of meetings with people outside the district: who they are, what they were asked, what they said.

Their calendars cannot be read, so dates are offered to them and they answer. What nobody answered is
unknown and is never taken for free.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.district import District, PersonId, SeriesId
from scheduler.model import Activity, Half


class Answer(StrEnum):
    """What a partner says about a half day, the best first."""

    CAN = "can"
    RATHER_NOT = "rather not"
    CANNOT = "cannot"

    @property
    def comes(self) -> bool:
        """Whether the district may count on them then, if need be."""
        return self is not Answer.CANNOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One row of `Partners`; `contact` is the address of the person who answers for the organisation."""

    organisation: str
    contact: str
    services: str = ""
    schools: tuple[str, ...] = ()
    focus: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay:
    """A date and a half of it."""

    day: date
    half: Half

    @property
    def turn(self) -> tuple[date, int]:
        """What half days are ordered by: mornings come first, whatever they are called."""
        return self.day, list(Half).index(self.half)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDate:
    """One row of `PartnerDates`: a half day somebody was asked about; `answer` None is not answered.

    `answer_by` is the last day on which an answer is waited for. `agreed` says that this half day was
    taken before, and stays taken while enough organisations keep to it.
    """

    series: SeriesId
    when: HalfDay
    person: PersonId
    organisation: str = ""
    answer: Answer | None = None
    answer_by: date | None = None
    agreed: bool = False


def partners_in(activity: Activity, district: District) -> tuple[PersonId, ...]:
    """The people outside the district who are invited to it, each once, in order."""
    people = district.people
    return tuple(
        person
        for person in activity.people
        if person != activity.leader and person in people and people[person].external
    )


def organisations(district: District, people: Iterable[PersonId]) -> Mapping[str, list[PersonId]]:
    """Organisation -> its people among these: by the contact on the Partners tab, else by what a row of
    `PartnerDates` says, else the person stands for herself."""
    by_contact = {one.contact.casefold(): one.organisation for one in district.partners}
    by_row = {row.person: row.organisation for row in district.partner_dates if row.organisation}
    found: dict[str, list[PersonId]] = {}
    for key in people:
        person = district.people[key]
        name = by_contact.get(person.email.casefold()) or by_row.get(key) or person.name
        found.setdefault(name, []).append(key)
    return found


def rows_for(activity: Activity, district: District) -> tuple[PartnerDate, ...]:
    """What was asked about this occurrence: the rows of its series in its month."""
    month = (activity.window.first.year, activity.window.first.month)
    return tuple(
        row
        for row in district.partner_dates
        if row.series == activity.series and (row.when.day.year, row.when.day.month) == month
    )


def with_partners(activities: Iterable[Activity], district: District) -> list[Activity]:
    """The occurrences of monthly series to which somebody outside the district is invited."""
    monthly = {series.id for series in district.series if series.cadence == "monthly"}
    return [
        activity
        for activity in activities
        if activity.series in monthly and partners_in(activity, district)
    ]
