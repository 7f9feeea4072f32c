"""A district's published calendar becomes rows of DayCalendar; a hostile one becomes an error."""

from datetime import date
from pathlib import Path

import pytest

from scheduler.district import DayType
from scheduler.errors import InputError
from sync.files.ics_dates import MOST_IN_ALL, MOST_TIMES
from sync.files.published_days import MOST_BYTES, MOST_EVENTS, PublishedDays, read_published_days
from tests.journeys.typing_commands import Typist

EVENT = (
    "BEGIN:VEVENT\r\nUID:{number}@d.example\r\nDTSTAMP:20260701T000000Z\r\n{lines}\r\nEND:VEVENT"
)


NEVER = "|RRULE:FREQ=DAILY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=30"
"""The library looks for its first date up to the year 9999."""


def a_file(folder: Path, *events: str) -> Path:
    """A calendar whose events have these lines, separated by bars."""
    made = [
        EVENT.format(number=number, lines=lines.replace("|", "\r\n"))
        for number, lines in enumerate(events)
    ]
    text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *made, "END:VCALENDAR", ""))
    path = folder / "district.ics"
    path.write_text(text, "utf-8", newline="")
    return path


def on(day: str, title: str, until: str = "") -> str:
    end = f"|DTEND;VALUE=DATE:{until}" if until else ""
    return f"SUMMARY:{title}|DTSTART;VALUE=DATE:{day}{end}"


def read(folder: Path, *events: str) -> PublishedDays:
    return read_published_days(a_file(folder, *events))


def kinds(found: PublishedDays) -> dict[str, str]:
    return {day.isoformat(): kind.value for day, (kind, _) in sorted(found.days.items())}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Labor Day - No School", DayType.HOLIDAY),
        ("Professional Development Day (no school for students)", DayType.PD),
        ("Early Release", DayType.EARLY_RELEASE),
        ("Late Start Monday", DayType.DELAY),
        ("State Testing grades 3-8", DayType.TESTING),
    ],
)
def test_the_words_of_an_event_say_what_its_day_is(
    title: str, kind: DayType, tmp_path: Path
) -> None:
    assert read(tmp_path, on("20260908", title)).days[date(2026, 9, 8)] == (kind, title)


def test_a_break_covers_its_weekdays_and_ends_before_the_day_it_names(tmp_path: Path) -> None:
    found = read(tmp_path, on("20261223", "Winter Break", until="20270104"))

    assert list(kinds(found)) == [
        *("2026-12-23", "2026-12-24", "2026-12-25"),
        *("2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01"),
    ]


def test_other_events_of_a_school_leave_the_day_as_it_is(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        on("20260907", "Labor Day"),
        on("20260910", "Spring Break Camp registration"),
        on("20260911", "School resumes after break"),
        "SUMMARY:Holiday concert|DTSTART:20261215T190000Z",
        "SUMMARY:No School Board meeting|DTSTART:20261216T190000Z",
        on("20260914", "PTA bake sale"),
    )

    assert kinds(found) == {"2026-09-07": "holiday"}


def test_an_hour_named_with_early_dismissal_makes_a_short_day(tmp_path: Path) -> None:
    found = read(tmp_path, "SUMMARY:Early Dismissal 12:30|DTSTART:20261125T123000")

    assert kinds(found) == {"2026-11-25": "early release"}


def test_of_two_events_on_a_day_the_one_that_closes_school_counts(tmp_path: Path) -> None:
    found = read(tmp_path, on("20261126", "Half day"), on("20261126", "Thanksgiving"))

    assert kinds(found) == {"2026-11-26": "holiday"}


def test_an_early_release_every_wednesday_comes_back_but_for_what_is_left_out(
    tmp_path: Path,
) -> None:
    rule = "|RRULE:FREQ=WEEKLY;COUNT=3|EXDATE;VALUE=DATE:20260909"
    found = read(tmp_path, on("20260902", "Early release") + rule)

    assert list(kinds(found)) == ["2026-09-02", "2026-09-16"]


def test_a_rule_that_never_ends_is_followed_for_one_year_of_days(tmp_path: Path) -> None:
    found = read(tmp_path, on("20260902", "Early release") + "|RRULE:FREQ=DAILY")

    assert 200 < len(found.days) <= 400
    assert any("Read for 400 days only: Early release." in note for note in found.notes)


@pytest.mark.parametrize("end", ["UNTIL=20260916", "UNTIL=20260916T235959Z", "COUNT=3"])
def test_a_rule_ends_where_it_says(end: str, tmp_path: Path) -> None:
    found = read(tmp_path, on("20260902", "Early release") + f"|RRULE:FREQ=WEEKLY;{end}")

    assert list(kinds(found)) == ["2026-09-02", "2026-09-09", "2026-09-16"]


@pytest.mark.proves("I4")
def test_a_rule_that_never_comes_true_takes_no_time(tmp_path: Path) -> None:
    found = read(tmp_path, on("20260902", "Early release") + NEVER, on("20261126", "Thanksgiving"))

    assert kinds(found) == {"2026-11-26": "holiday"}


@pytest.mark.proves("I4")
def test_many_rules_that_never_come_true_are_left_after_a_while(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        on("20261126", "Thanksgiving"),
        *[on("20260902", "Early release") + NEVER] * 40,
    )
    found = read_published_days(path, seconds=0.1)

    assert kinds(found) == {"2026-11-26": "holiday"}
    (told,) = (note for note in found.notes if "too many recurring events" in note)
    assert 20 < int(told.split(": ")[1].split()[0]) <= 40


