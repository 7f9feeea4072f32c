"""RAW keeps what was sent; USER_ENTERED keeps what Sheets understands of it."""

from datetime import date

import pytest
from gspread.utils import DateTimeOption

from local_google.sheets_formats import show
from local_google.sheets_parse_entered import parse_entered
from tests.local_google.district import District
from tests.local_google.workbooks import FORMULA, PLAIN, RAW, SHOWN, TYPED_IN, batch, cells, people

TYPED = ["8:30 AM", "2027-02-03", "007", "=1+1"]


@pytest.mark.proves("GS-36", "F-74")
def test_raw_keeps_every_text_as_it_came(district: District) -> None:
    sheet = people(district).create("Week").sheet1

    sheet.update([TYPED], "A1", value_input_option=RAW)

    assert sheet.get("A1:D1") == [TYPED]
    assert sheet.get("A1:D1", value_render_option=PLAIN) == [TYPED]
    assert sheet.get("A1:D1", value_render_option=FORMULA) == [TYPED]


@pytest.mark.proves("GS-36", "F-74")
def test_user_entered_reads_times_dates_numbers_and_formulas(district: District) -> None:
    sheet = people(district).create("Week").sheet1

    sheet.update([TYPED], "A1", value_input_option=TYPED_IN)

    assert sheet.get("A1:D1", value_render_option=SHOWN) == [["8:30 AM", "2027-02-03", "7", "2"]]
    ((time, day, seven, two),) = sheet.get("A1:D1", value_render_option=PLAIN)
    assert time == pytest.approx(8.5 / 24)
    assert (day, seven, two) == (46421, 7, 2)
    assert sheet.get("D1", value_render_option=FORMULA) == [["=1+1"]]


def test_dates_may_be_read_as_texts_beside_plain_numbers(district: District) -> None:
    sheet = people(district).create("Week").sheet1
    sheet.update([TYPED], "A1", value_input_option=TYPED_IN)

    (row,) = sheet.get(
        "A1:D1",
        value_render_option=PLAIN,
        date_time_render_option=DateTimeOption.formatted_string,
    )

    assert row == ["8:30 AM", "2027-02-03", 7, 2]


def test_a_typed_time_and_date_carry_their_formats_in_the_cell(district: District) -> None:
    book = people(district).create("Week")
    book.sheet1.update([TYPED], "A1", value_input_option=TYPED_IN)

    ((time, day, seven, two),) = cells(book, "Sheet1!A1:D1")

    assert time["effectiveFormat"]["numberFormat"] == {"type": "TIME", "pattern": "h:mm am/pm"}
    assert day["effectiveFormat"]["numberFormat"] == {"type": "DATE", "pattern": "yyyy-mm-dd"}
    assert day["formattedValue"] == "2027-02-03"
    assert "userEnteredFormat" not in seven
    assert two["userEnteredValue"] == {"formulaValue": "=1+1"}
    assert two["effectiveValue"] == {"numberValue": 2}


def test_numbers_and_truth_values_are_the_same_both_ways(district: District) -> None:
    sheet = people(district).create("Week").sheet1

    for option in (RAW, TYPED_IN):
        sheet.update([[7, 2.5, True]], "A1", value_input_option=option)
        assert sheet.get("A1:C1", value_render_option=PLAIN) == [[7, 2.5, True]]
        assert sheet.get("A1:C1") == [["7", "2.5", "TRUE"]]


def test_a_plain_text_column_keeps_typed_texts(district: District) -> None:
    book = people(district).create("Week")
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    area = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}
    batch(
        book,
        {"repeatCell": {"range": area, "cell": text, "fields": "userEnteredFormat.numberFormat"}},
    )

    book.sheet1.update([["007", "007"]], "A1", value_input_option=TYPED_IN)

    assert book.sheet1.get("A1:B1", value_render_option=PLAIN) == [["007", 7]]


@pytest.mark.parametrize(
    ("text", "value", "kind", "shown"),
    [
        ("8:30 AM", 8.5 / 24, "TIME", "8:30 AM"),
        ("12:05 am", 5 / 1440, "TIME", "12:05 AM"),
        ("8:30", 8.5 / 24, "TIME", "8:30"),
        ("14:05:30", (14 * 3600 + 330) / 86400, "TIME", "14:05:30"),
        ("25:00", 25 / 24, "TIME", "25:00:00"),
        ("9 pm", 21 / 24, "TIME", "9 PM"),
        ("2027-02-03", 46421, "DATE", "2027-02-03"),
        ("2/3/2027", 46421, "DATE", "2/3/2027"),
        ("2/3", 46421, "DATE", "2/3"),
        ("Feb 3, 2027", 46421, "DATE", "Feb 3, 2027"),
        ("3 February 2027", 46421, "DATE", "3 February 2027"),
        ("2027-02-03 8:30", 46421 + 8.5 / 24, "DATE_TIME", "2027-02-03 8:30"),
        ("007", 7, "", "7"),
        ("1,234.5", 1234.5, "NUMBER", "1,234.50"),
        ("-12", -12, "", "-12"),
        ("50%", 0.5, "PERCENT", "50%"),
        ("$5.50", 5.5, "CURRENCY", "$5.50"),
        ("1e3", 1000, "SCIENTIFIC", "1.00E+03"),
        ("true", True, "", "TRUE"),
        ("'007", "007", "", "007"),
        ("12:75", "12:75", "", "12:75"),
        ("13:00 PM", "13:00 PM", "", "13:00 PM"),
        ("2027-02-30", "2027-02-30", "", "2027-02-30"),
        ("Room 5", "Room 5", "", "Room 5"),
        ("-", "-", "", "-"),
    ],
)
def test_a_typed_text_becomes(text: str, value: object, kind: str, shown: str) -> None:
    entered = parse_entered(text, date(2027, 1, 15))

    assert entered.value == pytest.approx(value) if kind else entered.value == value
    assert entered.kind == kind
    assert show(entered.value, {"type": kind, "pattern": entered.pattern}) == shown


@pytest.mark.parametrize("text", ["=A1", "+A1", "-A1", "+1 555 0100"])
def test_a_sign_before_anything_but_a_number_begins_a_formula(text: str) -> None:
    entered = parse_entered(text, date(2027, 1, 15))

    assert entered.formula
    assert str(entered.value).startswith("=")


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (46421, "dddd, mmmm d, yyyy", "Wednesday, February 3, 2027"),
        (46421.25, "yyyy-mm-dd hh:mm", "2027-02-03 06:00"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-3, "0.0", "-3.0"),
        (7, "000", "007"),
        (5, '0 "visits"', "5 visits"),
    ],
)
def test_a_pattern_shows_a_number(value: float, pattern: str, shown: str) -> None:
    kind = "DATE" if "y" in pattern else "NUMBER"

    assert show(value, {"type": kind, "pattern": pattern}) == shown
