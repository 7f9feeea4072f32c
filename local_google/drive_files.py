"""Drive's file resource, and who may see or change which file."""

import json
import sqlite3
from typing import Any

from local_google.drive_access import (
    RANKS,
    SPREADSHEET,
    find_file,
    permissions,
    role_of,
    visible,
)
from local_google.wire import ApiError, Call, Caller

Json = dict[str, Any]
HIDDEN = ("byApp", "owner", "modifiedBy")
BRIEF = ("kind", "id", "name", "mimeType", "resourceKey", "driveId", "teamDriveId")
"""What a reply holds when the caller names no `fields`, as documented."""


def open_file(db: sqlite3.Connection, call: Call, least: str) -> Json:
    """The file of the call; 404 for strangers too, 403 when the role is too weak."""
    file_id = call.path["fileId"]
    file = find_file(db, file_id)
    role = role_of(db, file, call.caller.email) if file and visible(call.caller, file) else None
    if file is None or role is None:
        raise ApiError(404, "notFound", f"File not found: {file_id}.", location="fileId")
    if RANKS[role] < RANKS[least]:
        raise ApiError(
            403,
            "insufficientFilePermissions",
            "The user does not have sufficient permissions for this file.",
        )
    return file


def shown(db: sqlite3.Connection, file: Json, caller: Caller) -> Json:
    """The whole resource as `caller` sees it; parents only for those who see the parent."""
    role = role_of(db, file, caller.email) or "reader"
    edit = RANKS[role] >= RANKS["writer"]
    listed = permissions(db, file["id"])
    body = {key: value for key, value in file.items() if key not in HIDDEN}
    body["parents"] = [_parent(parent) for parent in file["parents"] if _seen(db, parent, caller)]
    body |= {
        "trashed": file.get("trashed", False),
        "starred": file.get("starred", False),
        "explicitlyTrashed": file.get("trashed", False),
        "ownedByMe": file["owner"].lower() == caller.email.lower(),
        "shared": len(listed) > 1,
        "permissionIds": [permission["id"] for permission in listed],
        "capabilities": {
            "canEdit": edit,
            "canRename": edit,
            "canShare": edit,
            "canCopy": True,
            "canTrash": role == "owner",
            "canDelete": role == "owner",
        },
    }
    if file["owner"]:
        body["owners"] = [_person(file["owner"], caller)]
    if edit:
        body["permissions"] = [shown_permission(permission) for permission in listed]
    if file["mimeType"] == SPREADSHEET:
        body["webViewLink"] = f"https://docs.google.com/spreadsheets/d/{file['id']}/edit"
    if "modifiedBy" in file:
        body["lastModifyingUser"] = _person(file["modifiedBy"], caller)
    return body


def _parent(parent: str) -> str:
    return "root" if parent.startswith("root:") else parent


def _seen(db: sqlite3.Connection, parent: str, caller: Caller) -> bool:
    if parent.startswith("root:"):
        return parent == "root:" + caller.email
    above = find_file(db, parent)
    return above is not None and role_of(db, above, caller.email) is not None


def _person(email: str, caller: Caller) -> Json:
    return {
        "kind": "drive#user",
        "displayName": email.partition("@")[0],
        "me": email.lower() == caller.email.lower(),
        "emailAddress": email,
    }


def shown_permission(permission: Json) -> Json:
    """The whole permission resource."""
    body = {"deleted": False, "pendingOwner": False, **permission}
    if permission["type"] == "user":
        body["displayName"] = permission["emailAddress"].partition("@")[0]
    elif permission["type"] == "domain":
        body["displayName"] = permission["domain"]
    if permission["type"] in ("anyone", "domain"):
        body.setdefault("allowFileDiscovery", False)
    return body


def brief(body: Json, call: Call, names: tuple[str, ...] = BRIEF) -> Json:
    """The short form unless the caller names `fields`, which the server cuts to afterwards."""
    if call.one("fields"):
        return body
    return {name: body[name] for name in names if name in body}


def everything(db: sqlite3.Connection) -> list[Json]:
    """Every file, newest change first, with its permissions for the search."""
    rows = db.execute("SELECT owner, body FROM drive_files ORDER BY number DESC")
    files = [{**json.loads(row["body"]), "owner": row["owner"]} for row in rows]
    for file in files:
        file["permissions"] = permissions(db, file["id"])
    return sorted(files, key=lambda file: str(file["modifiedTime"]), reverse=True)
