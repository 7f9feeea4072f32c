"""`doctor` asks Google who we are, what we may do, what time it is, and who owns what."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from local_google import admin
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.district import PersonId
from sync.account.keys import Keys
from sync.account.rights import SCOPES, SHARE_CALENDARS
from sync.journal.journal import Journal, open_journal
from sync.journal.tables import meta
from sync.wire.connection import Connection, local
from sync.workspace.checks import Check, Grade
from sync.workspace.google import at_google
from sync.workspace.sign_in_checks import ownership_checks, sign_in_checks
from tests.builders import at
from tests.sync.rungs import OFFICE, a_person, a_robot
from tests.sync.wire import QUICK, Say, Wire

NOON = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Running]:
    with serve(open_store(seed="doctor")) as running:
        yield running


@pytest.fixture
def there(server: Running) -> Connection:
    return local(server.url, patience=QUICK)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Journal]:
    file = tmp_path / "journal.sqlite3"
    journal = open_journal(f"sqlite:///{file}", lineage="x", now=lambda: at("2026-12-04 15:30"))
    yield journal
    journal.close()


def looked(keys: Keys, there: Connection) -> tuple[list[Check], bool]:
    """Every line, and whether Google lets us in."""
    lines: list[Check] = []
    asking = sign_in_checks(keys, connection=there, now=lambda: NOON)
    while True:
        try:
            lines.append(next(asking))
        except StopIteration as end:
            return lines, end.value


def named(lines: list[Check], name: str) -> list[Grade]:
    return [line.grade for line in lines if line.name == name]


@pytest.mark.proves("F-76", "GE-33")
def test_a_sign_in_in_order_has_one_line_a_right(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    lines, let_in = looked(a_person(server, tmp_path), there)

    assert let_in
    assert named(lines, "Scope") == [Grade.PASS] * 3
    assert OFFICE in next(line.says for line in lines if line.name == "Sign-in")


@pytest.mark.proves("GE-33")
def test_a_right_that_is_gone_fails_alone(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    lines, let_in = looked(a_person(server, tmp_path, scopes=SCOPES[:2]), there)

    assert not let_in
    (missing,) = [line for line in lines if line.grade is Grade.FAIL]
    assert missing.says.startswith("drive.file")
    assert "https://www.googleapis.com/auth/drive.file" in missing.more[-1]


@pytest.mark.proves("X11")
def test_a_right_too_many_fails(server: Running, there: Connection, tmp_path: Path) -> None:
    more = (*SCOPES, SHARE_CALENDARS, "https://www.googleapis.com/auth/calendar")

    lines, let_in = looked(a_person(server, tmp_path, scopes=more), there)

    assert not let_in
    assert [line.says for line in lines if line.grade is Grade.FAIL] == [
        "calendar: more than is needed"
    ]


def test_a_file_that_names_somebody_else_than_google_does_fails(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    lines, _ = looked(a_person(server, tmp_path, account="ana@district.example"), there)

    assert named(lines, "Sign-in") == [Grade.FAIL]


@pytest.mark.proves("GE-32", "N14")
def test_an_ended_sign_in_is_one_line_that_names_the_trap_of_seven_days(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    keys = a_person(server, tmp_path)
    admin.forget_tokens(server.store, OFFICE)

    (line,), let_in = looked(keys, there)

    assert (line.name, line.grade, let_in) == ("Sign-in", Grade.FAIL, False)
    assert any("7 days" in more for more in line.more)


@pytest.mark.proves("GE-34")
def test_a_service_account_for_nobody_is_told_what_it_cannot_do(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    lines, let_in = looked(a_robot(server, tmp_path, subject=""), there)

    assert let_in
    (line,) = [line for line in lines if line.name == "Sign-in"]
    assert line.grade is Grade.WARN
    assert "bellweave export ics" in line.more[-1]


@pytest.mark.proves("GE-34")
def test_missing_delegation_is_named_with_the_scopes_to_paste(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    (line,), let_in = looked(a_robot(server, tmp_path, delegated=()), there)

    assert not let_in
    assert any(",".join(SCOPES) in more for more in line.more)


@pytest.mark.parametrize(
    ("off", "grade"), [(0, Grade.PASS), (1, Grade.PASS), (5, Grade.WARN), (-90, Grade.FAIL)]
)
def test_the_clock_is_held_against_googles(
    wire: Wire, server: Running, tmp_path: Path, off: int, grade: Grade
) -> None:
    header = {"Date": format_datetime(NOON - timedelta(seconds=off), usegmt=True)}
    wire.script = [Say(200, {"scope": " ".join(SCOPES)}, header)]

    lines, _ = looked(a_person(server, tmp_path), local(wire.url, patience=QUICK))

    assert named(lines, "Clock") == [grade]


class TestOwnership:
    """Calendars and workbooks."""

    def test_our_own_calendars_and_closed_workbooks_pass(
        self, server: Running, there: Connection, kept: Journal, tmp_path: Path
    ) -> None:
        keys = a_person(server, tmp_path)
        self.made(keys, there, kept)

        lines = list(ownership_checks(keys, kept, connection=there))

        assert [(line.name, line.grade) for line in lines] == [
            ("Owners", Grade.PASS),
            ("Sharing", Grade.PASS),
        ]

    def test_a_calendar_of_another_accounts_is_a_warning(
        self, server: Running, there: Connection, kept: Journal, tmp_path: Path
    ) -> None:
        self.made(a_person(server, tmp_path), there, kept)
        own = a_person(server, tmp_path / "hers", email="coach@district.example")

        lines = list(ownership_checks(own, kept, connection=there))

        assert lines[0].name == "Owners"
        assert lines[0].grade is Grade.WARN
        assert "check-owner" in lines[0].more[-1]

    @pytest.mark.parametrize("kind", ["anyone", "domain"])
    def test_a_workbook_open_by_link_is_a_warning(
        self, server: Running, there: Connection, kept: Journal, tmp_path: Path, kind: str
    ) -> None:
        keys = a_person(server, tmp_path)
        book = self.made(keys, there, kept)
        with at_google(keys, connection=there) as google:
            google.sheets.share(book, "ana@district.example", "reader")
            body = {"type": kind, "role": "reader"} | (
                {"domain": "district.example"} if kind == "domain" else {}
            )
            google.sheets._by_method.request(
                "post", f"{there.drive_root}drive/v3/files/{book}/permissions", json=body
            )

        lines = list(ownership_checks(keys, kept, connection=there))

        assert named(lines, "Sharing") == [Grade.WARN]

    @staticmethod
    def made(keys: Keys, there: Connection, kept: Journal) -> str:
        """A calendar and a workbook of ours; the workbook's id."""
        with at_google(keys, connection=there) as google:
            kept.calendar_made(
                PersonId("ana"), google.calendar.create_calendar("Coaching", "UTC", "m"), "Coaching"
            )
            book = google.sheets.create("Visits")
        with kept.writing() as connection:
            connection.execute(insert(meta).values(name="workbook.program", value=book))
        return book
