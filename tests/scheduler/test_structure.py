"""A structure is a template that contradicts itself nowhere and that a cohort may tailor."""

from dataclasses import replace

import pytest

from scheduler.district import CohortId, Limits, Modality
from scheduler.model import Container, Kind
from scheduler.naming import activity_id, id_part
from scheduler.structures.contradictions import contradictions
from scheduler.structures.structure import (
    Follows,
    Notice,
    Override,
    Per,
    Step,
    Structure,
    Week,
)
from scheduler.structures.tailoring import tailored

OURS = CohortId("ours")
VISIT = Step(name="visit", kind=Kind.VISIT, minutes=45, minutes_min=15, weeks=(1, 2), teaching=True)
SESSION = Step(
    name="session",
    kind=Kind.SESSION,
    minutes=60,
    per=Per.COHORT,
    weeks=(1, 2, 3),
    inside=(Container.PLC,),
)


def a_structure(*steps: Step, overrides: tuple[Override, ...] = ()) -> Structure:
    return Structure(
        name="small",
        title="Small cycle",
        steps=steps or (VISIT, SESSION),
        weeks=tuple(Week(number=number, label=f"Week {number}") for number in (1, 2, 3)),
        overrides={OURS: overrides} if overrides else {},
    )


def weeks_of(structure: Structure, name: str) -> list[int]:
    return sorted(week for step in structure.steps if step.name == name for week in step.weeks)


def test_a_sound_structure_has_no_faults() -> None:
    assert contradictions(a_structure()) == ()


def test_a_cohort_without_overrides_uses_the_template_itself() -> None:
    structure = a_structure(overrides=(Override(week=1, label="Other"),))

    assert tailored(structure, CohortId("theirs")) is structure


@pytest.mark.proves("R-CLC-1")
def test_a_cohort_may_take_a_visit_out_of_a_week() -> None:
    own = tailored(a_structure(overrides=(Override(week=2, step="visit", happens=False),)), OURS)

    assert weeks_of(own, "visit") == [1]
    assert weeks_of(own, "session") == [1, 2, 3]


@pytest.mark.proves("R-CLC-1")
def test_a_cohort_may_add_a_visit_to_a_week() -> None:
    own = tailored(a_structure(overrides=(Override(week=3, step="visit", happens=True),)), OURS)

    added = own.step_in("visit", 3)
    assert added == replace(VISIT, weeks=(3,))
    assert weeks_of(own, "visit") == [1, 2, 3]


@pytest.mark.proves("R-CLC-1")
def test_a_changed_length_is_for_that_week_only_and_never_below_the_shortest() -> None:
    own = tailored(a_structure(overrides=(Override(week=2, step="visit", minutes=10),)), OURS)

    shorter = own.step_in("visit", 2)
    assert shorter is not None
    assert (shorter.minutes, shorter.minutes_min) == (10, 10)
    assert own.step_in("visit", 1) == replace(VISIT, weeks=(1,))


def test_changing_the_length_of_what_does_not_happen_adds_nothing() -> None:
    own = tailored(a_structure(overrides=(Override(week=3, step="visit", minutes=30),)), OURS)

    assert weeks_of(own, "visit") == [1, 2]


def test_a_cohort_may_rename_a_week() -> None:
    own = tailored(a_structure(overrides=(Override(week=2, label="Lesson study"),)), OURS)

    assert [own.label(number) for number in (1, 2, 3)] == ["Week 1", "Lesson study", "Week 3"]


def test_an_override_of_a_week_or_step_that_is_not_there_is_a_fault() -> None:
    structure = a_structure(overrides=(Override(week=9, step="visits"),))

    assert [flaw.says for flaw in contradictions(structure)] == [
        "Cohort ours changes week 9, which is not there.",
        "Cohort ours changes 'visits', which is no step.",
    ]


@pytest.mark.proves("R-CLC-1")
def test_a_team_may_change_a_step_that_has_no_week() -> None:
    unit = Step(name="unit", kind=Kind.PLANNING, minutes=60, per=Per.UNIT)
    shorter = Override(week=None, step="unit", minutes=45, bring="The unit guide")
    without = Override(week=None, step="unit", happens=False)

    (own,) = tailored(a_structure(unit, overrides=(shorter,)), OURS).steps

    assert (own.minutes, own.bring) == (45, "The unit guide")
    assert tailored(a_structure(unit, SESSION, overrides=(without,)), OURS).steps == (SESSION,)


@pytest.mark.proves("R-SS-13", "F-31")
def test_a_step_meets_as_its_pattern_says_in_turn() -> None:
    ways = (Modality.IN_PERSON, Modality.VIRTUAL, Modality.HYBRID)
    step = replace(SESSION, modalities=ways)

    assert [step.modality_at(turn) for turn in range(4)] == [*ways, Modality.IN_PERSON]
    assert SESSION.modality_at(3) is Modality.IN_PERSON


def test_a_repeating_cycle_counts_its_turns_over_every_round() -> None:
    structure = replace(a_structure(SESSION), repeats=True)

    assert [structure.label(week) for week in (3, 4, 8)] == ["Week 3", "Week 1", "Week 2"]
    assert structure.turn("session", 8) == 7


def test_a_length_grows_with_members_and_with_rooms() -> None:
    step = replace(SESSION, minutes=30, minutes_per_member=8, minutes_per_room=25)

    assert step.length(members=5) == 70
    assert step.length(rooms=4) == 130


@pytest.mark.proves("F-42")
def test_notice_periods_are_the_contracts() -> None:
    limits = Limits(
        notice_running_visit=11,
        notice_visit=12,
        notice_after_school=13,
        notice_session=14,
        notice_round=15,
    )

    assert [notice.school_days(limits) for notice in Notice] == [0, 11, 12, 13, 14, 15]


def test_a_bond_to_the_contract_follows_the_contract() -> None:
    limits = Limits(debrief_school_days=4)

    assert Follows(step="visit", contract_debrief=True).at_most(limits) == 4
    assert Follows(step="visit", school_days=1).at_most(limits) == 1
    assert Follows(step="visit").at_most(limits) is None


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("Cohort 3", "cohort-3"),
        ("p_khan", "p-khan"),
        ("  José Muñoz ", "jose-munoz"),
        ("Cohort 3.1", "cohort-3-1"),
        ("李", "674e"),
        ("--", "-"),
    ],
)
def test_an_id_is_spelled_in_small_letters_digits_and_hyphens(typed: str, part: str) -> None:
    assert id_part(typed) == part


def test_an_activity_id_joins_its_parts_with_dots() -> None:
    assert activity_id("clc", "Cohort 3", "w2", "visit", "p.khan") == "clc.cohort-3.w2.visit.p-khan"
