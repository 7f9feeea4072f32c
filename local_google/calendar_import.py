"""events.import: a copy of an event that lives elsewhere, made without telling anybody."""

from zoneinfo import ZoneInfo

from local_google import calendar_labels, calendar_rows, calendar_views
from local_google.calendar_access import open_calendar
from local_google.calendar_bodies import given, invalid, normal
from local_google.calendar_events import organizer_names
from local_google.calendar_tables import setting
from local_google.store import Store
from local_google.wire import ApiError, Call, Json, Reply

STATUS_EVENTS = ("focusTimeProperties", "outOfOfficeProperties", "workingLocationProperties")


def import_event(store: Store, call: Call) -> Reply:
    """events.import: needs `iCalUID`; its guests get neither a copy nor a mail.

    What happens to a UID the calendar knows is a switch, since reports disagree: 409 or replaced.
    """
    with store.write() as db:
        access = open_calendar(db, call, "writer")
        body = given(call)
        calendar_labels.check(db, access.calendar, body)
        uid = body.pop("iCalUID", None)
        if not uid:
            raise ApiError(400, "required", "Missing iCalUID.")
        body.pop("id", None)
        old = calendar_rows.find_by_uid(db, access.calendar, uid)
        if old is not None and setting(store, "import_of_known_uid") != "replace":
            raise ApiError(409, "duplicate", "The requested identifier already exists.")
        body |= {"eventType": "default", "sequence": body.get("sequence", 0)}
        body = {name: value for name, value in body.items() if name not in STATUS_EVENTS}
        body = normal(body, ZoneInfo(access.time_zone)) | {"creator": call.caller.email}
        event = calendar_rows.save(
            store,
            db,
            calendar=access.calendar,
            event_id=old.id if old else store.new_id(26),
            uid=uid,
            organizer=_organizer(call.resource(), access.calendar),
            body=body,
        )
        names = organizer_names(db, [event])
        return Reply(200, calendar_views.view(event, calendar_views.reader(call, access, names)))


def _organizer(body: Json, calendar: str) -> str:
    """Whose event it is: it may be anybody's."""
    organizer = body.get("organizer") or {}
    email = organizer.get("email", calendar) if isinstance(organizer, dict) else None
    if not isinstance(email, str) or "@" not in email:
        raise invalid("organizer")
    return email.lower()
