"""The story of a week as one goes through it in code, and the parts only a crash shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

import workflow
from local_google.admin import mint
from local_google.faults import Deed, Faults, Moment, Rule
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.errors import InputError
from scheduler.search.horizon import the_week_of
from sheets_templates.building.build import fill_requests, new_workbook_requests
from sheets_templates.inputs.inputs import AVAILABILITY, COHORTS, PEOPLE
from sheets_templates.inputs.small import small_rows
from sync.account.credentials import load_local
from sync.journal.tables import audit
from sync.wire.connection import local
from sync.workspace.google import signed_in
from sync.workspace.known import journal
from tests.builders import at
from workflow import PROGRAM, Given, Workspace, open_here

MONDAY = at("2026-11-16 12:00").date()
FRIDAY = "2026-11-06T15:45"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    workflow.set_up(folder, start=at("2026-11-25 12:00").date())
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Running]:
    """A local Google that runs already, in another process as far as a command can tell."""
    store = open_store(tmp_path / "google.db")
    with serve(store, faults=Faults(sleep=lambda _: None)) as running:
        yield running
    store.close()


@pytest.fixture
def office(made: Path, elsewhere: Running, tmp_path: Path) -> Workspace:
    """A workspace of its own whose Google is that server."""
    (tmp_path / "bellweave.toml").write_text(
        (made / "bellweave.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    return open_here(start=tmp_path, now=FRIDAY, google=elsewhere.url, inputs=str(made / "input"))


def drafted(office: Workspace) -> tuple[Given, workflow.Drafted]:
    given = workflow.read(office)
    return given, workflow.make_schedule(office, given, the_week_of(MONDAY))


def writes(running: Running) -> int:
    """How many events were inserted."""
    entries = running.log.entries("calendar.events.insert")
    return sum(entry.status < 300 for entry in entries)


def test_a_local_google_that_runs_already_is_used_by_its_address(
    office: Workspace, elsewhere: Running
) -> None:
    given, found = drafted(office)
    report, tracked = workflow.push(office, given, found.changes)

    assert writes(elsewhere) == len(report.outcomes) > 0
    assert tracked is not None
    assert len(tracked.books) == 2
    assert not (office.folder / ".bellweave" / "local-google.db").exists()


def test_a_schedule_says_what_of_it_is_proven(office: Workspace) -> None:
    _, found = drafted(office)

    assert found.proofs
    assert all(proof.bound is None or proof.bound <= proof.value for proof in found.proofs)


def test_scheduling_writes_nothing_to_google(office: Workspace, elsewhere: Running) -> None:
    drafted(office)
    answered = [entry for entry in elsewhere.log.entries() if entry.verb != "GET"]

    assert answered == []


@pytest.mark.proves("F-72")
def test_a_push_that_is_stopped_goes_on_where_it_was(office: Workspace, elsewhere: Running) -> None:
    given, found = drafted(office)
    elsewhere.faults.add(
        Rule(
            method="calendar.events.insert", deed=Deed.REFUSE, at=Moment.ARRIVAL,
            nth=len(found.changes.writes), status=403, reason="quotaExceeded", domain="usageLimits",
        )
    )  # fmt: skip
    stopped, untracked = workflow.push(office, given, found.changes)
    changes = workflow.open_changes(office, given, found.file.name)
    again, tracked = workflow.push(office, given, changes)

    assert stopped.stopped is not None
    assert untracked is None
    assert again.left == ()
    assert tracked is not None
    assert writes(elsewhere) == len(found.changes.writes)
    assert len(workflow.what_is_known(office, given).published.placed) == writes(elsewhere)


def test_a_lost_saved_schedule_is_made_up_for_by_what_people_were_told(
    office: Workspace, elsewhere: Running
) -> None:
    given, found = drafted(office)
    workflow.push(office, given, found.changes)
    (office.folder / ".bellweave" / "schedule.json").unlink()
    before = writes(elsewhere)
    _, again = drafted(office)

    assert again.changes.writes == ()
    assert writes(elsewhere) == before


def test_a_lost_journal_is_made_up_for_by_the_calendar(
    office: Workspace, elsewhere: Running
) -> None:
    given, found = drafted(office)
    workflow.push(office, given, found.changes)
    for file in (office.folder / ".bellweave").glob("journal.db*"):
        file.unlink()
    changes = workflow.compare(office, given)

    assert changes.writes == ()
    assert len(changes.changes) == len(found.changes.writes)


def test_the_input_may_stand_in_a_sheet(made: Path, elsewhere: Running, tmp_path: Path) -> None:
    tabs = (PEOPLE, COHORTS, AVAILABILITY)
    minted = mint(elsewhere.store, PROGRAM).refresh
    rows = small_rows(at("2026-11-25 12:00").date())
    with signed_in(load_local(elsewhere.url, minted), local(elsewhere.url), PROGRAM) as clients:
        book = clients.sheets.create("Input")
        fills = [
            request
            for tab in tabs
            for request in fill_requests(
                tab,
                [
                    {str(header): cell for header, cell in zip(rows[tab.name][0], row, strict=True)}
                    for row in rows[tab.name][1:]
                ],
            )
        ]
        clients.sheets.write(book, [*new_workbook_requests(tabs), *fills])
    (tmp_path / "bellweave.toml").write_text(f'spreadsheet = "{book}"\n', encoding="utf-8")
    from_sheet = open_here(start=tmp_path, now=FRIDAY, google=elsewhere.url)
    from_files = open_here(start=made, now=FRIDAY)

    assert workflow.read(from_sheet).district == workflow.read(from_files).district


def test_input_with_faults_opens_neither_journal_nor_google(
    office: Workspace, elsewhere: Running, tmp_path: Path
) -> None:
    wrong = office.settings.model_copy(update={"inputs": str(tmp_path / "none")})
    with pytest.raises(InputError):
        workflow.read(Workspace(folder=tmp_path, settings=wrong, clock=office.clock))

    assert elsewhere.log.entries() == []
    assert not office.has_journal


def test_the_audit_names_the_account_that_wrote(office: Workspace) -> None:
    given, found = drafted(office)
    workflow.push(office, given, found.changes)
    with journal(office, given.zone) as kept:
        actors = {row.actor for row in kept.rows(select(audit.c.actor))}

    assert actors == {PROGRAM}
