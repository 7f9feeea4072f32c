"""`init` makes a workspace and never writes over anything."""

from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist

DATA = Path(__file__).parents[1] / "data"
MASTER = (
    *("--master-schedule", str(DATA / "timetables" / "SAHS96.csv")),
    *("--bells", str(DATA / "bells.csv"), "--school", "SAHS"),
    *("--first-day", "2026-08-24", "--last-day", "2027-06-11"),
)


@pytest.fixture
def typist(tmp_path: Path) -> Typist:
    """Somebody in an empty folder."""
    return Typist(tmp_path, now="2026-11-06T10:00")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_workspace_goes_into_the_folder_named(typist: Typist) -> None:
    ran = typist.does("init", "my-school")

    assert names(typist.folder / "my-school") == [
        "Availability.csv",
        "Cohorts.csv",
        "People.csv",
        "bellweave.toml",
    ]
    assert "Next: cd my-school && bellweave check" in ran.out


def test_the_example_begins_late_enough_for_every_notice(typist: Typist) -> None:
    typist.does("init")

    assert "2026-11-23" in (typist.folder / "input" / "Cohorts.csv").read_text(encoding="utf-8")


def test_two_workspaces_never_take_each_others_events_for_their_own(typist: Typist) -> None:
    typist.does("init", "one")
    typist.does("init", "two")

    marks = {
        line
        for name in ("one", "two")
        for line in (typist.folder / name / "bellweave.toml").read_text("utf-8").splitlines()
        if line.startswith("workspace = ")
    }
    assert len(marks) == 2


def test_what_is_there_is_never_written_over(typist: Typist) -> None:
    typist.does("init")
    people = typist.folder / "input" / "People.csv"
    people.write_text("mine", encoding="utf-8")
    ran = typist.types("init")

    assert ran.code == 2
    assert "There is a bellweave.toml in this folder already." in ran.err
    assert people.read_text(encoding="utf-8") == "mine"


def test_tabs_that_exist_are_copied(typist: Typist) -> None:
    typist.does("init", "one")
    typist.does("init", "two", "--from-csv", str(typist.folder / "one" / "input"))

    assert (
        typist.does("check", "--workspace", "two").out
        == typist.does("check", "--workspace", "one").out
    )


def test_a_folder_without_tabs_makes_no_workspace(typist: Typist) -> None:
    (typist.folder / "empty").mkdir()
    ran = typist.types("init", "new", "--from-csv", "empty")

    assert ran.code == 1
    assert not (typist.folder / "new").exists()


@pytest.mark.proves("F-15")
def test_double_bookings_of_a_master_schedule_are_told(typist: Typist) -> None:
    out = typist.does("init", "new", *MASTER, "--bell-set", "day-school-8").out

    assert "15 teacher-periods hold more than one lesson" in out
    assert "17 were left out" in out


def test_a_bell_set_nobody_knows_makes_no_workspace(typist: Typist) -> None:
    ran = typist.types("init", "new", *MASTER, "--bell-set", "day-school-9")

    assert ran.code == 1
    assert "day-school-8" in ran.err
    assert not (typist.folder / "new").exists()


def test_what_a_master_schedule_also_needs_is_asked_for_at_once(typist: Typist) -> None:
    ran = typist.types("init", "new", "--master-schedule", "x.csv", "--school", "S")

    assert ran.code == 2
    assert "--bells, --bell-set, --first-day, --last-day" in ran.err


def test_each_coach_gets_a_cohort_of_the_subject(typist: Typist) -> None:
    bghs = [word.replace("SAHS96", "BGHS98") for word in MASTER]
    out = typist.does(
        *("init", "new", *bghs, "--bell-set", "day-school-8", "--subject", "Math"),
        *("--coach", "Ana Ruiz", "--coach", "Ben Ochoa", "--cohort-size", "3"),
    ).out

    assert "Cohort A of coach-anaruiz: Maths01; Maths02; Maths03." in out
    assert "Cohort B of coach-benochoa: Maths04; Maths05; Maths06." in out
    assert "In no cohort yet: Maths07." in out
    assert typist.does("check", "--workspace", "new").code == 0
