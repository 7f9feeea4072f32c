"""A District -> the rows of its input tabs: the way back from `parse`, for examples and exports.

What is read from these rows is the same district, but for the sentences about defaults.
"""

from collections.abc import Sequence
from dataclasses import fields

from scheduler.district import (
    AvailabilityRow,
    BellBlock,
    Blackout,
    CalendarDay,
    Cohort,
    District,
    GateState,
    Lesson,
    Limits,
    Person,
    Preference,
    School,
    Series,
    Travel,
)
from scheduler.request import Request
from scheduler.structures.units import Practice, Unit
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.inputs.inputs_settings import IF_POSSIBLE, RULES, setting_of
from sheets_templates.reading.parse_cells import WEEKDAYS
from sheets_templates.vocabulary.grid import Rows, filled
from sheets_templates.vocabulary.table import CellValue
from sheets_templates.writing.render_cycles import own_week_rows
from sheets_templates.writing.render_partners import partner_date_rows, partner_rows

Record = dict[str, CellValue]


def input_rows(district: District) -> dict[str, Rows]:
    """Rows of every input tab by name, header row first; a tab with nothing has its header only."""
    records = {
        "People": [_person(person) for person in district.people.values()],
        "Cohorts": [_cohort(cohort) for cohort in district.cohorts if cohort.school is None],
        "Teams": [_team(team) for team in district.cohorts if team.school is not None],
        "Units": [_unit(team, unit) for team in district.cohorts for unit in team.units],
        "Practices": [_practice(team, one) for team in district.cohorts for one in team.practices],
        "Gates": [_gate(gate) for gate in district.gates],
        "Availability": [_availability(row) for row in district.availability],
        "Schools": [_school(school) for school in district.schools.values()],
        "BellSchedules": [_bell(bell) for bell in district.bells],
        "DayCalendar": [_day(day) for day in district.days],
        "Timetable": [_lesson(lesson) for lesson in district.timetable],
        "Blackouts": [_blackout(blackout) for blackout in district.blackouts],
        "Preferences": [_preference(wish) for wish in district.preferences],
        "Requests": [_request(request) for request in district.requests],
        "Contract": _contract(district.limits),
        "Travel": [_travel(way) for way in district.travel],
        "Series": [_series(series) for series in district.series],
        "Settings": _settings(district),
        "Partners": partner_rows(district.partners),
        "PartnerDates": partner_date_rows(district.partner_dates),
        "CyclePlan": own_week_rows(district.cohorts),
    }
    return {tab.name: filled(tab, records.get(tab.name, [])) for tab in INPUT_TABS}


def _listed(words: Sequence[object]) -> str:
    return "; ".join(map(str, words))


def _weekdays(days: Sequence[int]) -> str:
    return _listed([WEEKDAYS[day] for day in days])


def _person(person: Person) -> Record:
    return {
        "person_id": person.id,
        "name": person.name,
        "email": person.email,
        "role": person.role.value,
        "school_id": person.school,
        "other_schools": _listed(person.other_schools),
        "subject": person.subject,
        "grade": person.grade,
        "active_from": person.active_from,
        "active_to": person.active_to,
        "external": "yes" if person.external else "",
        "consent": person.consent.value,
        "consent_date": person.consent_date,
        "works": _weekdays(person.works),
        "home_base": person.home_base,
    }


def _team(team: Cohort) -> Record:
    return {
        "team_id": team.id,
        "kind": team.structure,
        "school": team.school,
        "grade": team.grade,
        "subject": team.subject,
        "members": _listed(team.members),
        "facilitator": team.coach,
        "leader_attends": _listed(team.leaders),
        "may_demonstrate": _listed(team.demonstrators),
        "starts": team.start_week,
        "until": team.until,
        "status": team.status,
    }


def _unit(team: Cohort, unit: Unit) -> Record:
    return {
        "team_id": team.id,
        "unit": unit.name,
        "starts": unit.starts,
        "ends": unit.ends,
        "assessment_on": unit.assessment,
        "task_dates": _listed([f"{day:%Y-%m-%d}" for day in unit.tasks]),
    }


def _practice(team: Cohort, agreed: Practice) -> Record:
    return {
        "team": team.id,
        "practice": agreed.practice,
        "protocol_link": agreed.protocol,
        "agenda_link": agreed.agenda,
        "exemplar_link": agreed.exemplar,
        "purpose": agreed.purpose,
        "done_together": agreed.done_together,
    }


def _gate(state: GateState) -> Record:
    return {
        "school": state.school,
        "gate": state.gate,
        "due": state.due,
        "met_on": state.met_on,
        "evidence": state.evidence,
    }


def _cohort(cohort: Cohort) -> Record:
    return {
        "cohort_id": cohort.id,
        "structure": cohort.structure,
        "coach": cohort.coach,
        "topic": cohort.topic,
        "subject": cohort.subject,
        "pd_day": cohort.pd_day,
        "start_week": cohort.start_week,
        "status": cohort.status,
        "members": _listed(cohort.members),
        "prep_ok_per_week": cohort.prep_ok_per_week,
    }


