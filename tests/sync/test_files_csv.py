"""CSV files as schools save them are read; what is none is named with its line."""

import csv
import io
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InputError
from sheets_templates.inputs.small import small_rows
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.grid import rows_of
from sheets_templates.vocabulary.table import CellKind, CellValue
from sync.files.csv_text import UnusableFile, as_csv_text, parse_csv
from sync.files.tabs import read_files, read_folder, write_folder

JANUARY = date(2027, 1, 11)


def values(data: bytes) -> list[list[object]]:
    return [
        [cell.value for cell in row] for row in parse_csv(data, tab="People", file="people.csv")
    ]


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnusableFile) as caught:
        parse_csv(data, tab="People", file="people.csv")
    return caught.value.fault.where, caught.value.fault.what


@pytest.mark.proves("I2")
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_delimiter_newline_and_mark_gives_the_same_cells(
    delimiter: str, newline: str, mark: bytes
) -> None:
    text = newline.join((delimiter.join(("person_id", "name")), delimiter.join(("007", "Ana"))))

    assert values(mark + text.encode()) == [["person_id", "name"], ["007", "Ana"]]


def test_a_cell_knows_its_address() -> None:
    grid = parse_csv(b"person_id,name\n7,Ana\n", tab="People", file="people.csv")

    assert grid[1][1].where == "People!B2"


@pytest.mark.proves("I1")
def test_a_file_that_is_not_utf_8_is_named_with_line_and_byte() -> None:
    where, what = refusal("person_id,name\n7,Ana\n8,Jos\u00e9 Ru\u00edz\n".encode("latin-1"))

    assert where == "people.csv, line 3"
    assert "not UTF-8" in what
    assert "byte 27 (in '8,José Ruíz')" in what


@pytest.mark.proves("I1")
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_utf_16_file_is_named(encoding: str) -> None:
    assert "UTF-16" in refusal("person_id,name\n7,Ana\n".encode(encoding))[1]


@pytest.mark.proves("I1")
def test_a_nul_character_is_named_with_its_line() -> None:
    assert refusal(b"person_id,name\n7,Ana\n8,B\0b\n")[0] == "people.csv, line 3"


@pytest.mark.proves("I2")
@pytest.mark.parametrize("length", [50_001, 200_000])
def test_a_cell_longer_than_a_sheet_holds_is_named_with_its_line(length: int) -> None:
    where, what = refusal(b"person_id,name\n7," + b"x" * length + b"\n")

    assert where == "people.csv, line 2"
    assert "50,000 characters" in what


@pytest.mark.proves("I2")
def test_a_quotation_mark_left_open_is_named() -> None:
    assert "quotation marks" in refusal(b'person_id,name\n7,"Ana\n')[1]


@pytest.mark.proves("I2")
def test_more_rows_than_a_school_has_are_refused() -> None:
    assert "more than 20,000 rows" in refusal(b"person_id\n" + b"7\n" * 20_000)[1]


@pytest.mark.proves("I2")
def test_a_file_with_a_10_mb_cell_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "People.csv").write_bytes(b"person_id,name\n7," + b"x" * 10_000_000)

    with pytest.raises(InputError, match=r"10\.0 MB; at most 5 MB"):
        read_folder(tmp_path)


@pytest.mark.proves("I1")
def test_newlines_of_several_kinds_in_one_file_each_end_a_row() -> None:
    assert values(b"person_id,name\r\n1,Ana\n2,Bo\r3,Cy") == [
        ["person_id", "name"],
        ["1", "Ana"],
        ["2", "Bo"],
        ["3", "Cy"],
    ]


@pytest.mark.proves("I2")
def test_a_lone_return_inside_quotes_stays_in_its_cell() -> None:
    assert values(b'person_id;name\r1;"Ana\rRuiz"\r2;Bo')[1:] == [["1", "Ana\rRuiz"], ["2", "Bo"]]


@pytest.mark.proves("I2")
def test_rows_of_different_lengths_are_read() -> None:
    assert values(b"person_id,name,email\n7\n8,Ana,a@x.org,more\n") == [
        ["person_id", "name", "email"],
        ["7"],
        ["8", "Ana", "a@x.org", "more"],
    ]


