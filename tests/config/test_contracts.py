"""The contract's shipped numbers say what they are and that nobody agreed to them yet."""

import pytest

from config.contracts import default_limits, default_terms, rules_without_term, terms_of
from scheduler.district import Limits


@pytest.mark.proves("F-7")
def test_shipped_numbers_show_as_not_yet_agreed() -> None:
    assert {term.mark for term in terms_of(Limits())} == {"district default, not yet agreed"}


@pytest.mark.proves("F-7")
def test_a_signed_number_shows_its_clause_and_signer() -> None:
    limits = Limits(prep_uses_a_week=2, signed=(("prep_uses_a_week", "Art. 12, J. Ortiz"),))
    marks = {term.rule: (term.value, term.mark) for term in terms_of(limits)}

    assert marks["prep_uses_a_week"] == (2, "Art. 12, J. Ortiz")
    assert marks["lunch_minutes"] == (30, "district default, not yet agreed")


@pytest.mark.proves("F-7")
@pytest.mark.parametrize(
    ("rule", "looser", "stricter"),
    [("prep_uses_a_week", 2, 0), ("notice_session", 4, 6), ("lunch_minutes", 25, 40)],
)
def test_a_looser_number_is_one_that_asks_more_of_teachers(
    rule: str, looser: int, stricter: int
) -> None:
    term = default_terms()[rule]

    assert term.loosened_by(looser)
    assert not term.loosened_by(stricter)
    assert not term.loosened_by(term.value)


def test_the_file_and_the_defaults_of_limits_agree() -> None:
    assert default_limits() == Limits()
    assert rules_without_term() == ()
