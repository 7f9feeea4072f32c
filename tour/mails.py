"""The mails of a push about one week, as their readers would see them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from scheduler.district import District
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays
from sync.event.marks import Field
from web.invitations import Invitation, MailKind
from web.page_words import moment_words, when_words

if TYPE_CHECKING:
    from sync.merging.changes import Change

KINDS = {
    "create": MailKind.INVITATION,
    "move": MailKind.TIME_CHANGE,
    "edit": MailKind.TIME_CHANGE,
    "cancel": MailKind.CANCELLATION,
}


def mails_about(
    monday: date, changes: "Iterable[Change]", district: District, days: SchoolDays
) -> Iterator[Invitation]:
    """One mail for each guest a change writes to, if its event is, or was, in that week."""
    names = {one.email.strip().lower(): one.name for one in district.people.values()}
    for change in changes:
        kind = KINDS.get(change.verb.value)
        values = (change.wanted.values() if change.wanted else change.before) or {}
        was, now = (
            _span((change.before or {}).get(Field.TIME, "")),
            _span(values.get(Field.TIME, "")),
        )
        spans = [span for span in (was, now) if span]
        if kind is None or now is None or monday not in {_monday(days, *span) for span in spans}:
            continue
        when = when_words(*(days.local(moment) for moment in now))
        if was and was != now:
            when += f" (was {moment_words(days.local(was[0]))})"
        for email in change.mails:
            yield Invitation(
                to=f"{names.get(email, email)} <{email}>",
                subject=values.get(Field.TITLE, ""),
                when=when,
                where=values.get(Field.PLACE, ""),
                body=values.get(Field.TEXT, ""),
                kind_of_mail=kind,
            )


def _monday(days: SchoolDays, start: datetime, _end: datetime) -> date:
    return monday_of(days.date_of(start))


def _span(text: str) -> tuple[datetime, datetime] | None:
    """The two instants of an event's time as text; None for an all-day event or none."""
    start, _, end = text.partition("/")
    if not (start.endswith("Z") and end.endswith("Z")):
        return None
    return datetime.fromisoformat(start), datetime.fromisoformat(end)
