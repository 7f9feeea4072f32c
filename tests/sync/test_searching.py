"""The search as it runs on this machine: what is kept when the referee disagrees."""

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scheduler.district import Busy
from scheduler.errors import InputError, RefereeDisagreement
from scheduler.inspection import Inspection, Violation
from scheduler.rules import every
from scheduler.rules.rule import Rule
from scheduler.search.partition import Search
from sync.workspace.searching import load_case, save_case, search_here
from tests.scheduler.builders import HALL, a_debrief, a_visit, a_week, standing, taught, when


def a_search() -> Search:
    return Search(
        district=a_week(),
        activities=(a_debrief(),),
        published=date(2026, 12, 4),
        busy=(Busy(person=HALL, start=when("mon 12:00"), end=when("mon 12:30")),),
        **standing((a_visit(), taught("mon 08:00"))),
    )


@pytest.mark.proves("V6")
def test_a_kept_search_comes_back_as_it_was(tmp_path: Path) -> None:
    file = save_case(tmp_path / "cases", a_search())

    assert load_case(file) == a_search()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_search_is_another_case(tmp_path: Path) -> None:
    one = save_case(tmp_path, a_search())

    assert save_case(tmp_path, a_search()) == one
    assert save_case(tmp_path, replace(a_search(), seed=7)) != one


def test_a_file_that_is_no_case_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "case-1.json"
    file.write_text('{"district": 7}')

    with pytest.raises(InputError) as caught:
        load_case(file)

    assert caught.value.where == str(file)


@pytest.mark.proves("V6")
def test_a_disagreement_stops_everything_and_keeps_its_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(inspection: Inspection) -> list[Violation]:
        placed = tuple(placement.activity.id for placement in inspection.placements)
        return [Violation(rule="never", says="it breaks whatever is placed", activities=placed)]

    rule = Rule(name="never", says="Nothing is ever placed.", check=lambda one: iter(never(one)))
    monkeypatch.setattr("scheduler.referee.review.RULES", (*every.RULES, rule))

    with pytest.raises(RefereeDisagreement) as caught:
        search_here(a_search(), seconds=20, workers=1, cases=tmp_path / "cases")

    (file,) = (tmp_path / "cases").iterdir()
    assert str(file) in caught.value.fix
    assert load_case(file) == a_search()
