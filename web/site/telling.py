"""What is told as JSON, by the name of its route."""

from collections.abc import Callable, Mapping

from sync.merging.changes import ChangeSet
from web.pages import why
from web.site.bodies import (
    Alternatives,
    Answer,
    Explained,
    Helps,
    Offered,
    Proposed,
    Searched,
    Status,
    Stopped,
)
from web.site.showing import Asked, activity_of, settled_by


def _explain(asked: Asked) -> Answer:
    key = activity_of(asked, asked.args["activity"])
    found = asked.actions.explain(key)
    return Explained(
        activity=key,
        why=found.why,
        stops=tuple(Stopped(when=one.when, says=one.says) for one in found.stops),
        lost=found.lost,
        options=found.options,
        searched=_searched(found.searched) if found.searched else None,
    )


def _searched(found: why.Searched) -> Searched:
    return Searched(
        says=found.says,
        facts=found.facts,
        ways=tuple(Helps(says=one.says, when=one.when, effects=one.effects) for one in found.ways),
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
    return _proposed(found.name, found.changes)


def _back(asked: Asked) -> Answer:
    found = asked.actions.would_undo(asked.args["run"])
    return _proposed(found.run, found.changes)


def _settle(asked: Asked) -> Answer:
    found = asked.actions.would_resolve(*settled_by(asked))
    return _proposed(found.run, found.changes)


def _proposed(name: str, changes: ChangeSet) -> Proposed:
    counts = changes.counts
    return Proposed(
        name=name,
        digest=changes.digest,
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
    "api-back": _back,
    "api-settle": _settle,
    "api-status": _status,
}
