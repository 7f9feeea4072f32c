"""The input with what this workspace knows laid over it: disruptions, and times that can never be."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from scheduler.activities.expand import expand_cohort
from scheduler.district import PersonId
from scheduler.model import Activity
from scheduler.peoples_time.never_again import with_never
from scheduler.repair.calls import some_by_call
from scheduler.repair.disruption import Disruption, disrupted
from scheduler.schoolday import SchoolDays
from sync.journal.kept_disruptions import kept_disruptions
from sync.journal.kept_nevers import kept_nevers
from sync.workspace.given import Given
from sync.workspace.known import journal
from sync.workspace.workspace import Workspace


def with_disruptions(given: Given, workspace: Workspace) -> Given:
    """The input as it is to be worked with; as read, where nothing was noted down yet."""
    if not workspace.has_journal:
        return given
    with journal(workspace, given.zone) as kept:
        nevers = kept_nevers(kept)
        if nevers:
            given = replace(given, district=with_never(given.district, nevers))
        return laid_over(given, kept_disruptions(kept))


def laid_over(given: Given, disruptions: Iterable[Disruption]) -> Given:
    """The input with the time of these taken, and by call what went so for them."""
    found = tuple(disruptions)
    if not found:
        return given
    district = disrupted(given.district, found)
    days = SchoolDays(district)
    changed = {one.person for one in found if one.leaves or one.joins}
    activities = _asked_again(replace(given, district=district, days=days), changed)
    activities = some_by_call(activities, {key for one in found for key in one.by_call})
    return replace(given, district=district, days=days, activities=activities)


def _asked_again(given: Given, changed: Collection[PersonId | None]) -> tuple[Activity, ...]:
    """What has to happen once somebody left or joined: the cycles she is in are laid out anew."""
    cohorts = [one for one in given.district.cohorts if not set(one.members).isdisjoint(changed)]
    if not cohorts:
        return given.activities
    ids = {one.id for one in cohorts}
    anew = (
        activity
        for one in cohorts
        for activity in expand_cohort(given.district, one, given.structures, given.days)
    )
    rest = (one for one in given.activities if one.cohort not in ids)
    return tuple(
        sorted((*rest, *anew), key=lambda one: (one.window.first, one.window.last, one.id))
    )
