"""What the program keeps for a coach: the whole workbook, facts beside her own copy, or nothing at all.

Whoever owns a spreadsheet may read all of it, so a workbook with a coach's notes is made only where its
owner is the coach herself, or an account that is nobody's own and that the settings name.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.district import District, Person, PersonId
from scheduler.errors import RemoteError
from scheduler.model import ActivityId
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.books.facts import VISIT_FACTS
from sheets_templates.building.homes import BOOKS
from sheets_templates.reading.likely_students import likely_students
from sheets_templates.vocabulary.table import Grid
from sheets_templates.vocabulary.written import counted, said, written
from sync.sheets.sheets_api import SheetsApi

FACTS_OF = "facts."
HELD, NOT_HELD = "held", "not held"
SHUT_OUT = (403, 404)
"""What Google answers about a file this account may not open."""


class Keeps(StrEnum):
    """How much of a coach's workbook this sign-in may keep."""

    WHOLE = "whole"
    FACTS = "facts"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """The account workbooks are made as; `role_accounts` may own coaches' notes, in small letters.

    `local` is a Google on this computer, where the program's account is nobody's own.
    """

    account: str = ""
    role_accounts: tuple[str, ...] = ()
    local: bool = True

    def keeps(self, coach: Person, district: District) -> Keeps:
        """What may be kept for a coach.

        An account of somebody in People is that person's own, whatever the settings call it: a leader's
        sign-in gets facts, another coach's sign-in nothing about a colleague.
        """
        account = self.account.casefold()
        if account and account == coach.email.strip().casefold():
            return Keeps.WHOLE
        of = {one.email.strip().casefold(): one.id for one in district.people.values()}
        if account in of:
            return Keeps.NOTHING if of[account] in _coaches(district) else Keeps.FACTS
        named = account in {one.casefold() for one in self.role_accounts}
        return Keeps.WHOLE if self.local or named else Keeps.FACTS


def facts_book(coach: PersonId) -> str:
    """The name under which the facts beside a coach's own copy are remembered."""
    return f"{FACTS_OF}{coach}"


def beside_her_copy(name: str) -> str:
    """What is told when facts are kept in place of a whole workbook."""
    return (
        f"Notes of {name} stay in a copy of the template that is {name}'s own (bellweave workbooks "
        "template); this account keeps facts beside it, as it is neither the coach's nor named in "
        "the setting coach_books."
    )


def open_to_strangers(api: SheetsApi, book: str) -> str:
    """Who but people by name may open a workbook, '' for nobody; what Google does not tell is nobody."""
    try:
        ways = api.sharing.permissions(book)
    except RemoteError:
        return ""
    return ", ".join(one.words for one in ways if one.is_wide)


def not_written(title: str, strangers: str) -> str:
    """What is told of a workbook with notes that others than people by name may open."""
    return (
        f"'{title}' is open to {strangers}: nothing was written into it. Close it with: "
        "bellweave workbooks share --yes"
    )


def named_students(stood: Mapping[str, Grid], district: District) -> list[str]:
    """Cells every reader of the program's workbook sees that look as if they named a student."""
    known = (
        *(one.name for one in district.people.values()),
        *(one.name for one in district.schools.values()),
        *(one.organisation for one in district.partners),
        *(one.name for one in district.series),
    )
    declared = {tab.name: tab for tab in BOOKS["Program"]}
    return [
        f"{one.where} looks as if it named a student ({one.why}): take the name out."
        for one in likely_students(stood, declared, known)
    ]


def outcomes_of(stood: Mapping[str, Grid]) -> dict[ActivityId, str]:
    """What a coach marked, in her visit log or beside the facts; nothing is known of the rest."""
    log = written(VISIT_LOG, stood.get(VISIT_LOG.name, ()), "outcome")
    facts = written(VISIT_FACTS, stood.get(VISIT_FACTS.name, ()), "held")
    words = {"yes": HELD, "no": NOT_HELD}
    marked = {key: said(cells, "outcome") for key, cells in log.items()}
    marked |= {key: words.get(said(cells, "held").casefold(), "") for key, cells in facts.items()}
    return {ActivityId(key): word for key, word in marked.items() if word}


def minutes_of(stood: Mapping[str, Grid]) -> dict[ActivityId, int]:
    """The minutes a coach noted down as real."""
    found: dict[ActivityId, int] = {}
    for tab in (VISIT_LOG, VISIT_FACTS):
        for key, cells in written(tab, stood.get(tab.name, ()), "actual_min").items():
            minutes = counted(cells, "actual_min")
            if minutes is not None:
                found[ActivityId(key)] = minutes
    return found


def _coaches(district: District) -> Collection[PersonId]:
    return {one.coach for one in district.cohorts} | {
        one.id for one in district.people.values() if one.role == "coach"
    }
