"""A calendar's event labels, and what an event may carry of them.

The list belongs to the calendar and is replaced whole. What Google answers to a label the calendar
does not know is documented nowhere: it is refused here, so that callers must live with a refusal.
"""

import json
import re
import sqlite3
from typing import Any
from uuid import UUID

from local_google.store import Store
from local_google.wire import ApiError, Call, Json

MOST, NAME_LENGTH = 200, 50
FIELD = "eventLabelId"


def put(store: Store, db: sqlite3.Connection, calendar: str, body: Json) -> None:
    """Replace the calendar's labels by those of a calendar's body; one without a list changes nothing."""
    properties = body.get("labelProperties")
    if properties is None:
        return
    if not isinstance(properties, dict):
        raise _invalid("labelProperties")
    labels = properties.get("eventLabels")
    if labels is None:
        return
    if not isinstance(labels, list) or len(labels) > MOST:
        raise _invalid("eventLabels")
    kept = [_label(store, one) for one in labels]
    if len({one["id"] for one in kept}) < len(kept):
        raise _invalid("eventLabels.id")
    db.execute(
        "INSERT INTO cal_labels (calendar, labels) VALUES (?, ?)"
        " ON CONFLICT (calendar) DO UPDATE SET labels = excluded.labels",
        (calendar, json.dumps(kept)),
    )


def shown(db: sqlite3.Connection, calendar: str) -> Json:
    """The part of a calendar's resource that is about labels; empty where it has none."""
    labels = _labels(db, calendar)
    return {"labelProperties": {"eventLabels": labels}} if labels else {}


def as_the_version_says(call: Call, body: Json) -> None:
    """In version 1 the label counts, and none in the body takes it off; in version 0 the colour does."""
    if call.number("eventLabelVersion", 0):
        body.pop("colorId", None)
        body[FIELD] = body.get(FIELD) or None
    else:
        body.pop(FIELD, None)


def check(db: sqlite3.Connection, calendar: str, body: Json) -> None:
    """400 for a label that is none of the calendar's."""
    wanted = body.get(FIELD)
    if wanted and all(one["id"] != wanted for one in _labels(db, calendar)):
        raise _invalid(FIELD)


def _labels(db: sqlite3.Connection, calendar: str) -> list[Json]:
    row = db.execute("SELECT labels FROM cal_labels WHERE calendar = ?", (calendar,)).fetchone()
    found: list[Json] = json.loads(row["labels"]) if row else []
    return found


def _label(store: Store, one: Any) -> Json:
    if not isinstance(one, dict):
        raise _invalid("eventLabels")
    colour, name = one.get("backgroundColor"), one.get("name")
    if not isinstance(colour, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise _invalid("eventLabels.backgroundColor")
    if name is not None and (not isinstance(name, str) or len(name) > NAME_LENGTH):
        raise _invalid("eventLabels.name")
    try:
        identity = str(UUID(one.get("id") or store.new_id(32, "0123456789abcdef")))
    except (ValueError, AttributeError):
        raise _invalid("eventLabels.id") from None
    return {"id": identity, "backgroundColor": colour} | ({"name": name} if name else {})


def _invalid(name: str) -> ApiError:
    return ApiError(400, "invalid", f"Invalid value for: {name}")