@pytest.mark.proves("I4")
def test_all_endless_rules_together_are_followed_to_one_limit(tmp_path: Path) -> None:
    endless = [on("20260902", "Early release") + "|RRULE:FREQ=DAILY"] * 30
    path = a_file(tmp_path, *endless, on("20261126", "Thanksgiving"))
    found = read_published_days(path, seconds=60)
    followed = -(-MOST_IN_ALL // MOST_TIMES)

    left = len(endless) + 1 - followed
    assert f"The file has too many recurring events: {left} were not looked at." in found.notes
    assert "2026-11-26" in kinds(found)
    assert kinds(found)["2026-11-26"] == "early release"


@pytest.mark.proves("I4")
@pytest.mark.parametrize("between", [",", "|EXDATE;VALUE=DATE:", ",\r\n "])
def test_a_rule_that_leaves_out_a_hundred_thousand_dates_is_refused(
    between: str, tmp_path: Path
) -> None:
    dates = between.join(["20261126"] * (100_000 if between != "|EXDATE;VALUE=DATE:" else 60_000))
    with pytest.raises(InputError, match="leaves out 5,000 dates"):
        read(tmp_path, on("20260902", "Holiday") + f"|RRULE:FREQ=DAILY|EXDATE;VALUE=DATE:{dates}")


@pytest.mark.proves("I4")
@pytest.mark.parametrize("zone", [";TZID=Nowhere/Land", "", ";TZID="])
def test_an_hour_in_a_zone_nobody_defines_stands_on_the_day_it_names(
    zone: str, tmp_path: Path
) -> None:
    lines = f"SUMMARY:Early Release|DTSTART{zone}:20260909T120000"

    assert kinds(read(tmp_path, lines)) == {"2026-09-09": "early release"}


@pytest.mark.proves("I4", "X13")
@pytest.mark.parametrize(
    "broken", ["\\r\\nEND:VEVENT", "\\nBEGIN:VEVENT\\nDTSTART:20260911", "\r\n \r\n x"]
)
def test_a_line_break_in_a_title_begins_nothing_new(broken: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"SUMMARY:No School{broken}|DTSTART;VALUE=DATE:20260907")

    assert kinds(found) == {"2026-09-07": "holiday"}
    ((_, title),) = found.days.values()
    assert title.isprintable()


def test_first_and_last_day_bound_the_year(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        on("20260824", "First Day of School"),
        on("20270611", "Last Day of School - Early Release"),
        on("20260704", "Independence Day holiday"),
        on("20260703", "Holiday observed"),
        on("20261126", "Thanksgiving"),
    )

    assert (found.first, found.last) == (date(2026, 8, 24), date(2027, 6, 11))
    assert kinds(found) == {"2026-11-26": "holiday", "2027-06-11": "early release"}


@pytest.mark.proves("I4")
@pytest.mark.parametrize(
    "lines",
    [
        "SUMMARY:Holiday",
        "SUMMARY:Holiday|DTSTART;VALUE=DATE:20269999",
        "SUMMARY:Holiday|DTSTART;VALUE=DATE:20260907|RRULE:FREQ=SECONDLY",
        "SUMMARY:Holiday|DTSTART;VALUE=DATE:20260907|RRULE:FREQ=NEVER",
    ],
)
def test_an_event_that_cannot_be_read_is_named_and_the_rest_is_read(
    lines: str, tmp_path: Path
) -> None:
    found = read(tmp_path, lines, on("20261126", "Thanksgiving"))

    assert kinds(found) == {"2026-11-26": "holiday"}
    assert "Not understood and left out: Holiday." in found.notes


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<html>no such page</html>", "not a calendar file"),
        (b"", "not a calendar file"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "Nothing in this calendar"),
        (b" " * (MOST_BYTES + 1), "larger than 2 MB"),
        (b"BEGIN:VEVENT\r\n" * (MOST_EVENTS + 1), "more than 3,000 events"),
    ],
)
def test_a_file_that_is_no_calendar_of_a_year_is_refused(
    content: bytes, what: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(content)

    with pytest.raises(InputError, match=what):
        read_published_days(path)


def test_a_title_cannot_become_a_formula(tmp_path: Path) -> None:
    found = read(tmp_path, on("20261126", '=HYPERLINK("x") no school'))

    assert not found.days[date(2026, 11, 26)][1].startswith("=")


@pytest.mark.proves("F-6")
def test_init_fills_day_calendar_and_the_ends_of_the_year_from_it(tmp_path: Path) -> None:
    a_file(
        tmp_path,
        on("20260824", "First Day of School"),
        on("20270611", "Last Day of School"),
        on("20261126", "Thanksgiving", until="20261128"),
    )
    typist = Typist(tmp_path, now="2026-08-03T10:00")
    ran = typist.does("init", "w", "--calendar", "district.ics", "--start-week", "2026-11-16")
    input_folder = tmp_path / "w" / "input"

    assert "2026-11-26,ALL,holiday" in (input_folder / "DayCalendar.csv").read_text("utf-8")
    assert "school_year_last,2027-06-11" in (input_folder / "Settings.csv").read_text("utf-8")
    assert "2 holiday days" in ran.out
    typist.does("check", "--workspace", "w")


def test_a_day_calendar_that_is_there_is_not_overruled(tmp_path: Path) -> None:
    a_file(tmp_path, on("20261126", "Thanksgiving"))
    typist = Typist(tmp_path, now="2026-08-03T10:00")
    typist.does("init", "one", "--calendar", "district.ics")
    ran = typist.types("init", "two", "--from-csv", "one/input", "--calendar", "district.ics")

    assert ran.code == 1
    assert "days in the DayCalendar tab already" in ran.err
    assert not (tmp_path / "two").exists()
