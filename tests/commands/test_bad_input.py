"""What cannot be used is told all together, in four lines each, and nothing is written."""

from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist

COMMANDS = (("check",), ("schedule", "week"), ("push", "--yes"), ("pull",), ("status",))


def retyped(typist: Typist, tab: str, old: str, new: str) -> None:
    """Somebody types over a cell of an input tab."""
    path = typist.folder / "input" / f"{tab}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def wrong(fresh: Typist) -> Typist:
    """A time that does not exist, a member nobody knows, a role there is none of."""
    retyped(fresh, "Availability", "8:30 AM", "25:00")
    retyped(fresh, "Cohorts", "t1; t2", "t1; nobody; t2")
    retyped(fresh, "People", "volunteered", "perhaps")
    return fresh


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_names_all_faults_and_writes_nothing(
    wrong: Typist, words: tuple[str, ...]
) -> None:
    ran = wrong.types(*words)

    assert ran.code == 1
    assert ran.err.count("error: ") == ran.err.count("where: ") == ran.err.count("fix:   ") == 3
    assert [tab for tab in ("People!", "Cohorts!", "Availability!") if tab in ran.err] != []
    assert ran.err.endswith("3 things to put right; nothing was written.\n")
    assert not (wrong.folder / ".bellweave").exists()


@pytest.mark.parametrize(
    ("tab", "old", "new"),
    [
        ("Availability", "person_id", "peson_id"),
        ("Cohorts", "c1", "c9"),
        ("People", "Ana Ruiz", "=A1"),
        ("Availability", "11:00 AM", "8:00 AM"),
    ],
)
def test_one_fault_has_an_address(fresh: Typist, tab: str, old: str, new: str) -> None:
    retyped(fresh, tab, old, new)
    ran = fresh.types("check")

    assert ran.code == 1
    assert f"where: {tab}!" in ran.err


@pytest.mark.parametrize("content", [b"name\xe9,\xe8\n", b"\xff\xfea\0", b"x" * 6_000_000])
def test_a_file_that_is_no_csv_is_named(fresh: Typist, content: bytes) -> None:
    (fresh.folder / "input" / "People.csv").write_bytes(content)
    ran = fresh.types("schedule", "week")

    assert ran.code == 1
    assert "where: People.csv" in ran.err
    assert not (fresh.folder / ".bellweave").exists()


def test_a_missing_tab_is_named(fresh: Typist) -> None:
    (fresh.folder / "input" / "Cohorts.csv").unlink()
    ran = fresh.types("check")

    assert ran.code == 1
    assert "There is no tab 'Cohorts'" in ran.err


def test_what_the_contract_forbids_stops_with_a_code_of_its_own(fresh: Typist) -> None:
    contract = "rule,value\ncaseload_cap,5\n"
    (fresh.folder / "input" / "Contract.csv").write_text(contract, encoding="utf-8")
    ran = fresh.types("check")

    assert ran.code == 5
    assert "stop:  Ana Ruiz has 8 teachers in cycles" in ran.out


def test_a_broken_settings_file_is_a_matter_of_settings(fresh: Typist) -> None:
    (fresh.folder / "bellweave.toml").write_text("sead = 2\n", encoding="utf-8")
    ran = fresh.types("check")

    assert ran.code == 2
    assert "fix:   Did you mean seed?" in ran.err


def test_outside_a_workspace_the_way_to_one_is_told(tmp_path: Path) -> None:
    ran = Typist(tmp_path).types("check")

    assert ran.code == 2
    assert "bellweave init --small" in ran.err


def test_a_damaged_saved_schedule_is_no_bug(scheduled: Typist) -> None:
    (scheduled.folder / ".bellweave" / "schedule.json").write_text("{", encoding="utf-8")
    ran = scheduled.types("show")

    assert ran.code == 2
    assert "Delete the file and schedule again." in ran.err


def test_a_file_that_cannot_be_opened_is_named_with_the_other_faults(fresh: Typist) -> None:
    (fresh.folder / "input" / "Schools.csv").mkdir()
    (fresh.folder / "input" / "Blackouts.csv").symlink_to(fresh.folder / "nowhere")
    ran = fresh.types("check")

    assert ran.code == 1
    assert "where: Schools.csv" in ran.err
    assert "where: Blackouts.csv" in ran.err
    assert "Traceback" not in ran.err


def test_a_file_of_a_name_we_do_not_know_is_told(fresh: Typist) -> None:
    holidays = fresh.folder / "input" / "Vacations.csv"
    holidays.write_text("day,why\n2026-11-26,Thanksgiving\n", encoding="utf-8")

    assert "'Vacations' is not one of the tabs we know and is not read." in fresh.does("check").out


@pytest.mark.parametrize("form", ["html", "ics", "csv", "xlsx"])
def test_an_export_to_where_nothing_can_be_written_says_so(scheduled: Typist, form: str) -> None:
    ran = scheduled.types("export", form, "--out", "bellweave.toml/week")

    assert ran.code == 2
    assert "This cannot be written: " in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_an_export_over_a_folder_says_so(scheduled: Typist, form: str) -> None:
    ran = scheduled.types("export", form, "--out", "input")

    assert ran.code == 2
    assert "where: input" in ran.err


def test_a_workspace_cannot_be_made_inside_a_file(fresh: Typist) -> None:
    ran = fresh.types("init", "bellweave.toml")

    assert ran.code == 2
    assert "where: bellweave.toml" in ran.err
