"""The contract's numbers as they ship, with what they mean and how far they are agreed.

A term is 'district default, not yet agreed' until a clause and a signer stand beside it (F-7).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from scheduler.district import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One number of the contract; `rule` is its name in `Limits` and on the Contract tab.

    `looser` says in which direction it asks more of teachers. `mark` is what is shown beside it.
    """

    rule: str
    value: int
    unit: str
    says: str
    looser: str
    mark: str

    def loosened_by(self, value: int) -> bool:
        """Whether another value asks more of teachers, so that it needs a clause and a signer."""
        return value > self.value if self.looser == "more" else value < self.value


class _TermTable(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    value: int = Field(ge=0)
    unit: str
    says: str
    looser: Literal["more", "less"]


def default_terms() -> Mapping[str, Term]:
    """Rule -> shipped term, in the order of the file."""
    text = (files("config") / "contracts" / "default.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    mark = str(tables.pop("mark"))
    return {
        rule: Term(rule=rule, mark=mark, **_TermTable.model_validate(table).model_dump())
        for rule, table in tables.items()
    }


def terms_of(limits: Limits) -> tuple[Term, ...]:
    """The terms a district works under: shipped ones with its own values, marked by what was signed.

    A value that differs without a signature keeps the mark 'not yet agreed'.
    """
    signed = dict(limits.signed)
    return tuple(
        Term(
            rule=rule,
            value=getattr(limits, rule),
            unit=term.unit,
            says=term.says,
            looser=term.looser,
            mark=signed.get(rule, term.mark),
        )
        for rule, term in default_terms().items()
    )


def default_limits() -> Limits:
    """The limits made of the shipped terms; the defaults of `Limits` say the same."""
    values: dict[str, Any] = {rule: term.value for rule, term in default_terms().items()}
    return Limits(**values)


def rules_without_term() -> tuple[str, ...]:
    """Numbers of `Limits` the file does not explain; empty in a sound installation."""
    known = default_terms()
    return tuple(
        field.name
        for field in fields(Limits)
        if field.name not in known and isinstance(field.default, int)
    )
