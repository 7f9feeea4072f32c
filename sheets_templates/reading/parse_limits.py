"""Contract, Settings and Travel rows -> limits, habits and ways between schools."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scheduler.district import Doing, Habits, Limits, School, SchoolId, Travel
from scheduler.engagement import Engagement
from scheduler.limits import MAY_BE_SOFT
from sheets_templates.inputs.inputs_settings import (
    IF_POSSIBLE,
    RULES,
    SETTINGS,
    WEIGHT,
    wish_of,
)
from sheets_templates.reading.parse_cells import Value, read_cell
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_people import known_school
from sheets_templates.reading.parse_rows import Row, Sheet
from sheets_templates.reading.parse_times import Unreadable, is_clock_with_half
from sheets_templates.vocabulary.table import Cell, Grid


def read_limits(sheet: Sheet, faults: Faults) -> Limits:
    """The contract's numbers; a looser one than shipped needs its clause and who signed it."""
    shipped = Limits()
    values: dict[str, int] = {}
    soft: set[str] = set()
    signed: list[tuple[str, str]] = []
    for row in sheet:
        rule, value = row.text("rule"), row.number_of("value")
        if not rule or value is None:
            continue
        if rule in values:
            faults.add(
                row.place("rule"), f"The rule {rule} stands here twice", "Keep one row a rule"
            )
            continue
        values[rule] = value
        if row.text("kept") == IF_POSSIBLE:
            soft.add(rule)
            if rule not in MAY_BE_SOFT:
                what = f"{rule} is always kept; it cannot be a wish"
                faults.add(
                    row.place("kept"), what, f"Leave it empty; {', '.join(MAY_BE_SOFT)} can be"
                )
        clause, signer = row.text("clause_ref"), row.text("signed_off_by")
        if clause and signer:
            signed.append((rule, f"{clause}, {signer}"))
        elif looser := _looser(rule, value, soft):
            missing = "clause_ref" if not clause else "signed_off_by"
            what = f"{rule} = {value} {looser}, and nobody has signed it"
            fix = "Fill in clause_ref and signed_off_by, or keep the shipped number"
            faults.add(row.place(missing), what, fix)
    return replace(
        Limits(**{**_numbers(shipped), **values}),
        signed=tuple(signed),
        soft=frozenset(shipped.soft - values.keys()) | soft,
    )


def _numbers(limits: Limits) -> dict[str, Any]:
    return {rule.name: getattr(limits, rule.name) for rule in RULES}


def _looser(rule: str, value: int, soft: Collection[str]) -> str:
    """In what a row asks more of teachers than what ships; '' in nothing."""
    shipped = Limits()
    if _is_looser(rule, value, getattr(shipped, rule)):
        return f"is looser than the shipped {getattr(shipped, rule)}"
    return "is only a wish here" if rule in soft and rule not in shipped.soft else ""


def _is_looser(rule: str, value: int, shipped: int) -> bool:
    protects = next(known.protects for known in RULES if known.name == rule)
    return value < shipped if protects else value > shipped


