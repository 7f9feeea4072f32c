"""Partners and what they were asked -> rows of their tabs, as people outside may read them."""

from collections.abc import Iterable, Mapping

from scheduler.district import SeriesId
from scheduler.naming import id_part
from scheduler.partners import HalfDay, Partner, PartnerDate
from sheets_templates.table import CellValue

Record = dict[str, CellValue]


def date_id(row: PartnerDate) -> str:
    """What a row is found by: series, date, half and person; stable, whatever is answered."""
    parts = (row.series, row.when.day.isoformat(), row.when.half.value, row.person)
    return ".".join(map(id_part, parts))


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
