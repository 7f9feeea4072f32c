"""Rows of the Series tab bound to dates: months, weeks, or the dates somebody set (R-SS-12)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from scheduler.activities.attending import Attending, assigned, brought
from scheduler.activities.cycle import school_of
from scheduler.activities.occurrences import occurrences
from scheduler.district import EVERYWHERE, District, Modality, PersonId, SchoolId, Series
from scheduler.errors import Fault, InputError
from scheduler.model import Activity, Kind, Window
from scheduler.naming import activity_id, id_part
from scheduler.schoolday import SchoolDays
from scheduler.structures.gates import barriers
from scheduler.structures.structure import Step, Structure


def expand_series(
    district: District, series: Series, structures: Mapping[str, Structure], days: SchoolDays
) -> list[Activity]:
    """The activities of one series, in order.

    Raises InputError when its structure is unknown or has no step for series, when its cadence is no
    known word, or when a set date cannot be.
    """
    structure = _structure_of(series, structures)
    steps = steps_of(series, structure)
    if faults := [fault for step in steps for fault in _not_said(series, step)]:
        raise InputError(faults)
    return [
        _activity(district, series, structure, step=step, at=at, name=name, window=window)
        for step in steps
        for at, (name, window) in enumerate(occurrences(district, series, step, days))
    ]


def invited_on(district: District, series: Series, day: date) -> tuple[PersonId, ...]:
    """Who is invited then: the invited people who are here on the day and have not declined or paused."""
    people = (district.people[person] for person in dict.fromkeys(series.invited))
    return tuple(
        person.id
        for person in people
        if person.id != series.owner and person.consent.takes_part and person.active_on(day)
    )


def ways_of(series: Series, step: Step) -> tuple[Modality, ...]:
    """How its occurrences meet, in turn: as the row says, else as the step does; in person is what a row
    says that says nothing (R-SS-13)."""
    if series.modality not in ((), (Modality.IN_PERSON,)):
        return series.modality
    return step.modalities or (step.modality,)


def steps_of(series: Series, structure: Structure) -> tuple[Step, ...]:
    """The steps of the structure that a row stands for.

    Raises InputError when the row names none of several, or one that is not there.
    """
    steps = structure.per_series()
    named = tuple(step for step in steps if step.name == id_part(series.step or "-"))
    if named or (len(steps) == 1 and not series.step):
        return named or steps
    names = ", ".join(step.name for step in steps)
    said = f"'{series.step}' is no step of it" if series.step else "the row names none of its steps"
    what = f"The structure '{structure.name}' has several steps for series, and {said}."
    if len(steps) == 1:
        what = f"'{series.step}' is no step of the structure '{structure.name}'."
    where = f"Series, series {series.id}, step"
    raise InputError([Fault(where=where, what=what, fix=f"Use one of: {names}.")])


def _not_said(series: Series, step: Step) -> Iterator[Fault]:
    """What the row has to say and does not."""
    where = f"Series, series {series.id}"
    if "venue" in step.needs and not (series.place or series.rooms):
        what, fix = "It has no venue.", "Write the school into place, or the venue into rooms."
        yield Fault(where=f"{where}, rooms", what=what, fix=fix)
    if "link" in step.needs and not series.agenda_link:
        what, fix = "It has no link to its slides or agenda.", "Put the link into agenda_link."
        yield Fault(where=f"{where}, agenda_link", what=what, fix=fix)


def guests_of(district: District, series: Series, step: Step) -> tuple[PersonId, ...]:
    """The row's people, else everybody of the step's roles; at a place only those of it or of none."""
    if series.invited or not step.invites:
        return series.invited
    return tuple(
        person.id
        for person in district.people.values()
        if person.role in step.invites and person.school in (None, series.place or person.school)
    )


def _structure_of(series: Series, structures: Mapping[str, Structure]) -> Structure:
    where = f"Series, series {series.id}"
    structure = structures.get(series.structure)
    if structure is None:
        known = ", ".join(sorted(structures))
        what = f"There is no structure named '{series.structure}'."
        raise InputError(
            [Fault(where=f"{where}, structure", what=what, fix=f"Use one of: {known}.")]
        )
    if not structure.per_series():
        what = f"The structure '{series.structure}' is for cohorts, not for series."
        fix = "Put it on the Cohorts tab, or use another structure."
        raise InputError([Fault(where=f"{where}, structure", what=what, fix=fix)])
    return structure


def _activity(
    district: District,
    series: Series,
    structure: Structure,
    *,
    step: Step,
    at: int,
    name: str,
    window: Window,
) -> Activity:
    ways = ways_of(series, step)
    modality = ways[at % len(ways)]
    series = replace(series, invited=guests_of(district, series, step))
    attending = Attending(
        required=(series.owner,), invited=invited_on(district, series, window.first)
    )
    bring, bring_days = brought(step)
    remote = modality is Modality.VIRTUAL
    return Activity(
        id=activity_id(structure.name, series.id, name, step.name),
        kind=step.kind,
        structure=structure.name,
        label=series.name or structure.title,
        leader=series.owner,
        required=attending.required,
        invited=attending.invited,
        quorum=series.quorum or step.quorum,
        prework=assigned(step, attending),
        barriers=barriers(structure.gates, step.name, series.place, district.gates),
        minutes=series.minutes or step.length(rooms=len(series.rooms)),
        minutes_min=step.minutes_min,
        window=window,
        series=series.id,
        inside=step.inside,
        school=None if remote else _place(district, series),
        rooms=() if remote else series.rooms,
        modality=modality,
        notice=step.notice.school_days(district.limits),
        weekday_wish=series.weekday_wish,
        worth=step.worth,
        bring=bring,
        bring_days=bring_days,
        happens=(*step.happens, *_readiness(district, series, step)),
        artifacts=step.artifacts,
        link=series.agenda_link or step.link,
    )


def _readiness(district: District, series: Series, step: Step) -> Iterator[str]:
    """What a school's training begins from: the steps are common, schools are not (R-LT-6)."""
    school = district.schools.get(series.place or SchoolId(""))
    if step.kind is Kind.TRAINING and school and school.readiness:
        yield f"This school's readiness: {school.readiness}."


def _place(district: District, series: Series) -> SchoolId | None:
    """The series' place, else its owner's school; None where neither is known."""
    if series.place:
        return series.place
    owner = school_of(district.people[series.owner])
    return None if owner == EVERYWHERE else owner
