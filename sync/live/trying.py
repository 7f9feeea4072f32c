"""Trying our assumptions on whichever Google is open; what was made for it is always deleted."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from scheduler.errors import RemoteError
from sync.live.scratch import Scratch

if TYPE_CHECKING:
    from sync.live.findings import Assumption, Finding
    from sync.workspace.google import Google


def assumptions() -> "tuple[Assumption, ...]":
    """All of them, in the order in which they are tried."""
    from sync.live.checks import ASSUMPTIONS

    return ASSUMPTIONS


@contextmanager
def trying(
    opened: "AbstractContextManager[Google]", tell: Callable[[str], None]
) -> "Iterator[Iterator[tuple[Assumption, Finding]]]":
    """Each assumption and what came of it, as it is asked for.

    At the end, after an error and after Ctrl-C too, what was made is deleted; `tell` hears whether.

    Raises:
        RemoteError: something could not be deleted.
    """
    from sync.live.checks import ASSUMPTIONS, tried

    with opened as clients:
        scratch = Scratch(clients, secrets.token_hex(4))
        left: list[str] = []
        try:
            yield ((one, tried(one, scratch)) for one in ASSUMPTIONS)
        finally:
            left = scratch.remove()
            for line in left or ["Nothing that was made for this is left."]:
                tell(line)
        if left:
            raise RemoteError(
                "Something made for this could not be deleted.",
                status=0,
                fix="Delete it by hand at calendar.google.com or drive.google.com.",
            )
