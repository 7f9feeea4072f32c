"""The record of what was written: complete, twice, and changed by nobody without a trace."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.journal.audit import Line, Signature
from sync.journal.audit_file import Broken, check_audit, length
from sync.journal.journal import Journal, open_journal
from tests.builders import HALL, KHAN
from tests.sync.coaching import FRIDAY, Workspace, a_workspace, visit

LATER = "2026-12-09 10:40"


@pytest.fixture
def written(published: Workspace) -> Workspace:
    """An event that was made, moved and cancelled: three lines."""
    published.publish(visit(LATER))
    published.publish(dropped=(published.journal.known()[0].activity,))
    return published


def file_of(journal: Journal) -> Path:
    assert journal.audit_file is not None
    return journal.audit_file.path


def broken(office: Workspace) -> Broken | None:
    with office.journal.reading() as connection:
        return check_audit(connection, file_of(office.journal))


@pytest.mark.proves("F-100", "GE-40")
def test_every_write_says_who_what_when_and_under_which_rules(tmp_path: Path) -> None:
    signature = Signature(role="program", profile="rules-1", seed="7")
    with a_workspace(tmp_path) as office:
        journal = open_journal(
            f"sqlite:///{tmp_path}/signed.sqlite3",
            lineage="example",
            now=lambda: FRIDAY,
            signature=signature,
        )
        signed = Workspace(office.running, journal, office.transport, office.district)
        signed.publish(visit())
        lines = [json.loads(line) for line in file_of(journal).read_text("utf-8").splitlines()]
        journal.close()

    (line,) = lines
    assert (line["actor"], line["role"], line["verb"]) == ("the office", "program", "create")
    assert (line["profile"], line["seed"], line["run"]) == ("rules-1", "7", "r-1")
    assert (line["fields"], line["mails"]) == ("place text time title", 2)
    assert line["at"] == FRIDAY.isoformat()


@pytest.mark.proves("F-100")
def test_the_record_names_fields_and_never_people_or_what_was_written(written: Workspace) -> None:
    record = file_of(written.journal).read_text("utf-8")

    assert broken(written) is None
    assert len(record.splitlines()) == 3
    for word in ("Hall", "hall@", "ana@", str(HALL), str(KHAN), "Lincoln", "2026-12-09"):
        assert word not in record


@pytest.mark.proves("X19")
def test_only_its_owner_can_read_the_record(written: Workspace) -> None:
    assert stat.S_IMODE(file_of(written.journal).stat().st_mode) == 0o600


def changed(line: str) -> str:
    return line.replace('"mails":2', '"mails":0')


@pytest.mark.proves("F-100")
@pytest.mark.parametrize(
    ("tamper", "line"),
    [
        (lambda lines: [lines[0], changed(lines[1]), lines[2]], 2),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: lines[1:], 1),
        (lambda lines: lines[:2], 3),
        (lambda lines: [lines[0], lines[0], *lines[1:]], 2),
        (lambda lines: [lines[1], lines[0], lines[2]], 1),
        (lambda lines: [*lines, "made up"], 4),
        (lambda lines: [*lines, '{"number": 4}'], 4),
        (lambda lines: [], 1),
    ],
)
def test_a_file_somebody_changed_tells_its_first_broken_line(
    written: Workspace, tamper: Callable[[list[str]], list[str]], line: int
) -> None:
    file = file_of(written.journal)
    lines = tamper(file.read_text("utf-8").splitlines())
    file.write_text("".join(f"{one}\n" for one in lines), "utf-8")
    found = broken(written)

    assert found is not None
    assert (found.where, found.line) == (str(file), line)


@pytest.mark.proves("F-100")
@pytest.mark.parametrize(
    ("tampering", "line"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE number = 2", 2),
        ("UPDATE audit SET seed = '9' WHERE number = 3", 3),
        ("UPDATE audit SET number = 9 WHERE number = 1", 2),
        ("DELETE FROM audit WHERE number = 1", 2),
    ],
)
def test_a_journal_somebody_changed_tells_its_first_broken_line(
    written: Workspace, tampering: str, line: int
) -> None:
    with written.journal.writing() as connection:
        connection.execute(text(tampering))
    found = broken(written)

    assert found is not None
    assert (found.where, found.line) == ("the journal", line)


@pytest.mark.proves("F-100")
def test_a_line_taken_out_tells_even_if_the_next_is_joined_to_the_one_before(
    written: Workspace,
) -> None:
    with written.journal.writing() as connection:
        (first,) = connection.execute(text("SELECT hash FROM audit WHERE number = 1")).one()
        connection.execute(text("DELETE FROM audit WHERE number = 2"))
        joined = text("UPDATE audit SET previous = :first WHERE number = 3")
        connection.execute(joined, {"first": first})
    found = broken(written)

    assert found is not None
    assert (found.where, found.line) == ("the journal", 3)


@pytest.mark.proves("F-100")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_lines_taken_off_the_end_of_the_journal_still_stand_in_the_file(
    written: Workspace, number: int
) -> None:
    with written.journal.writing() as connection:
        connection.execute(text(f"DELETE FROM audit WHERE number >= {number}"))
    found = broken(written)

    assert found is not None
    assert (found.line, found.says) == (number, "is not in the journal")


@pytest.mark.proves("F-100", "P1")
def test_what_a_crash_kept_from_the_file_is_added_by_the_next_write(written: Workspace) -> None:
    file = file_of(written.journal)
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    assert broken(written) is not None
    written.journal.note(a_line())

    assert broken(written) is None
    assert file.read_bytes().startswith(whole)
    with written.journal.reading() as connection:
        assert length(connection) == 4


@pytest.mark.proves("F-100", "P1")
def test_a_write_that_was_cut_off_has_its_line_once_it_is_settled(office: Workspace) -> None:
    changes = office.compare(visit())
    office.push(changes)
    with office.journal.writing() as connection:
        connection.execute(text("UPDATE ops SET state = 'intent'"))
        connection.execute(text("DELETE FROM audit"))
    file_of(office.journal).unlink()
    office.compare(visit())
    lines = file_of(office.journal).read_text("utf-8").splitlines()

    assert [json.loads(line)["verb"] for line in lines] == ["create"]
    assert json.loads(lines[0])["actor"] == "the office"
    assert json.loads(lines[0])["mails"] == 2


def a_line() -> Line:
    return Line(
        at=FRIDAY.isoformat(),
        actor="the office",
        run="",
        key="",
        verb="forget",
        fields="",
        mails=0,
        before_digest="",
        after_digest="",
    )
