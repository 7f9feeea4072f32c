"""The input as a command works with it: the district, its structures, and what has to happen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from config.structures import read_structures
from scheduler.activities.expand import expand
from scheduler.district import District
from scheduler.errors import Fault, InputError
from scheduler.model import Activity
from scheduler.partners.answers import with_answers
from scheduler.partners.people import with_partners
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.cautions import cautions
from scheduler.reasons.matter import Caution
from scheduler.schoolday import SchoolDays
from scheduler.search.horizon import Horizon, from_the_week_of, the_next_week, the_week_of
from scheduler.structures.structure import Structure
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.reading.likely_students import likely_students
from sheets_templates.reading.parse import read_district
from sheets_templates.reading.parse_partners import in_their_words
from sheets_templates.reading.parse_structures import own_structures
from sheets_templates.vocabulary.table import Tabs
from sync.workspace.sending import Sending
from sync.workspace.sending import when_to_send as by_habit
from sync.workspace.workspace import Workspace

DECLARED = {tab.name: tab for tab in INPUT_TABS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The input as read, and what has to happen by it; `with_partners` are the meetings people outside are
    asked about, as they are before anybody answered."""

    district: District
    structures: Mapping[str, Structure]
    days: SchoolDays
    activities: tuple[Activity, ...]
    with_partners: tuple[Activity, ...] = ()
    noticed: tuple[Caution, ...] = ()
    """What of the cells themselves is worth knowing: students that seem to be named there."""

    @property
    def zone(self) -> str:
        return self.district.year.zone


def given_in(
    tabs: Tabs, workspace: Workspace, said: Callable[[], Mapping[str, str]] = dict
) -> Given:
    """The input in its tabs; `said` tells what partners answered in their own workbook, by row id.

    Raises:
        InputError: with every fault of it.
    """
    of_files, faults = _structures_of_files(workspace)
    structures = {**of_files, **own_structures(tabs)}
    try:
        # A structure whose file is wrong has a name nobody knows: no row is blamed for naming it.
        district = read_district(tabs, structures=() if faults else structures)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from error
    if faults:
        raise InputError(faults)
    if district.partner_dates:
        district = replace(district, partner_dates=in_their_words(district.partner_dates, said()))
    days = SchoolDays(district)
    wanted = expand(district, structures, days)
    today = days.date_of(workspace.clock(district.year.zone))
    activities, answered = with_answers(wanted, district, today)
    return Given(
        district=answered,
        structures=structures,
        days=days,
        activities=activities,
        with_partners=tuple(with_partners(wanted, district)),
        noticed=tuple(_noticed(tabs, district)),
    )


def _structures_of_files(workspace: Workspace) -> tuple[Mapping[str, Structure], Sequence[Fault]]:
    """The shipped structures and those of the district's own folder, or what is wrong in its files."""
    own = workspace.settings.structures
    try:
        return read_structures(Path(own) if own else None), ()
    except InputError as error:
        return {}, error.faults


def warnings_of(given: Given) -> tuple[Caution, ...]:
    """What is worth knowing before any time is looked for."""
    availability = Availability(given.district, given.days, ())
    return (*given.noticed, *cautions(availability, given.activities, given.structures))


def _noticed(tabs: Tabs, district: District) -> Iterator[Caution]:
    """Cells and columns that look as if they named students; told by address, never repeated."""
    known = (
        *(one.name for one in district.people.values()),
        *(one.name for one in district.schools.values()),
        *(one.organisation for one in district.partners),
        *(one.name for one in district.series),
    )
    for one in likely_students(tabs, DECLARED, known):
        yield Caution(
            where=one.where,
            says=f"This looks as if it named a student: {one.why}. No tab is about students.",
            fix="Take the name out; write how many, or link to where student work is kept.",
        )


def horizon_of(given: Given, workspace: Workspace, *, day: date | None, whole: bool) -> Horizon:
    """A week, or with `whole` everything from it on; without a day the next week, or from today on."""
    today = given.days.date_of(workspace.clock(given.zone))
    if whole:
        return from_the_week_of(day or today)
    return the_week_of(day) if day else the_next_week(given.activities, today)


def when_to_send(
    workspace: Workspace, given: Given, mails: int, *, soonest: datetime | None = None
) -> Sending:
    """Whether that many mails may go out now, or when; `soonest` is the first event they are about."""
    now = workspace.clock(given.zone)
    return by_habit(now, given.district.habits, given.days, mails=mails, soonest=soonest)
