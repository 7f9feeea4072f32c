"""`export cycle-plan` writes the week-by-week document of a cohort, filled in from the saved schedule."""

import csv
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist
from web.cycle_plan import COLUMNS


@pytest.fixture(scope="module")
def typist(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The small start of four teachers, its cycle held and its pre-cycle week found."""
    someone = Typist(tmp_path_factory.mktemp("small"), now="2026-11-06T15:45")
    someone.does("init", "--small", "--start-week", "2026-11-23")
    someone.does("schedule", "year")
    someone.does("schedule", "week", "2026-11-16")
    someone.does("export", "cycle-plan", "a")
    return someone


def rows(typist: Typist) -> list[dict[str, str]]:
    with (typist.folder / "out" / "cycle-plan-a.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page(typist: Typist) -> str:
    return (typist.folder / "out" / "cycle-plan-a.html").read_text("utf-8")


@pytest.mark.proves("R-CLC-15")
def test_every_week_stands_with_its_label_and_all_that_happens_in_it(typist: Typist) -> None:
    found = rows(typist)

    assert list(found[0]) == list(COLUMNS)
    counts = {week: sum(row["week"] == week for row in found) for week in "0123456"}
    # Eight teachers: a visit and a talk each, from week 1 on with a session; week 6 is the session only.
    assert counts == {"0": 16, "1": 17, "2": 17, "3": 17, "4": 17, "5": 17, "6": 1}
    assert {row["label"] for row in found if row["week"] == "4"} == {"Student learning analysis"}


@pytest.mark.proves("R-CLC-11")
def test_what_to_bring_stands_with_the_day_by_which_it_is_ready(typist: Typist) -> None:
    (session,) = (
        row for row in rows(typist) if row["week"] == "4" and row["what"] == "cohort session"
    )

    assert "student work" in session["bring"]
    assert session["date"]
    assert session["ready by"] < session["date"]


def test_a_found_time_is_fixed_and_what_is_only_held_is_called_tentative(typist: Typist) -> None:
    found = rows(typist)
    pre_cycle = [row for row in found if row["week"] == "0"]

    assert {row["state"] for row in pre_cycle} == {"fixed"}
    assert all(row["start"].endswith(("AM", "PM")) for row in pre_cycle)
    assert {row["state"] for row in found if row["week"] == "5"} == {"tentative"}
    assert {row["start"] for row in found if row["week"] == "5"} <= {"morning", "afternoon"}


def test_weeks_and_their_lines_stand_in_order_of_time(typist: Typist) -> None:
    found = [(row["week"], row["date"]) for row in rows(typist)]

    assert found == sorted(found)


@pytest.mark.proves("R-CLC-13", "R-CLC-5")
def test_the_page_tells_the_enrollment_meeting_and_until_when_feedback_is_open(
    typist: Typist,
) -> None:
    text = page(typist)

    assert "Week 1: Enrollment meeting of the cohort group" in text
    assert "Feedback on the learning cycle: open " in text
    assert "<li>What changed for your students?</li>" in text
    assert "(tentative)" in text
    assert "<script" not in text


def test_a_name_from_the_tabs_stays_text(typist: Typist, tmp_path: Path) -> None:
    other = typist.moved_to(tmp_path / "other")
    people = other.folder / "input" / "People.csv"
    people.write_text(
        people.read_text("utf-8").replace("Maria Lopez", "<b>Maria</b> Lopez"), "utf-8"
    )
    other.does("export", "cycle-plan", "A")

    assert "&lt;b&gt;Maria&lt;/b&gt; Lopez" in page(other)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("cycle-plan", "nobody"), "There is no cohort 'nobody'"),
        (("cycle-plan",), "name a cohort with cycle-plan"),
        (("csv", "A"), "name a cohort with cycle-plan"),
    ],
)
def test_a_cohort_is_named_rightly_and_only_there(
    words: tuple[str, ...], says: str, typist: Typist
) -> None:
    ran = typist.types("export", *words)

    assert ran.code == 2
    assert says in ran.err
