"""Threads that write at the same time share a commit, and none answers for another."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import cast

import pytest
from sqlalchemy import Connection

from sync.journal.together import Together

TOGETHER = 4


class Notebook:
    """Stands for a database: what was written is kept when the block ends well."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.commits = 0
        self.first_has_begun = threading.Event()
        self.go_on = threading.Event()
        self._page: list[str] = []

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        self._page = []
        yield cast(Connection, self)
        if not self.first_has_begun.is_set():
            self.first_has_begun.set()
            self.go_on.wait(5)
        self.kept += self._page
        self.commits += 1

    def work(self, word: str) -> Callable[[Connection], str]:
        def keep(_: Connection) -> str:
            self._page.append(word)
            if word == "bad":
                raise ValueError(word)
            return word.upper()

        return keep


@contextmanager
def one_under_way(book: Notebook, together: Together) -> Iterator[ThreadPoolExecutor]:
    """A commit is being made; what is asked for meanwhile has to wait for it."""
    with ThreadPoolExecutor(TOGETHER + 1) as lanes:
        first = lanes.submit(together.do, book.work("first"))
        assert book.first_has_begun.wait(5)
        yield lanes
        assert first.result(5) == "FIRST"


def all_wait(together: Together, count: int) -> None:
    while len(together._waiting) < count:
        threading.Event().wait(0.001)


def test_what_is_asked_for_during_a_commit_is_committed_at_once() -> None:
    book = Notebook()
    together = Together(book.writing)
    with one_under_way(book, together) as lanes:
        asked = [lanes.submit(together.do, book.work(f"n{n}")) for n in range(TOGETHER)]
        all_wait(together, TOGETHER)
        book.go_on.set()
        answers = [one.result(5) for one in asked]

    assert answers == ["N0", "N1", "N2", "N3"]
    assert sorted(book.kept) == ["first", "n0", "n1", "n2", "n3"]
    assert book.commits == 2


@pytest.mark.proves("P1")
def test_nobody_is_answered_before_the_commit() -> None:
    book = Notebook()
    together = Together(book.writing)
    with one_under_way(book, together) as lanes:
        second = lanes.submit(together.do, book.work("second"))
        all_wait(together, 1)
        assert not second.done()
        assert book.kept == []
        book.go_on.set()
        assert second.result(5) == "SECOND"


def test_work_that_fails_is_its_own_fault_only() -> None:
    book = Notebook()
    together = Together(book.writing)
    with one_under_way(book, together) as lanes:
        asked = [lanes.submit(together.do, book.work(word)) for word in ("good", "bad", "fine")]
        all_wait(together, 3)
        book.go_on.set()
        assert [one.exception(5) is None for one in asked] == [True, False, True]
        assert isinstance(asked[1].exception(5), ValueError)

    assert sorted(book.kept) == ["fine", "first", "good"]


def test_what_follows_a_commit_follows_once_for_all_in_it_and_not_for_what_failed() -> None:
    book = Notebook()
    together = Together(book.writing)
    told: list[list[str]] = []

    def tell() -> None:
        told.append(list(book.kept))

    with one_under_way(book, together) as lanes:
        asked = [lanes.submit(together.do, book.work(f"n{n}"), tell) for n in range(TOGETHER)]
        all_wait(together, TOGETHER)
        book.go_on.set()
        for one in asked:
            one.result(5)
    with pytest.raises(ValueError, match="bad"):
        together.do(book.work("bad"), tell)

    assert len(told) == 1
    assert len(told[0]) == 1 + TOGETHER


def test_a_stop_from_the_keyboard_reaches_everybody_who_waits() -> None:
    book = Notebook()
    together = Together(book.writing)

    def stop(_: Connection) -> None:
        raise KeyboardInterrupt

    with one_under_way(book, together) as lanes:
        asked = [lanes.submit(together.do, work) for work in (book.work("good"), stop)]
        all_wait(together, 2)
        book.go_on.set()
        assert [type(one.exception(5)) for one in asked] == [KeyboardInterrupt] * 2
