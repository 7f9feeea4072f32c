"""Tabs -> District, with every fault of the input together.

The one way in for CSV, XLSX and Google Sheets: what they give are the same cells.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from scheduler.district import CalendarDay, District, Lesson, Person, PersonId, School, SchoolId
from sheets_templates.books.program_cycles import CYCLE_INPUTS
from sheets_templates.books.readme import README
from sheets_templates.inputs.inputs import AVAILABILITY, COHORTS, INPUT_TABS, SERIES
from sheets_templates.inputs.inputs_structures import STRUCTURE_TABS, TEAMS
from sheets_templates.reading.faults_tab import FAULTS
from sheets_templates.reading.parse_bells import blocks_by_variant, read_bells
from sheets_templates.reading.parse_cohorts import read_cohorts, read_series
from sheets_templates.reading.parse_cycle_plan import with_own_weeks
from sheets_templates.reading.parse_days import (
    check_letters,
    read_days,
    read_year,
    weekdays_without_row,
)
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_form import KnownToForms, is_form, read_forms
from sheets_templates.reading.parse_limits import (
    read_limits,
    read_settings,
    read_travel,
    unsigned_sentence,
)
from sheets_templates.reading.parse_nearest import folded, nearest
from sheets_templates.reading.parse_partners import read_partner_dates, read_partners
from sheets_templates.reading.parse_people import read_people, read_schools, same_names
from sheets_templates.reading.parse_requests import read_requests
from sheets_templates.reading.parse_rooms import check_rooms
from sheets_templates.reading.parse_rows import Sheet, read_sheet
from sheets_templates.reading.parse_structures import read_structures
from sheets_templates.reading.parse_teams import Known as KnownToTeams
from sheets_templates.reading.parse_teams import read_gates, read_teams
from sheets_templates.reading.parse_timetable import (
    check_bells_ring,
    letters_by_school,
    read_subjects,
    read_timetable,
    without_a_row,
)
from sheets_templates.reading.parse_wishes import (
    read_availability,
    read_blackouts,
    read_preferences,
)
from sheets_templates.vocabulary.table import Grid, Tab, Tabs

ZONE = "America/New_York"


def read_district(tabs: Tabs, *, structures: Iterable[str] = ()) -> District:
    """Read the whole input; without `structures` their names are not checked.

    Raises:
        InputError: with every fault of every tab, in the order of the tabs.
    """
    faults = Faults()
    forms = {name: grid for name, grid in tabs.items() if is_form(name)}
    tabs = {
        name: grid for name, grid in tabs.items() if name not in (*forms, FAULTS.name, README.name)
    }
    grids = _match_tabs(tabs, faults, answered=bool(forms))
    sheets = {
        tab.name: read_sheet(tab, number, grids[tab.name], faults)
        if tab.name in grids
        else Sheet(tab=tab, number=number, there=False, known=False)
        for number, tab in enumerate(INPUT_TABS)
    }
    known = {folded(tab.name) for tab in INPUT_TABS}
    strangers = [name for name in tabs if folded(name) not in known]
    district = _build(sheets, grids, strangers, frozenset(structures), forms=forms, faults=faults)
    faults.raise_if_any()
    return district


def _match_tabs(tabs: Tabs, faults: Faults, *, answered: bool) -> dict[str, Grid]:
    """Declared tab name -> grid; names are compared without case, spaces and signs.

    `answered` tells that forms stand in for the Availability tab.
    """
    by_fold = {folded(name): grid for name, grid in tabs.items()}
    _check_no_tab_twice(tabs, faults)
    found = {
        tab.name: by_fold[folded(tab.name)] for tab in INPUT_TABS if folded(tab.name) in by_fold
    }
    known = {folded(tab.name) for tab in INPUT_TABS}
    strangers = [name for name in tabs if folded(name) not in known]
    for number, tab in enumerate(INPUT_TABS):
        if tab.name in found:
            continue
        sheet = Sheet(tab=tab, number=number, there=False, known=False)
        needed = _is_needed(tab, found) and not (answered and tab is AVAILABILITY)
        likely = [name for name in strangers if needed or _has_headers_of(tab, tabs[name])]
        renamed = nearest(tab.name, likely)
        place = sheet.place()
        if renamed:
            what = f"There is a tab '{renamed}' but no tab '{tab.name}'"
            faults.add(place, what, f"Rename it to {tab.name}")
        elif needed:
            what = f"There is no tab '{tab.name}'"
            faults.add(place, what, f"Add a tab {tab.name}: {tab.purpose}")
    return found


def _is_needed(tab: Tab, found: Collection[str]) -> bool:
    """Whether nothing can be scheduled without a tab, given the tabs that are there."""
    if tab.default or tab.instead in found:
        return False
    if tab is COHORTS:
        return TEAMS.name not in found
    if tab is AVAILABILITY and COHORTS.name not in found:
        # Series alone meet in working hours: a year of them is laid out before any timetable.
        return SERIES.name not in found
    return True


def _has_headers_of(tab: Tab, grid: Grid) -> bool:
    """Whether a tab of another name holds what belongs into this one, going by its headers."""
    headers = {folded(str(cell.value)) for cell in grid[0]} if grid else set()
    required = [column.header for column in tab.columns if column.required]
    return sum(folded(header) in headers for header in required) * 2 >= len(required)


def _check_no_tab_twice(tabs: Tabs, faults: Faults) -> None:
    for number, tab in enumerate(INPUT_TABS):
        names = [name for name in tabs if folded(name) == folded(tab.name)]
        if len(names) > 1:
            place = Sheet(tab=tab, number=number, there=True, known=True).place()
            what = f"Two tabs are {tab.name}: '{names[0]}' and '{names[1]}'"
            faults.add(place, what, "Keep one of them")


def _build(
    sheets: Mapping[str, Sheet],
    grids: Mapping[str, Grid],
    strangers: Sequence[str],
    structures: Collection[str],
    *,
    forms: Tabs,
    faults: Faults,
) -> District:
    settings = read_settings(sheets["Settings"], grids.get("Settings", ()), faults)
    bell_rows, said_of_bells = read_bells(sheets["BellSchedules"], faults)
    schools, said_of_schools = read_schools(
        sheets["Schools"], sheets["People"], sheets["BellSchedules"], faults
    )
    known_schools = schools if sheets["Schools"].known or not sheets["Schools"].there else None
    all_people = read_people(sheets["People"], known_schools, faults)
    people = all_people if sheets["People"].known else None
    year, said_of_year = read_year(
        settings.first,
        settings.last,
        sheets["DayCalendar"],
        sheets["Cohorts"],
        settings.zone or ZONE,
    )
    bells = blocks_by_variant(bell_rows) if sheets["BellSchedules"].known else None
    days = read_days(
        sheets["DayCalendar"],
        schools=schools,
        schools_known=known_schools is not None,
        bells=bells,
        year=year,
        faults=faults,
    )
    lessons = read_timetable(
        sheets["Timetable"],
        people=people,
        schools=schools,
        bells=bells,
        subjects=read_subjects(sheets["Courses"], faults),
        faults=faults,
    )
    if people is not None:
        _check_the_letters(sheets, days, lessons, people, faults)
        check_bells_ring(sheets, lessons, people, schools, faults)
    own = read_structures(sheets["Structures"], sheets["StructureSteps"], faults)
    structures = {*structures, *own} if structures else structures
    limits = replace(read_limits(sheets["Contract"], faults), weights=settings.weights)
    travel, said_of_travel = read_travel(sheets["Travel"], known_schools, faults)
    cohorts = read_cohorts(
        sheets["Cohorts"], people=people, structures=structures, year=year, faults=faults
    )
    cohorts += read_teams(
        sheets["Teams"],
        sheets["Units"],
        KnownToTeams(people=people, schools=known_schools, structures=structures, year=year),
        practices=sheets["Practices"],
        taken=cohorts,
        faults=faults,
    )
    known_cohorts = all(sheets[tab].known or not sheets[tab].there for tab in ("Cohorts", "Teams"))
    cohorts = with_own_weeks(sheets["CyclePlan"], cohorts, known=known_cohorts, faults=faults)
    series = read_series(
        sheets["Series"],
        people=people,
        schools=known_schools,
        structures=structures,
        year=year,
        faults=faults,
    )
    typed = read_availability(sheets["Availability"], people, year, faults)
    about = KnownToForms(people=people, schools=schools, bells=bell_rows, typed=typed)
    ticked, said_of_forms = read_forms(forms, about, number=len(INPUT_TABS), faults=faults)
    check_rooms(
        sheets["Rooms"],
        sheets["Timetable"],
        (sheets["Series"], "rooms"),
        (sheets["Blackouts"], "room"),
        faults=faults,
    )
    preferences, said_of_nevers = read_preferences(sheets["Preferences"], people, bells, faults)
    requests, said_of_requests = read_requests(
        sheets["Requests"], people, cohorts, year, faults=faults
    )
    _check_there_is_work(sheets, faults)
    return District(
        name=settings.name or _name_of(schools),
        year=year,
        schools=schools,
        people=all_people,
        cohorts=cohorts,
        series=series,
        bells=bell_rows,
        days=days,
        timetable=lessons,
        availability=typed + ticked,
        blackouts=read_blackouts(
            sheets["Blackouts"], people, known_schools, bells, year, faults=faults
        ),
        preferences=preferences,
        requests=requests,
        travel=travel,
        gates=read_gates(sheets["Gates"], known_schools, faults),
        partners=read_partners(sheets["Partners"]),
        partner_dates=read_partner_dates(
            sheets["PartnerDates"],
            people=people,
            series=series,
            series_known=sheets["Series"].known or not sheets["Series"].there,
            year=year,
            faults=faults,
        ),
        engagement=settings.engagement,
        limits=limits,
        habits=settings.habits,
        assumptions=(
            *_not_read(strangers),
            *said_of_schools,
            *same_names(all_people),
            *said_of_year,
            *said_of_bells,
            *said_of_forms,
            *said_of_nevers,
            *said_of_requests,
            *_defaults_used(sheets),
            *without_a_row(lessons, all_people, settings.habits.rowless),
            *said_of_travel,
            *unsigned_sentence(limits),
        ),
    )


def _name_of(schools: Mapping[SchoolId, School]) -> str:
    return next(iter(schools.values())).name if len(schools) == 1 else "The district"


def _check_there_is_work(sheets: Mapping[str, Sheet], faults: Faults) -> None:
    cohorts, others = sheets["Cohorts"], (sheets["Series"], sheets["Teams"])
    if cohorts.known and not cohorts.rows and not any(other.rows for other in others):
        what = "There is nothing to schedule: no cohort, and no series"
        faults.add(
            cohorts.place(1), what, "Add a row for a cohort: its coach, first week and members"
        )


def _check_the_letters(
    sheets: Mapping[str, Sheet],
    days: tuple[CalendarDay, ...],
    lessons: tuple[Lesson, ...],
    people: Mapping[PersonId, Person],
    faults: Faults,
) -> None:
    calendar, timetable = sheets["DayCalendar"], sheets["Timetable"]
    letters_of = letters_by_school(lessons, people)
    by_letter = {school: used for school, used in letters_of.items() if "" not in used}
    if calendar.there:
        check_letters(calendar, days, letters_of=letters_of, faults=faults)
        for school in by_letter:
            missing = weekdays_without_row(days, school)
            if missing:
                what = (
                    f"{missing[0]} and {len(missing) - 1} more weekdays have no row, but the timetable "
                    f"of {school} goes by letters"
                )
                fix = "Add a row for each of them: its letter, or holiday"
                faults.add(calendar.place(), what, fix)
    elif by_letter and timetable.rows:
        used = ", ".join(sorted(next(iter(by_letter.values()))))
        what = f"The timetable goes by letters ({used}), but there is no DayCalendar tab"
        fix = "Add a DayCalendar tab with the letter of each date, or leave the letters empty"
        faults.add(timetable.rows[0].place("letter"), what, fix)


def _not_read(strangers: Sequence[str]) -> tuple[str, ...]:
    """A tab of another name may be a wrongly spelled one, so somebody has to hear of it."""
    return tuple(f"'{name}' is not one of the tabs we know and is not read." for name in strangers)


def _defaults_used(sheets: Mapping[str, Sheet]) -> tuple[str, ...]:
    """The sentence of each tab that is not there; tabs whose sentence says more are left to it, and what
    concerns partners or a district's own structures and teams is told where they are used."""
    told_elsewhere = {"Schools", "Contract", "Requests", "Partners", "PartnerDates"}
    told_elsewhere |= {tab.name for tab in (*STRUCTURE_TABS, *CYCLE_INPUTS)}
    return tuple(
        sheet.tab.default
        for name, sheet in sheets.items()
        if not sheet.there and sheet.tab.default and name not in told_elsewhere
    )
