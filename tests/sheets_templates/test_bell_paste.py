"""Bell schedules as schools publish them become rows of BellSchedules, and what is odd is told."""

import csv
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import Fault, InputError
from sheets_templates.inputs.inputs_school import BELL_SCHEDULES
from sheets_templates.pasting.bell_paste import PastedBells, pasted_tabs, read_pasted_bells
from sheets_templates.pasting.master_schedule import import_master_schedule
from sheets_templates.reading.bell_words import block_named, spans, variant_named
from sheets_templates.reading.parse_bells import read_bells
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_rows import read_sheet
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import CellValue, Grid
from sync.files.csv_text import parse_csv, read_csv
from tests.house import ROOT

DATA = ROOT / "tests" / "data"
Row = tuple[str, str, str, time | None, time | None, str]


def pasted(text: str, bell_set: str = "lincoln") -> PastedBells:
    return read_pasted_bells(
        parse_csv(text.encode(), tab="Bells", file="bells.txt"), bell_set=bell_set, file="bells.txt"
    )


def rows(text: str, bell_set: str = "lincoln") -> list[str]:
    """The rows in words: 'regular 1 8:05-8:52 teach'."""
    return [said(row) for row in pasted(text, bell_set).rows]


def said(row: dict[str, CellValue] | object) -> str:
    assert isinstance(row, dict)
    start, end = (
        f"{one.hour}:{one:%M}" if isinstance(one, time) else "?"
        for one in (row["start"], row["end"])
    )
    return f"{row['variant']} {row['block']} {start}-{end} {row['kind']}"


def test_a_column_for_each_kind_of_day() -> None:
    text = """\
Period,Regular,Early Release (Wednesdays),2-Hour Delay
Period 1,8:05 - 8:52,8:05 - 8:40,10:05 - 10:40
2nd Period,8:56 AM–9:43 AM,8:44–9:19,10:44–11:19
Lunch,11:30-12:00,—,12:00-12:30
P3,12:05-12:52,9:23-9:58,12:35-1:10
"""
    assert rows(text) == [
        "regular 1 8:05-8:52 teach",
        "early release 1 8:05-8:40 teach",
        "two-hour delay 1 10:05-10:40 teach",
        "regular 2 8:56-9:43 teach",
        "early release 2 8:44-9:19 teach",
        "two-hour delay 2 10:44-11:19 teach",
        "regular Lunch 11:30-12:00 lunch",
        "two-hour delay Lunch 12:00-12:30 lunch",
        "regular 3 12:05-12:52 teach",
        "early release 3 9:23-9:58 teach",
        "two-hour delay 3 12:35-13:10 teach",
    ]


def test_columns_of_start_and_end() -> None:
    text = "Block;Start;End\nA Block;7:40;9:00\nBlock B;9:05;10:25\nRecess;10:25;10:40\nTeacher day;7:05;\n"

    assert rows(text) == [
        "regular A 7:40-9:00 teach",
        "regular B 9:05-10:25 teach",
        "regular Recess 10:25-10:40 duty",
        "regular Teacher day 7:05-? contract",
    ]


def test_starts_and_ends_of_several_kinds_of_day() -> None:
    text = """\
Period\tRegular Start\tRegular End\tAssembly Start\tAssembly End
1\t8:00 AM\t8:50 AM\t8:00 AM\t8:40 AM
6\t1:00 PM\t1:50 PM\t\t
"""
    assert rows(text) == [
        "regular 1 8:00-8:50 teach",
        "assembly 1 8:00-8:40 teach",
        "regular 6 13:00-13:50 teach",
    ]


def test_plain_lines_below_headings() -> None:
    text = """\
Lincoln Middle School
Regular Bell Schedule
Period 1: 8:05 - 8:52
1:05-1:52 PM Period 6
Early Release
Period 1 ...... 8:05 to 8:35
First Lunch 11:00 - noon
"""
    found = pasted(text)

    assert [said(row) for row in found.rows] == [
        "regular 1 8:05-8:52 teach",
        "regular 6 13:05-13:52 teach",
        "early release 1 8:05-8:35 teach",
        "early release Lunch 1 11:00-12:00 lunch",
    ]
    assert "Not understood and left out: Lincoln Middle School" in found.notes
    assert any("12:00 to 5:59 the afternoon" in note for note in found.notes)