def _availability(row: AvailabilityRow) -> Record:
    return {
        "person_id": row.person,
        "weekday": WEEKDAYS[row.weekday] if row.weekday is not None else "",
        "date": row.date,
        "from": row.start,
        "to": row.end,
        "offer": row.offer.value,
        "subject": row.subject,
    }


def _school(school: School) -> Record:
    return {
        "school_id": school.id,
        "name": school.name,
        "level": school.level,
        "address": school.address,
        "principal_email": school.principal_email,
        "bell_set": school.bell_set,
        "cluster": school.cluster,
        "equity_flag": school.equity_flag,
        "lt_start": school.teams_start,
        "readiness_tier": school.readiness,
        "names_teachers": "yes" if school.names_teachers else "",
    }


def _bell(bell: BellBlock) -> Record:
    return {
        "bell_set": bell.bell_set,
        "variant": bell.variant,
        "grade_band": bell.grade_band,
        "block": bell.block,
        "start": bell.start,
        "end": bell.end,
        "kind": bell.kind.value,
    }


def _day(day: CalendarDay) -> Record:
    return {
        "date": day.date,
        "school_id": day.school,
        "day_type": day.day_type.value,
        "letter": day.letter,
        "variant": day.variant,
        "note": day.note,
    }


def _lesson(lesson: Lesson) -> Record:
    return {
        "person_id": lesson.person,
        "letter": lesson.letter,
        "block": lesson.block,
        "activity": lesson.doing.value,
        "course": lesson.course,
        "subject": lesson.subject,
        "room": lesson.room,
    }


def _blackout(blackout: Blackout) -> Record:
    return {
        "school_id": blackout.school,
        "person_id": blackout.person,
        "room": blackout.room,
        "grade": blackout.grade,
        "subject": blackout.subject,
        "from": blackout.first,
        "to": blackout.last,
        "blocks": _listed(blackout.blocks),
        "reason": blackout.reason,
        "kept": IF_POSSIBLE if blackout.soft else "",
    }


def _preference(wish: Preference) -> Record:
    return {
        "person_id": wish.person,
        "block": wish.block,
        "weekday": WEEKDAYS[wish.weekday] if wish.weekday is not None else "",
        "letter": wish.letter,
        "wish": wish.wish,
        "until": wish.until,
    }


def _request(request: Request) -> Record:
    return {
        "person": request.person,
        "kind": request.kind.value,
        "coach": request.coach,
        "week": request.week,
        "count": request.count,
        "minutes": request.minutes,
    }


def _travel(way: Travel) -> Record:
    return {
        "from": way.origin,
        "to": way.destination,
        "minutes": way.minutes,
        "buffer": way.buffer,
    }


def _series(series: Series) -> Record:
    return {
        "series_id": series.id,
        "structure": series.structure,
        "name": series.name,
        "purpose": series.purpose,
        "step": series.step,
        "cadence": series.cadence,
        "dates": _listed(series.dates),
        "from": series.first,
        "until": series.last,
        "weekday_wish": WEEKDAYS[series.weekday_wish] if series.weekday_wish is not None else "",
        "minutes": series.minutes,
        "modality": _listed([way.value for way in series.modality]),
        "invited": _listed(series.invited),
        "quorum": _listed([f"{role.value} {count}" for role, count in series.quorum]),
        "place": series.place,
        "rooms": _listed(series.rooms),
        "agenda_link": series.agenda_link,
        "owner": series.owner,
    }


def _contract(limits: Limits) -> list[Record]:
    """The numbers that differ from the shipped ones or were signed."""
    shipped, signed = Limits(), dict(limits.signed)
    units = {rule.name: rule.unit for rule in RULES}
    records: list[Record] = []
    for field in fields(Limits):
        value = getattr(limits, field.name)
        as_shipped = value == getattr(shipped, field.name) and (
            (field.name in limits.soft) is (field.name in shipped.soft)
        )
        if field.name not in units or (as_shipped and field.name not in signed):
            continue
        clause, _, signer = signed.get(field.name, "").partition(", ")
        records.append(
            {
                "rule": field.name,
                "value": value,
                "unit": units[field.name],
                "clause_ref": clause,
                "signed_off_by": signer,
                "kept": IF_POSSIBLE if field.name in limits.soft else "",
            }
        )
    return records


def _settings(district: District) -> list[Record]:
    habits, year = district.habits, district.year
    values: Record = {
        "district_name": district.name,
        "zone": year.zone,
        "school_year_first": year.first,
        "school_year_last": year.last,
        "day_start": habits.day_start,
        "day_end": habits.day_end,
        "evening_from": habits.evening_from,
        "evening_to": habits.evening_to,
        "periods_without_a_row": habits.rowless.value,
        "publish_weekday": WEEKDAYS[habits.publish_weekday],
        "publish_at": habits.publish_at,
        "quiet_from": habits.quiet_from,
        "quiet_to": habits.quiet_to,
    }
    said = district.engagement
    head: Record = {
        "content_area": said.content_area,
        "learning_type": said.kind,
        "cost_band": said.cost_band,
        "district_context": said.context,
    }
    values |= {key: value for key, value in head.items() if value}
    values |= {setting_of(wish): times for wish, times in district.limits.weights}
    return [{"key": key, "value": value} for key, value in values.items()]
