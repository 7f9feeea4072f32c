"""Rows of Structures and StructureSteps -> structures of a district's own, without Python or TOML."""

import re
from collections.abc import Iterator, Mapping, Sequence

from scheduler.district import Modality, Role
from scheduler.model import Container, Kind
from scheduler.naming import id_part
from scheduler.structures.actions import Action
from scheduler.structures.contradictions import Flaw, contradictions
from scheduler.structures.edges import Anchor, Edge
from scheduler.structures.gates import Gate
from scheduler.structures.measures import Measure, MeasureKind
from scheduler.structures.prework import Owner, PreWork
from scheduler.structures.structure import (
    Cover,
    Follows,
    Notice,
    Per,
    Recurs,
    Step,
    Structure,
    Week,
    Who,
)
from sheets_templates.inputs.inputs_structures import STRUCTURE_STEPS, STRUCTURES
from sheets_templates.reading.parse_cohorts import read_quorum
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import folded, nearest
from sheets_templates.reading.parse_rows import Row, Sheet, read_sheet
from sheets_templates.vocabulary.table import Tabs

_COLUMN = {
    "name": "step",
    "inside": "allowed_time",
    "minutes_min": "least_minutes",
    "rotates": "takes_turns",
    "before": "gates",
    "owner": "gates",
    "number": "weeks",
}
"""Keys of the file form whose column is called otherwise."""
_FIX = {
    "inside": "Name kinds of time, such as plc; after school",
    "until": "Write year end, or a month and day like 12-31",
    "months": "Write the months, like 1; 6",
    "rotates": "Write cohort into per",
    "cover": "Write observers, or take teaching out of allowed_time",
    "owner": "Write it like Memorandum: association",
    "opens": "Fill in opens and closes for a unit or a task, and for nothing that has weeks",
}
_NOTICE = {"none": Notice.NONE} | {
    notice.value.removeprefix("notice_").replace("_", " "): notice
    for notice in Notice
    if notice is not Notice.NONE
}


def own_structures(tabs: Tabs) -> dict[str, Structure]:
    """The district's own structures by name; what cannot be read is told by `read_district`."""
    faults = Faults()
    by_fold = {folded(name): grid for name, grid in tabs.items()}
    sheets = [
        read_sheet(tab, 0, by_fold[folded(tab.name)], faults)
        if folded(tab.name) in by_fold
        else Sheet(tab=tab, number=0, there=False, known=False)
        for tab in (STRUCTURES, STRUCTURE_STEPS)
    ]
    return read_structures(sheets[0], sheets[1], faults)


def read_structures(structures: Sheet, steps: Sheet, faults: Faults) -> dict[str, Structure]:
    """Name -> structure; every fault of both tabs, those of one structure as a whole among them."""
    rows: dict[str, list[Row]] = {}
    for row in steps:
        rows.setdefault(id_part(row.text("structure")), []).append(row)
    found: dict[str, Structure] = {}
    for row in structures:
        name = id_part(row.text("structure"))
        if name in found:
            what = f"The structure '{name}' stands on the Structures tab twice"
            faults.add(row.place("structure"), what, "Keep one row a structure")
            continue
        its_rows = rows.pop(name, [])
        structure = _structure(name, row, its_rows, faults)
        for flaw in contradictions(structure):
            _tell(flaw, row, [each for each in its_rows if each.complete], faults)
        found[name] = structure
    for name, strangers in rows.items():
        for row in strangers:
            near = nearest(name, found)
            fix = f"Write '{near}'" if near else "Add a row for it to the Structures tab"
            faults.add(row.place("structure"), f"There is no structure '{name}' there", fix)
    return found


def _structure(name: str, row: Row, rows: Sequence[Row], faults: Faults) -> Structure:
    labels = _entries(row.text("weeks"))
    weeks = [Week(number=number, label=label) for number, label in enumerate(labels, start=1)]
    if before := row.text("pre_cycle"):
        weeks.insert(0, Week(number=0, label=before))
    return Structure(
        name=name,
        title=row.text("title") or name,
        weeks=tuple(weeks),
        repeats=row.yes("repeats"),
        week_needs=row.number_of("week_needs") or 3,
        pd_before_week=row.number_of("pd_before_week"),
        smallest=row.number_of("smallest") or 1,
        largest=row.number_of("largest") or 60,
        gates=tuple(_gates(row, faults)),
        measures=(*_rubrics(row), *_surveys(row, faults)),
        actions=tuple(
            dict.fromkeys(one for each in rows if each.complete for one in _actions(each))
        ),
        steps=tuple(_step(each, faults) for each in rows if each.complete),
    )


