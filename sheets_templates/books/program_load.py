"""The tab about coaches' time in the Program workbook, and its rows: cycles, other work and the road."""

from collections.abc import Iterable

from scheduler.counts.coach_load import CoachWeek
from scheduler.district import District
from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import CellValue, ColumnKind, Tab

COACH_LOAD = Tab(
    name="CoachLoad",
    key="load_id",
    purpose="How each coach's weeks are filled; a common goal is 60 percent in cycles.",
    columns=(
        our_key("load_id"),
        ours("coach"),
        ours("week", ColumnKind.DATE, note="Its Monday."),
        ours("cycle_min", ColumnKind.WHOLE_NUMBER, note="With teachers and teams."),
        ours("travel_min", ColumnKind.WHOLE_NUMBER, note="Between schools, without buffers."),
        ours("other_min", ColumnKind.WHOLE_NUMBER, note="Rounds, partners and other series."),
        ours(
            "share_in_cycles", ColumnKind.WHOLE_NUMBER, note="Percent of the week's working time."
        ),
        ours("sites_a_day", ColumnKind.WHOLE_NUMBER, note="Most schools on one day."),
    ),
)


def coach_load_rows(weeks: Iterable[CoachWeek], district: District) -> list[dict[str, CellValue]]:
    """Rows of CoachLoad, one a coach and week."""
    return [
        {
            "load_id": f"{one.coach}.{one.monday}",
            "coach": district.people[one.coach].name,
            "week": one.monday,
            "cycle_min": one.in_cycles,
            "travel_min": one.travel,
            "other_min": one.other,
            "share_in_cycles": "" if one.share_in_cycles is None else one.share_in_cycles,
            "sites_a_day": one.sites,
        }
        for one in weeks
    ]
