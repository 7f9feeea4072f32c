"""A structure as the rows of the two tabs somebody would type for it."""

from scheduler.structures.edges import Edge
from scheduler.structures.gates import Gate
from scheduler.structures.structure import Notice, Step, Structure
from tests.sheets_templates.lincoln import Table


def typed(structure: Structure) -> dict[str, Table]:
    """The tabs Structures and StructureSteps; several pieces of pre-work are not theirs to say."""
    weeks = [week.label for week in structure.weeks if week.number]
    head: dict[str, object] = {
        "structure": structure.name,
        "title": structure.title,
        "weeks": "; ".join(weeks),
        "pre_cycle": "".join(week.label for week in structure.weeks if not week.number),
        "repeats": "yes" if structure.repeats else "",
        "smallest": structure.smallest,
        "largest": structure.largest,
        "week_needs": structure.week_needs,
        "gates": "; ".join(map(_gate, structure.gates)),
    }
    return {
        "Structures": _table([head]),
        "StructureSteps": _table([_step(structure.name, step) for step in structure.steps]),
    }


def _gate(gate: Gate) -> str:
    more = ["advised"] if not gate.hard else []
    more += [f"before {', '.join(gate.before)}"] if gate.before else []
    return f"{gate.title}: {gate.owner}" + (f" ({', '.join(more)})" if more else "")


def _step(structure: str, step: Step) -> dict[str, object]:
    first = next(iter(step.after), None)
    piece = next(iter(step.prework), None)
    until = "{:02}-{:02}".format(*step.recurs.until) if step.recurs.until else "year end"
    notice = step.notice.removeprefix("notice_").replace("_", " ")
    return {
        "structure": structure,
        "step": step.name,
        "kind": step.kind.value,
        "per": step.per.value,
        "minutes": step.minutes,
        "minutes_a_member": step.minutes_per_member or "",
        "minutes_a_room": step.minutes_per_room or "",
        "least_minutes": step.minutes_min or "",
        "weeks": _listed(step.weeks),
        "allowed_time": _listed(step.inside),
        "in_a_lesson": "yes" if step.teaching else "",
        "takes_turns": "yes" if step.rotates else "",
        "who": step.who.value,
        "cover": step.cover.value,
        "modality": _listed(step.modalities or (step.modality,)),
        "after": first.step if first else "",
        "within_school_days": first.school_days if first else "",
        "gap_minutes": first.gap_minutes if first and first.gap_minutes else "",
        "weeks_earlier": first.weeks_before if first and first.weeks_before else "",
        "opens": _edge(step.opens),
        "closes": _edge(step.closes),
        "roles": _listed(step.invites),
        "quorum": "; ".join(f"{role} {count}" for role, count in step.quorum),
        "cadence": step.recurs.cadence,
        "months": _listed(step.recurs.months),
        "until": until if step.recurs.ends else "",
        "occasions": _listed(step.recurs.occasions),
        "days_between": step.spacing_days or "",
        "any_date": "" if step.on_school_days else "yes",
        "needs": _listed(step.needs),
        "notice": "none" if step.notice is Notice.NONE else notice,
        "worth": step.worth,
        "happens": " ".join(step.happens),
        "pre_work": piece.what if piece else "",
        "pre_work_by": piece.owner.value if piece else "",
        "pre_work_days": piece.school_days if piece else "",
        "artifacts": _listed(step.artifacts),
    }


def _listed(values: tuple[object, ...]) -> str:
    return "; ".join(map(str, values))


def _edge(edge: Edge | None) -> str:
    if edge is None:
        return ""
    if not edge.school_days:
        return edge.at.value
    way = "before" if edge.school_days < 0 else "after"
    return f"{abs(edge.school_days)} school days {way} {edge.at.value}"


def _table(rows: list[dict[str, object]]) -> Table:
    headers = list(rows[0])
    table: Table = [list(headers)]
    table.extend([str(row[header]) for header in headers] for row in rows)
    return table