def test_lunches_that_split_a_block_leave_it_whole() -> None:
    text = """\
Block 2: 9:05-10:25
3rd Block (A Lunch): Lunch 11:15-11:39, Class 11:42-1:00
3rd Block (B Lunch): Class 11:15-11:39; Lunch 11:42-12:06; Class 12:09-1:00
Block 4: 1:05-2:25
"""
    assert [line.replace('"', "") for line in rows(f'"{text}"'.replace('"', ""))] == [
        "regular 2 9:05-10:25 teach",
        "regular Lunch A 11:15-11:39 lunch",
        "regular 3 11:15-13:00 teach",
        "regular Lunch B 11:42-12:06 lunch",
        "regular 4 13:05-14:25 teach",
    ]
    assert any("taken as one, 11:15 AM to 1:00 PM" in note for note in pasted(text).notes)


def test_everything_that_cannot_be_right_is_told_at_once() -> None:
    text = """\
Period,Regular
1,8:00-8:50
2,8:40-9:30
3,9:75-10:20
4,ten to eleven
5,13:00-12:10
"""
    with pytest.raises(InputError) as error:
        pasted(text)

    told = {fault.where: fault.what for fault in error.value.faults}
    assert set(told) == {"Bells!B3", "Bells!B4", "Bells!B6"}
    assert "Block 2 (8:40 AM) starts before block 1" in told["Bells!B3"]
    assert "no times of a day" in told["Bells!B4"]
    assert "ends at 12:10 PM, before it starts" in told["Bells!B6"]
    assert all("BellSchedules!" not in fault.fix for fault in error.value.faults)


@pytest.mark.parametrize("text", ["", "Dear families,\nsee you soon!\n", "Period,Regular\n1,\n"])
def test_a_text_without_bells_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no line with a block and its times"):
        pasted(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("8:05-8:52", "8:05 8:52"),
        ("8:05 AM–8:52 AM", "8:05 8:52"),
        ("11:30 - 12:15 PM", "11:30 12:15"),
        ("12:40 – 1:30", "12:40 13:30"),
        ("1:05-1:52 p.m.", "13:05 13:52"),
        ("10:30 am to noon", "10:30 12:00"),
        ("8 AM - 9 AM", "8:00 9:00"),
        ("13:05-13:50", "13:05 13:50"),
        ("8.05 - 8.52", "8:05 8:52"),
        ("5:30 - 7:00", "17:30 19:00"),
        ("11:45 - 11:20", "11:45 11:20"),
    ],
)
def test_a_range_is_read_as_it_is_meant(text: str, wanted: str) -> None:
    ((_, span),) = spans(text)

    assert span is not None
    assert span.start is not None
    assert span.end is not None
    assert f"{span.start.hour}:{span.start:%M} {span.end.hour}:{span.end:%M}" == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *(
            ("Period 3", "3"),
            ("3rd Period", "3"),
            ("P3", "3"),
            ("Hour 3", "3"),
            ("third period", "3"),
        ),
        *(("Block A", "A"), ("a block", "A"), ("C", "C"), ("PE", "PE"), ("Advisory", "Advisory")),
        *(("A Lunch", "Lunch A"), ("Lunch C", "Lunch C"), ("1st Lunch", "Lunch 1")),
    ],
)
def test_a_block_is_called_as_the_timetable_calls_it(text: str, wanted: str) -> None:
    assert block_named(text)[0] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *(("Regular Bell Schedule", "regular"), ("Early Dismissal", "early release")),
        *(("2 hr delay", "two-hour delay"), ("Wednesday Schedule", "wednesday")),
        *(("Early Out", "early out"), ("A Day", "a day"), ("Lincoln Middle School", "")),
    ],
)
def test_a_heading_names_a_kind_of_day(text: str, wanted: str) -> None:
    assert variant_named(text) == wanted


