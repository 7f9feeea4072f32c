"""Structures are read from TOML, and a file that cannot be used says where and why."""

import json
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from config.structure_tables import json_schema
from config.structures import parse_structure, read_structures, shipped_structures
from scheduler.district import CohortId, Modality
from scheduler.errors import Fault, InputError
from scheduler.model import Container, Kind
from scheduler.structures.structure import Notice, Override, Per, Structure
from tests.scheduler.cohorts import a_cohort, a_district, expanded, teachers

BOOK_CLUB = """
name = "book-club"
title = "Book club"

[[week]]
number = 1
label = "Chapters 1 to 3"

[[step]]
name = "talk"
kind = "meeting"
per = "cohort"
weeks = [1]
minutes = 40
inside = ["plc", "after school"]
notice = "session"
"""


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        parse_structure(text, file="club.toml")
    return caught.value.faults


@pytest.mark.proves("F-38")
def test_a_districts_own_file_runs_without_any_change_of_code(tmp_path: Path) -> None:
    (tmp_path / "club.toml").write_text(BOOK_CLUB, encoding="utf-8")
    people = teachers(3)
    district = a_district(people, [a_cohort(people, structure="book-club")])

    (talk,) = expanded(district, **read_structures(tmp_path))

    assert talk.id == "book-club.cohort-1.w1.talk"
    assert talk.label == "Chapters 1 to 3"
    assert talk.inside == (Container.PLC, Container.AFTER_SCHOOL)
    assert talk.notice == 5


SHIPPED = [
    "clc",
    "collaborative-coaching",
    "collaborative-planning",
    "learning-teams",
    "partner-meetings",
    "rounds",
    "scope-and-sequence",
]


def test_every_structure_of_the_sources_is_shipped() -> None:
    assert sorted(shipped_structures()) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_structure_comes_back_whole_from_json(name: str) -> None:
    adapter = TypeAdapter(Structure)
    structure = shipped_structures()[name]

    text = adapter.dump_json(structure)

    assert adapter.validate_json(text) == structure
    assert set(json.loads(text)) == {field.name for field in fields(Structure)}


@pytest.mark.proves("R-CLC-13")
def test_the_cycle_ends_with_a_survey_that_closes() -> None:
    (survey,) = shipped_structures()["clc"].surveys

    assert (survey.week, survey.open_days) == (6, 5)


def test_a_district_replaces_a_shipped_structure_by_one_of_the_same_name(tmp_path: Path) -> None:
    own = BOOK_CLUB.replace('"book-club"', '"clc"')
    (tmp_path / "clc.toml").write_text(own, encoding="utf-8")

    assert read_structures(tmp_path)["clc"].title == "Book club"


def test_a_fault_names_file_table_step_key_and_line() -> None:
    (fault,) = faults_of(BOOK_CLUB.replace("minutes = 40", 'minutes = "forty"'))

    assert fault.where == "club.toml [[step]] 1 'talk', minutes (line 14)"
    assert fault.what == "'minutes' cannot be 'forty'."


def test_a_fault_in_a_later_table_names_that_table() -> None:
    second = '\n[[step]]\nname = "walk"\nkind = "meeting"\nper = "cohort"\nminutes = 0\n'
    (fault,) = faults_of(BOOK_CLUB + second)

    assert fault.where == "club.toml [[step]] 2 'walk', minutes (line 22)"


def test_a_misspelled_key_is_a_fault_rather_than_ignored() -> None:
    (fault,) = faults_of(BOOK_CLUB.replace("inside =", "insides ="))

    assert fault.where == "club.toml [[step]] 1 'talk', insides (line 15)"
    assert fault.what == "'insides' is no key here."


def test_a_missing_key_is_shown_at_the_line_of_its_table() -> None:
    (fault,) = faults_of(BOOK_CLUB.replace('kind = "meeting"\n', ""))

    assert fault.where == "club.toml [[step]] 1 'talk', kind (line 9)"
    assert fault.what == "'kind' is missing."


def test_a_word_that_is_no_container_lists_the_words_that_are() -> None:
    (fault,) = faults_of(BOOK_CLUB.replace('"plc"', '"planning"'))

    assert fault.what == "'inside' cannot be 'planning'."
    assert "'plc'" in fault.fix
    assert "'after school'" in fault.fix


