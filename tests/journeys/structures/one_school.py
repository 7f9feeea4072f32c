"""Every structure of the journeys at once in one small school, with one coach for all of them."""

from collections.abc import Mapping

from tests.journeys.structures.districts import (
    GATES,
    Tabs,
    a_cohort,
    a_lab_team,
    a_learning_team,
    a_partnership,
    a_planning_team,
    a_scope_and_sequence,
    a_year_of_rounds,
    met,
    time_of,
)

ONCE = ("People", "Settings", "Schools", "DayCalendar", "Partners")
"""Tabs whose first column names a thing that several districts know."""
EVERYBODY = "t1; t2; t3; t4; t5; t6"


def one_school() -> Tabs:
    """The seven districts as one; the labs come after the cycle, and everybody has hours for all of it."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for tabs in (
        a_cohort(5),
        a_planning_team(),
        _labs_in_february(),
        {**a_learning_team(), "Gates": met(*GATES, on="2026-10-01")},
        a_scope_and_sequence(),
        a_partnership(),
        a_year_of_rounds(),
    ):
        for name, rows in tabs.items():
            there = found.setdefault(name, [])
            known = {_first(row) for row in there} if name in ONCE else set()
            there += [row for row in rows if _first(row) not in known]
    return {**found, "Availability": _hours()}


def _first(row: Mapping[str, object]) -> object:
    return next(iter(row.values()))


def _labs_in_february() -> Tabs:
    tabs = a_lab_team()
    return {**tabs, "Teams": [{**row, "starts": "2027-02-01"} for row in tabs["Teams"]]}


def _hours() -> list[Mapping[str, str]]:
    late = "t3; t4; t5; t6"
    return [
        time_of(EVERYBODY, "Mon-Fri", "7:40 AM", "8:30 AM", "free"),
        time_of("t1; t2", "Mon-Fri", "8:30 AM", "9:30 AM", "teaching"),
        time_of(late, "Mon-Fri", "8:30 AM", "9:30 AM", "free"),
        time_of(EVERYBODY, "Mon-Fri", "9:35 AM", "10:40 AM", "free"),
        time_of(late, "Mon-Fri", "10:45 AM", "12:00 PM", "teaching"),
        time_of("t1; t2", "Mon-Fri", "12:30 PM", "1:30 PM", "teaching"),
        time_of(EVERYBODY, "Wednesday", "1:45 PM", "3:30 PM", "free"),
        time_of(EVERYBODY, "Mon, Tue, Thu", "2:00 PM", "3:30 PM", "free"),
        time_of("dora", "Mon-Fri", "8:00 AM", "4:00 PM", "free"),
    ]
