"""When people's own calendars were busy when we last looked: spans only, never with a title."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from scheduler.district import Busy, PersonId
from scheduler.schoolday import Span
from sync.journal.journal import Journal
from sync.journal.tables import busy_looks, busy_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBusy:
    """Busy time to be respected; of `unread` the last look failed, of `forgotten` nothing is known any
    more, because the last look that did not fail is too old."""

    busy: tuple[Busy, ...] = ()
    unread: tuple[PersonId, ...] = ()
    forgotten: tuple[PersonId, ...] = ()

    def of(self, whom: Collection[PersonId]) -> "KeptBusy":
        """The part about some people."""
        return KeptBusy(
            busy=tuple(one for one in self.busy if one.person in whom),
            unread=tuple(person for person in self.unread if person in whom),
            forgotten=tuple(person for person in self.forgotten if person in whom),
        )


def keep_busy(
    journal: Journal, read: Mapping[PersonId, Sequence[Span]], unread: Iterable[PersonId]
) -> None:
    """Keep a look, all of it in one transaction; what was known of the unread stays."""
    moment = journal.moment()
    with journal.writing() as connection:
        for person, spans in sorted(read.items()):
            connection.execute(delete(busy_spans).where(busy_spans.c.person == person))
            connection.execute(delete(busy_looks).where(busy_looks.c.person == person))
            values = {"person": person, "read": moment, "failed": ""}
            connection.execute(insert(busy_looks).values(**values))
            for span in spans:
                rows = insert(busy_spans).values(
                    person=person, start=span.start.isoformat(), end=span.end.isoformat()
                )
                connection.execute(rows)
        for person in sorted(unread):
            had = connection.execute(
                select(busy_looks.c.read).where(busy_looks.c.person == person)
            ).scalar()
            connection.execute(delete(busy_looks).where(busy_looks.c.person == person))
            values = {"person": person, "read": had or "", "failed": moment}
            connection.execute(insert(busy_looks).values(**values))


def kept_busy(journal: Journal, oldest: timedelta) -> KeptBusy:
    """What is known of everybody who was asked about, if it is not older than `oldest`."""
    now = datetime.fromisoformat(journal.moment())
    looks = {
        PersonId(row.person): row
        for row in journal.rows(select(busy_looks).order_by(busy_looks.c.person))
    }
    asked = list(looks)
    fresh = {person for person in asked if _since(looks[person].read, now) <= oldest}
    found = journal.rows(select(busy_spans).order_by(busy_spans.c.person, busy_spans.c.start))
    return KeptBusy(
        busy=tuple(
            Busy(
                person=PersonId(row.person),
                start=datetime.fromisoformat(row.start).astimezone(UTC),
                end=datetime.fromisoformat(row.end).astimezone(UTC),
            )
            for row in found
            if row.person in fresh
        ),
        unread=tuple(person for person in asked if looks[person].failed),
        forgotten=tuple(person for person in asked if person not in fresh),
    )


def _since(read: str, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(read) if read else timedelta.max