def test_a_formula_and_an_error_in_a_file_are_not_taken_for_text() -> None:
    row = parse_csv(b"a,b,c,d\n=B1&C1,#REF!,'=1+1,#1 fan\n", tab="People", file="p.csv")[1]

    assert [cell.kind for cell in row] == [
        CellKind.FORMULA,
        CellKind.ERROR,
        CellKind.TEXT,
        CellKind.TEXT,
    ]
    assert row[2].value == "=1+1"


@pytest.mark.proves("S10")
@given(st.characters(codec="utf-8"), st.text(max_size=5))
def test_no_text_is_written_so_that_a_spreadsheet_runs_it(first: str, rest: str) -> None:
    written = as_csv_text(first + rest)

    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.proves("S10")
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("=+-@'\n"),
        min_size=1,
        max_size=20,
    ).filter(lambda text: text.strip() and not text.startswith(("#", "'")))
)
def test_what_is_written_is_read_back(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["name"], [as_csv_text(text)]])

    assert values(out.getvalue().encode())[1] == [text]


def test_values_are_written_as_a_person_types_them() -> None:
    moment = datetime(2027, 1, 5, 8, 0)  # noqa: DTZ001 - wall time, as a cell holds it
    shown: list[CellValue] = [True, date(2027, 1, 5), time(13, 5), moment, 7.0, 1.5, None, "x"]

    assert [as_csv_text(value) for value in shown] == [
        "yes",
        "2027-01-05",
        "1:05 PM",
        "2027-01-05 8:00 AM",
        "7",
        "1.5",
        "",
        "x",
    ]


@pytest.mark.proves("F-1")
def test_a_folder_of_files_is_the_small_district(tmp_path: Path) -> None:
    write_folder(tmp_path, small_rows(JANUARY))

    district = read_district(read_folder(tmp_path))

    assert len(district.people) == 9
    assert len(district.cohorts[0].members) == 8


def test_file_names_find_their_tab_in_any_case(tmp_path: Path) -> None:
    for path in write_folder(tmp_path, small_rows(JANUARY)):
        path.rename(tmp_path / path.name.lower())
    (tmp_path / "notes.txt").write_text("no table")

    assert sorted(rows_of(read_folder(tmp_path))) == ["Availability", "Cohorts", "People"]


def test_two_files_for_one_tab_are_refused(tmp_path: Path) -> None:
    for name in ("BellSchedules.csv", "bell schedules.csv"):
        (tmp_path / name).write_text("bell_set\n")

    with pytest.raises(InputError, match="Two files are the tab BellSchedules"):
        read_folder(tmp_path)


def test_every_unreadable_file_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "People.csv").write_bytes(b"name\nJos\xe9\n")
    (tmp_path / "Cohorts.csv").write_bytes("name\n".encode("utf-16"))

    with pytest.raises(InputError) as caught:
        read_folder(tmp_path)

    assert [fault.where for fault in caught.value.faults] == [
        "Cohorts.csv, line 1",
        "People.csv, line 2",
    ]


@pytest.mark.parametrize("name", ["", "missing", "People.ods"])
def test_a_path_without_tables_is_refused_with_a_way_on(tmp_path: Path, name: str) -> None:
    if name.endswith(".ods"):
        (tmp_path / name).write_bytes(b"x")

    with pytest.raises(InputError) as caught:
        read_files(tmp_path / name)

    assert caught.value.faults[0].fix


@pytest.mark.proves("F-2", "I8")
def test_faults_of_several_files_come_together_and_nothing_is_written(tmp_path: Path) -> None:
    rows = small_rows(JANUARY)
    rows["People"][2][2] = "no address"
    rows["Cohorts"][1][2] = "c9"
    rows["Availability"][3][3] = "25:00"
    write_folder(tmp_path, rows)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*")}

    with pytest.raises(InputError) as caught:
        read_district(read_files(tmp_path))

    assert [fault.where for fault in caught.value.faults] == [
        "People!C3",
        "Cohorts!C2",
        "Availability!D4",
    ]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*")} == before
