"""What is printed of a fault of ours, fit to be sent in: no address of a person, no key."""

from sync.wire.logs import trace
from sync.wire.redact import redact


def fault_report(error: Exception) -> tuple[str, str]:
    """The traceback, and the error in one line."""
    return trace(error), redact(f"{type(error).__name__}: {error}")