def test_a_fault_at_the_top_of_the_file_names_its_key() -> None:
    (fault,) = faults_of(BOOK_CLUB.replace('"book-club"', '"Book club"'))

    assert fault.where == "club.toml name (line 2)"
    assert fault.fix == "Use small letters, digits and single hyphens."


def test_a_file_that_is_no_toml_says_where() -> None:
    (fault,) = faults_of("name = clc")

    assert fault.where == "club.toml"
    assert "line 1" in fault.what


def test_all_faults_of_a_file_come_together() -> None:
    text = BOOK_CLUB.replace("minutes = 40", "minutes = 0").replace("number = 1", "number = -1")

    assert len(faults_of(text)) == 2


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("weeks = [1]", "weeks = [2]"), "Step 'talk' is in week 2"),
        (("weeks = [1]", "weeks = []"), "Step 'talk' lists no weeks"),
        (('per = "cohort"', 'per = "series"'), "Step 'talk' is per series and lists weeks"),
        (("number = 1", "number = 2"), "The first week is week 2"),
        (("minutes = 40", 'minutes = 40\nafter = [{step = "x"}]'), "comes after 'x'"),
        (("minutes = 40", "minutes = 40\nminutes_min = 50"), "lasts 40 minutes but at least 50"),
    ],
)
def test_a_structure_that_contradicts_itself_is_refused(change: tuple[str, str], what: str) -> None:
    assert any(what in fault.what for fault in faults_of(BOOK_CLUB.replace(*change)))


def test_a_structure_without_steps_is_refused() -> None:
    (fault,) = faults_of(BOOK_CLUB[: BOOK_CLUB.index("[[step]]")])

    assert fault.what == "There is no step, so nothing would happen."


def test_two_steps_of_one_name_in_one_week_are_refused() -> None:
    twice = BOOK_CLUB + BOOK_CLUB[BOOK_CLUB.index("[[step]]") :]

    assert any("two steps named 'talk'" in fault.what for fault in faults_of(twice))


def test_the_faults_of_all_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(BOOK_CLUB.replace("weeks = [1]", "weeks = [9]"))
    (tmp_path / "b.toml").write_text("name = ")

    with pytest.raises(InputError) as caught:
        read_structures(tmp_path)

    assert [fault.where for fault in caught.value.faults] == [
        "a.toml [[step]] 1 'talk', weeks (line 13)",
        "b.toml",
    ]


@pytest.mark.proves("R-CLC-1")
def test_a_file_may_tailor_the_cycle_for_one_cohort() -> None:
    text = BOOK_CLUB + '\n[[override]]\ncohort = "c1"\nweek = 1\nstep = "talk"\nminutes = 55\n'

    structure = parse_structure(text, file="club.toml")

    assert structure.overrides == {CohortId("c1"): (Override(week=1, step="talk", minutes=55),)}


def test_words_of_the_file_become_the_words_of_the_schedule() -> None:
    (step,) = parse_structure(BOOK_CLUB, file="club.toml").steps

    assert (step.kind, step.per, step.notice) == (Kind.MEETING, Per.COHORT, Notice.SESSION)
    assert step.modality is Modality.IN_PERSON


EVERYTHING_WRONG = """
name = "wrong"
title = "Wrong"

[[week]]
number = 1
label = "The only week"

[[step]]
name = "first"
kind = "meeting"
per = "cohort"
weeks = [1]
minutes = 45
inside = ["plc"]
after = [{ step = "second" }]
invites = ["wizard"]

[[step]]
name = "second"
kind = "meeting"
per = "cohort"
weeks = [1]
minutes = 45
after = [{ step = "first" }]

[[step]]
name = "unit-talk"
kind = "meeting"
per = "unit"
minutes = 45
inside = ["plc"]
opens = { at = "unit start", school_days = -5 }
closes = { at = "unit start", school_days = -10 }
quorum = [{ role = "coach", count = 2 }]

[[step]]
name = "call"
kind = "meeting"
per = "series"
minutes = 45
cadence = "weekly"

[[gate]]
name = "agreement"
title = "Agreement"
"""


