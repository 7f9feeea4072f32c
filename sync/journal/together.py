"""Lets threads that write at the same time share one transaction, so that four lanes wait for one disk.

A commit costs milliseconds however little is in it, and there is one writer. Each piece of work is kept
or refused as if it had a transaction of its own: whoever asked is answered after the commit.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

Result = TypeVar("Result")
Writing = Callable[[], AbstractContextManager[Connection]]
Then = Callable[[], None]


class _Task:
    """One piece of work, and what became of it."""

    def __init__(self, work: Callable[[Connection], Any], then: Then | None) -> None:
        self.work = work
        self.then = then
        self.over = False
        self.value: Any = None
        self.error: BaseException | None = None


class Together:
    """Collects work while a commit is under way and does all of it in the next; `writing` opens one."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._turn = threading.Lock()
        self._list = threading.Lock()
        self._waiting: list[_Task] = []

    def do(self, work: Callable[[Connection], Result], then: Then | None = None) -> Result:
        """What `work` gives, once it is committed; `then` follows, once for all who named the same.

        Raises whatever `work`, the commit or `then` raises; the work of others is not touched by it.
        """
        task = _Task(work, then)
        with self._list:
            self._waiting.append(task)
        with self._turn:
            if not task.over:
                with self._list:
                    tasks, self._waiting = self._waiting, []
                self._carry_out(tasks)
        if task.error is not None:
            raise task.error
        return cast(Result, task.value)

    def _carry_out(self, tasks: list[_Task]) -> None:
        try:
            self._commit(tasks)
        except Exception as error:  # noqa: BLE001 - handed to the thread that asked
            tasks[0].error = error
            if len(tasks) > 1:
                # One of them failed and took the others along: each once more, for itself.
                for task in tasks:
                    self._alone(task)
        except BaseException as error:  # noqa: BLE001 - handed to the threads that asked
            for task in tasks:
                task.error = error
        finally:
            for task in tasks:
                task.over = True
        self._follow(tasks)

    def _commit(self, tasks: list[_Task]) -> None:
        with self._writing() as connection:
            for task in tasks:
                task.value = task.work(connection)

    def _alone(self, task: _Task) -> None:
        task.error = None
        try:
            self._commit([task])
        except Exception as error:  # noqa: BLE001 - handed to the thread that asked
            task.error = error

    def _follow(self, tasks: list[_Task]) -> None:
        kept = [task for task in tasks if task.error is None and task.then is not None]
        for then in {task.then for task in kept}:
            if then is None:
                continue
            try:
                then()
            except BaseException as error:  # noqa: BLE001 - handed to the threads that asked
                for task in kept:
                    if task.then == then:
                        task.error = error
