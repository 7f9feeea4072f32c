"""What a district's administrator switches on once: who may see when others are busy."""

from collections.abc import Iterable

from local_google.calendar_acl import put_rule
from local_google.store import Store


def show_busy(store: Store, owners: Iterable[str], to: str) -> None:
    """Let somebody see when people are busy, without titles and without a mail; twice is once."""
    rule = f"user:{to.lower()}"
    with store.write() as db:
        had = {row[0] for row in db.execute("SELECT calendar FROM cal_acl WHERE rule = ?", (rule,))}
        for owner in owners:
            if owner.lower() not in had:
                put_rule(
                    store,
                    db,
                    calendar=owner.lower(),
                    kind="user",
                    value=to.lower(),
                    role="freeBusyReader",
                )
