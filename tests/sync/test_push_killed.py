"""A push that is killed at a request the server draws, and run again: one event, one mail each."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local_google import admin
from local_google.faults import Deed, Faults, Moment, Rule
from local_google.server import Running, serve
from local_google.services import open_store
from tests.builders import ZONE, a_district, at
from tests.sync.coaching import OFFICE, person

ROOT = Path(__file__).parents[2]
MONDAY = ["2026-12-07 09:00", "2026-12-07 10:00", "2026-12-07 11:00", "2026-12-07 12:00"]
TUESDAY = ["2026-12-08 09:00", "", "2026-12-08 11:00", ""]
ARRIVES, AFTER, ANSWERED = Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT, Moment.AFTER_ANSWER


def run_once(server: Running, folder: Path, placed: Sequence[str], *rules: Rule) -> int:
    """One process that pushes; rules get its number, so that the server can kill it."""
    refresh = admin.mint(server.store, OFFICE, time_zone=ZONE).refresh
    arguments = [server.url, refresh, str(folder / "journal.sqlite3"), json.dumps(placed)]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.sync.pushing", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        for rule in rules:
            server.faults.add(
                Rule(method=rule.method, nth=rule.nth, at=rule.at, deed=Deed.SIGNAL, pid=pid)
            )
        process.stdin.write("go\n")
        process.stdin.flush()
        code = process.wait(timeout=60)
    server.faults.clear()
    return code


@pytest.fixture
def server():  # type: ignore[no-untyped-def] # a fixture: its type is told by its users
    """A server whose answers stand still in time only for the events' own starts."""
    store = open_store(seed="killed")
    ticks = iter(range(10**6))
    start = datetime(2026, 12, 1, tzinfo=UTC).timestamp()
    store.set_clock(lambda: datetime.fromtimestamp(start + next(ticks), UTC))
    with serve(store, faults=Faults(sleep=lambda _: None)) as running:
        for someone in a_district().people.values():
            admin.add_user(store, someone.email, time_zone=ZONE)
        yield running
    store.close()


@pytest.mark.slow
@pytest.mark.proves("P1", "F-72", "GE-3")
@pytest.mark.parametrize("moment", [ARRIVES, AFTER, ANSWERED])
@pytest.mark.parametrize(
    ("method", "nth"),
    [("calendars.insert", 2), ("events.insert", 1), ("events.insert", 3)],
)
def test_a_first_push_killed_and_run_again_leaves_one_event_and_one_mail(
    server: Running, tmp_path: Path, method: str, nth: int, moment: Moment
) -> None:
    killed = run_once(
        server,
        tmp_path,
        MONDAY,
        Rule(method=f"calendar.{method}", deed=Deed.SIGNAL, nth=nth, at=moment),
    )
    again = run_once(server, tmp_path, MONDAY)

    assert (killed, again) == (-signal.SIGKILL, 0)
    assert starts(server) == sorted(at(wall) for wall in MONDAY)
    assert sorted(mails(server)) == sorted(
        ("invitation", person(who)) for who in ("ana", "hall", "ben", "khan") for _ in range(2)
    )


@pytest.mark.slow
@pytest.mark.proves("P1", "F-72", "GE-3")
@pytest.mark.parametrize("moment", [ARRIVES, AFTER, ANSWERED])
@pytest.mark.parametrize(("method", "nth"), [("patch", 1), ("patch", 3), ("delete", 1)])
def test_a_push_of_changes_killed_and_run_again_tells_everybody_once(
    server: Running, tmp_path: Path, method: str, nth: int, moment: Moment
) -> None:
    run_once(server, tmp_path, MONDAY)
    admin.clear_outbox(server.store)

    killed = run_once(
        server,
        tmp_path,
        TUESDAY,
        Rule(method=f"calendar.events.{method}", deed=Deed.SIGNAL, nth=nth, at=moment),
    )
    again = run_once(server, tmp_path, TUESDAY)
    once_more = run_once(server, tmp_path, TUESDAY)

    assert (killed, again, once_more) == (-signal.SIGKILL, 0, 0)
    assert starts(server) == [at(wall) for wall in TUESDAY if wall]
    assert sorted(mails(server)) == sorted(
        [("update", person(who)) for who in ("ana", "hall") for _ in range(2)]
        + [("cancellation", person(who)) for who in ("ben", "khan") for _ in range(2)]
    )


def starts(server: Running) -> list[datetime]:
    """When the live events of all coaching calendars begin."""
    with server.store.read() as db:
        rows = db.execute(
            "SELECT start_ms FROM cal_events WHERE status <> 'cancelled' AND calendar = organizer"
        ).fetchall()
    return sorted(datetime.fromtimestamp(row["start_ms"] / 1000, UTC) for row in rows)


def mails(server: Running) -> list[tuple[str, str]]:
    return [(mail.kind, mail.to) for mail in admin.outbox(server.store)]
