"""Rounds and gates as tables; pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from scheduler.district import EVERYWHERE, SchoolId
from scheduler.model import Activity, Kind
from web.page_words import counted, day_words, listed, when_words
from web.pages.today import Today


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """One round of instruction; `when` is '' as long as it has no time."""

    label: str
    when: str
    held: str
    where: str
    host: str
    people: str
    roles: str
    told: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsPage:
    district: str
    rounds: tuple[RoundRow, ...]


def rounds_page(today: Today) -> RoundsPage:
    """Every round of the year in order of time."""
    found = {one.id: one for one in today.activities if one.kind is Kind.ROUND}
    found |= {key: one for key, one in today.schedule.activities.items() if one.kind is Kind.ROUND}
    in_order = sorted(found.values(), key=lambda one: (_day(today, one), one.id))
    return RoundsPage(
        district=today.district.name, rounds=tuple(_round(today, one) for one in in_order)
    )


def _day(today: Today, activity: Activity) -> date:
    slot = today.schedule.placed.get(activity.id)
    return today.days.date_of(slot.start) if slot else activity.window.first


def _round(today: Today, activity: Activity) -> RoundRow:
    slot = today.schedule.placed.get(activity.id)
    school = (slot.school if slot else None) or activity.school
    people = today.schedule.people_at(activity.id) if slot else activity.people
    known = [today.district.people[one] for one in people if one in today.district.people]
    roles = Counter(person.role for person in known)
    told_roles = [counted(n, role.value, _many(role.value)) for role, n in roles.most_common()]
    alike = len(told_roles) == 1 and len(known) == len(people)
    hold = next((one for one in today.schedule.holds if one.activity == activity.id), None)
    when = when_words(today.days.local(slot.start), today.days.local(slot.end)) if slot else ""
    held = f"held for {day_words(hold.day)}, {hold.half}" if hold else ""
    window = f"{day_words(activity.window.first)} to {day_words(activity.window.last)}"
    published = today.published.placed.get(activity.id)
    return RoundRow(
        label=activity.label,
        when=when,
        held="" if when else held or f"no time yet, {window}",
        where=today.district.schools[school].name if school else "",
        host=today.name(activity.leader),
        people=told_roles[0] if alike else counted(len(people), "person", "people"),
        roles="" if alike else listed(told_roles),
        told=published is not None and slot is not None and published.start == slot.start,
        address=activity.id if slot else "",
    )  # fmt: skip


def _many(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else "coaches" if word == "coach" else f"{word}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """A gate at a school; `state` is 'met', 'due' or 'overdue'."""

    gate: str
    school: str
    owner: str
    state: str
    when: str
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GatesPage:
    district: str
    rows: tuple[GateRow, ...]
    met: int
    overdue: int


def gates_page(today: Today, *, only: SchoolId | None = None) -> GatesPage:
    """Where each school stands with each gate; `only` one school's and the district's own."""
    templates = {
        name.casefold(): gate
        for structure in today.structures.values()
        for gate in structure.gates
        for name in (gate.name, gate.title)
    }
    rows = []
    for state in sorted(
        today.district.gates, key=lambda one: (one.met_on is not None, one.due or date.max)
    ):
        if only is not None and state.school not in (only, EVERYWHERE):
            continue
        gate = templates.get(state.gate.casefold())
        word = "met" if state.met_on else "due"
        if not state.met_on and state.due and state.due < today.today:
            word = "overdue"
        day = state.met_on or state.due
        everywhere = state.school == EVERYWHERE
        rows.append(
            GateRow(
                gate=gate.title if gate else state.gate,
                school="Every school" if everywhere else today.district.schools[state.school].name,
                owner=gate.owner.value if gate and gate.owner else "",
                state=word,
                when=day_words(day) if day else "no date",
                holds=("nothing is scheduled there" if gate.hard else "it is only a warning")
                if gate
                else "",
            )
        )
    return GatesPage(
        district=today.district.name,
        rows=tuple(rows),
        met=sum(row.state == "met" for row in rows),
        overdue=sum(row.state == "overdue" for row in rows),
    )
