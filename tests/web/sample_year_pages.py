"""The sample year as its two pages, and a fuller one for paper."""

from dataclasses import replace
from datetime import date, time

from scheduler.district import CohortId, District, SeriesId
from scheduler.schoolday import SchoolDays
from scheduler.year.scope_and_sequence import scope_and_sequence
from tests.builders import at
from tests.scheduler.services import STRUCTURES
from tests.web.sample_year import a_year, activities_of, its_schedule
from web.report_html import report_html
from web.scope_html import scope_html
from web.year import year_page
from web.year_html import year_html

MADE = at("2025-11-07 15:45")


def year_of_work(*, cohorts: int = 3, series: int = 1) -> str:
    """The page of a year with so many cohorts, and every series so many times."""
    district = _grown(a_year(), cohorts, series)
    page = year_page(
        district,
        STRUCTURES,
        activities_of(district),
        its_schedule(district),
        SchoolDays(district),
        made=MADE,
    )
    return year_html(page)


def scope_page() -> str:
    district = a_year()
    found = scope_and_sequence(
        district,
        STRUCTURES,
        activities_of(district),
        its_schedule(district),
        SchoolDays(district),
    )
    return scope_html(found, district.name)


def report_page() -> str:
    """A list of classes to cover, wider than a phone and longer than a screen."""
    cover = ["Lincoln MS", date(2026, 11, 24), "morning", 2, "Algebra 1, period 3", time(9, 20)]
    return report_html(
        title="Classes that need cover",
        says="Classes to cover, Mon 23 Nov to Mon 7 Dec.",
        heads=["school", "date", "half", "substitute", "class", "start", "filled_by", "status"],
        rows=[[*cover, None, "open"]] * 40,
        district="Riverton",
        made=date(2026, 11, 20),
    )


def _grown(district: District, cohorts: int, series: int) -> District:
    more = tuple(
        replace(district.cohorts[n % 3], id=CohortId(f"more-{n}"), topic=f"Topic {n}")
        for n in range(3, cohorts)
    )
    again = tuple(
        replace(one, id=SeriesId(f"{one.id}-{n}"), name=f"{one.name} {n}")
        for n in range(1, series)
        for one in district.series
    )
    return replace(district, cohorts=(*district.cohorts, *more), series=(*district.series, *again))
