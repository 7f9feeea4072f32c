"""The turns of everybody who calls Google as one user: lanes, the web pages, a second command.

Wall time is kept, as processes share no other; it decides nothing but how long to wait, and a clock that
was set wrong costs two minutes at most.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import blake2s
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from sync.journal.tables import pace, pace_calls
from sync.wire.pace import SECOND, WINDOW, Ask, Pace, Turn, allowed, waiting

Writing = Callable[[], AbstractContextManager[Connection]]


class SharedPace:
    """A `Book` in the journal's database; `writing` opens a transaction, `now` gives epoch seconds.

    The tables name neither user nor calendar: a digest tells one from another as well.
    """

    def __init__(self, writing: Writing, user: str, now: Callable[[], float]) -> None:
        self._writing = writing
        self._account = _digest(user.lower())
        self._now = now

    def take(self, ask: Ask) -> Turn:
        """Note that a call begins now, or tell how long to wait."""
        calendar = _digest(ask.calendar) if ask.calendar else ""
        with self._writing() as connection:
            state = self._state(connection, ask.quota)
            now = self._now()
            self._forget_old(connection, now)
            turn = waiting(state, now, *self._in_the_way(connection, ask, calendar, state, now))
            if turn.wait <= 0 and ask.per_minute is not None:
                row = {"account": self._account, "quota": ask.quota}
                connection.execute(insert(pace_calls).values(**row, calendar=calendar, at=now))
        return turn

    def slow_down(self, quota: str, seconds: float) -> None:
        """Everyone waits, and afterwards the pace is halved."""
        with self._writing() as connection:
            slower = self._state(connection, quota).slower(self._now(), seconds)
            self._keep(connection, quota, slower)

    def factor(self, quota: str) -> float:
        """The share of the usual pace that is left."""
        with self._writing() as connection:
            return self._state(connection, quota).factor

    def _state(self, connection: Connection, quota: str) -> Pace:
        """The state now; the row is locked until the transaction ends, where databases do that."""
        kept = self._kept(connection, quota)
        if kept is None:
            kept = self._begun(connection, quota)
        state = kept.at(self._now())
        if state != kept:
            self._keep(connection, quota, state)
        return state

    def _kept(self, connection: Connection, quota: str) -> Pace | None:
        query = select(pace.c.factor, pace.c.since, pace.c.until, pace.c.noted)
        row = connection.execute(query.where(*self._page(pace, quota)).with_for_update()).first()
        if row is None:
            return None
        return Pace(factor=row.factor, since=row.since, until=row.until, noted=row.noted)

    def _begun(self, connection: Connection, quota: str) -> Pace:
        """The first call of all; where writers are not one at a time, another may be first by a hair."""
        now = self._now()
        began = Pace(since=now, until=now, noted=now)
        row = {"account": self._account, "quota": quota, **_columns(began)}
        try:
            with connection.begin_nested():
                connection.execute(insert(pace).values(**row))
        except IntegrityError:
            return self._kept(connection, quota) or began
        return began

    def _keep(self, connection: Connection, quota: str, state: Pace) -> None:
        change = update(pace).where(*self._page(pace, quota))
        connection.execute(change.values(**_columns(state)))

    def _in_the_way(
        self, connection: Connection, ask: Ask, calendar: str, state: Pace, now: float
    ) -> tuple[float | None, float | None]:
        """The calls that must grow old before one more fits."""
        if ask.per_minute is None:
            return None, None
        page = self._page(pace_calls, ask.quota)
        minute = _newest_but(connection, page, allowed(ask.per_minute, state.factor))
        if not calendar or ask.per_second is None:
            return minute, None
        written = (*page, pace_calls.c.calendar == calendar, pace_calls.c.at > now - SECOND)
        return minute, _newest_but(connection, written, ask.per_second)

    def _forget_old(self, connection: Connection, now: float) -> None:
        """Turns of more than a minute ago, and those of a clock that was ahead."""
        outside = or_(pace_calls.c.at <= now - WINDOW, pace_calls.c.at > now + WINDOW)
        mine = pace_calls.c.account == self._account
        connection.execute(delete(pace_calls).where(and_(mine, outside)))

    def _page(self, table: Any, quota: str) -> tuple[ColumnElement[bool], ...]:
        return table.c.account == self._account, table.c.quota == quota


def _newest_but(
    connection: Connection, rows: tuple[ColumnElement[bool], ...], count: int
) -> float | None:
    """When the `count`-th newest call began; None when there are fewer."""
    newest = select(pace_calls.c.at).where(*rows).order_by(pace_calls.c.at.desc())
    found: float | None = connection.execute(newest.offset(count - 1).limit(1)).scalar()
    return found


def _columns(state: Pace) -> dict[str, float]:
    return {
        "factor": state.factor,
        "since": state.since,
        "until": state.until,
        "noted": state.noted,
    }


def _digest(name: str) -> str:
    return blake2s(name.encode(), digest_size=10).hexdigest()