def published() -> dict[str, list[dict[str, str]]]:
    """The real bell sets, by name."""
    sets: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with (DATA / "bells.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sets[row["bell_set"]].append(row)
    return sets


def as_columns(found: list[dict[str, str]]) -> str:
    """As a school prints it: a row a block, a column a kind of day, no AM or PM."""
    variants = list(dict.fromkeys(row["variant"] for row in found))
    blocks = list(dict.fromkeys(row["block"] for row in found))
    at = {(row["block"], row["variant"]): row for row in found}
    lines = [f"Period,{','.join(variants)}"]
    for block in blocks:
        cells = [at.get((block, variant)) for variant in variants]
        shown = [f"{bare(cell['start'])} - {bare(cell['end'])}" if cell else "" for cell in cells]
        lines.append(f"{block},{','.join(shown)}")
    return "\n".join(lines)


def as_starts_and_ends(found: list[dict[str, str]]) -> str:
    lines = []
    for variant in dict.fromkeys(row["variant"] for row in found):
        lines += [variant.title(), "Block,Begins,Ends"]
        lines += [
            f"{row['block']},{row['start']},{row['end']}"
            for row in found
            if row["variant"] == variant
        ]
    return "\n".join(lines)


def as_lines(found: list[dict[str, str]]) -> str:
    lines = []
    for variant in dict.fromkeys(row["variant"] for row in found):
        lines.append(f"{variant.upper()} SCHEDULE")
        for row in found:
            if row["variant"] == variant:
                name = f"Period {row['block']}" if row["block"].isdigit() else row["block"]
                lines.append(f"{name}    {row['start']} – {row['end']}")
    return "\n".join(lines)


def bare(text: str) -> str:
    return text.removesuffix(" AM").removesuffix(" PM")


def rung(found: PastedBells) -> set[tuple[object, ...]]:
    return {
        (row["variant"], row["block"], row["start"], row["end"], row["kind"]) for row in found.rows
    }


def meant(bell_set: str) -> set[tuple[object, ...]]:
    """What the tidy file says of a bell set; what 'Options' is for cannot be told from its name."""
    faults = Faults()
    bells, _ = read_bells(
        read_sheet(BELL_SCHEDULES, 0, read_csv(DATA / "bells.csv", "BellSchedules"), faults), faults
    )
    return {
        (
            bell.variant,
            bell.block,
            bell.start,
            bell.end,
            "teach" if bell.block == "Options" else bell.kind,
        )
        for bell in bells
        if bell.bell_set == bell_set
    }


@pytest.mark.parametrize("shape", [as_columns, as_starts_and_ends, as_lines])
@pytest.mark.parametrize("bell_set", ["dinwiddie-hs", "eahs", "ophir-6-8", "day-school-8"])
def test_each_real_bell_schedule_comes_back_as_it_is(
    bell_set: str, shape: Callable[[list[dict[str, str]]], str]
) -> None:
    whole = [row for row in published()[bell_set] if row["end"]]

    assert rung(pasted(shape(whole), bell_set)) == meant(bell_set)


def lessons(name: str) -> Grid:
    return read_csv(Path(DATA / "timetables" / f"{name}.csv"), name)


@pytest.mark.proves("F-15")
@pytest.mark.parametrize("name", ["BGHS98", "SAHS96", "FinlandSecondary06"])
def test_a_timetable_meets_pasted_bells_as_it_meets_the_tidy_ones(name: str) -> None:
    about: dict[str, Any] = {
        "bell_set": "day-school-8",
        "school": "School",
        "first_day": date(2026, 8, 31),
        "last_day": date(2027, 6, 4),
    }
    bells = pasted_tabs(pasted(as_columns(published()["day-school-8"]), "day-school-8"))
    tidy, said_of_tidy = import_master_schedule(
        lessons(name), read_csv(DATA / "bells.csv", "b"), **about
    )
    own, said_of_own = import_master_schedule(lessons(name), bells["BellSchedules"], **about)

    assert said_of_own == said_of_tidy
    assert {name: grid for name, grid in own.items() if name != "BellSchedules"} == {
        name: grid for name, grid in tidy.items() if name != "BellSchedules"
    }


pieces = st.sampled_from(
    [
        *(
            "Period 1",
            "2nd",
            "A",
            "Lunch",
            "B Lunch:",
            "3rd Block (A Lunch)",
            "Class",
            "Early Release",
        ),
        *(
            "8:05 - 8:52",
            "8:05",
            "11:99-12",
            "12:40 – 1:30",
            "noon to 1 PM",
            "25:00-26:00",
            "0:00-0:00",
        ),
        *(
            "Start",
            "End",
            "Regular",
            "Time",
            "Regular Start",
            "Regular End",
            "—",
            "",
            " ",
            ":",
            "\u202e",
        ),
    ]
) | st.text(max_size=6)


@pytest.mark.proves("I2")
@given(st.lists(st.lists(pieces, max_size=5), max_size=6))
def test_whatever_is_pasted_gives_rows_or_faults_with_a_place(lines: list[list[str]]) -> None:
    grid = grid_of("Bells", [list(line) for line in lines])
    faults: Sequence[Fault] = ()
    found = PastedBells(rows=())
    try:
        found = read_pasted_bells(grid, bell_set="x", file="bells.txt")
    except InputError as error:
        faults = error.faults

    assert bool(found.rows) is not bool(faults)
    assert all(fault.where and fault.what and fault.fix for fault in faults)
    assert {row["bell_set"] for row in found.rows} <= {"x"}
