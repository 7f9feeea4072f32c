"""The journal's memory of what people settled about events."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from sync.event.identity import Key
from sync.journal.journal import Journal
from sync.journal.tables import claims
from sync.merging.claims import About, Claim


def kept_claims(journal: Journal) -> tuple[Claim, ...]:
    """All of them; one whose event has changed since holds for nothing any more."""
    found = journal.rows(select(claims).order_by(claims.c.key, claims.c.about))
    return tuple(Claim(key=Key(row.key), about=About(row.about), seen=row.seen) for row in found)


def keep_claims(journal: Journal, made: Iterable[Claim]) -> None:
    """Write claims, each in place of the older one about the same thing."""
    with journal.writing() as connection:
        journal.count_on(connection)
        for claim in made:
            same = (claims.c.key == claim.key, claims.c.about == claim.about.value)
            connection.execute(delete(claims).where(*same))
            values = {"key": claim.key, "about": claim.about.value, "seen": claim.seen}
            connection.execute(insert(claims).values(**values, made=journal.moment()))
