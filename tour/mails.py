"""The mails of a push about one week, as their readers would see them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from scheduler.district import District
from scheduler.schoolday import SchoolDays
from web.invitations import Invitation
from web.mails import mails_of, weeks_of

if TYPE_CHECKING:
    from sync.merging.changes import Change


def mails_about(
    monday: date, changes: "Iterable[Change]", district: District, days: SchoolDays
) -> Iterator[Invitation]:
    """One mail for each guest a change writes to, if its event is, or was, in that week."""
    for change in changes:
        if monday in weeks_of(change, days):
            yield from mails_of(change, district, days)
