"""Partners and what they were asked -> rows of their tabs, as people outside may read them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from scheduler.district import District, SeriesId
from scheduler.model import Activity, ActivityId, Schedule
from scheduler.naming import id_part
from scheduler.partners.people import HalfDay, Partner, PartnerDate, organisations, partners_in
from scheduler.schoolday import SchoolDays
from sheets_templates.books.partners import PARTNER_MEETINGS, date_id
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.vocabulary.table import CellValue, Grid
from sheets_templates.vocabulary.written import said, written

Record = dict[str, CellValue]


def partner_rows(partners: Iterable[Partner]) -> list[Record]:
    return [
        {
            "org": one.organisation,
            "contact": one.contact,
            "services": one.services,
            "schools": "; ".join(one.schools),
            "focus": one.focus,
        }
        for one in partners
    ]


def partner_date_rows(
    rows: Iterable[PartnerDate],
    *,
    why: Mapping[tuple[SeriesId, HalfDay], str] | None = None,
    taken: Mapping[tuple[SeriesId, HalfDay], bool] | None = None,
) -> list[Record]:
    """A row a person and half day. `why` and `taken` go by series and half day; what stands in neither
    keeps no reason and is told as asked, or agreed where it was before."""
    reasons, settled = why or {}, taken or {}
    return [
        {
            "date_id": date_id(row),
            "series": row.series,
            "date": row.when.day,
            "half": row.when.half.value,
            "organisation": row.organisation,
            "person": row.person,
            "answer": row.answer.value if row.answer else "",
            "answer_by": row.answer_by,
            "why": reasons.get((row.series, row.when), ""),
            "state": _state(settled.get((row.series, row.when)), row.agreed),
        }
        for row in rows
    ]


def _state(taken: bool | None, agreed: bool) -> str:
    if taken is None:
        return "agreed" if agreed else "asked"
    return "agreed" if taken else "not taken"


def meeting_rows(told: Schedule, district: District, days: SchoolDays) -> list[Record]:
    """A row a meeting partners were told of, in order of time; no name of anybody who comes."""
    return [
        {
            "meeting_id": activity.id,
            "date": on,
            "series": activity.label,
            "modality": activity.modality.value,
            "agenda_link": activity.link,
        }
        for on, activity in _meetings(told, district, days)
    ]


def organisation_rows(
    told: Schedule,
    district: District,
    days: SchoolDays,
    *,
    came: Mapping[ActivityId, frozenset[str]],
    today: date,
) -> list[Record]:
    """A row an organisation: of the meetings it was invited to, that are over and of which somebody said
    who `came`, how many it came to."""
    found = {
        name: folded(name)
        for _, one in _meetings(told, district, days)
        for name in _names(one, district)
    }
    about = {one.organisation: one for one in reversed(district.partners)}
    names = {**{name: folded(name) for name in about}, **found}
    over = [
        (on, one) for on, one in _meetings(told, district, days) if on < today and came.get(one.id)
    ]
    rows: list[Record] = []
    for name in sorted(names, key=str.casefold):
        own = [(on, one) for on, one in over if name in _names(one, district)]
        attended = [on for on, one in own if names[name] in came[one.id]]
        rows.append(
            {
                "org_id": id_part(name),
                "org": name,
                "services": about[name].services if name in about else "",
                "focus": about[name].focus if name in about else "",
                "meetings": len(own),
                "attended": len(attended),
                "months_met": len({(on.year, on.month) for on in attended}),
                "open_answers": _open_answers(name, district, today),
            }
        )
    return rows


def who_came(grid: Grid) -> Mapping[ActivityId, frozenset[str]]:
    """Which organisations people say came to each meeting, in small letters; those told of only."""
    rows = written(PARTNER_MEETINGS, grid, "attended_by_org")
    told = {key: said(cells, "attended_by_org") for key, cells in rows.items()}
    return {
        ActivityId(key): frozenset(folded(part) for part in text.replace(",", ";").split(";"))
        for key, text in told.items()
        if text
    }


def _meetings(
    told: Schedule, district: District, days: SchoolDays
) -> Iterator[tuple[date, Activity]]:
    """The meetings somebody outside the district is invited to, in order of time."""
    for key, slot in sorted(told.placed.items(), key=lambda pair: (pair[1].start, pair[0])):
        activity = told.activities.get(key)
        if activity is not None and activity.series and partners_in(activity, district):
            yield days.date_of(slot.start), activity


def _names(activity: Activity, district: District) -> tuple[str, ...]:
    return tuple(organisations(district, partners_in(activity, district)))


def _open_answers(name: str, district: District, today: date) -> int:
    """Half days still ahead it has not answered for, though it was asked."""
    own = organisations(district, {row.person for row in district.partner_dates}).get(name, [])
    return sum(
        row.answer is None and row.person in own and row.when.day >= today
        for row in district.partner_dates
    )
