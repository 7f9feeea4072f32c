"""A process of its own that compares and pushes; its server may kill it at any request."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.comparing import compare
from sync.calendars.push import push
from sync.event.wording import Wording
from sync.journal.journal import open_journal
from sync.merging.diff import Reach
from sync.merging.guards import Confirmed
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.builders import ANA, BEN, HALL, KHAN, a_district, a_schedule, a_slot, an_activity
from tests.sync.coaching import FRIDAY, OFFICE


def main(url: str, refresh: str, file: str, placed: str) -> None:
    """Push visits at the given wall times; an empty one has no slot."""
    pairs = [
        (
            an_activity(
                id=f"visit-{n}",
                leader=(ANA, BEN)[n % 2],
                required=((ANA, BEN)[n % 2], (HALL, KHAN)[n % 2]),
            ),
            wall,
        )
        for n, wall in enumerate(json.loads(placed))
    ]
    district = a_district()
    schedule = a_schedule((activity, a_slot(wall)) for activity, wall in pairs if wall)
    api = CalendarApi(Transport(load_local(url, refresh), local(url)))
    journal = open_journal(
        f"sqlite:///{Path(file)}", lineage="example", now=lambda: FRIDAY + timedelta(minutes=1)
    )
    changes = compare(
        schedule,
        district,
        api=api,
        journal=journal,
        wording=Wording(),
        reach=Reach(
            start=FRIDAY,
            end=FRIDAY,
            activities=frozenset(activity.id for activity, _ in pairs),
        ),
        now=FRIDAY,
        account=OFFICE,
    )
    push(
        changes,
        api=api,
        journal=journal,
        run=f"r-{os.getpid()}",
        actor="the office",
        now=lambda: FRIDAY,
        confirmed=Confirmed(mails=changes.counts.mails, cancels=changes.counts.cancel),
    )


if __name__ == "__main__":
    print(os.getpid(), flush=True)  # noqa: T201 - the test waits for it
    sys.stdin.readline()
    main(*sys.argv[1:])
