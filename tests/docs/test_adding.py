"""The examples of how to add a structure and a rule do what the page says."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from config.structures import parse_structure
from scheduler.model import Container, Kind, Window
from scheduler.rules import every
from scheduler.rules.rule import Rule
from tests.docs.pages import blocks
from tests.house import ROOT
from tests.scheduler.builders import (
    a_visit,
    a_week,
    broken,
    day_of,
    found,
    placed_at,
    taught,
)
from tests.scheduler.cohorts import a_cohort, a_district, expanded, teachers

PAGE = ROOT / "docs" / "adding.md"


def example(kind: str) -> str:
    (block,) = (one for one in blocks(PAGE) if one.kind == kind)
    return block.body


@pytest.mark.proves("F-38")
def test_the_structure_of_the_page_becomes_what_the_page_says() -> None:
    structure = parse_structure(example("toml"), file="book-study.toml")
    people = teachers(3)
    district = a_district(people, [a_cohort(people, structure="book-study")])

    activities = expanded(district, **{structure.name: structure})

    talks = [one for one in activities if one.kind is Kind.MEETING]
    tries = [one for one in activities if one.kind is Kind.VISIT]
    assert [one.week for one in talks] == [1, 2]
    assert talks[0].inside == (Container.PLC, Container.AFTER_SCHOOL)
    assert len(tries) == 3
    assert {after.earlier for one in tries for after in one.after} == {talks[1].id}


@pytest.fixture
def rule(tmp_path: Path) -> Rule:
    file = tmp_path / "no_friday_visits.py"
    file.write_text(example("python"), "utf-8")
    spec = spec_from_file_location("no_friday_visits", file)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.RULE
    assert isinstance(made, Rule)
    return made


def test_the_rule_of_the_page_is_kept_by_the_search_and_seen_by_the_referee(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = a_week()
    friday = a_visit(window=Window(first=day_of("fri"), last=day_of("fri")))
    assert placed_at(found(district, friday), district)
    assert not broken(district, (friday, taught("fri 08:00")))

    for place in ("scheduler.search.solve", "scheduler.referee.review"):
        monkeypatch.setattr(f"{place}.RULES", (*every.RULES, rule))

    assert not placed_at(found(district, friday), district)
    assert broken(district, (friday, taught("fri 08:00"))) == {rule.name}
    assert not broken(district, (a_visit(), taught("thu 08:00")))
