"""The small start: three tabs with made-up people, ready to be typed over.

A coach and eight teachers of one school; everybody teaches in the morning, has an hour of free time a
day, and all are free together on Wednesday afternoon.
"""

from datetime import date, time, timedelta

from sheets_templates.inputs.inputs import AVAILABILITY, COHORTS, PEOPLE
from sheets_templates.vocabulary.grid import Rows, filled, grid_of
from sheets_templates.vocabulary.table import CellValue, Tabs

_TEACHERS = (
    ("t1", "Maria Lopez", "6"),
    ("t2", "James Chen", "6"),
    ("t3", "Priya Patel", "6"),
    ("t4", "Daniel Okafor", "7"),
    ("t5", "Sarah Kim", "7"),
    ("t6", "Thomas Nguyen", "7"),
    ("t7", "Emily Johnson", "8"),
    ("t8", "Omar Haddad", "8"),
)
_EARLY = "t1; t2; t3; t4"
_LATE = "t5; t6; t7; t8"
_ALL = f"{_EARLY}; {_LATE}"


def small_tabs(start: date) -> Tabs:
    """The three tabs for a cycle whose first week holds `start`."""
    return {name: grid_of(name, rows) for name, rows in small_rows(start).items()}


def small_rows(start: date) -> dict[str, Rows]:
    """The same as plain rows, header row first, to be written as files."""
    return {
        PEOPLE.name: _small(filled(PEOPLE, _people()), _PEOPLE_SHOWN),
        COHORTS.name: _small(filled(COHORTS, [_cohort(start)]), _COHORTS_SHOWN),
        AVAILABILITY.name: filled(AVAILABILITY, _availability()),
    }


_PEOPLE_SHOWN = ("person_id", "name", "email", "role", "school_id", "subject", "grade", "consent")
_COHORTS_SHOWN = (
    "cohort_id",
    "structure",
    "coach",
    "topic",
    "subject",
    "pd_day",
    "start_week",
    "members",
)


def _small(rows: Rows, headers: tuple[str, ...]) -> Rows:
    """Only these columns: a newcomer fills in what is needed, the others may be added later."""
    wanted = [rows[0].index(header) for header in headers]
    return [[row[column] for column in wanted] for row in rows]


def _people() -> list[dict[str, CellValue]]:
    coach: dict[str, CellValue] = {
        "person_id": "c1",
        "name": "Ana Ruiz",
        "email": "ana.ruiz@lincoln.example",
        "role": "coach",
        "school_id": "Lincoln",
        "subject": "Math",
    }
    teachers: list[dict[str, CellValue]] = [
        {
            "person_id": person,
            "name": name,
            "email": f"{name.lower().replace(' ', '.')}@lincoln.example",
            "role": "teacher",
            "school_id": "Lincoln",
            "subject": "Math",
            "grade": grade,
            "consent": "volunteered",
        }
        for person, name, grade in _TEACHERS
    ]
    return [coach, *teachers]


def _cohort(start: date) -> dict[str, CellValue]:
    monday = start - timedelta(days=start.weekday())
    return {
        "cohort_id": "A",
        "structure": "clc",
        "coach": "c1",
        "topic": "Number talks",
        "subject": "Math",
        "pd_day": monday + timedelta(days=4),
        "start_week": monday,
        "members": _ALL,
    }


def _availability() -> list[dict[str, CellValue]]:
    return [
        _offer(_EARLY, "Mon-Fri", (time(8, 30), time(11, 0)), "teaching"),
        _offer(_EARLY, "Mon-Fri", (time(11, 15), time(12, 15)), "free"),
        _offer(_LATE, "Mon-Fri", (time(9, 45), time(12, 15)), "teaching"),
        _offer(_LATE, "Mon-Fri", (time(8, 30), time(9, 30)), "free"),
        _offer(_ALL, "Wednesday", (time(13, 0), time(15, 30)), "free"),
    ]


def _offer(who: str, weekday: str, times: tuple[time, time], offer: str) -> dict[str, CellValue]:
    return {
        "person_id": who,
        "weekday": weekday,
        "from": times[0],
        "to": times[1],
        "offer": offer,
        "subject": "Math" if offer == "teaching" else "",
    }
