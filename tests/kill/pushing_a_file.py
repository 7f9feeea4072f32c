"""What a process of its own does: it pushes a saved change set; its server may kill it at any request."""

import os
from pathlib import Path

from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.push import push
from sync.files.saved import load_change_set
from sync.journal.journal import open_journal
from sync.merging.guards import Confirmed
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.sync.coaching import FRIDAY


def push_a_file(url: str, refresh: str, journal_file: str, change_file: str) -> list[str]:
    """Push what the file says, all its mails and cancellations confirmed; how far each change came."""
    changes = load_change_set(Path(change_file))
    journal = open_journal(f"sqlite:///{journal_file}", lineage="example", now=lambda: FRIDAY)
    report = push(
        changes,
        api=CalendarApi(Transport(load_local(url, refresh), local(url))),
        journal=journal,
        run=f"r-{os.getpid()}",
        actor="the office",
        now=lambda: FRIDAY,
        confirmed=Confirmed(mails=changes.counts.mails, cancels=changes.counts.cancel),
    )
    return [outcome.state.value for outcome in report.outcomes]