def _entries(text: str) -> list[str]:
    """Entries with semicolons or lines between; commas belong to them."""
    return [entry.strip() for entry in re.split(r"[;\n]", text) if entry.strip()]


def _gates(row: Row, faults: Faults) -> Iterator[Gate]:
    """`Memorandum: association (before talk)` -> a gate, who owns it and what it holds; `(advised)` only
    warns."""
    roles = {folded(role): role for role in Role}
    for part in _entries(row.text("gates")):
        match = re.fullmatch(r"(.+?)(?::\s*([^():]*?))?\s*(?:\(([^()]*)\))?", part)
        title, owner, more = match.groups("") if match else (part, "", "")
        role = roles.get(folded(owner))
        if owner and role is None:
            near = nearest(owner, [one.value for one in Role])
            fix = f"Write '{near}'" if near else f"Write one of: {', '.join(Role)}"
            faults.add(row.place("gates"), f"'{owner}' is not a role we know", fix)
            continue
        said = re.fullmatch(r"(advised)?[,\s]*(?:before\s+(.+))?", more.strip(), re.I)
        if said is None:
            what = f"'({more})' does not say what the gate is"
            faults.add(
                row.place("gates"), what, "Write (advised), or (before a step, another step)"
            )
            continue
        steps = tuple(id_part(step) for step in (said[2] or "").split(",") if step.strip())
        yield Gate(name=id_part(title), title=title, owner=role, before=steps, hard=not said[1])


def _rubrics(row: Row) -> Iterator[Measure]:
    again = row.number_of("rubric_weeks") or 0
    for title in row.texts("rubrics"):
        yield Measure(name=id_part(title), title=title, every_weeks=again)


def _surveys(row: Row, faults: Faults) -> Iterator[Measure]:
    """`Conditions: facilitator` -> a survey and whom it asks; without a word it asks everybody."""
    owners = {folded(owner): owner for owner in Owner}
    for part in _entries(row.text("surveys")):
        title, _, whom = (text.strip() for text in part.partition(":"))
        asked = owners.get(folded(whom)) if whom else Owner.EVERYBODY
        if asked is None:
            fix = f"Write one of: {', '.join(Owner)}"
            faults.add(row.place("surveys"), f"'{whom}' is nobody a survey can ask", fix)
            continue
        yield Measure(
            name=id_part(f"{title} {whom}"),
            title=title,
            kind=MeasureKind.SURVEY,
            asked=asked,
            every_weeks=row.number_of("survey_weeks") or 0,
        )


def _actions(row: Row) -> Iterator[Action]:
    """`Monitor every 6 weeks` -> an action that comes again; the site leader's."""
    for entry in _entries(row.text("leader_actions")):
        match = re.fullmatch(r"(.+?)(?:\s+every\s+(\d{1,2})\s+weeks?)?", entry, re.I)
        title, weeks = (match[1], match[2]) if match else (entry, None)
        yield Action(
            name=id_part(title),
            title=title,
            step=id_part(row.text("step")),
            every_weeks=int(weeks or 0),
        )


