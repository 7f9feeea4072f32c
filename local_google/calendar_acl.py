"""acl.*: who a calendar is shared with."""

import sqlite3

from local_google import calendar_mail, calendar_tokens
from local_google.calendar_access import RANK, open_calendar
from local_google.calendar_tables import check_if_match, etag, not_found, stamp
from local_google.store import Store
from local_google.wire import ApiError, Call, Json, Reply

SCOPES = ("default", "user", "group", "domain")


def list_rules(store: Store, call: Call) -> Reply:
    """acl.list: 100 rules a page by default, 250 at most; deleted ones have the role `none`."""
    with store.read() as db:
        access = open_calendar(db, call, "writer")
        calendar, last = access.calendar, access.row["change"]
        since = calendar_tokens.sync_token(call, "acl", calendar, 0)
        token = calendar_tokens.page_token(call, "acl", calendar) or {"after": "", "upto": last}
        size = calendar_tokens.page_size(call, 100, 250)
        gone = call.flag("showDeleted") or since is not None
        rows = db.execute(
            "SELECT * FROM cal_acl WHERE calendar = ? AND rule > ? AND change > ?"
            " AND (? OR role <> 'none') ORDER BY rule LIMIT ?",
            (calendar, token["after"], -1 if since is None else since, gone, size + 1),
        ).fetchall()
    body: Json = {
        "kind": "calendar#acl",
        "etag": f'"p{last}"',
        "items": [_shown(row) for row in rows[:size]],
    }
    if len(rows) > size:
        after = rows[size - 1]["rule"]
        more = calendar_tokens.pack(k="acl", of=calendar, after=after, upto=token["upto"])
        return Reply(200, body | {"nextPageToken": more})
    return Reply(
        200, body | {"nextSyncToken": calendar_tokens.pack(k="acl", of=calendar, n=token["upto"])}
    )


def get(store: Store, call: Call) -> Reply:
    """acl.get."""
    with store.read() as db:
        access = open_calendar(db, call, "writer")
        return Reply(200, _shown(_rule(db, access.calendar, call.path["ruleId"])))


def insert(store: Store, call: Call) -> Reply:
    """acl.insert: share with somebody, or change the role they have."""
    body = call.resource()
    kind, value = _scope(body)
    role = _role(body)
    with store.write() as db:
        access = open_calendar(db, call, "owner")
        _protect_owner(access.owner, kind, value, role)
        rule = put_rule(store, db, calendar=access.calendar, kind=kind, value=value, role=role)
        _tell(store, db, call, access.calendar, value if kind in ("user", "group") else "")
        return Reply(200, _shown(_rule(db, access.calendar, rule)))


def patch(store: Store, call: Call) -> Reply:
    """acl.patch: another role."""
    with store.write() as db:
        access = open_calendar(db, call, "owner")
        row = _rule(db, access.calendar, call.path["ruleId"])
        check_if_match(call.headers.get("if-match"), etag(row["updated_ms"]))
        role = _role({"role": row["role"]} | call.resource())
        _protect_owner(access.owner, row["scope_type"], row["scope_value"], role)
        _reset(store, db, row, role)
        _tell(store, db, call, access.calendar, row["scope_value"])
        return Reply(200, _shown(_rule(db, access.calendar, row["rule"])))


def update(store: Store, call: Call) -> Reply:
    """acl.update: like a patch, with the scope repeated."""
    _scope(call.resource())
    return patch(store, call)


def delete(store: Store, call: Call) -> Reply:
    """acl.delete: no longer shared with them."""
    with store.write() as db:
        access = open_calendar(db, call, "owner")
        row = _rule(db, access.calendar, call.path["ruleId"])
        check_if_match(call.headers.get("if-match"), etag(row["updated_ms"]))
        _protect_owner(access.owner, row["scope_type"], row["scope_value"], "none")
        _reset(store, db, row, "none")
    return Reply(204, None)


def put_rule(
    store: Store, db: sqlite3.Connection, *, calendar: str, kind: str, value: str, role: str
) -> str:
    """Set the role of one scope; the rule's id comes back."""
    rule = "default" if kind == "default" else f"{kind}:{value}"
    mark = stamp(store, db, calendar)
    db.execute(
        "INSERT OR REPLACE INTO cal_acl VALUES (?, ?, ?, ?, ?, ?, ?)",
        (calendar, rule, role, kind, value, mark.updated_ms, mark.change),
    )
    return rule


def _reset(store: Store, db: sqlite3.Connection, row: sqlite3.Row, role: str) -> None:
    put_rule(
        store,
        db,
        calendar=row["calendar"],
        kind=row["scope_type"],
        value=row["scope_value"],
        role=role,
    )


def _tell(store: Store, db: sqlite3.Connection, call: Call, calendar: str, to: str) -> None:
    if to and call.flag("sendNotifications", default=True) and to != call.caller.email:
        calendar_mail.post(store, db, kind="sharing", to=to, calendar=calendar)


def _rule(db: sqlite3.Connection, calendar: str, rule: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM cal_acl WHERE calendar = ? AND rule = ?", (calendar, rule.lower())
    ).fetchone()
    if row is None:
        raise not_found()
    return row


def _scope(body: Json) -> tuple[str, str]:
    scope = body.get("scope")
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise ApiError(400, "required", "Missing scope.")
    kind, value = str(scope["type"]), str(scope.get("value") or "").lower()
    if kind != "default" and not value:
        raise ApiError(400, "invalid", "Invalid scope value.")
    if kind in ("user", "group") and "@" not in value:
        raise ApiError(400, "invalid", "Invalid scope value.")
    return kind, "" if kind == "default" else value


def _role(body: Json) -> str:
    role = body.get("role")
    if role is None:
        raise ApiError(400, "required", "Missing role.")
    if role not in RANK:
        raise ApiError(400, "invalid", "Invalid value for role.")
    return str(role)


def _protect_owner(owner: str, kind: str, value: str, role: str) -> None:
    """The data owner cannot lose the owner's role."""
    if kind == "user" and value == owner and role != "owner":
        message = "Cannot change the access level of the data owner."
        raise ApiError(403, "cannotChangeOwnerAcl", message, domain="calendar")


def _shown(row: sqlite3.Row) -> Json:
    scope = {"type": row["scope_type"]}
    if row["scope_type"] != "default":
        scope["value"] = row["scope_value"]
    return {
        "kind": "calendar#aclRule",
        "etag": etag(row["updated_ms"]),
        "id": row["rule"],
        "scope": scope,
        "role": row["role"],
    }
