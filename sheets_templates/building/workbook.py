"""The workbooks: which tabs each has, in which order they stand, and which are seen when it is first opened.

A tab of something nobody uses is not made. Of the others nine at most are seen at first, so that they fit
on a small screen; a person shows and hides more, and what a person chose is never changed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sheets_templates.books.coach import COACH_TABS, COACH_WHEN_USED
from sheets_templates.books.coverage import COVERAGE_TABS
from sheets_templates.books.facts import FACTS_TABS, TEMPLATE_TABS
from sheets_templates.books.partners import PARTNER_TABS
from sheets_templates.books.program import PROGRAM_TABS, WHEN_USED
from sheets_templates.books.readme import README
from sheets_templates.books.school import SCHOOL_TABS
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.vocabulary.placing import Place, Standing
from sheets_templates.vocabulary.table import Tab

MOST_VISIBLE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A workbook; `always` are made with it, `when_used` with their first row.

    `front` names the tabs that stand first, in their order; the others follow as they are declared.
    """

    name: str
    purpose: str
    always: tuple[Tab, ...]
    when_used: tuple[Tab, ...] = ()
    front: tuple[str, ...] = ()

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """Every tab it can have, in the order in which they stand."""
        known = {tab.name: tab for tab in (*self.always, *self.when_used)}
        first = [known[name] for name in self.front if name in known]
        return (*first, *(tab for name, tab in known.items() if name not in self.front))

    @property
    def made_first(self) -> tuple[Tab, ...]:
        """The tabs made with it, in their order."""
        return tuple(tab for tab in self.tabs if tab in self.always)


def places(
    book: Workbook,
    there: Sequence[Standing],
    new: Collection[str],
    *,
    filled: Collection[str] | None = None,
) -> Mapping[str, Place]:
    """Where each of the new tabs goes, in the order in which they are to be added.

    A new tab stands before the first one that comes after it as declared, wherever a person moved that. It
    is hidden when it is declared so, or when there are as many visible ones already. What is there stays.
    Where it is known which of them are `filled`, these are seen before the others.
    """
    seen = _seen(book, there, new, filled)
    rank = {tab.name: number for number, tab in enumerate(book.tabs)}
    order = [one.name for one in there]
    found: dict[str, Place] = {}
    for tab in book.tabs:
        if tab.name not in new:
            continue
        after = (at for at, name in enumerate(order) if rank.get(name, -1) > rank[tab.name])
        index = next(after, len(order))
        order.insert(index, tab.name)
        found[tab.name] = Place(index=index, hidden=tab.name not in seen)
    return found


def _seen(
    book: Workbook,
    there: Sequence[Standing],
    new: Collection[str],
    filled: Collection[str] | None,
) -> frozenset[str]:
    """Which of the new tabs are seen."""
    left = MOST_VISIBLE - sum(not one.hidden for one in there)
    wanted = [tab for tab in book.tabs if tab.name in new and not tab.hidden]
    if filled is not None:
        always = {README.name, *filled}
        wanted.sort(key=lambda tab: tab.name not in always)
    return frozenset(tab.name for tab in wanted[: max(left, 0)])


def visible_tabs(book: Workbook, used: Collection[str]) -> tuple[str, ...]:
    """The names of the tabs that are seen when a workbook with these tabs is first opened, in their order."""
    return tuple(name for name, place in places(book, (), used).items() if not place.hidden)


SETUP = Workbook(
    name="Setup",
    purpose="What the district enters: people, bells, cohorts and how it works. Read by the program.",
    always=(README,),
    when_used=INPUT_TABS,
    front=(README.name,),
)
PROGRAM = Workbook(
    name="Program",
    purpose="Who meets when and how far everything is, for leaders and coaches. Written by the program.",
    always=(README, *PROGRAM_TABS),
    when_used=WHEN_USED,
    front=(
        *("Year", "README", "Dashboard", "Dosage", "Schedule", "Unplaced", "CycleProgress"),
        *("PreWork", "Rounds", "CoachLoad", "Equity"),
    ),
)
COACH = Workbook(
    name="Coach",
    purpose="One coach's own: visits, notes, goals. Nobody else opens it.",
    always=(*COACH_TABS, README),
    when_used=COACH_WHEN_USED,
    front=("ThisWeek", "VisitLog", "README"),
)
FACTS = Workbook(
    name="Facts",
    purpose="What is scheduled for one coach and whether it was held, beside her own copy of the template.",
    always=(*FACTS_TABS, README),
)
TEMPLATE = Workbook(
    name="Template",
    purpose="A coach's workbook with nothing in it: make a copy, and it is yours alone.",
    always=(*TEMPLATE_TABS, README),
    front=("VisitLog", "README"),
)
SCHOOL = Workbook(
    name="School",
    purpose="What coaching took place at one school, for its principal; no notes and no ratings.",
    always=(*SCHOOL_TABS, README),
)
COVERAGE = Workbook(
    name="Coverage",
    purpose="Classes that need cover, for whoever finds it.",
    always=(*COVERAGE_TABS, README),
)
PARTNERS = Workbook(
    name="Partners",
    purpose="Meetings with partners outside the district; no teacher is named.",
    always=(*PARTNER_TABS, README),
)
WORKBOOKS = (SETUP, PROGRAM, COACH, FACTS, TEMPLATE, SCHOOL, COVERAGE, PARTNERS)


def workbook_of(name: str) -> Workbook:
    """The declaration behind the name a workbook is remembered by, like `program` or `coach.c1`.

    Raises:
        KeyError: no workbook is declared under it.
    """
    kind = name.partition(".")[0]
    return {book.name.casefold(): book for book in WORKBOOKS}[kind]
