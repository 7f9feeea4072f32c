"""The Coverage workbook (W4) for the sub coordinator: which classes need somebody, by half day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduler.counts.cover_left import CoverLeft
from scheduler.counts.coverage import CoverNeed
from scheduler.district import District
from scheduler.schoolday import SchoolDays
from sheets_templates.vocabulary.charts import Chart, ChartKind
from sheets_templates.vocabulary.columns import our_key
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind, Grid, Tab, Writer

Record = dict[str, CellValue]

OPEN, FILLED, UNFILLED = "open", "filled", "unfilled"

COVERAGE = Tab(
    name="Coverage",
    key="request_id",
    purpose="Classes that need cover, two weeks ahead.",
    columns=(
        Column(header="request_id", kind=ColumnKind.ID, writer=Writer.PROGRAM, hidden=True),
        Column(header="school", writer=Writer.PROGRAM),
        Column(header="date", kind=ColumnKind.DATE, writer=Writer.PROGRAM),
        Column(
            header="half",
            kind=ColumnKind.CHOICE,
            writer=Writer.PROGRAM,
            allowed=("morning", "afternoon"),
        ),
        Column(
            header="substitute",
            kind=ColumnKind.WHOLE_NUMBER,
            writer=Writer.PROGRAM,
            note="Classes of one number can be taken by one person, one after the other.",
        ),
        Column(header="class", writer=Writer.PROGRAM),
        Column(header="teacher", writer=Writer.PROGRAM),
        Column(header="room", kind=ColumnKind.ID, writer=Writer.PROGRAM),
        Column(header="start", kind=ColumnKind.TIME, writer=Writer.PROGRAM),
        Column(header="end", kind=ColumnKind.TIME, writer=Writer.PROGRAM),
        Column(header="reason", writer=Writer.PROGRAM, note="A code such as PD, never a person's."),
        Column(header="needed_by", kind=ColumnKind.DATE, writer=Writer.PROGRAM),
        Column(header="filled_by"),
        Column(
            header="status",
            kind=ColumnKind.CHOICE,
            allowed=(OPEN, FILLED, UNFILLED),
            note="Empty means open.",
        ),
    ),
)

OPEN_COVERAGE = Tab(
    name="OpenCoverage",
    key="span_id",
    purpose="How many classes still need somebody, by the school days left to find one.",
    columns=(
        our_key("span_id"),
        Column(
            header="days_left",
            writer=Writer.PROGRAM,
            note="School days until needed_by; a class of today or later only.",
        ),
        Column(
            header="open",
            kind=ColumnKind.WHOLE_NUMBER,
            writer=Writer.PROGRAM,
            note="Classes nobody has been found for.",
        ),
        Column(header="filled", kind=ColumnKind.WHOLE_NUMBER, writer=Writer.PROGRAM),
        Column(
            header="half_days",
            kind=ColumnKind.WHOLE_NUMBER,
            writer=Writer.PROGRAM,
            note="Substitutes' half days these classes come to.",
        ),
    ),
    charts=(
        Chart(
            kind=ChartKind.STACKED,
            title="Classes to cover, by school days left",
            category="days_left",
            values=("open", "filled"),
            axis="classes",
            says="For each span of days left a bar of the classes that are still open and, on it, of those "
            "somebody was found for. The most urgent stand first.",
        ),
    ),
)

COVERAGE_TABS = (COVERAGE, OPEN_COVERAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the sub coordinator wrote beside a class."""

    status: str = OPEN
    by: str = ""


def coverage_rows(needs: Iterable[CoverNeed], district: District, days: SchoolDays) -> list[Record]:
    """Rows of the Coverage tab, in the order of the needs; what people fill in is not here."""
    return [
        {
            "request_id": need.id,
            "school": district.schools[need.school].name,
            "date": need.day,
            "half": need.half.value,
            "substitute": need.substitute,
            "class": class_words(need),
            "teacher": district.people[need.teacher].name,
            "room": need.room,
            "start": days.local(need.span.start).time().replace(tzinfo=None),
            "end": days.local(need.span.end).time().replace(tzinfo=None),
            "reason": need.reason,
            "needed_by": need.needed_by,
        }
        for need in needs
    ]


def open_coverage_rows(found: Iterable[CoverLeft]) -> list[Record]:
    """Rows of OpenCoverage, the most urgent first."""
    return [
        {
            "span_id": one.left,
            "days_left": one.left,
            "open": one.open,
            "filled": one.filled,
            "half_days": one.half_days,
        }
        for one in found
    ]


def class_words(need: CoverNeed) -> str:
    """Like 'math, block 2'."""
    block = f"block {need.block}" if need.block else ""
    return ", ".join(part for part in (need.subject, block) if part) or "class"


def filled_in(grid: Grid) -> Mapping[str, Filled]:
    """What people wrote, by request; a name without a status means that it is filled."""
    headers = [str(cell.value).strip() for cell in grid[0]] if grid else []
    if not {"request_id", "filled_by", "status"} <= set(headers):
        return {}
    at = {header: headers.index(header) for header in ("request_id", "filled_by", "status")}
    found: dict[str, Filled] = {}
    for row in grid[1:]:
        cells = {
            header: str(row[place].value or "").strip() if place < len(row) else ""
            for header, place in at.items()
        }
        if cells["request_id"]:
            said = cells["status"].casefold()
            by = cells["filled_by"]
            found[cells["request_id"]] = Filled(status=said or (FILLED if by else OPEN), by=by)
    return found
