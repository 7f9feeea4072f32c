"""What the pages show, by the name of their route, each as far as its reader may see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from scheduler.district import PersonId, Role
from scheduler.model import ActivityId
from scheduler.naming import monday_of
from web.page_html import grid_style, problem_html, render, week_html
from web.page_source import PageSource
from web.page_words import moment_words
from web.pages.changes import changes_page
from web.pages.coverage import coverage_page
from web.pages.cycles import cycles_page
from web.pages.fairness import fairness_page
from web.pages.nevers import ANSWERS, NEVER, may_answer, never_page
from web.pages.one_activity import activity_page
from web.pages.one_person import person_page
from web.pages.own_week import own_week
from web.pages.rounds import gates_page, rounds_page
from web.pages.this_week import Wanted, this_week
from web.pages.today import Today
from web.policy import Field, Reader, Sees
from web.rows import freshness
from web.site.actions import Actions
from web.site.shell import Shell
from web.site.work import Work
from web.told import told_states
from web.year import year_page
from web.year_html import year_html

TAKES = ("schedule", "calendar")


class NotThere(Exception):
    """What is asked for does not exist, or not for this reader: she cannot tell the two apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One page asked for: by whom, with what in its address."""

    reader: Reader
    actions: Actions
    work: Work
    args: Mapping[str, str]
    shell: Shell

    def around(self, today: Today) -> dict[str, object]:
        """What every template of the site gets."""
        fresh = freshness(today.days, today.now, today.read)
        return {"shell": self.shell, "district": today.district.name, "fresh": fresh}


def source_of(today: Today) -> PageSource:
    """What cards are made from, with pages to link to."""
    told = today.published
    return PageSource(
        schedule=today.schedule,
        district=today.district,
        days=today.days,
        previous=told if told.placed else None,
        states=told_states(today.schedule, told, accepted=today.accepted, refused=today.refused()),
        links=today.links,
        pages=True,
    )


def _source(asked: Asked, today: Today) -> PageSource:
    """The same with links to the events that the reader sees in Google Calendar: those she leads."""
    activities = today.schedule.activities
    links = {
        key: link
        for key, link in today.links.items()
        if key in activities and asked.reader.may_read(Field.REASONS, activities[key].leader)
    }
    return replace(source_of(today), links=links)


def activity_of(asked: Asked, key: str) -> ActivityId:
    """The activity whose reasons the reader may see.

    Raises:
        NotThere: there is none, or it is not hers.
    """
    today, found = asked.actions.today(), ActivityId(key)
    activity = today.schedule.activities.get(found)
    if activity is None or not asked.reader.may_read(Field.REASONS, activity.leader):
        raise NotThere
    return found


def _week(asked: Asked) -> str:
    today, reader = asked.actions.today(), asked.reader
    wanted = Wanted(
        monday=monday_of(_date(asked.args["week"], today.today)) if asked.args["week"] else None,
        coach=asked.args["coach"],
        school=asked.args["school"],
        kind=asked.args["kind"],
    )
    found = this_week(_source(asked, today), today, wanted, reader)
    more = {**asked.around(today), "filters": found.filters, "weeks": found.weeks,
            "monday": found.monday}  # fmt: skip
    return week_html(found.page, more)


def _changes(asked: Asked) -> str:
    today, proposal = asked.actions.today(), asked.actions.propose()
    page = changes_page(
        proposal.changes, today.district, today.days, name=proposal.name, held=proposal.held
    )
    return render("changes.html", {**asked.around(today), "page": page})


def _coverage(asked: Asked) -> str:
    today, reader = asked.actions.today(), asked.reader
    totals = reader.sees(Field.WEEK) is not Sees.ALL
    if totals and (reader.sees(Field.TOTALS) is Sees.NOTHING or reader.school is None):
        raise NotThere
    page = coverage_page(today, only=reader.school if totals else None, totals=totals)
    return render("coverage.html", {**asked.around(today), "page": page})


def _fairness(asked: Asked) -> str:
    today, reader = asked.actions.today(), asked.reader
    own = None
    if reader.sees(Field.LOADS) is not Sees.ALL:
        own = [reader.person] if reader.person else []
    monday = monday_of(_date(asked.args["week"], _shown_week(today)))
    page = fairness_page(today, monday, coaches=own)
    return render("fairness.html", {**asked.around(today), "page": page})


def _cycles(asked: Asked) -> str:
    today = asked.actions.today()
    return render("cycles.html", {**asked.around(today), "page": cycles_page(today)})


def _rounds(asked: Asked) -> str:
    today = asked.actions.today()
    page = rounds_page(today)
    opens = asked.reader.sees(Field.REASONS) is Sees.ALL
    return render("rounds.html", {**asked.around(today), "page": page, "opens": opens})


def _gates(asked: Asked) -> str:
    today, reader = asked.actions.today(), asked.reader
    own = reader.sees(Field.GATES) is Sees.OWN
    if own and reader.school is None:
        raise NotThere
    page = gates_page(today, only=reader.school if own else None)
    return render("gates.html", {**asked.around(today), "page": page})


def _year(asked: Asked) -> str:
    today = asked.actions.today()
    page = year_page(
        today.district,
        today.structures,
        today.activities,
        today.schedule,
        today.days,
        made=today.now,
    )
    return year_html(page, asked.around(today))


def _runs(asked: Asked) -> str:
    today = asked.actions.today()
    return render(
        "runs.html",
        {
            **asked.around(today),
            "runs": today.runs,
            "when": {one.name: moment_words(today.days.local(one.began)) for one in today.runs},
        },
    )


def _back(asked: Asked) -> str:
    today, back = asked.actions.today(), asked.actions.would_undo(asked.args["run"])
    page = changes_page(back.changes, today.district, today.days, name=back.run)
    return render("back.html", {**asked.around(today), "page": page, "left": back.left})


def _settle(asked: Asked) -> str:
    key, take = settled_by(asked)
    today, back = asked.actions.today(), asked.actions.would_resolve(key, take)
    page = changes_page(back.changes, today.district, today.days, name=key)
    more = {"page": page, "says": back.left, "take": take}
    return render("settle.html", {**asked.around(today), **more})


def settled_by(asked: Asked) -> tuple[str, str]:
    """The matter that is to be settled, and whose word is to count.

    Raises:
        NotThere: neither schedule nor calendar.
    """
    key, take = asked.args["key"], asked.args["take"]
    if take not in TAKES:
        raise NotThere
    return key, take


def _never(asked: Asked) -> str:
    today, when, answer = asked.actions.today(), asked.args["when"], asked.args["answer"]
    person = today.person(asked.args["id"])
    if person is None or answer not in ANSWERS or not may_answer(today, person.id, asked.reader):
        raise NotThere
    found = asked.actions.would_never(person.id, when, answer)
    page = never_page(source_of(today), found, when, never=answer == NEVER)
    return render("never.html", {**asked.around(today), "page": page})


def _activity(asked: Asked) -> str:
    key = activity_of(asked, asked.args["id"])
    today = asked.actions.today()
    page = activity_page(_source(asked, today), today, key, asked.actions.explain(key))
    return render("activity.html", {**asked.around(today), "page": page})


def _person(asked: Asked) -> str:
    today, reader = asked.actions.today(), asked.reader
    person = today.person(asked.args["id"])
    if person is None or not reader.may_read(Field.WEEK, person.id):
        raise NotThere
    if person.role is Role.COACH and not reader.may_read(Field.WEEK, person.id):
        raise NotThere
    page = person_page(source_of(today), today, person, reader)
    return render("person.html", {**asked.around(today), "page": page})


def _coach(asked: Asked) -> str:
    today, coach, monday = _whose(asked)
    page = own_week(source_of(today), coach, monday)
    return render(
        "coach.html",
        {
            **asked.around(today),
            "page": page,
            "id": quote(coach, safe=""),
            "loads": asked.reader.may_read(Field.LOADS, coach),
            "grid": grid_style(),
        },
    )


def _sheet(asked: Asked) -> str:
    today, coach, monday = _whose(asked)
    source = replace(source_of(today), pages=False)
    page = own_week(source, coach, monday)
    return render(
        "coach-sheet.html",
        {**asked.around(today), "page": page, "id": quote(coach, safe="")},
    )


def _whose(asked: Asked) -> tuple[Today, PersonId, date]:
    today = asked.actions.today()
    person = today.person(asked.args["id"])
    leads = {one.leader for one in today.schedule.activities.values()}
    coaches = person is not None and (person.role is Role.COACH or person.id in leads)
    if person is None or not coaches or not asked.reader.may_read(Field.WEEK, person.id):
        raise NotThere
    return today, person.id, monday_of(_date(asked.args["week"], _shown_week(today)))


def _shown_week(today: Today) -> date:
    """This week while something is left of it that has a time, else the next in which something has."""
    ahead = sorted(slot.end for slot in today.schedule.placed.values() if slot.end > today.now)
    behind = sorted(slot.end for slot in today.schedule.placed.values())
    moment = next(iter(ahead), None) or next(reversed(behind), today.now)
    return today.days.date_of(moment)


def _date(text: str, instead: date) -> date:
    try:
        return date.fromisoformat(text) if text else instead
    except ValueError:
        raise NotThere from None


def _work(asked: Asked) -> str:
    progress = asked.work.progress
    if progress.problem is not None:
        return problem_html(progress.problem, "This was not done", {"shell": asked.shell})
    today = asked.actions.today()
    return render("work.html", {**asked.around(today), "progress": progress})


SHOWS: Mapping[str, Callable[[Asked], str]] = {
    "week": _week,
    "changes": _changes,
    "coverage": _coverage,
    "fairness": _fairness,
    "cycles": _cycles,
    "rounds": _rounds,
    "gates": _gates,
    "year": _year,
    "runs": _runs,
    "back": _back,
    "settle": _settle,
    "activity": _activity,
    "person": _person,
    "coach": _coach,
    "sheet": _sheet,
    "never-again": _never,
    "work": _work,
}