def unsigned_sentence(limits: Limits) -> tuple[str, ...]:
    """The sentence that says how many numbers are shipped ones."""
    shipped = Limits()
    own = sum(
        getattr(limits, field.name) != getattr(shipped, field.name)
        for field in fields(Limits)
        if isinstance(field.default, int)
    )
    left = len(RULES) - own
    return (f"{left} of {len(RULES)} contract numbers are the shipped defaults, not yet agreed.",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The Settings tab as read; None where it says nothing."""

    name: str
    zone: str
    first: date | None
    last: date | None
    habits: Habits
    engagement: Engagement
    weights: tuple[tuple[str, int], ...] = ()


def read_settings(sheet: Sheet, grid: Grid, faults: Faults) -> Settings:
    """Each setting is read by its own kind, from the cell beside its key."""
    values: dict[str, Value] = {}
    rows: dict[str, Row] = {}
    cells = {row.number: _value_cell(row, grid) for row in sheet}
    says_half = any(cell is not None and is_clock_with_half(cell) for cell in cells.values())
    for row in sheet:
        key, cell = row.text("key"), cells[row.number]
        if key in rows:
            faults.add(
                row.place("key"), f"The setting {key} stands here twice", "Keep one row a setting"
            )
        elif key and cell is not None and row.has("value"):
            rows[key] = row
            column = next(setting for setting in SETTINGS if setting.header == key)
            try:
                values[key] = read_cell(cell, column, says_half=says_half)
            except Unreadable as fault:
                faults.add(row.place("value"), fault.what, fault.fix)
    _check_settings(values, rows, faults)
    first, last = values.get("school_year_first"), values.get("school_year_last")
    return Settings(
        name=str(values.get("district_name", "")),
        zone=str(values.get("zone", "")),
        first=first if isinstance(first, date) else None,
        last=last if isinstance(last, date) else None,
        habits=_habits(values),
        engagement=Engagement(
            content_area=str(values.get("content_area", "")),
            kind=str(values.get("learning_type", "")),
            cost_band=str(values.get("cost_band", "")),
            context=str(values.get("district_context", "")),
        ),
        weights=tuple(
            (wish_of(key), value)
            for key, value in values.items()
            if key.startswith(WEIGHT) and isinstance(value, int)
        ),
    )


def _value_cell(row: Row, grid: Grid) -> Cell | None:
    column = row.columns.get("value")
    cells = grid[row.number]
    return cells[column] if column is not None and column < len(cells) else None


IN_ORDER = (
    ("school_year_first", "school_year_last"),
    ("day_start", "day_end"),
    ("evening_from", "evening_to"),
)
"""Settings of which the second comes after the first."""


def _check_settings(values: dict[str, Value], rows: Mapping[str, Row], faults: Faults) -> None:
    zone = values.get("zone")
    if isinstance(zone, str):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            del values["zone"]
            fix = "Write one like America/New_York or America/Los_Angeles"
            faults.add(rows["zone"].place("value"), f"'{zone}' is not a time zone", fix)
    for first, last in (
        ("school_year_first", "school_year_last"),
        ("day_start", "day_end"),
        ("evening_from", "evening_to"),
    ):
        one, other = values.get(first), values.get(last)
        reversed_days = isinstance(one, date) and isinstance(other, date) and other <= one
        reversed_times = isinstance(one, time) and isinstance(other, time) and other <= one
        if reversed_days or reversed_times:
            del values[last]
            what = f"{last} ({other}) is not after {first} ({one})"
            faults.add(rows[last].place("value"), what, "Correct one of the two")


HOURS = (
    *("day_start", "day_end", "evening_from", "evening_to"),
    *("publish_at", "quiet_from", "quiet_to"),
)
"""The clock times among the district's habits, called as in its settings."""


def _habits(values: Mapping[str, Value]) -> Habits:
    shipped = Habits()
    times = {
        name: value if isinstance(value := values.get(name), time) else getattr(shipped, name)
        for name in HOURS
    }
    weekday = values.get("publish_weekday")
    rowless = values.get("periods_without_a_row")
    first_day = weekday[0] if isinstance(weekday, tuple) and weekday else shipped.publish_weekday
    return Habits(
        **times,
        rowless=Doing(rowless) if isinstance(rowless, str) else shipped.rowless,
        publish_weekday=first_day if isinstance(first_day, int) else shipped.publish_weekday,
    )


def read_travel(
    sheet: Sheet, schools: Mapping[SchoolId, School] | None, faults: Faults
) -> tuple[tuple[Travel, ...], tuple[str, ...]]:
    """Ways between schools; a way given in one direction only holds for both, which is said."""
    found: dict[tuple[SchoolId, SchoolId], Travel] = {}
    for row in sheet:
        origin = known_school(row, "from", row.text("from"), schools, faults)
        to = known_school(row, "to", row.text("to"), schools, faults)
        minutes = row.number_of("minutes")
        if origin is None or to is None or minutes is None:
            continue
        if (origin, to) in found:
            what = f"The way from {origin} to {to} stands here twice"
            faults.add(row.place("from"), what, "Keep one row a way")
            continue
        buffer = row.number_of("buffer")
        found[origin, to] = Travel(
            origin=origin,
            destination=to,
            minutes=minutes,
            buffer=Limits().travel_buffer if buffer is None else buffer,
        )
    back = [
        Travel(
            origin=way.destination, destination=way.origin, minutes=way.minutes, buffer=way.buffer
        )
        for (origin, to), way in found.items()
        if (to, origin) not in found
    ]
    assumed = (
        (f"{len(back)} ways between schools are given one way and taken to last as long back.",)
        if back
        else ()
    )
    return (*found.values(), *back), assumed
