"""The few figures that a leader reads in words: the rows of the Dashboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.counts.coach_load import GOAL_PERCENT, CoachShares
from scheduler.counts.dosage import CONTACT_DAYS, Dose
from scheduler.counts.prep_ledger import PrepWeek
from scheduler.counts.reach import Record as Done
from scheduler.counts.reach import Share, Support
from scheduler.model import Kind
from scheduler.naming import dated
from scheduler.prices.spread import spread
from scheduler.rounds.roles import RoundRole
from sheets_templates.vocabulary.table import CellValue

Record = dict[str, CellValue]

NOTHING = "nothing yet"
"""Said of what the district does not do, or of which nothing is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted, from which the words are made."""

    done: Done
    doses: Sequence[Dose]
    shares: Sequence[CoachShares]
    prep: Sequence[PrepWeek]
    roles: Sequence[RoundRole]
    overdue: Sequence[int] = ()
    """Of everybody who is late with pre-work, how many pieces."""


def dashboard_rows(figures: Figures) -> list[Record]:
    """A row a figure, always all of them, so that each keeps its place."""
    done = figures.done
    schools = [one for one in done.support() if one.school is not None]
    lines = (
        ("as-of", "As of", dated(done.today)),
        ("reach", "Reached so far", done.reach().words("teachers")),
        ("visits", "Held so far", _held(figures.doses)),
        ("fidelity", "Cycles as set out", done.fidelity().words("due items took place")),
        ("contact", f"Without contact for {CONTACT_DAYS} school days", _contact(figures.doses)),
        ("load", "Coaches' time in cycles", _load(figures.shares)),
        ("travel", "On the road", _travel(figures.shares)),
        ("spread", "Visits for each teacher, by school", _evenness(schools)),
        ("flagged", "Schools with an equity flag", _flagged(done, schools)),
        ("rounds", "Instructional rounds", _rounds(done, figures.roles)),
        ("partners", "Partner meetings", _months(done)),
        ("prep", "Prep used", _prep(figures.prep)),
        ("overdue", "Pre-work overdue", _overdue(figures.overdue)),
    )
    return [
        {"figure_id": key, "about": about, "figure": words or NOTHING}
        for key, about, words in lines
    ]


def _held(doses: Sequence[Dose]) -> str:
    if not doses:
        return ""
    visits, debriefs = (sum(one.visits for one in doses), sum(one.debriefs for one in doses))
    return f"visits: {visits}, debriefs: {debriefs}"


def _contact(doses: Sequence[Dose]) -> str:
    running = [one for one in doses if one.without_contact is not None]
    if not running:
        return ""
    told = sum(one.to_be_told for one in running)
    return f"{told} of {len(running)} teachers in a running cycle"


def _load(shares: Sequence[CoachShares]) -> str:
    if not shares:
        return ""
    mean = round(sum(one.in_cycles for one in shares) / len(shares))
    reach = sum(one.in_cycles >= GOAL_PERCENT for one in shares)
    return f"{mean}% on average; {reach} of {len(shares)} coaches reach {GOAL_PERCENT}%"


def _travel(shares: Sequence[CoachShares]) -> str:
    if not shares:
        return ""
    mean = round(sum(one.travel_a_week for one in shares) / len(shares))
    most = max(one.sites for one in shares)
    return f"{mean} minutes a coach and week; most schools on a day: {most}"


def _evenness(schools: Sequence[Support]) -> str:
    visits = (one.visits_per_teacher for one in schools)
    found = spread(one for one in visits if one is not None)
    return f"{found.gap:g} between most and fewest; Gini {found.gini:g}" if found else ""


def _flagged(done: Done, schools: Sequence[Support]) -> str:
    """How schools the district flagged fare beside the others; nothing where all or none are flagged."""
    flags = {key: bool(school.equity_flag) for key, school in done.district.schools.items()}
    told = [one for one in schools if one.reached is not None and one.school in flags]
    own = [one for one in told if one.school and flags[one.school]]
    others = [one for one in told if one.school and not flags[one.school]]
    if not own or not others:
        return ""
    return f"{_reached(own).words('teachers reached')}; the others {_reached(others).percent}%"


def _reached(schools: Sequence[Support]) -> Share:
    return Share(
        count=sum(one.reached or 0 for one in schools), of=sum(one.teachers for one in schools)
    )


def _rounds(done: Done, roles: Sequence[RoundRole]) -> str:
    rounds = {one.id for one in done.asked if one.kind is Kind.ROUND}
    if not rounds:
        return ""
    held = len(rounds & done.took_place())
    people = sum(one.people for one in roles)
    return f"{held} of {len(rounds)} held; {people} different people in {len(roles)} roles"


def _months(done: Done) -> str:
    """In how many of the months in which partners were to meet by now they met."""
    meetings = [one for one in done.asked if one.kind is Kind.PARTNER_MEETING]
    due = {
        (one.window.last.year, one.window.last.month)
        for one in meetings
        if one.window.last < done.today
    }
    days = (
        done.days.date_of(done.told.placed[one.id].start)
        for one in meetings
        if one.id in done.took_place()
    )
    met = {(day.year, day.month) for day in days}
    return Share(count=len(met & due), of=len(due)).words("months met") if due else ""


def _prep(weeks: Sequence[PrepWeek]) -> str:
    if not weeks:
        return ""
    minutes, due = sum(one.minutes for one in weeks), sum(one.make_up_due for one in weeks)
    over = sum(one.over_limit for one in weeks)
    return f"{minutes} minutes, {due} to be made up; {over or 'no'} weeks over the limit"


def _overdue(pieces: Sequence[int]) -> str:
    return f"pieces: {sum(pieces)}, of so many people: {len(pieces)}" if pieces else ""
