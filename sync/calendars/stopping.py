"""Ctrl-C and SIGTERM during a push: the calls in flight end and are noted down, no other begins."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from scheduler.errors import Interrupted

FIX = "run the same command again: it goes on where it stopped"
FROM_THE_KEYBOARD = 130
"""The exit code of what was stopped with Ctrl-C, as shells have it."""


@contextmanager
def finishing_calls(halt: Callable[[Interrupted], None]) -> Iterator[None]:
    """Tell `halt` instead of breaking off; a second Ctrl-C breaks off after all.

    Signals reach the main thread only: a push in another one is left to whoever runs it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)] or signal.SIG_DFL)
        halt(_stopped(signal.Signals(number)))

    for one in before:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler or signal.SIG_DFL)


def _stopped(number: signal.Signals) -> Interrupted:
    if number is signal.SIGTERM:
        return Interrupted("this computer asked the push to stop", fix=FIX)
    error = Interrupted("stopped from the keyboard", fix=FIX)
    error.exit_code = FROM_THE_KEYBOARD
    return error
