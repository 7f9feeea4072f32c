"""Keeps the CyclePlan tab of an input Sheet in step with the structures; what cohorts typed there stays."""

from collections.abc import Sequence

from scheduler.errors import InputError, RemoteError
from sheets_templates.books.program_cycles import CYCLE_PLAN
from sync.journal.journal import Journal
from sync.sheets.matter import Tracked
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, track
from sync.sheets.tracker import Row

TITLE = "the input Sheet"


def track_cycle_plan(api: SheetsApi, journal: Journal, book: str, rows: Sequence[Row]) -> Tracked:
    """Write a row a week of each cohort into the Sheet the input is read from.

    A Sheet we may only read, or a tab whose headers were changed, is told and stops nothing: the events
    of a push are out already.
    """
    try:
        wanted = TabRows(tab=CYCLE_PLAN, rows=rows, may_be_made=True)
        done = track(api, journal, book, [wanted])
    except (RemoteError, InputError) as error:
        return Tracked(notes=(f"{CYCLE_PLAN.name} in {TITLE} was left as it is: {error.what}",))
    notes = tuple(f"{one.where} {one.what}" for one in done.findings)
    return Tracked(cells=done.cells, notes=notes)
