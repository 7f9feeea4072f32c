"""Processes that can be killed, started in milliseconds: forked off one that has loaded everything."""

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

LONGEST_S = 60
READY, GO = "ready", "go"


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a process ended: its exit code (minus the signal that killed it) and what it answered."""

    code: int
    answer: Any = None


def in_a_process(
    work: Callable[..., Any], *arguments: Any, began: Callable[[int], None] | None = None
) -> Ended:
    """Run `work` in a process of its own; `began` is told its number before it does anything."""
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(["tests.kill.pushing_a_file"])
    here, there = forkserver.Pipe()
    process = forkserver.Process(target=_wait_and_work, args=(there, work, arguments))
    process.start()
    there.close()
    if began and process.pid:
        began(process.pid)
    here.send(GO)
    answer = None
    try:
        if here.poll(LONGEST_S):
            answer = here.recv()
    except EOFError:
        answer = None
    process.join(LONGEST_S)
    code = process.exitcode
    process.close()
    assert code is not None, "it did not end"
    return Ended(code=code, answer=answer)


def _wait_and_work(
    parent: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    parent.recv()
    parent.send(work(*arguments))
    os._exit(0)  # what the pytest process opened is not this one's to close
