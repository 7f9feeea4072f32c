"""A process of its own that pushes a saved change set; its server may kill it at any request.

It prints its number, waits for a line, pushes, and prints how far each change came.
"""

import json
import os
import sys
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


def main(url: str, refresh: str, journal_file: str, change_file: str) -> None:
    """Push what the file says, all its mails and cancellations confirmed."""
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
    print(json.dumps([outcome.state for outcome in report.outcomes]))  # noqa: T201 - its answer


if __name__ == "__main__":
    print(os.getpid(), flush=True)  # noqa: T201 - the test waits for it
    sys.stdin.readline()
    main(*sys.argv[1:])
