"""What was pushed when and by whom: the runs of the journal, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import case, func, select

from sync.journal.images import NOTHING
from sync.journal.journal import Journal, OpState
from sync.journal.tables import ops, runs
from sync.merging.changes import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """One run; `wrote` counts what was carried out by verb. `whole` while what stood before it is kept."""

    name: str
    actor: str
    began: datetime
    ended: datetime | None
    wrote: Mapping[Verb, int] = field(default_factory=dict)
    whole: bool = True


def kept_runs(journal: Journal, most: int = 50) -> tuple[KeptRun, ...]:
    """The last runs that wrote something."""
    counted = (
        select(
            ops.c.run,
            ops.c.verb,
            func.count().label("many"),
            func.max(ops.c.number).label("last"),
            func.sum(case((ops.c.before_json == NOTHING, 1), else_=0)).label("lost"),
        )
        .where(ops.c.state == OpState.DONE.value)
        .group_by(ops.c.run, ops.c.verb)
    )
    by_run: dict[str, dict[Verb, int]] = {}
    last: dict[str, int] = {}
    lost: set[str] = set()
    for row in journal.rows(counted):
        by_run.setdefault(row.run, {})[Verb(row.verb)] = row.many
        last[row.run] = max(last.get(row.run, 0), row.last)
        if row.lost:
            lost.add(row.run)
    newest = sorted(by_run, key=lambda one: last[one], reverse=True)[:most]
    named = {row.run: row for row in journal.rows(select(runs).where(runs.c.run.in_(newest)))}
    return tuple(
        KeptRun(
            name=name,
            actor=named[name].actor,
            began=datetime.fromisoformat(named[name].started),
            ended=datetime.fromisoformat(named[name].finished) if named[name].finished else None,
            wrote=by_run[name],
            whole=name not in lost,
        )
        for name in newest
        if name in named
    )
