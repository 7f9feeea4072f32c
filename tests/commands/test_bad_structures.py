"""A structure that cannot be is told whole by one run, at its line or cell, together with all else."""

import re

import pytest

from tests.commands.test_bad_input import retyped
from tests.config.test_structures import EVERYTHING_WRONG
from tests.journeys.typing_commands import Typist

STEP_HEADERS = (
    *("structure", "step", "kind", "per", "minutes", "weeks", "allowed_time", "after"),
    *("opens", "closes", "roles", "quorum", "cadence"),
)
BEFORE_UNIT = "school days before unit start"
STEPS = (
    "Wrong too,first,meeting,cohort,45,1,plc,second,,,wizard,,",
    "Wrong too,second,meeting,cohort,45,1,,first,,,,,",
    f"Wrong too,unit talk,meeting,unit,45,,plc,,5 {BEFORE_UNIT},10 {BEFORE_UNIT},,coach 2,",
    "Wrong too,call,meeting,series,45,,,,,,,,weekly",
)
IN_TABS = {
    "Structures": "structure,title,weeks,gates\nWrong too,Wrong too,The only week,Agreement\n",
    "StructureSteps": "\n".join((",".join(STEP_HEADERS), *STEPS)),
}


@pytest.fixture
def wrong(fresh: Typist) -> Typist:
    """The same seven faults in a file and in the tabs, and a member nobody knows."""
    own = fresh.folder / "own"
    own.mkdir()
    (own / "wrong.toml").write_text(EVERYTHING_WRONG, "utf-8")
    for name, text in IN_TABS.items():
        (fresh.folder / "input" / f"{name}.csv").write_text(text, "utf-8")
    retyped(fresh, "Cohorts", "t1; t2", "t1; nobody; t2")
    settings = fresh.folder / "bellweave.toml"
    settings.write_text('structures = "own"\n' + settings.read_text("utf-8"), "utf-8")
    return fresh


def told(err: str) -> dict[str, str]:
    """Where -> what, of an error text."""
    return {
        where: what for what, where in re.findall(r"^error: (.*)\nwhere: (.*)$", err, re.MULTILINE)
    }


@pytest.mark.proves("F-2", "F-38")
@pytest.mark.parametrize("words", [("check",), ("schedule", "week")], ids=" ".join)
def test_one_run_lists_what_is_wrong_in_files_and_in_tabs(
    wrong: Typist, words: tuple[str, ...]
) -> None:
    ran = wrong.types(*words)
    found = told(ran.err)

    assert ran.code == 1
    assert {where: what for where, what in found.items() if where.startswith("wrong.toml")} == {
        "wrong.toml [[step]] 1 'first', invites (line 17)": "'invites' cannot be 'wizard'.",
        "wrong.toml [[step]] 1 'first', after (line 16)": "The order of steps goes in a circle: "
        "first after second after first.",
        "wrong.toml [[step]] 2 'second', inside (line 19)": "Step 'second' may stand in no kind of "
        "teachers' time, so no container allows it.",
        "wrong.toml [[step]] 3 'unit-talk', closes (line 34)": "Step 'unit-talk' has a window that "
        "ends before it starts.",
        "wrong.toml [[step]] 3 'unit-talk', quorum (line 35)": "Step 'unit-talk' needs 2 of the role "
        "coach, more than its group of 1.",
        "wrong.toml [[step]] 4 'call', until (line 37)": "Step 'call' comes again weekly and never "
        "ends.",
        "wrong.toml [[gate]] 1 'agreement', owner (line 44)": "Nobody owns the gate 'agreement'.",
    }
    assert [where for where in found if where.startswith("Struct")] == [
        "Structures!D2",
        "StructureSteps!H2",
        "StructureSteps!K2",
        "StructureSteps!G3",
        "StructureSteps!J4",
        "StructureSteps!L4",
        "StructureSteps!A5",
    ]
    assert [where for where in found if where.startswith("Cohorts")] == ["Cohorts!H2"]
    assert ran.err.endswith("15 things to put right; nothing was written.\n")


@pytest.mark.proves("F-50")
def test_check_says_before_any_search_what_fits_nowhere_and_by_which_rule(fresh: Typist) -> None:
    # Wednesday afternoon is the only time all eight are free together.
    path = fresh.folder / "input" / "Availability.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join(line for line in lines if "Wednesday" not in line), "utf-8")

    ran = fresh.does("check")

    assert (
        "note:  Cohort A cannot fit: there is never a time for cohort session (weeks 1-5). Each of its "
        "8 teachers has time, but no 60 minutes together. The rule: A meeting takes only the kinds of "
        "teachers' time its step allows.\n"
        "where: Cohorts, cohort A\n"
        "fix:   Add time it may use, allow another kind of time for it, or shorten it.\n"
    ) in ran.out
    # The last session takes 30 minutes and 8 for each of eight teachers.
    assert "(week 6). 8 teachers: only 60 minutes at a time; it needs 94.\n" in ran.out
    assert not (fresh.folder / ".bellweave" / "schedule.json").exists()
