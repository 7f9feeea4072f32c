"""State in one file: it survives a kill, can be copied and put back, and repeats itself."""

import subprocess
import sys
import textwrap
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local_google.services import open_store
from local_google.store import Store
from tests.local_google.district import COACH, District, a_district, lesson


def test_an_error_rolls_the_whole_transaction_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite3")

    def fail() -> None:
        with store.write():
            store.set_fact("a", "1")
            with store.write():
                store.set_fact("b", "2")
            raise ValueError("a service gave up")

    with pytest.raises(ValueError, match="gave up"):
        fail()

    assert (store.fact("a", "none"), store.fact("b", "none")) == ("none", "none")
    store.close()


def test_a_reader_sees_nothing_of_an_unfinished_write(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite3")
    seen: list[str] = []
    with store.write():
        store.set_fact("a", "1")
        reader = threading.Thread(target=lambda: seen.append(store.fact("a", "none")))
        reader.start()
        reader.join(timeout=5)
        assert store.fact("a") == "1"

    assert seen == ["none"]
    assert store.fact("a") == "1"
    store.close()


@pytest.mark.proves("GS-39")
def test_ids_repeat_with_the_same_seed_and_never_within_a_store(tmp_path: Path) -> None:
    first, second = Store(seed="x"), Store(seed="x")
    ids = [first.new_id(26) for _ in range(100)]

    assert ids == [second.new_id(26) for _ in range(100)]
    assert len(set(ids)) == 100
    assert Store(seed="y").new_id(26) not in ids
    file = Store(tmp_path / "s.sqlite3", seed="x")
    assert file.new_id(26) == ids[0]
    file.close()
    again = Store(tmp_path / "s.sqlite3", seed="x")
    assert again.new_id(26) == ids[1]
    again.close()
    assert len({Store().new_id(26) for _ in range(10)}) == 10


def test_the_clock_is_the_one_handed_in() -> None:
    instant = datetime(2027, 2, 1, 7, tzinfo=UTC)

    assert Store(clock=lambda: instant).now() == instant


@pytest.mark.proves("GS-39")
def test_a_snapshot_can_be_put_back(district: District, coach: Any, tmp_path: Path) -> None:
    coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()
    district.running.store.snapshot(tmp_path / "before.sqlite3")
    coach.events().delete(calendarId="primary", eventId="bell0").execute()

    district.running.store.restore(tmp_path / "before.sqlite3")

    event = coach.events().get(calendarId="primary", eventId="bell0").execute()
    assert event["status"] == "confirmed"


SERVER = textwrap.dedent(
    """
    import sys
    from local_google import admin
    from local_google.server import serve
    from local_google.services import open_store
    store = open_store(sys.argv[1])
    running = serve(store)
    print(running.url, admin.mint(store, "ines@north.example").access, flush=True)
    running.wait()
    """
)


@pytest.mark.proves("GS-39", "P2")
def test_what_was_answered_survives_kill_9_of_the_server(tmp_path: Path) -> None:
    import requests

    script = tmp_path / "server.py"
    script.write_text(SERVER, encoding="utf-8")
    path = tmp_path / "s.sqlite3"
    root = Path(__file__).parents[2]
    command = [sys.executable, str(script), str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=root, env={"PYTHONPATH": str(root)}
    ) as server:
        assert server.stdout is not None
        url, token = server.stdout.readline().split()
        answers = [
            requests.post(
                f"{url}/calendar/v3/calendars/primary/events",
                json=lesson(id=f"bell{number}"),
                headers={"Authorization": f"Bearer {token}"},
                timeout=5,
            )
            for number in range(5)
        ]
        server.kill()
    assert [answer.status_code for answer in answers] == [200] * 5

    store = open_store(path)
    with store.read() as db:
        kept = [row["id"] for row in db.execute("SELECT id FROM cal_events ORDER BY id")]
        health = db.execute("PRAGMA integrity_check").fetchone()[0]
    store.close()

    assert kept == [f"bell{number}" for number in range(5)]
    assert health == "ok"


def test_threads_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    with a_district(tmp_path / "s.sqlite3") as district:

        def write(lane: int) -> None:
            client = district.client(COACH)
            for number in range(10):
                body = lesson(id=f"bell{lane}{number}")
                client.events().insert(calendarId="primary", body=body).execute()

        lanes = [threading.Thread(target=write, args=(lane,)) for lane in range(4)]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join(timeout=30)
        listed = district.client(COACH).events().list(calendarId="primary").execute()["items"]

    assert len({event["id"] for event in listed}) == 40
    assert len({event["updated"] for event in listed}) == 40


def test_a_thousand_short_connections_leave_few_files_open(tmp_path: Path) -> None:
    with a_district(tmp_path / "s.sqlite3") as district:
        threads = [
            threading.Thread(target=lambda: district.running.store.fact("a")) for _ in range(1000)
        ]
        for thread in threads:
            thread.start()
            thread.join(timeout=5)

        assert len(district.running.store._connections) <= 5
