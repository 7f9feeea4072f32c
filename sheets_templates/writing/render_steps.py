"""Activities of cohorts -> rows of Steps, whether they have a time or not."""

from collections.abc import Iterable, Mapping

from scheduler.district import District
from scheduler.model import Activity, ActivityId
from sheets_templates.vocabulary.table import CellValue


def step_rows(activities: Iterable[Activity], district: District) -> list[dict[str, CellValue]]:
    """A row for each activity of a cohort, by cohort and the dates it may stand on."""
    known = {one.id: one for one in activities}
    theirs = [one for one in known.values() if one.cohort]
    ordered = sorted(theirs, key=lambda one: (one.cohort or "", one.window.first, one.id))
    return [
        {
            "step_id": one.id,
            "cohort_id": one.cohort or "",
            "type": one.kind.value,
            "week": "" if one.week is None else one.week,
            "focus": one.label,
            "duration": one.minutes,
            "modality": one.modality.value,
            "participants": ", ".join(_name(who, district) for who in one.required),
            "after": _followed(one, known),
            "due_from": one.window.first,
            "due_to": one.window.last,
        }
        for one in ordered
    ]


def _followed(activity: Activity, known: Mapping[ActivityId, Activity]) -> str:
    """The kinds of what it follows, each once."""
    earlier = (known[one.earlier].kind.value for one in activity.after if one.earlier in known)
    return ", ".join(dict.fromkeys(earlier))


def _name(who: str, district: District) -> str:
    return next((person.name for key, person in district.people.items() if key == who), who)
