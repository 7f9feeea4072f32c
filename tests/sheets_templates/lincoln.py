"""A whole small district as tabs of texts: one school with bells and letters, a coach, four teachers.

Each test spoils one thing of it.
"""

from collections.abc import Mapping, Sequence

from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import CellValue, Grid, Tabs

Table = list[list[CellValue]]


def table(text: str) -> Table:
    """Rows of a text: a line a row, cells with | between."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def tables() -> dict[str, Table]:
    return {
        "People": table("""
            person_id | name         | email         | role    | school_id | subject | consent
            c1        | Ana Ruiz     | ana@x.org     | coach   | LMS       | Math    |
            007       | Maria Lopez  | maria@x.org   | teacher | LMS       | Math    | volunteered
            t2        | James Chen   | james@x.org   | teacher | LMS       | Math    | volunteered
            t3        | Priya Patel  | priya@x.org   | teacher | LMS       | Math    | assigned
            t4        | Sarah Kim    | sarah@x.org   | teacher | LMS       | Science | paused
        """),
        "Cohorts": table("""
            cohort_id | structure | coach | topic   | pd_day     | start_week | status | members
            A         | clc       | c1    | Fractions | 2027-01-08 | 1/11/2027  | active | 7; t2; t3
        """),
        "Availability": table("""
            person_id | weekday | date | from    | to      | offer | subject
            c1        | Mon-Fri |      | 7:30 AM | 3:30 PM | free  |
        """),
        "Schools": table("""
            school_id | name           | bell_set
            LMS       | Lincoln Middle | lincoln
        """),
        "BellSchedules": table("""
            bell_set | variant | block   | start    | end      | kind
            lincoln  | regular | 1       | 8:00 AM  | 8:50 AM  | teach
            lincoln  | regular | 2       | 8:55 AM  | 9:45 AM  | teach
            lincoln  | regular | 3       | 11:00 AM | 12:30 PM | teach
            lincoln  | regular | Lunch   | 11:00 AM | 11:30 AM | lunch
            lincoln  | regular | day     | 7:30 AM  | 3:30 PM  | contract
            lincoln  | early release | 1 | 8:00 AM  | 8:30 AM  | teach
            lincoln  | early release | 2 | 8:35 AM  | 9:05 AM  | teach
        """),
        "DayCalendar": table("""
            date       | school_id | day_type | letter | variant
            2027-01-04 | ALL       | school   | A      |
            2027-01-05 | ALL       | school   | B      |
            2027-01-06 | ALL       | school   | A      |
            2027-01-07 | ALL       | school   | B      |
            2027-01-08 | ALL       | pd       |        |
            2027-01-11 | ALL       | school   | A      | early release
            2027-01-12 | ALL       | holiday  |        |
        """),
        "Timetable": table("""
            person_id | letter | block | activity | course   | room
            7         | A      | 1     | teach    | Math 6   | 12
            7         | A      | 2     | prep     |          |
            007       | B      | 1     | teach    | Math 6   | 12
            t2        | A      | 2     | teach    | Math 7   | 14
            t2        | B      | 2     | teach    | Math 7   | 14
            t3        | A      | Lunch | lunch    |          |
        """),
        "Settings": table("""
            key               | value
            district_name     | Lincoln County
            zone              | America/Chicago
            school_year_first | 2026-08-17
            school_year_last  | 6/4/2027
        """),
    }


def as_tabs(filled: Mapping[str, Sequence[Sequence[CellValue]]]) -> Tabs:
    return {name: grid_of(name, rows) for name, rows in filled.items()}


def lincoln(**changed: Table) -> Tabs:
    """The district's tabs, with whole tabs replaced."""
    return as_tabs({**tables(), **changed})


def without(*names: str) -> Tabs:
    return {name: grid for name, grid in lincoln().items() if name not in names}


def edited(address: str, value: CellValue) -> Tabs:
    """The district's tabs with one cell typed over, like `People!C3`."""
    tab, _, cell = address.partition("!")
    changed = tables()
    row, column = int(cell[1:]) - 1, ord(cell[0]) - ord("A")
    while len(changed[tab]) <= row:
        changed[tab].append([""] * len(changed[tab][0]))
    changed[tab][row][column] = value
    return as_tabs(changed)


def row_added(tab: str, text: str) -> Tabs:
    """The district's tabs with one more row at the end of a tab."""
    changed = tables()
    changed[tab] += table(text)
    return as_tabs(changed)


def last_row(tab: str) -> int:
    """The number, counted as on the sheet, of the row `row_added` adds."""
    return len(tables()[tab]) + 1


def cell_replaced(tabs: Tabs, tab: str, row: int, column: int, **new: object) -> Tabs:
    """The tabs with one cell of any kind (a formula, an error) put in; row and column from 0."""
    from dataclasses import replace

    grid = [list(cells) for cells in tabs[tab]]
    grid[row][column] = replace(grid[row][column], **new)  # type: ignore[arg-type]  # any field
    changed: Grid = tuple(tuple(cells) for cells in grid)
    return {**tabs, tab: changed}
