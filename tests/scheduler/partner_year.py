"""A school year with a monthly meeting of four organisations, for tests about their dates.

The year runs from Tue 2 Sep 2025 to Fri 19 Jun 2026: ten months. The coach leads; a district leader and a
teacher are invited beside the partners.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from scheduler.district import District, Modality, PersonId, Role, SeriesId
from scheduler.model import Activity
from scheduler.partners.answers import State, standing, to_ask
from scheduler.partners.people import Answer, HalfDay, Partner, rows_for, with_partners
from scheduler.schoolday import SchoolDays
from tests.scheduler.cohorts import LINCOLN, a_district, a_person, a_series, expanded

AUGUST = date(2025, 8, 20)
PARTNERS = SeriesId("partners")
NAMES = ("Arbor", "Birch", "Cedar", "Dogwood")
LEADER, TEACHER = PersonId("leader"), PersonId("teacher")


def outside(name: str) -> PersonId:
    return PersonId(f"at-{name.lower()}")


def a_partner_year(**fields: Any) -> District:
    people = [
        a_person(LEADER, Role.DISTRICT_LEADER, school=None),
        a_person(TEACHER),
        *(
            a_person(
                outside(name),
                Role.EXTERNAL_PARTNER,
                school=None,
                external=True,
                email=f"office@{name.lower()}.example",
            )
            for name in NAMES
        ),
    ]
    series = fields.pop("series", {})
    fields = {
        "partners": tuple(
            Partner(organisation=name, contact=f"Office@{name.lower()}.example") for name in NAMES
        ),
        **fields,
    }
    invited = tuple(person.id for person in people)
    row = a_series(
        **{
            "invited": invited,
            "place": LINCOLN,
            "modality": (Modality.IN_PERSON, Modality.VIRTUAL),
            **series,
        }
    )
    return a_district(people, series=(row,), **fields)


def meetings(district: District) -> list[Activity]:
    return with_partners(expanded(district), district)


def asked(district: District, today: date = AUGUST) -> District:
    """The district after every meeting that needs dates was offered three."""
    days = SchoolDays(district)
    asking = [to_ask(meeting, district, days, today) for meeting in meetings(district)]
    rows = (row for one in asking if one for row in one.rows)
    return replace(district, partner_dates=(*district.partner_dates, *rows))


Says = Callable[[str, int, int], Answer | None]
"""The answer of an organisation: its name, the month's number from 0, the half day's number from 0."""


def answered(district: District, says: Says) -> District:
    """The district after the partners wrote what they say of every half day not answered yet."""
    written: dict[tuple[PersonId, HalfDay], Answer | None] = {}
    for month, meeting in enumerate(meetings(district)):
        rows = rows_for(meeting, district)
        for number, when in enumerate(dict.fromkeys(row.when for row in rows)):
            for name in NAMES:
                written[outside(name), when] = says(name, month, number)
    rows = tuple(
        replace(row, answer=row.answer or written[row.person, row.when])
        for row in district.partner_dates
    )
    return replace(district, partner_dates=rows)


def states(district: District, today: date) -> list[State]:
    return [standing(meeting, district, today).state for meeting in meetings(district)]
