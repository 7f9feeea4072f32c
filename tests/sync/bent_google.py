"""Answers that differ from what we assume about Google, bent on their way back to the clients."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from scheduler.errors import RemoteError
from sync.wire.answers import Answer
from sync.wire.transport import Outgoing, Transport

Send = Callable[[Outgoing], Answer]
Bend = Callable[[Send, Outgoing], Answer]
EVENT = r"/events/[^/]+$"
EVENTS = r"/events$"
FREE_BUSY = r"/freeBusy$"
BOOK = r"/v4/spreadsheets/[^/:]+$"
BATCH = r":batchUpdate$"


def straight(send: Send, outgoing: Outgoing) -> Answer:
    """Nothing is bent."""
    return send(outgoing)


class BentTransport(Transport):
    """The one transport; `bend` sees what is sent and may change it or what comes back."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.bend: Bend = straight

    def call(self, outgoing: Outgoing) -> Answer:
        return self.bend(super().call, outgoing)


def meets(outgoing: Outgoing, method: str, path: str) -> bool:
    return outgoing.method == method and bool(re.search(path, outgoing.url.partition("?")[0]))


def said(body: Any) -> Answer:
    return Answer(200, {"content-type": "application/json"}, json.dumps(body).encode())


def rewritten(method: str, path: str, change: Callable[[dict[str, Any]], Any]) -> Bend:
    """The answer to such a call reads differently."""

    def bend(send: Send, outgoing: Outgoing) -> Answer:
        answer = send(outgoing)
        return said(change(answer.json())) if meets(outgoing, method, path) else answer

    return bend


def overlaid(method: str, path: str, fields: Mapping[str, Any]) -> Bend:
    """The answer to such a call has these fields instead."""
    return rewritten(method, path, lambda body: {**body, **fields})


def respelled(method: str, path: str, old: str, new: str) -> Bend:
    """In the answer to such a call one text stands for another."""
    return rewritten(method, path, lambda body: json.loads(json.dumps(body).replace(old, new)))


def forgiven(method: str, path: str, status: int, body: Any) -> Bend:
    """What should be refused is answered as done."""

    def bend(send: Send, outgoing: Outgoing) -> Answer:
        try:
            return send(outgoing)
        except RemoteError as error:
            if error.status == status and meets(outgoing, method, path):
                return said(body)
            raise

    return bend


def refused(method: str, path: str, instead_of: int, status: int) -> Bend:
    """What is refused is refused in another way; `instead_of` 0 refuses what was taken."""

    def bend(send: Send, outgoing: Outgoing) -> Answer:
        if not instead_of and meets(outgoing, method, path):
            raise RemoteError("Google refused this: bent.", status=status)
        try:
            return send(outgoing)
        except RemoteError as error:
            if error.status == instead_of and meets(outgoing, method, path):
                raise RemoteError("Google refused this: bent.", status=status) from error
            raise

    return bend


def unconditional(send: Send, outgoing: Outgoing) -> Answer:
    """If-Match is not looked at."""
    kept = {k: v for k, v in outgoing.headers.items() if k.lower() != "if-match"}
    return send(replace(outgoing, headers=kept))


def typed_in(send: Send, outgoing: Outgoing) -> Answer:
    """RAW is not looked at."""
    body = (outgoing.body or b"").replace(b'"RAW"', b'"USER_ENTERED"')
    return send(replace(outgoing, body=body))


def by_halves(send: Send, outgoing: Outgoing) -> Answer:
    """A batch with a fault is written as far as the fault."""
    if not meets(outgoing, "POST", BATCH) or b"deleteSheet" not in (outgoing.body or b""):
        return send(outgoing)
    requests = json.loads(outgoing.body or b"")["requests"][:-1]
    send(replace(outgoing, body=json.dumps({"requests": requests}).encode()))
    raise RemoteError("Google refused this: bent.", status=400)


def restless() -> Bend:
    """Each reading of an event brings another etag."""
    seen = iter(range(1_000))
    return rewritten("GET", EVENT, lambda body: {**body, "etag": f'"{next(seen)}"'})


def shortened(body: dict[str, Any]) -> dict[str, Any]:
    private = body["extendedProperties"]["private"]
    cut = {name: value[:100] for name, value in private.items()}
    return {**body, "extendedProperties": {"private": cut}}


