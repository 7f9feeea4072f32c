"""One person's hours of professional learning, from what was marked held; nobody else stands in it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scheduler.counts.hours import Hours, Marked, hours_of, of_those
from scheduler.counts.reach import did_not_take_place
from scheduler.district import Person, PersonId
from scheduler.errors import RemoteError, SettingsError
from scheduler.model import ActivityId, Schedule
from scheduler.naming import dated, id_part
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.books.facts import VISIT_FACTS
from sheets_templates.books.program_year import ROUND_SEATS
from sheets_templates.vocabulary.table import Grid
from sheets_templates.vocabulary.written import said, written
from workflow import Desk, Given, Workspace, at_work, what_is_known

__all__ = ["Made", "export_hours", "who_is"]

DECLINED = "declined"
HEADERS = ("date", "what", "about", "minutes", "minutes_are")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The file, what it holds, and workbooks that could not be read."""

    path: Path
    person: Person
    hours: Hours
    notes: tuple[str, ...] = ()


def export_hours(
    workspace: Workspace,
    given: Given,
    person: str,
    *,
    first: date | None,
    last: date | None,
    how: str,
    out: Path | None,
) -> Made:
    """Write a person's hours as `text` or `csv`; the dates are included, the school year without them.

    Raises:
        SettingsError: nobody, or more than one, is called so.
    """
    from sync.files.csv_text import write_csv
    from sync.files.tabs import writing_to

    who = who_is(given, person)
    year = given.district.year
    begin, end = first or year.first, last or year.last
    told = what_is_known(workspace, given).published
    today = given.days.date_of(workspace.clock(given.zone))
    marked, notes = _marked(workspace, given, who, told)
    hours = hours_of(who.id, told, given.days, marked, first=begin, last=end, today=today)
    ending = "csv" if how == "csv" else "txt"
    path = out or Path(workspace.settings.out) / f"hours-{id_part(who.name)}.{ending}"
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if how == "csv":
            write_csv(path, [list(HEADERS), *_rows(hours)])
        else:
            path.write_text(_text(who, hours, begin, end, today), encoding="utf-8")
    return Made(path=path, person=who, hours=hours, notes=tuple(notes))


def who_is(given: Given, person: str) -> Person:
    """Somebody by id, address or name.

    Raises:
        SettingsError: nobody, or more than one, is called so.
    """
    word = person.strip().casefold()
    people = given.district.people.values()
    found = [one for one in people if word in (one.id, one.email.casefold(), one.name.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        fix = f"name one of: {', '.join(one.id for one in found)}"
        raise SettingsError(f"several people are called {person}", fix=fix)
    raise SettingsError(f"nobody is called {person}", fix="name a person_id of the tab People")


def _marked(
    workspace: Workspace, given: Given, who: Person, told: Schedule
) -> tuple[Marked, list[str]]:
    """What those who led her sessions marked, and what was said of her at rounds."""
    if not workspace.has_journal:
        return Marked(held=frozenset()), []
    answers = what_is_known(workspace, given).answers
    starts = {key: slot.start for key, slot in told.placed.items()}
    away = {
        one.activity
        for one in answers
        if one.person == who.id
        and one.response == DECLINED
        and starts.get(one.activity) == one.start
    }
    with at_work(workspace, given) as desk:
        outcomes, minutes, notes = _of_leaders(desk, who.id, told)
        came, missed, more = _at_rounds(desk, who)
    wrong = {key for key, word in outcomes.items() if did_not_take_place(word)}
    return (
        Marked(
            held=frozenset(outcomes) - wrong,
            not_held=frozenset(wrong),
            minutes=minutes,
            came=came,
            stayed_away=frozenset(away) - came | missed,
        ),
        [*notes, *more],
    )


def _of_leaders(
    desk: Desk, person: PersonId, told: Schedule
) -> tuple[dict[ActivityId, str], dict[ActivityId, int], list[str]]:
    from sync.sheets.coach_books import facts_book, minutes_of, outcomes_of
    from sync.sheets.who_reads import known_books
    from sync.sheets.workbooks import coach_book

    books, notes = known_books(desk.journal), []
    outcomes: dict[ActivityId, str] = {}
    minutes: dict[ActivityId, int] = {}
    for leader in sorted(of_those(person, told)):
        for name, tab in ((coach_book(leader), VISIT_LOG), (facts_book(leader), VISIT_FACTS)):
            if name not in books:
                continue
            try:
                stood = desk.google.sheets.read(books[name], [tab.name])
            except RemoteError as error:
                notes.append(f"what was marked in the workbook {name} is not known: {error.what}")
                continue
            outcomes |= outcomes_of(stood)
            minutes |= minutes_of(stood)
    return outcomes, minutes, notes


def _at_rounds(
    desk: Desk, who: Person
) -> tuple[frozenset[ActivityId], frozenset[ActivityId], list[str]]:
    """The rounds she is marked to have come to, and those she is marked not to have."""
    from sync.sheets.workbooks import PROGRAM, known_workbook

    book = known_workbook(desk.journal, PROGRAM)
    if book is None:
        return frozenset(), frozenset(), []
    try:
        grid: Grid = desk.google.sheets.read(book, [ROUND_SEATS.name]).get(ROUND_SEATS.name, ())
    except RemoteError as error:
        return frozenset(), frozenset(), [f"who came to rounds is not known: {error.what}"]
    seats = written(ROUND_SEATS, grid, "round_id", "person", "attended").values()
    own = [
        (ActivityId(said(cells, "round_id")), said(cells, "attended").casefold())
        for cells in seats
        if said(cells, "person") == who.name
    ]
    return (
        frozenset(key for key, word in own if word == "yes"),
        frozenset(key for key, word in own if word == "no"),
        [],
    )


def _rows(hours: Hours) -> list[list[str | float | bool | date | None]]:
    return [
        [one.on, one.what, one.about, one.minutes, "noted" if one.noted else "as planned"]
        for one in hours.sessions
    ]


def _text(who: Person, hours: Hours, first: date, last: date, today: date) -> str:
    whole, rest = divmod(hours.minutes, 60)
    lines = [
        f"Professional learning of {who.name}",
        f"{dated(first)} to {dated(last)}; made {dated(today)}",
        "",
        *(
            f"{one.on.isoformat()}  {one.minutes:>4} min{' ' if one.noted else '*'} "
            f"{one.what}{f': {one.about}' if one.about else ''}"
            for one in hours.sessions
        ),
        "",
        f"Sessions held: {len(hours.sessions)}",
        f"Time: {hours.minutes} minutes ({whole} h {rest} min)",
    ]
    if hours.as_planned:
        lines.append("* as planned: nobody noted how long it was")
    if hours.unmarked:
        lines.append(f"Not counted: {hours.unmarked} that are over and that nobody has marked")
    return "\n".join(lines) + "\n"
