"""What libraries log names nobody and carries no key; the same person stays the same person."""

import logging
import re
from collections.abc import Iterator

import pytest

from sync.wire.logs import hide_in_logs, hiding, trace


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What a handler of somebody else's writes of every record, as it is after hiding."""
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(hiding(logging.LogRecord, b"key of this run"))
    written: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(logging.Formatter().format(record))  # type: ignore[method-assign]  # a list is all it needs
    logger = logging.getLogger("urllib3.connectionpool.test")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield written
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


@pytest.fixture
def log(lines: list[str]) -> logging.Logger:
    return logging.getLogger("urllib3.connectionpool.test")


@pytest.mark.proves("X1")
def test_arguments_of_a_record_are_hidden_in_too(log: logging.Logger, lines: list[str]) -> None:
    log.debug('"%s %s"', "GET", "/calendars/ana.ruiz%40oakhill.example/events?access_token=ya29.x")

    (line,) = lines
    assert "oakhill" not in line
    assert "ya29" not in line
    assert line.startswith('"GET /calendars/person-')


@pytest.mark.proves("X1")
def test_one_person_has_one_name_however_the_address_is_written(
    log: logging.Logger, lines: list[str]
) -> None:
    for address in ("ana@oakhill.example", "Ana%40oakhill.example", "ana%2540oakhill.example"):
        log.warning("asked about %s", address)
    log.warning("asked about %s", "ben@oakhill.example")

    names = [found[0] for line in lines if (found := re.search(r"person-\w{6}", line))]
    assert len(names) == 4
    assert len(set(names)) == 2


@pytest.mark.proves("X1")
def test_the_name_cannot_be_worked_out_without_the_key_of_the_run() -> None:
    records = [
        hiding(logging.LogRecord, key)("x", 10, "f", 1, "ana@oakhill.example", None, None)
        for key in (b"one", b"two")
    ]

    assert records[0].getMessage() != records[1].getMessage()


@pytest.mark.proves("X1")
def test_a_traceback_in_the_log_is_hidden_in(log: logging.Logger, lines: list[str]) -> None:
    try:
        raise ValueError("no calendar ana@oakhill.example for Bearer ya29.secret")
    except ValueError:
        log.exception("failed")

    (line,) = lines
    assert "ValueError: no calendar person-" in line
    assert "ya29" not in line


def test_a_record_whose_arguments_do_not_fit_is_still_written(
    log: logging.Logger, lines: list[str]
) -> None:
    log.warning("%d of %d", "ana@oakhill.example")  # noqa: PLE1206 - what this is about

    assert "oakhill" not in lines[0]


def test_hiding_twice_is_hiding_once() -> None:
    before = logging.getLogRecordFactory()
    try:
        hide_in_logs(b"1")
        once = logging.getLogRecordFactory()
        hide_in_logs(b"2")
        assert logging.getLogRecordFactory() is once
    finally:
        logging.setLogRecordFactory(before)


def test_a_traceback_keeps_its_lines_and_loses_a_key_of_many_lines() -> None:
    error = ValueError(
        "-----BEGIN PRIVATE KEY-----\nMIIsecret\nsecret==\n-----END PRIVATE KEY-----"
    )

    told = trace(error)

    assert "secret" not in told
    assert told.splitlines()[-1].startswith("ValueError: ")
