"""settings.* and colors.get: what a person set up once, and Google's fixed palette."""

from local_google import calendar_tokens
from local_google.calendar_tables import calendar_row, not_found
from local_google.store import Store
from local_google.wire import Call, Json, Reply

# fmt: off
EVENT_HUES = (
    "#a4bdfc", "#7ae7bf", "#dbadff", "#ff887c", "#fbd75b", "#ffb878", "#46d6db", "#e1e1e1",
    "#5484ed", "#51b749", "#dc2127",
)
# fmt: on
# fmt: off
CALENDAR_HUES = (
    "#ac725e", "#d06b64", "#f83a22", "#fa573c", "#ff7537", "#ffad46", "#42d692", "#16a765",
    "#7bd148", "#b3dc6c", "#fbe983", "#fad165", "#92e1c0", "#9fe1e7", "#9fc6e7", "#4986e7",
    "#9a9cff", "#b99aff", "#c2c2c2", "#cabdbf", "#cca6ac", "#f691b2", "#cd74e6", "#a47ae2",
)
# fmt: on
EVENT_COLORS = {str(number): (color, "#1d1d1d") for number, color in enumerate(EVENT_HUES, start=1)}
CALENDAR_COLORS = {
    str(number): (color, "#1d1d1d") for number, color in enumerate(CALENDAR_HUES, start=1)
}
SETTINGS = {
    "autoAddHangouts": "false",
    "dateFieldOrder": "MDY",
    "defaultEventLength": "60",
    "format24HourTime": "false",
    "hideInvitations": "false",
    "hideWeekends": "false",
    "locale": "en",
    "remindOnRespondedEventsOnly": "false",
    "showDeclinedEvents": "true",
    "useKeyboardShortcuts": "true",
    "weekStart": "0",
}


def get(store: Store, call: Call) -> Reply:
    """settings.get."""
    values = _values(store, call)
    name = call.path["setting"]
    if name not in values:
        raise not_found()
    return Reply(200, _shown(name, values[name]))


def list_settings(store: Store, call: Call) -> Reply:
    """settings.list: all fit on one page unless `maxResults` is small."""
    me = call.caller.email
    calendar_tokens.sync_token(call, "settings", me, 0)
    token = calendar_tokens.page_token(call, "settings", me) or {"after": ""}
    size = calendar_tokens.page_size(call, 100, 250)
    values = {name: value for name, value in _values(store, call).items() if name > token["after"]}
    names = sorted(values) if not call.one("syncToken") else []
    body: Json = {
        "kind": "calendar#settings",
        "etag": '"1"',
        "items": [_shown(name, values[name]) for name in names[:size]],
    }
    if len(names) > size:
        more = calendar_tokens.pack(k="settings", of=me, after=names[size - 1])
        return Reply(200, body | {"nextPageToken": more})
    return Reply(200, body | {"nextSyncToken": calendar_tokens.pack(k="settings", of=me, n=1)})


def colors(store: Store, call: Call) -> Reply:
    """colors.get."""
    palette = {"calendar": CALENDAR_COLORS, "event": EVENT_COLORS}
    body: Json = {"kind": "calendar#colors", "updated": "2012-02-14T00:00:00.000Z"}
    for name, table in palette.items():
        body[name] = {
            number: {"background": back, "foreground": front}
            for number, (back, front) in table.items()
        }
    return Reply(200, body)


def _values(store: Store, call: Call) -> dict[str, str]:
    with store.read() as db:
        row = calendar_row(db, call.caller.email)
    return SETTINGS | {"timezone": row["time_zone"] if row else "UTC"}


def _shown(name: str, value: str) -> Json:
    return {"kind": "calendar#setting", "etag": '"1"', "id": name, "value": value}
