"""The channels on which Google posts hints to us; of a channel's token only a hash is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from sync.journal.journal import Journal
from sync.journal.tables import channels

RENEW_AFTER = 0.8
"""The part of a channel's life after which another takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel; `resource_id` is '' until Google has answered. Instants are aware UTC."""

    id: str
    calendar_id: str
    token_hash: str
    address: str
    made: datetime
    expires: datetime
    resource_id: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether Google may still post on it."""
        return now < self.expires

    def fresh(self, now: datetime) -> bool:
        """Whether it need not be renewed yet."""
        life: timedelta = self.expires - self.made
        return bool(self.resource_id) and now < self.made + life * RENEW_AFTER


def kept_channels(journal: Journal) -> tuple[Channel, ...]:
    """Every channel that was not stopped, oldest first."""
    rows = journal.rows(select(channels).order_by(channels.c.made, channels.c.id))
    return tuple(_channel(row) for row in rows)


def channel_named(journal: Journal, name: str) -> Channel | None:
    """The channel with an id."""
    rows = journal.rows(select(channels).where(channels.c.id == name))
    return _channel(rows[0]) if rows else None


def put_channel(journal: Journal, channel: Channel) -> None:
    """Keep a channel before Google is asked for it."""
    with journal.writing() as connection:
        connection.execute(
            insert(channels).values(
                id=channel.id,
                calendar_id=channel.calendar_id,
                resource_id=channel.resource_id,
                token_hash=channel.token_hash,
                address=channel.address,
                made=channel.made.isoformat(),
                expires=channel.expires.isoformat(),
            )
        )


def channel_opened(journal: Journal, name: str, resource_id: str, expires: datetime) -> None:
    """Note what Google answered."""
    values = {"resource_id": resource_id, "expires": expires.isoformat()}
    with journal.writing() as connection:
        connection.execute(update(channels).where(channels.c.id == name).values(**values))


def drop_channel(journal: Journal, name: str) -> None:
    """Forget a channel; what is still posted on it is refused."""
    with journal.writing() as connection:
        connection.execute(delete(channels).where(channels.c.id == name))


def _channel(row: object) -> Channel:
    found = row._mapping  # type: ignore[attr-defined]  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
    return Channel(
        id=found["id"],
        calendar_id=found["calendar_id"],
        token_hash=found["token_hash"],
        address=found["address"],
        made=datetime.fromisoformat(found["made"]),
        expires=datetime.fromisoformat(found["expires"]),
        resource_id=found["resource_id"],
    )
