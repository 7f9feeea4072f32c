"""What the cycles come to: how one ended, how long things really took, and who could be next.

Read from the saved schedule and from what people wrote in the workbooks; nothing is written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.counts.cycle_end import Closing, Tally, closings, tally
from scheduler.counts.next_cohort import A_SCHOOL, Proposal, next_cohort, served_so_far
from scheduler.counts.reach import Record, did_not_take_place
from scheduler.counts.variants import FEWEST, Variant, variants
from scheduler.district import PersonId
from scheduler.due.deadlines import SurveyDue, surveys_due
from scheduler.errors import SettingsError
from scheduler.model import ActivityId
from sheets_templates.books.coach import CYCLE_CLOSE, FEEDBACK, VISIT_LOG
from sheets_templates.books.program_cycles import REVIEWS
from sheets_templates.books.program_structures import SURVEYS
from sheets_templates.vocabulary.table import CellValue, Tab, Tabs
from sheets_templates.vocabulary.written import counted, said, written
from sheets_templates.writing.render_cycle_end import answered_in, feedback_in
from workflow import Desk, Given, Workspace, at_work, saved, what_is_known

__all__ = ["A_SCHOOL", "FEWEST", "CycleReport", "cycle_report", "lengths", "next_up"]

SAID = ("progress", "barriers", "drivers", "next_work")


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleReport:
    """How a cohort's cycle went, as far as it is known; never about one teacher."""

    closing: Closing
    tally: Tally
    survey: SurveyDue | None
    answered: int
    review: Mapping[str, str] = field(default_factory=dict)
    """What people wrote at the end: progress, barriers, drivers, next work; without what is empty."""

    @property
    def rate(self) -> int | None:
        """Percent of those asked who answered."""
        if self.survey is None or not self.survey.invited:
            return None
        return round(100 * self.answered / len(self.survey.invited))


def cycle_report(workspace: Workspace, given: Given, cohort: str) -> CycleReport:
    """How the cycle of a cohort went.

    Raises:
        SettingsError: there is no such cohort in a cycle that ends, or nothing is scheduled yet.
    """
    schedule = saved(workspace, given)
    ends = closings(given.district, given.structures, schedule, given.days)
    found = next((one for one in ends if one.cohort.id.casefold() == cohort.casefold()), None)
    if found is None:
        raise SettingsError(
            f"There is no cohort '{cohort}' in a cycle that ends.",
            where="Cohorts tab",
            fix=f"Use one of: {', '.join(one.cohort.id for one in ends) or 'none yet'}.",
            more="bellweave report --help",
        )
    books = _books(workspace, given, [found.cohort.coach])
    log = _rows(books, VISIT_LOG, "outcome", "focus")
    surveys = surveys_due(given.district, given.structures, given.days)
    survey = next((one for one in surveys if one.cohort == found.cohort.id), None)
    return CycleReport(
        closing=found,
        tally=tally(
            given.activities,
            found.cohort.id,
            held=_took_place(workspace, given, log),
            focus={ActivityId(key): said(cells, "focus") for key, cells in log.items()},
        ),
        survey=survey,
        answered=_answered(books, found, survey),
        review=_review(books, found),
    )


def lengths(workspace: Workspace, given: Given) -> tuple[Variant, ...]:
    """How long things really took, by structure and set length, from what coaches wrote down."""
    coaches = sorted({one.leader for one in given.activities})
    books = _books(workspace, given, coaches)
    rows = _rows(books, VISIT_LOG, "actual_min", "outcome")
    lasted = {
        ActivityId(key): minutes
        for key, cells in rows.items()
        if not did_not_take_place(said(cells, "outcome"))
        and (minutes := counted(cells, "actual_min"))
    }
    return variants({one.id: one for one in given.activities}, lasted)


def next_up(
    workspace: Workspace, given: Given, *, size: int, a_school: int, subject: str
) -> Proposal:
    """Who could be coached next, as things stand today."""
    today = given.days.date_of(workspace.clock(given.zone))
    served = served_so_far(given.district, given.structures, given.days, today)
    return next_cohort(
        given.district, served, today=today, size=size, a_school=a_school, subject=subject
    )


def _took_place(
    workspace: Workspace, given: Given, log: Mapping[str, Mapping[str, CellValue]]
) -> frozenset[ActivityId]:
    known = what_is_known(workspace, given)
    return Record(
        district=given.district,
        days=given.days,
        told=known.published,
        today=given.days.date_of(workspace.clock(given.zone)),
        asked=given.activities,
        outcomes={ActivityId(key): said(cells, "outcome") for key, cells in log.items()},
        refused=known.refused,
    ).took_place()


def _answered(books: Sequence[Tabs], closing: Closing, survey: SurveyDue | None) -> int:
    """The most that any place tells: the count of the form, the answers in the tab, the coach's marks."""
    cohort = closing.cohort.id
    forms = _rows(books, SURVEYS, "answered")
    by_form = counted(forms.get(survey.id, {}), "answered") if survey else None
    counts = [by_form or 0]
    for book in books:
        counts.append(answered_in(book.get(FEEDBACK.name, ())).get(cohort, 0))
        counts.append(feedback_in(book.get(CYCLE_CLOSE.name, ())).get(cohort, 0))
    return max(counts)


def _review(books: Sequence[Tabs], closing: Closing) -> Mapping[str, str]:
    rows = _rows(books, REVIEWS, "about", *SAID)
    own = (cells for cells in rows.values() if said(cells, "about") == closing.cohort.id)
    cells = next(own, {})
    return {header: text for header in SAID if (text := said(cells, header))}


def _rows(books: Iterable[Tabs], tab: Tab, *headers: str) -> dict[str, Mapping[str, CellValue]]:
    """What people wrote in a tab of every workbook that has it."""
    found: dict[str, Mapping[str, CellValue]] = {}
    for book in books:
        found |= written(tab, book.get(tab.name, ()), *headers)
    return found


def _books(workspace: Workspace, given: Given, coaches: Iterable[PersonId]) -> list[Tabs]:
    """The tabs these reports look at: of the program's workbook and of the coaches' own."""
    if not workspace.has_journal:
        return []
    with at_work(workspace, given) as desk:
        return _read(desk, coaches)


def _read(desk: Desk, coaches: Iterable[PersonId]) -> list[Tabs]:
    from sync.sheets.workbooks import PROGRAM, coach_book, known_workbook

    own = [tab.name for tab in (VISIT_LOG, CYCLE_CLOSE, FEEDBACK)]
    asked = {PROGRAM: [SURVEYS.name, REVIEWS.name]}
    asked |= {coach_book(coach): own for coach in coaches}
    books = ((known_workbook(desk.journal, name), tabs) for name, tabs in asked.items())
    return [desk.google.sheets.read(book, tabs) for book, tabs in books if book]
