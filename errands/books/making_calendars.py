"""The coaching calendars before the first push: who would get one, and making them.

Those that were made before there were event labels get the labels here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scheduler.district import PersonId
from sync.calendars.coaching_calendars import calendar_name, make_named
from sync.calendars.labelling import Labelling, give_labels
from sync.journal.kept_labels import LabelledCalendars
from sync.journal.lease import holding
from sync.workspace.known import journal
from workflow import Given, Workspace, at_work, read

if TYPE_CHECKING:
    from scheduler.errors import BellweaveError

__all__ = ["calendars_to_make", "create_calendars"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """The names of calendars that are made, of others that get a label for each kind, and how it went with
    those that could not."""

    made: tuple[str, ...] = ()
    labelled: tuple[str, ...] = ()
    unlabelled: Mapping[str, Labelling] = field(default_factory=dict)


def calendars_to_make(workspace: Workspace) -> Calendars:
    """The calendars that are not known yet, and those without labels; asks nobody and writes nothing."""
    given = read(workspace)
    names = _names(workspace, given)
    if not workspace.has_journal:
        return Calendars(made=tuple(sorted(names.values())))
    with journal(workspace, given.zone) as kept:
        had, known = kept.calendars(), LabelledCalendars(kept)
    return Calendars(
        made=tuple(sorted(name for owner, name in names.items() if owner not in had)),
        labelled=tuple(
            sorted(
                name
                for owner, name in names.items()
                if owner in had and not known.knows(had[owner])
            )
        ),
    )


def create_calendars(workspace: Workspace) -> Calendars:
    """Make a calendar for every coach who has none, and give those that never had them our labels.

    One with our mark that Google has already is taken, not made twice. Nobody is invited or mailed.

    Raises:
        Interrupted: a push is at work, or another computer made one for the same coach just now.
    """
    given = read(workspace)
    names = _names(workspace, given)
    with at_work(workspace, given) as desk:
        had = desk.journal.calendars()
        with holding(desk.journal, desk.google.account, _go_on):
            now = make_named(
                desk.google.calendar,
                desk.journal,
                names,
                zone=given.zone,
                addresses=_addresses(given),
            )
            known = LabelledCalendars(desk.journal)
            done = {
                names[owner]: give_labels(desk.google.calendar, known, calendar)
                for owner, calendar in sorted(now.items())
                if owner in names and not known.knows(calendar)
            }
    return Calendars(
        made=tuple(sorted(name for owner, name in names.items() if owner not in had)),
        labelled=tuple(name for name, how in done.items() if how is Labelling.DONE),
        unlabelled={name: how for name, how in done.items() if how is not Labelling.DONE},
    )


def _names(workspace: Workspace, given: Given) -> Mapping[PersonId, str]:
    """Everybody who leads something gets a calendar, by the name a push would give it."""
    people = given.district.people
    leaders = {activity.leader for activity in given.activities}
    return {one: calendar_name(people[one].name, workspace.wording) for one in leaders}


def _addresses(given: Given) -> Mapping[PersonId, str]:
    people = given.district.people
    emails = {one: person.email.strip().lower() for one, person in people.items()}
    return {one: email for one, email in emails.items() if "@" in email}


def _go_on(_: "BellweaveError") -> None:
    """Who takes the turn away meanwhile looks for our calendars by their marks, as we do for theirs."""