@pytest.mark.proves("F-2", "F-38")
def test_seven_different_faults_of_a_template_come_in_one_run_with_their_lines() -> None:
    found = {fault.where: fault.what for fault in faults_of(EVERYTHING_WRONG)}

    assert found == {
        "club.toml [[step]] 1 'first', invites (line 17)": "'invites' cannot be 'wizard'.",
        "club.toml [[step]] 1 'first', after (line 16)": "The order of steps goes in a circle: "
        "first after second after first.",
        "club.toml [[step]] 2 'second', inside (line 19)": "Step 'second' may stand in no kind of "
        "teachers' time, so no container allows it.",
        "club.toml [[step]] 3 'unit-talk', closes (line 34)": "Step 'unit-talk' has a window that "
        "ends before it starts.",
        "club.toml [[step]] 3 'unit-talk', quorum (line 35)": "Step 'unit-talk' needs 2 of the role "
        "coach, more than its group of 1.",
        "club.toml [[step]] 4 'call', until (line 37)": "Step 'call' comes again weekly and never "
        "ends.",
        "club.toml [[gate]] 1 'agreement', owner (line 44)": "Nobody owns the gate 'agreement'.",
    }


def test_a_modality_is_one_word_or_a_pattern() -> None:
    one, several = '"virtual"', '["in person", "virtual"]'
    text = BOOK_CLUB + "modality = {}\n"

    (always,) = parse_structure(text.format(one), file="club.toml").steps
    (in_turn,) = parse_structure(text.format(several), file="club.toml").steps

    assert (always.modality, always.modalities) == (Modality.VIRTUAL, ())
    assert in_turn.modalities == (Modality.IN_PERSON, Modality.VIRTUAL)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('opens = { at = "task" }', "Step 'talk' has weeks, so it has its dates already."),
        ("rotates = true\nwho = 'host'", ""),
        ('inside = ["teaching"]', "Step 'talk' takes teachers out of class, but nobody is to be"),
        ('quorum = [{ role = "board", count = 2 }]', "Step 'talk' needs 2 of the role board"),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_one_that_can_is_not(line: str, what: str) -> None:
    text = (
        BOOK_CLUB.replace('inside = ["plc", "after school"]\n', "")
        if "inside" in line
        else BOOK_CLUB
    )
    if not what:
        assert parse_structure(text + line, file="club.toml").steps[0].rotates
        return
    assert any(fault.what.startswith(what) for fault in faults_of(text + line + "\n"))


def test_the_schema_for_editors_refuses_what_the_reader_refuses() -> None:
    validator = Draft202012Validator(json_schema())

    assert not list(validator.iter_errors(tomllib.loads(BOOK_CLUB)))
    assert list(validator.iter_errors(tomllib.loads(BOOK_CLUB.replace('"plc"', '"planning"'))))


MEASURED = """
[[measure]]
name = "talk-rubric"
title = "Talk rubric"
step = "{step}"
"""


@pytest.mark.proves("R-CP-22")
def test_a_district_asks_its_own_questions_about_a_step_and_measures_that_step() -> None:
    asking = BOOK_CLUB + 'questions = ["Who reads along?"]\n' + MEASURED.format(step="talk")

    club = parse_structure(asking, file="club.toml")

    assert club.steps[0].questions == ("Who reads along?",)
    assert club.measures[0].step == "talk"


def test_a_measure_of_a_step_that_is_not_there_is_refused_at_its_line() -> None:
    (fault,) = faults_of(BOOK_CLUB + MEASURED.format(step="tlak"))

    assert fault.what == "The measure 'talk-rubric' is of 'tlak', which is no step here."
    assert "measure" in fault.where
    assert "line" in fault.where


@pytest.mark.proves("I3")
@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('name = "x"\nname = "y"\n', "no TOML"),
        ("x = " + "[" * 5000, "no TOML"),
        ("x = " + "[" * 5000 + "]" * 5000, "no TOML"),
        ("a." * 3000 + "b = 1", "deep"),
        ("x = " + "[" * 20 + "]" * 20, "deep"),
        ("# \n" * 50_000, "more than 100,000 characters"),
        ("name = 7\n", "'name' cannot be 7"),
        ('name = "x"\ntitle = 2026-11-06\n', "'title' cannot be"),
    ],
)
def test_a_file_that_is_no_structure_is_refused_with_a_sentence(text: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_structure(text, file="own.toml")

    assert any(what in fault.what for fault in caught.value.faults)
    assert all(fault.where.startswith("own.toml") for fault in caught.value.faults)
