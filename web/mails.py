"""The changes of a change set as the mails their guests would read."""

from collections.abc import Iterator
from datetime import date, datetime

from scheduler.district import District
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays
from sync.event.marks import Field
from sync.merging.changes import Change, Verb
from web.invitations import Invitation, MailKind
from web.page_words import moment_words, plain, when_words

KINDS = {
    Verb.CREATE: MailKind.INVITATION,
    Verb.MOVE: MailKind.TIME_CHANGE,
    Verb.EDIT: MailKind.TIME_CHANGE,
    Verb.CANCEL: MailKind.CANCELLATION,
}
Times = tuple[datetime, datetime]


def mails_of(change: Change, district: District, days: SchoolDays) -> Iterator[Invitation]:
    """One mail for each guest a change writes to, word for word; none for what mails nobody.

    Signs that turn the writing round are taken out: names and what people typed are shown as plain text.
    """
    kind, now = KINDS.get(change.verb), _now(change)
    if kind is None or now is None:
        return
    names = {one.email.strip().lower(): one.name for one in district.people.values()}
    when, was = when_words(*map(days.local, now)), _was(change)
    if was and was != now:
        when += f" (was {moment_words(days.local(was[0]))})"
    values = _values(change)
    for email in change.mails:
        yield Invitation(
            to=plain(f"{names.get(email, email)} <{email}>"),
            subject=plain(values.get(Field.TITLE, "")),
            when=when,
            where=plain(values.get(Field.PLACE, "")),
            body=plain(_body(change)),
            kind_of_mail=kind,
        )


def weeks_of(change: Change, days: SchoolDays) -> set[date]:
    """The Mondays of the weeks in which an event stands, stood or will stand."""
    spans = (_now(change), _was(change))
    return {monday_of(days.date_of(span[0])) for span in spans if span}


def _values(change: Change) -> dict[Field, str]:
    return change.wanted.values() if change.wanted else dict(change.before or {})


def _body(change: Change) -> str:
    """The lines of ours in the event; with how far the cycle is, where that is written along."""
    wanted = change.wanted
    if wanted is None:
        return (change.before or {}).get(Field.TEXT, "")
    written = change.verb is Verb.CREATE or Field.TEXT in (change.after or {})
    return wanted.block if written else wanted.text


def _now(change: Change) -> Times | None:
    return _span(_values(change).get(Field.TIME, ""))


def _was(change: Change) -> Times | None:
    return _span((change.before or {}).get(Field.TIME, ""))


def _span(text: str) -> Times | None:
    """The two instants of an event's time as text; None for an all-day event or none."""
    start, _, end = text.partition("/")
    if not (start.endswith("Z") and end.endswith("Z")):
        return None
    return datetime.fromisoformat(start), datetime.fromisoformat(end)
