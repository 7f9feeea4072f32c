"""What is told as JSON, by the name of its route."""

from collections.abc import Callable, Mapping

from web.site.bodies import (
    Alternatives,
    Answer,
    Explained,
    Offered,
    Proposed,
    Status,
    Stopped,
)
from web.site.showing import Asked, activity_of


def _explain(asked: Asked) -> Answer:
    key = activity_of(asked, asked.args["activity"])
    found = asked.actions.explain(key)
    return Explained(
        activity=key,
        why=found.why,
        stops=tuple(Stopped(when=one.when, says=one.says) for one in found.stops),
        options=found.options,
    )


def _alternatives(asked: Asked) -> Answer:
    key = activity_of(asked, asked.args["activity"])
    offers = asked.actions.explain(key).offers
    return Alternatives(
        activity=key,
        offers=tuple(Offered(start=one.start, when=one.when, says=one.says) for one in offers),
    )


def _changes(asked: Asked) -> Answer:
    found = asked.actions.propose()
    counts = found.changes.counts
    return Proposed(
        name=found.name,
        digest=found.changes.digest,
        create=counts.create,
        change=counts.change,
        cancel=counts.cancel,
        mails=counts.mails,
        needs_you=counts.needs_you,
    )


def _status(asked: Asked) -> Answer:
    found = asked.work.progress
    return Status(state=found.state, what=found.what, says=found.says)


TELLS: Mapping[str, Callable[[Asked], Answer]] = {
    "api-explain": _explain,
    "api-alternatives": _alternatives,
    "api-changes": _changes,
    "api-status": _status,
}
