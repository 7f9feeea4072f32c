"""The week page on the site: one week, its filters as links, and only what the reader may see; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import quote, urlencode

from scheduler.district import PersonId, Role
from scheduler.model import ActivityId, Kind
from scheduler.naming import monday_of
from web.page import Cell, NeedsYou, Row, Week, WeekPage
from web.page_needs import refused, refused_needs_you, retold, unplaced_needs_you
from web.page_source import PageSource
from web.page_words import KIND_WORDS, last_name
from web.pages.nevers import questions
from web.pages.today import Today
from web.policy import Field, Reader, Sees
from web.rows import week_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an address asks for; '' and None ask for everything, or for the week that comes."""

    monday: date | None = None
    coach: str = ""
    school: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    word: str
    path: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One row of links; `chosen` is the word of the one that is on, '' for all."""

    name: str
    chosen: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThisWeek:
    page: WeekPage
    monday: date
    weeks: tuple[Link, ...]
    filters: tuple[Filter, ...]


def this_week(source: PageSource, today: Today, wanted: Wanted, reader: Reader) -> ThisWeek:
    """The wanted week, else the one that comes next among those in which something has a time."""
    monday = wanted.monday or _coming(source, today)
    page = week_page(
        source.schedule,
        source.district,
        source.days,
        weeks=[monday],
        previous=source.previous,
        states=source.states,
        links=source.links,
        made=today.now,
        read=today.read,
        pages=True,
    )
    shown = replace(page, weeks=tuple(_filtered(one, wanted, reader) for one in page.weeks))
    if reader.sees(Field.REASONS) is not Sees.ALL:
        shown = replace(shown, needs_you=_her_needs(source, monday, reader), gone=())
    asked = tuple(retold(source, one) for one in questions(source, today, reader))
    shown = replace(shown, needs_you=(*asked, *shown.needs_you))
    numbers = replace(
        shown.numbers,
        needs_you=len(shown.needs_you),
        compares=reader.sees(Field.MAILS) is Sees.ALL,
        conflicts=today.conflicts,
    )
    return ThisWeek(
        page=replace(shown, numbers=numbers),
        monday=monday,
        weeks=tuple(_weeks(monday, wanted)),
        filters=tuple(_filters(source, monday, wanted)),
    )


def _coming(source: PageSource, today: Today) -> date:
    slots = source.schedule.placed.values()
    ahead = min((slot.start for slot in slots if slot.end > today.now), default=None)
    start = ahead or max((slot.start for slot in slots), default=today.now)
    return monday_of(source.days.date_of(start))


def _her_needs(source: PageSource, monday: date, reader: Reader) -> tuple[NeedsYou, ...]:
    """The sentences about what the reader may ask the reasons of."""
    last = monday + timedelta(days=6)
    activities = source.schedule.activities
    hers: list[ActivityId] = [
        one.activity
        for one in source.schedule.unplaced
        if reader.may_read(Field.REASONS, activities[one.activity].leader)
        and activities[one.activity].window.first <= last
        and monday <= activities[one.activity].window.last
    ]
    elsewhere = [
        key
        for key in refused(source, source.schedule.placed)
        if reader.may_read(Field.REASONS, activities[key].leader)
        and source.monday(source.schedule.placed[key]) == monday
    ]
    needs = (*refused_needs_you(source, elsewhere), *unplaced_needs_you(source, hers))
    return tuple(retold(source, one) for one in needs)


def _filtered(week: Week, wanted: Wanted, reader: Reader) -> Week:
    """The week with what was asked for, and loads where the reader may see them."""
    coaches = [
        _row(row, wanted, reader)
        for row in week.coaches
        if not wanted.coach or row.person == wanted.coach
    ]
    if wanted.school or wanted.kind:
        coaches = [row for row in coaches if not row.empty]
    shared = [] if wanted.coach else [_row(row, wanted, reader) for row in week.shared]
    return replace(
        week, coaches=tuple(coaches), shared=tuple(row for row in shared if not row.empty)
    )


def _row(row: Row, wanted: Wanted, reader: Reader) -> Row:
    tells = row.shared or reader.may_read(Field.LOADS, PersonId(row.person))
    page = f"/coach?id={quote(row.person, safe='')}" if row.person else ""
    return replace(
        row,
        cells=tuple(_cell(cell, wanted) for cell in row.cells),
        load=row.load if tells else None,
        page=page,
    )


def _cell(cell: Cell, wanted: Wanted) -> Cell:
    if not (wanted.school or wanted.kind):
        return cell
    stops = [
        replace(
            stop,
            cards=tuple(one for one in stop.cards if wanted.kind in ("", one.tone)),
            drive=0,
        )
        for stop in cell.stops
        if wanted.school in ("", stop.school)
    ]
    return Cell(stops=tuple(stop for stop in stops if stop.cards))


def _weeks(monday: date, wanted: Wanted) -> Iterable[Link]:
    for word, by in (("Week before", -7), ("Week after", 7)):
        yield Link(word=word, path=_path(monday + timedelta(days=by), wanted), here=False)


def _filters(source: PageSource, monday: date, wanted: Wanted) -> Iterable[Filter]:
    coaches = sorted(
        (one for one in source.district.people.values() if one.role is Role.COACH),
        key=lambda one: last_name(one.name),
    )
    kinds = {one.kind for one in source.schedule.activities.values()}
    shown = [kind for kind in KIND_WORDS if kind in kinds]
    schools = [one.name for one in source.district.schools.values()]
    choices = {
        "Coach": {
            "All": replace(wanted, coach=""),
            **{source.name(one.id): replace(wanted, coach=one.id) for one in coaches},
        },
        "School": {
            "All": replace(wanted, school=""),
            **{one: replace(wanted, school=one) for one in schools},
        },
        "Kind": {
            "All": replace(wanted, kind=""),
            **{KIND_WORDS[one]: replace(wanted, kind=_tone(one)) for one in shown},
        },
    }
    for name, found in choices.items():
        links = tuple(
            Link(word=word, path=_path(monday, to), here=to == wanted) for word, to in found.items()
        )
        chosen = next((one.word for one in links[1:] if one.here), "")
        yield Filter(name=name, chosen=chosen, links=links)


def _tone(kind: Kind) -> str:
    return kind.name.lower().replace("_", "-")


def _path(monday: date, wanted: Wanted) -> str:
    query = {"week": monday.isoformat(), "coach": wanted.coach, "school": wanted.school,
             "kind": wanted.kind}  # fmt: skip
    return f"/?{urlencode({name: value for name, value in query.items() if value})}"
