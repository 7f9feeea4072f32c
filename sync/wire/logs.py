"""What any library writes to a log, made fit to be sent in with a report of a fault.

Every record is rewritten as it is made, so that no handler of anybody's gets to see the rest:
addresses become names such as `person-4c1f09`, the same for the same address within one run.
"""

import hmac
import logging
import traceback
from collections.abc import Callable
from hashlib import blake2s
from typing import Any
from urllib.parse import unquote

from sync.wire.redact import hide, printable, redact

MARK = "hides_people_and_keys"
MakeRecord = Callable[..., logging.LogRecord]


def hide_in_logs(key: bytes) -> None:
    """Hide addresses and secrets in all that is logged from now on; `key` is known to this run only.

    Google's sign-in library lays whole messages beside the text of a record, where no hiding reaches:
    it is not asked for them. A second time changes nothing.
    """
    logging.getLogger("google.auth").setLevel(logging.INFO)
    make = logging.getLogRecordFactory()
    if not hasattr(make, MARK):
        logging.setLogRecordFactory(hiding(make, key))


def hiding(make: MakeRecord, key: bytes) -> MakeRecord:
    """A maker of records whose texts, arguments and tracebacks are hidden in."""

    def named(address: str) -> str:
        known = unquote(unquote(address)).lower().encode()
        return f"person-{hmac.new(key, known, blake2s).hexdigest()[:6]}"

    def made(*given: Any, **more: Any) -> logging.LogRecord:
        record = make(*given, **more)
        try:
            text = record.getMessage()
        except (TypeError, ValueError):
            text = f"{record.msg!r} {record.args!r}"
        record.msg, record.args = redact(text, named=named), None
        if record.exc_info and record.exc_info[1]:
            record.exc_text = trace(record.exc_info[1], named)
            record.exc_info = None
        return record

    setattr(made, MARK, True)
    return made


def trace(error: BaseException, named: Callable[[str], str] | None = None) -> str:
    """A traceback, hidden in; a report of a fault may quote it."""
    text = "".join(traceback.format_exception(error))
    hidden = hide(text, named=named) if named else hide(text)
    return "\n".join(printable(line) for line in hidden.splitlines())
