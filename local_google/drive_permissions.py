"""Drive's permissions: share, look, change, take back."""

import sqlite3
from typing import Any

from local_google.drive_access import RANKS, grant, permissions, save_file
from local_google.drive_files import brief, open_file, shown_permission
from local_google.store import Store
from local_google.wire import ApiError, Call, Reply

Json = dict[str, Any]
BRIEF = ("kind", "id", "type", "role")
TYPES = ("user", "group", "domain", "anyone")
TAKEN = ("type", "role", "emailAddress", "domain", "allowFileDiscovery", "expirationTime", "view")


def create(store: Store, call: Call) -> Reply:
    """permissions.create; making another the owner needs `transferOwnership=true`."""
    body = call.resource()
    with store.write() as db:
        file = open_file(db, call, "writer")
        wanted = {name: body[name] for name in TAKEN if body.get(name) is not None}
        _refuse_malformed(wanted)
        again = wanted.get("emailAddress", "").lower() == file["owner"].lower()
        if wanted["role"] == "owner" and not again:
            _hand_over(store, db, file, call, wanted)
        elif again and file["owner"]:
            wanted["role"] = "owner"
        made = grant(store, db, file["id"], wanted)
        return Reply(200, brief(shown_permission(made), call, BRIEF))


def _refuse_malformed(wanted: Json) -> None:
    if wanted.get("type") not in TYPES:
        raise _invalid("The permission type field is required.", "permission.type")
    if wanted.get("role") not in RANKS:
        raise _invalid("The permission role field is required.", "permission.role")
    key = {"user": "emailAddress", "group": "emailAddress", "domain": "domain"}
    missing = key.get(wanted["type"])
    if missing and not wanted.get(missing):
        raise _invalid("The specified emailAddress is invalid or not applicable.", missing)
    if wanted["role"] == "owner" and wanted["type"] != "user":
        raise _invalid("The owner must be a user.", "permission.role")


def _invalid(message: str, location: str) -> ApiError:
    return ApiError(400, "invalidSharingRequest", message, location=location)


def _hand_over(store: Store, db: sqlite3.Connection, file: Json, call: Call, wanted: Json) -> None:
    """The old owner stays as a writer."""
    if not call.flag("transferOwnership"):
        message = (
            "The transferOwnership parameter must be enabled when the permission role is 'owner'."
        )
        raise ApiError(403, "forbidden", message, location="transferOwnership")
    _refuse_unless_owner(file, call)
    grant(
        store,
        db,
        file["id"],
        {"type": "user", "role": "writer", "emailAddress": file["owner"]},
    )
    save_file(db, {**file, "owner": wanted["emailAddress"]})


def _refuse_unless_owner(file: Json, call: Call) -> None:
    if file["owner"].lower() != call.caller.email.lower():
        raise ApiError(
            403,
            "insufficientFilePermissions",
            "The user does not have sufficient permissions for this file.",
        )


def list_(store: Store, call: Call) -> Reply:
    """permissions.list, in one page."""
    with store.read() as db:
        file = open_file(db, call, "writer")
        found = [shown_permission(permission) for permission in permissions(db, file["id"])]
        if not call.one("fields"):
            found = [{name: each[name] for name in BRIEF} for each in found]
        return Reply(200, {"kind": "drive#permissionList", "permissions": found})


def get(store: Store, call: Call) -> Reply:
    """permissions.get."""
    with store.read() as db:
        file = open_file(db, call, "reader")
        return Reply(200, brief(shown_permission(_find(db, file, call)), call, BRIEF))


def update(store: Store, call: Call) -> Reply:
    """permissions.update: the role and the expiry."""
    body = call.resource()
    with store.write() as db:
        file = open_file(db, call, "writer")
        old = _find(db, file, call)
        wanted = {name: old[name] for name in TAKEN if name in old}
        wanted |= {name: body[name] for name in ("role", "expirationTime") if name in body}
        _refuse_malformed(wanted)
        if old["role"] == "owner" and wanted["role"] != "owner":
            raise ApiError(403, "forbidden", "The owner of a file cannot be removed.")
        if wanted["role"] == "owner" and old["role"] != "owner":
            _hand_over(store, db, file, call, wanted)
        made = grant(store, db, file["id"], wanted)
        return Reply(200, brief(shown_permission(made), call, BRIEF))


def delete(store: Store, call: Call) -> Reply:
    """permissions.delete; everybody may take away their own."""
    with store.write() as db:
        file = open_file(db, call, "reader")
        old = _find(db, file, call)
        mine = old.get("emailAddress", "").lower() == call.caller.email.lower()
        if not mine:
            file = open_file(db, call, "writer")
        if old["role"] == "owner":
            raise ApiError(403, "forbidden", "The owner of a file cannot be removed.")
        db.execute(
            "DELETE FROM drive_permissions WHERE file = ? AND id = ?", (file["id"], old["id"])
        )
        return Reply(204, None)


def _find(db: sqlite3.Connection, file: Json, call: Call) -> Json:
    wanted = call.path["permissionId"]
    for permission in permissions(db, file["id"]):
        if permission["id"] == wanted:
            return permission
    raise ApiError(404, "notFound", f"Permission not found: {wanted}.", location="permissionId")
