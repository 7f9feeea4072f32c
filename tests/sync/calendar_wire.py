"""A coaching calendar's event as Google tells it, and what the Calendar tests ask of a request."""

from urllib.parse import parse_qs, urlsplit

from tests.sync.wire import Heard

COACHING = "coaching@group.calendar.google.com"
VISIT = "bell0a1"
EVENT = {
    "kind": "calendar#event",
    "id": VISIT,
    "etag": '"3181161784712000"',
    "status": "confirmed",
    "summary": "Coaching meeting",
    "updated": "2027-01-29T15:00:00.000Z",
    "sequence": 2,
    "start": {"dateTime": "2027-02-01T08:10:00-05:00", "timeZone": "America/New_York"},
    "end": {"dateTime": "2027-02-01T09:00:00-05:00", "timeZone": "America/New_York"},
    "attendees": [
        {
            "email": "Maria.Ortiz@oakhill.example",
            "displayName": "Maria Ortiz",
            "responseStatus": "declined",
            "comment": "Field trip",
        },
        {"email": "coach@oakhill.example", "responseStatus": "accepted", "organizer": True},
    ],
    "extendedProperties": {"private": {"bellKey": "k1"}},
}


def query(heard: Heard) -> dict[str, list[str]]:
    return parse_qs(urlsplit(heard.path).query)