def every_calendar(entry: Mapping[str, Any]) -> Bend:
    """Whoever is asked about, this is the answer."""
    return rewritten(
        "POST",
        FREE_BUSY,
        lambda body: {**body, "calendars": dict.fromkeys(body["calendars"], entry)},
    )


def without(method: str, path: str, name: str) -> Bend:
    """The answer to such a call lacks a field."""
    return rewritten(
        method, path, lambda body: {key: value for key, value in body.items() if key != name}
    )


def named_as_standing(body: dict[str, Any]) -> dict[str, Any]:
    items = [{**item, "status": "confirmed"} for item in body.get("items", ())]
    return {**body, "items": items}


def without_the_deleted(body: dict[str, Any]) -> dict[str, Any]:
    items = [item for item in body.get("items", ()) if item.get("status") != "cancelled"]
    return {**body, "items": items}


def cut_short(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "description": str(body.get("description", ""))[:5_000]}


def only_once() -> Bend:
    """A sync token that was used has nothing more to tell."""
    used: set[str] = set()

    def bend(send: Send, outgoing: Outgoing) -> Answer:
        answer = send(outgoing)
        if "syncToken=" not in outgoing.url:
            return answer
        spent = outgoing.url in used
        used.add(outgoing.url)
        return said({**answer.json(), "items": []}) if spent else answer

    return bend


def unfiltered(send: Send, outgoing: Outgoing) -> Answer:
    """A question for one private property is not looked at."""
    url = re.sub(r"privateExtendedProperty=[^&]*", "", outgoing.url)
    return send(replace(outgoing, url=url))


ONLY_ONE_MARK = {"extendedProperties": {"private": {"bellDel": "1"}}}
CONTRARY: Mapping[int, Bend] = {
    1: overlaid("GET", r"/calendars/[^/]+$", {"description": ""}),
    2: overlaid("POST", EVENTS, {"id": "another0"}),
    3: forgiven("POST", EVENTS, 409, {"id": "another0"}),
    4: unconditional,
    5: restless(),
    6: respelled("GET", EVENT, "pencils", "pens"),
    7: rewritten("GET", EVENT, shortened),
    8: overlaid("PATCH", EVENT, {"summary": "Busy"}),
    9: overlaid("PATCH", EVENT, ONLY_ONE_MARK),
    10: without("GET", EVENTS, "nextSyncToken"),
    11: forgiven("GET", EVENTS, 410, {"items": [], "nextSyncToken": "t"}),
    12: overlaid("GET", EVENT, {"status": "confirmed"}),
    13: refused("DELETE", EVENT, 410, 412),
    14: respelled("GET", EVENT, "-04:00", "-05:00"),
    15: without("GET", EVENT, "visibility"),
    16: every_calendar({"errors": [{"reason": "notFound"}]}),
    17: every_calendar({"busy": []}),
    18: every_calendar({"busy": []}),
    19: overlaid("GET", r"/files$", {"files": []}),
    20: typed_in,
    21: by_halves,
    22: respelled("GET", BOOK, "hiddenByUser", "hiddenByFilter"),
    23: respelled("GET", BOOK, "effectiveFormat", "userEnteredFormat"),
    24: refused("POST", BATCH, 0, 400),
    25: unconditional,
    26: rewritten("GET", EVENTS, named_as_standing),
    27: rewritten("GET", EVENTS, without_the_deleted),
    28: only_once(),
    29: overlaid("PATCH", EVENT, {"sequence": 7}),
    30: rewritten("GET", EVENT, cut_short),
    31: overlaid("GET", EVENTS, {"nextSyncToken": "too early"}),
    32: unfiltered,
    33: overlaid("GET", r"/calendars/[^/]+$", {"dataOwner": "somebody@else.example"}),
    34: every_calendar({"errors": [{"reason": "tooManyCalendarsRequested"}]}),
    35: overlaid("GET", r"/about$", {"user": {"emailAddress": "somebody@else.example"}}),
    36: overlaid("GET", r"/permissions$", {"permissions": []}),
    37: forgiven("POST", r"/watch$", 401, {"kind": "api#channel", "resourceId": "r"}),
    38: overlaid("POST", EVENTS, {"conferenceData": {"createRequest": {}}}),
}
"""Number of an assumption -> a Google for which it is not true."""