def _step(row: Row, faults: Faults) -> Step:
    ways = tuple(map(Modality, row.texts("modality")))
    return Step(
        name=id_part(row.text("step")),
        kind=Kind(row.text("kind")),
        per=Per(row.text("per", Per.COHORT.value)),
        minutes=row.number_of("minutes") or 1,
        minutes_per_member=row.number_of("minutes_a_member") or 0,
        minutes_per_room=row.number_of("minutes_a_room") or 0,
        minutes_min=row.number_of("least_minutes"),
        weeks=tuple(_numbers(row, "weeks", faults)),
        inside=tuple(map(Container, row.texts("allowed_time"))),
        teaching=row.yes("in_a_lesson"),
        rotates=row.yes("takes_turns"),
        who=Who(row.text("who", Who.MEMBERS.value)),
        cover=Cover(row.text("cover", Cover.NOBODY.value)),
        modality=next(iter(ways), Modality.IN_PERSON),
        modalities=ways if len(ways) > 1 else (),
        after=tuple(
            Follows(
                step=id_part(step),
                school_days=row.number_of("within_school_days"),
                gap_minutes=row.number_of("gap_minutes"),
                weeks_before=row.number_of("weeks_earlier") or 0,
            )
            for step in row.texts("after")
        ),
        opens=_edge(row, "opens", faults),
        closes=_edge(row, "closes", faults),
        invites=tuple(map(Role, row.texts("roles"))),
        quorum=read_quorum(row, faults),
        recurs=_recurs(row, faults),
        spacing_days=row.number_of("days_between") or 0,
        on_school_days=not row.yes("any_date"),
        needs=row.texts("needs"),
        notice=_NOTICE[row.text("notice", "none")],
        worth=row.number_of("worth") or 100,
        happens=(row.text("happens"),) if row.text("happens") else (),
        prework=tuple(_prework(row)),
        artifacts=row.texts("artifacts"),
        link=row.text("link"),
        questions=tuple(_entries(row.text("questions"))),
    )


def _prework(row: Row) -> Iterator[PreWork]:
    days = row.number_of("pre_work_days")
    if what := row.text("pre_work"):
        yield PreWork(
            what=what,
            owner=Owner(row.text("pre_work_by", Owner.EVERYBODY.value)),
            school_days=1 if days is None else days,
            exemplar=row.text("exemplar"),
        )


def _numbers(row: Row, header: str, faults: Faults) -> Iterator[int]:
    """`1; 3-5` -> 1, 3, 4, 5."""
    for text in row.texts(header):
        match = re.fullmatch(r"(\d{1,2})(?:\s*[-\u2013]\s*(\d{1,2}))?", text)
        if match is None or int(match[2] or match[1]) < int(match[1]):
            faults.add(row.place(header), f"'{text}' is no {header[:-1]}", "Write 1; 2, or 1-5")
            continue
        yield from range(int(match[1]), int(match[2] or match[1]) + 1)


def _edge(row: Row, header: str, faults: Faults) -> Edge | None:
    """`5 school days before unit start` -> five school days before it; `task` -> its own day."""
    text = row.text(header)
    if not text:
        return None
    anchors = {folded(anchor): anchor for anchor in Anchor}
    match = re.fullmatch(
        r"(?:(\d{1,3})\s*(?:school\s*)?days?\s*(before|after)\s+)?(.+)", text, re.I
    )
    anchor = anchors.get(folded(match[3])) if match else None
    if match is None or anchor is None:
        what = f"'{text}' does not say from when to count"
        fix = f"Write it like 5 school days before unit start; known are {', '.join(Anchor)}"
        faults.add(row.place(header), what, fix)
        return None
    sign = -1 if (match[2] or "").casefold() == "before" else 1
    return Edge(at=anchor, school_days=sign * int(match[1] or 0))


def _recurs(row: Row, faults: Faults) -> Recurs:
    until = row.text("until")
    match = re.fullmatch(r"(0?[1-9]|1[0-2])[-/](0?[1-9]|1\d|2[0-8]|29|30|31)", until)
    if until and match is None and folded(until) != "yearend":
        what = f"'{until}' is neither year end nor a month and day"
        faults.add(row.place("until"), what, "Write year end, or a month and day like 12-31")
    months = tuple(month for month in _numbers(row, "months", faults) if 1 <= month <= 12)
    return Recurs(
        cadence=row.text("cadence"),
        months=months,
        ends=bool(until),
        occasions=row.texts("occasions"),
        until=(int(match[1]), min(int(match[2]), _LAST[int(match[1])])) if match else None,
    )


_LAST: Mapping[int, int] = dict(
    enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1)
)


def _tell(flaw: Flaw, structure: Row, steps: Sequence[Row], faults: Faults) -> None:
    """A flaw at the cell that holds it; not where the cell itself is a fault already."""
    row = steps[flaw.index] if flaw.table == "step" and flaw.index < len(steps) else structure
    header = _COLUMN.get(flaw.key, flaw.key) or "structure"
    if row is structure and header == "before":
        header = "gates"
    if header not in row.unreadable:
        faults.add(row.place(header), flaw.says, _FIX.get(flaw.key, flaw.fix))
