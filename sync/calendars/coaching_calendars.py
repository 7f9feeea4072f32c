"""The coaching calendars: one a coach, made once, found again by a mark in their description."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress

from scheduler.district import PersonId
from scheduler.errors import Interrupted, RemoteError
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.calendar_entry import CalendarEntry
from sync.event.identity import short_digest
from sync.event.labels import labels
from sync.event.wording import Wording, clean
from sync.journal.journal import Journal
from sync.journal.kept_labels import LabelledCalendars
from sync.merging.changes import ChangeSet


def calendar_name(person_name: str, wording: Wording) -> str:
    """Like `Math coaching - Ana Ruiz`."""
    return clean(f"{wording.program} - {person_name}")


def recall_calendars(
    api: CalendarApi, journal: Journal, owners: Collection[str], others: Iterable[str] = ()
) -> None:
    """Look for calendars made by a run that could not note them down, or noted in a lost journal.

    Nobody is asked while all `owners` have theirs. Calendars of `others` that come to light then are kept
    too: an event may have stood there that is now wanted elsewhere. A sign-in that may not list calendars
    finds none.
    """
    had = journal.calendars()
    if all(owner in had for owner in owners):
        return
    missing = [PersonId(one) for one in dict.fromkeys((*owners, *others)) if one not in had]
    for owner, entry in calendars_by_mark(api, journal.lineage, missing).items():
        journal.calendar_made(owner, entry.id, entry.summary)


def calendars_by_mark(
    api: CalendarApi, lineage: str, owners: Iterable[str]
) -> Mapping[PersonId, CalendarEntry]:
    """The coaching calendars of these owners among all that the sign-in may list; none if it may not."""
    try:
        listed = api.calendars()
    except RemoteError:
        return {}
    in_order = sorted(listed, key=lambda entry: entry.id, reverse=True)
    by_mark = {
        _mark_in(entry.description): entry for entry in in_order
    }  # of two, all take the same
    found = ((PersonId(owner), by_mark.get(_mark(lineage, owner))) for owner in owners)
    return {owner: entry for owner, entry in found if entry}


def is_calendar_of(entry: CalendarEntry, lineage: str, owner: str) -> bool:
    """Whether a calendar carries the mark of this owner's coaching calendar."""
    return _mark_in(entry.description) == _mark(lineage, owner)


def make_calendars(
    api: CalendarApi, journal: Journal, changes: ChangeSet
) -> Mapping[PersonId, str]:
    """Make the calendars the change set needs and lacks; owner -> id of all.

    Raises:
        Interrupted: another computer made one for the same owner at the same moment; ours is gone again.
    """
    named = changes.new_calendars
    return make_named(api, journal, named, zone=changes.zone, addresses=_addresses(changes))


def make_named(
    api: CalendarApi,
    journal: Journal,
    names: Mapping[PersonId, str],
    *,
    zone: str,
    addresses: Mapping[PersonId, str],
) -> Mapping[PersonId, str]:
    """Make a calendar of its name for each owner who has none; owner -> id of all there are.

    One that another computer made meanwhile is found first. Each is shared with its owner, so that she
    can move her events herself, if the sign-in may share: Google wants the scope `calendar.acls` for that.

    Raises:
        Interrupted: another computer made one for the same owner at the same moment; ours is gone again.
    """
    recall_calendars(api, journal, names)
    had = journal.calendars()
    for owner, name in sorted(names.items()):
        if owner not in had:
            made, labelled = _made(api, name, zone, _description(journal.lineage, owner))
            _refuse_a_second(api, journal.lineage, owner, made, name)
            journal.calendar_made(owner, made, name)
            if labelled:
                LabelledCalendars(journal).add(made)
            if owner in addresses:
                with suppress(RemoteError):
                    api.share(made, addresses[owner], "writer")
    return journal.calendars()


def _made(api: CalendarApi, name: str, zone: str, description: str) -> tuple[str, bool]:
    """A new calendar's id, and whether it was made with our labels: it matters more than they do."""
    try:
        return api.create_calendar(name, zone, description, labels()), True
    except RemoteError as error:
        if error.status != 400:
            raise
    return api.create_calendar(name, zone, description), False


def _refuse_a_second(api: CalendarApi, lineage: str, owner: PersonId, made: str, name: str) -> None:
    """Two calendars of one coach would invite everybody twice: who sees that there is another takes the own
    one back.

    The other one is not taken over at once: its maker may be doing the same. Whoever runs next finds what
    is left.
    """
    try:
        listed = api.calendars()
    except RemoteError:
        return
    if all(one.id == made or not is_calendar_of(one, lineage, owner) for one in listed):
        return
    if not api.list_events(made).events:
        api.delete_calendar(made)
    raise Interrupted(
        f"another computer made the calendar '{name}' at the same moment; nothing was written",
        fix="run the push again",
    )


def _addresses(changes: ChangeSet) -> Mapping[PersonId, str]:
    """The owners' e-mail addresses: whoever leads an event is its first guest."""
    wanted = (change.wanted for change in changes.changes)
    return {event.owner: event.guests[0] for event in wanted if event and event.guests}


def _description(lineage: str, owner: str) -> str:
    return f"Written by the coaching schedule. [{_mark(lineage, owner)}]"


def _mark(lineage: str, owner: str) -> str:
    return short_digest("calendar", lineage, owner)


def _mark_in(description: str) -> str:
    return description.rpartition("[")[2].rstrip("]")
