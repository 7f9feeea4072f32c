"""XLSX files give the same cells as the Sheet would; harmful ones end their own process only."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from scheduler.errors import InputError
from sheets_templates.inputs.small import small_rows
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.table import Cell, CellKind
from sync.files import xlsx_child as files_xlsx_child
from sync.files.tabs import read_files, write_workbook
from sync.files.xlsx import read_xlsx, write_xlsx

JANUARY = date(2027, 1, 11)
HALF_PAST = datetime(2027, 1, 5, 8, 30)  # noqa: DTZ001 - wall time, as a cell holds it


def written(path: Path, value: object, number_format: str = "", **book: object) -> Cell:
    """The cell that comes out when a value was put into a workbook."""
    with xlsxwriter.Workbook(str(path), book) as workbook:
        sheet = workbook.add_worksheet("People")
        look = workbook.add_format({"num_format": number_format}) if number_format else None
        sheet.write(1, 2, value, look)
    return read_xlsx(path)["People"][1][2]


@pytest.mark.proves("F-1")
def test_a_workbook_gives_the_same_district_as_the_folder(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "district.xlsx", small_rows(JANUARY))

    assert len(read_district(read_files(path)).people) == 9


@pytest.mark.parametrize(
    ("value", "look", "kind", "read"),
    [
        ("Ana", "", CellKind.TEXT, "Ana"),
        (7, "", CellKind.NUMBER, 7.0),
        (7, "000", CellKind.NUMBER, 7.0),
        (True, "", CellKind.BOOLEAN, True),
        (date(2027, 1, 5), "yyyy-mm-dd", CellKind.DATE, date(2027, 1, 5)),
        (HALF_PAST, "d/m/yy h:mm", CellKind.MOMENT, HALF_PAST),
        (0.3541666666666667, "h:mm AM/PM", CellKind.TIME, time(8, 30)),
        (timedelta(hours=8, minutes=30), "[h]:mm", CellKind.TIME, time(8, 30)),
    ],
)
def test_a_value_keeps_its_kind(
    tmp_path: Path, value: object, look: str, kind: CellKind, read: object
) -> None:
    cell = written(tmp_path / "one.xlsx", value, look)

    assert (cell.kind, cell.value, cell.where) == (kind, read, "People!C2")


@pytest.mark.proves("T6")
def test_a_workbook_that_counts_days_from_1904_gives_the_same_date(tmp_path: Path) -> None:
    cell = written(tmp_path / "mac.xlsx", date(2027, 1, 5), "yyyy-mm-dd", date_1904=True)

    assert cell.value == date(2027, 1, 5)


@pytest.mark.proves("S5")
def test_a_formula_is_known_from_a_value(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "f.xlsx")) as book:
        sheet = book.add_worksheet("People")
        sheet.write_formula("A1", '="Ana"&"!"', None, "Ana!")
        sheet.write_string("B1", "Ana!")

    formula, plain = read_xlsx(tmp_path / "f.xlsx")["People"][0]

    assert (formula.value, formula.formula) == ("Ana!", True)
    assert (plain.value, plain.formula) == ("Ana!", False)


@pytest.mark.proves("S5")
def test_an_error_value_is_known_from_a_text(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "e.xlsx")) as book:
        book.add_worksheet("People").write_formula("A1", "=A2/0", None, "#DIV/0!")

    (cell,) = read_xlsx(tmp_path / "e.xlsx")["People"][0]

    assert (cell.kind, cell.value, cell.formula) == (CellKind.ERROR, "#DIV/0!", True)


@pytest.mark.proves("S10")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "https://x.org", "007", "{=A1}"])
def test_a_text_is_written_as_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    write_xlsx(tmp_path / "t.xlsx", {"People": [["name"], [text]]})

    cell = read_xlsx(tmp_path / "t.xlsx")["People"][1][0]

    assert (cell.kind, cell.value, cell.formula) == (CellKind.TEXT, text, False)


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_xlsx(path)
    return caught.value.what


@pytest.mark.proves("I5")
def test_a_zip_bomb_is_refused_from_its_directory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"0" * 60_000_000)

    assert "unpacks to 60 MB" in refusal(path)


@pytest.mark.proves("I5")
def test_a_path_out_of_the_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "path.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("../../evil.xml", b"x")

    assert "not packed like a workbook" in refusal(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no more", b"<html>"])
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(data)

    assert "no .xlsx workbook" in refusal(path)


def replaced(path: Path, part: str, data: bytes) -> None:
    """Write the workbook again with one part of the zip replaced."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {**parts, part: data}.items():
            book.writestr(name, content)


@pytest.mark.proves("I5")
def test_macros_are_never_looked_at(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", small_rows(JANUARY))
    before = read_xlsx(path)
    replaced(path, "xl/vbaProject.bin", b"Sub Auto_Open()" * 100)

    assert read_xlsx(path) == before
    with pytest.raises(InputError, match="neither a folder nor an"):
        read_files(path.rename(tmp_path / "x.xlsm"))


@pytest.mark.proves("I5")
def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", small_rows(JANUARY))
    replaced(
        path,
        "xl/worksheets/sheet1.xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
        b"</worksheet>",
    )

    assert "cannot be read as a workbook" in refusal(path)


@pytest.mark.proves("I5")
def test_a_sheet_that_spans_the_whole_grid_ends_its_own_process_only(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("People")
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 1)

    assert refusal(path)


@pytest.mark.proves("I2")
def test_more_rows_than_a_school_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("People")
        for row in range(20_001):
            sheet.write(row, 0, row)

    assert "more than 20,000 rows" in refusal(path)


def test_a_file_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_workbook(tmp_path / "x.xlsx", small_rows(JANUARY))
    monkeypatch.setattr(files_xlsx_child, "MOST_SECONDS", 0.001)

    assert "too long" in refusal(path)
