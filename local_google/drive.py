"""Drive v3, the part that spreadsheets need: files, permissions, about.

A spreadsheet made here is at once a spreadsheet in Sheets. Content of other files is not served.
"""

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from local_google import drive_access, drive_permissions
from local_google.drive_access import (
    FOLDER,
    RANKS,
    SPREADSHEET,
    add_file,
    concerns,
    find_file,
    grant,
    permissions,
    role_of,
    save_file,
    touch,
    upwards,
    visible,
)
from local_google.drive_files import brief, everything, open_file, shown
from local_google.drive_query import parse_query
from local_google.sheets_book import copy_book, drop_book, load_book, new_book
from local_google.store import Store
from local_google.wire import ApiError, Call, Reply

Json = dict[str, Any]
SCHEMA = drive_access.SCHEMA
CHANGEABLE = ("name", "description", "starred", "trashed")
MAPS = ("appProperties", "properties")
ORDERS = ("createdTime", "modifiedTime", "name", "folder", "recency", "modifiedByMeTime")


ORDER_FIELDS = {
    "folder": "mimeType",
    "recency": "modifiedTime",
    "modifiedByMeTime": "modifiedTime",
}


def create(store: Store, call: Call) -> Reply:
    """files.create, without content: spreadsheets, folders and bare entries."""
    body = call.body or {}
    with store.write() as db:
        parents, drive_id = _parents(db, call, body.get("parents"))
        _refuse_without_storage(call, drive_id)
        name = body.get("name", "Untitled")
        mime = body.get("mimeType", "application/octet-stream")
        file = add_file(
            store,
            db,
            owner=call.caller.email,
            name=name,
            mime=mime,
            parents=parents,
            drive_id=drive_id,
        )
        _change(
            store, db, call, {k: v for k, v in body.items() if k in (*MAPS, "description")}, file
        )
        if mime == SPREADSHEET:
            new_book(store, db, file["id"], {"title": name}).save()
        return Reply(200, _seen(db, file["id"], call))


def _parents(db: sqlite3.Connection, call: Call, wanted: list[str] | None) -> tuple[list[str], str]:
    """Where a file goes: the folders asked for and their shared drive, or the caller's own root."""
    folders = [name for name in wanted or ["root"] if name != "root"]
    if not folders:
        return ["root:" + call.caller.email], ""
    drive_id = ""
    for folder_id in folders:
        folder = find_file(db, folder_id)
        role = role_of(db, folder, call.caller.email) if folder else None
        if folder is None or role is None or not visible(call.caller, folder):
            raise ApiError(404, "notFound", f"File not found: {folder_id}.", location="fileId")
        if RANKS[role] < RANKS["writer"]:
            message = "The user does not have sufficient permissions for this file."
            raise ApiError(403, "insufficientFilePermissions", message)
        drive_id = folder.get("driveId", drive_id)
    return folders, drive_id


def _refuse_without_storage(call: Call, drive_id: str) -> None:
    """A service account owns no storage: it can make files in shared drives only."""
    if call.caller.service_account and not drive_id:
        message = "The user's Drive storage quota has been exceeded."
        raise ApiError(403, "storageQuotaExceeded", message, domain="usageLimits")


def _seen(db: sqlite3.Connection, file_id: str, call: Call) -> Json:
    file = find_file(db, file_id)
    if file is None:
        raise ApiError(404, "notFound", f"File not found: {file_id}.", location="fileId")
    return brief(shown(db, file, call.caller), call)


def _change(store: Store, db: sqlite3.Connection, call: Call, body: Json, file: Json) -> None:
    """Plain fields are replaced; in the property maps a `null` takes a key away."""
    facts: Json = {name: body[name] for name in CHANGEABLE if name in body}
    for name in MAPS:
        if name in body:
            merged = {**file.get(name, {}), **(body[name] or {})}
            facts[name] = {key: value for key, value in merged.items() if value is not None}
    if facts:
        touch(store, db, file["id"], call.caller, **facts)


def get(store: Store, call: Call) -> Reply:
    """files.get, without content."""
    if call.one("alt") == "media":
        raise ApiError(501, "notImplemented", "Content is not served by this local server.")
    with store.read() as db:
        open_file(db, call, "reader")
        return Reply(200, _seen(db, call.path["fileId"], call))


def list_(store: Store, call: Call) -> Reply:
    """files.list: what the caller owns or was given; a link for anyone alone does not list."""
    size = call.number("pageSize", 100)
    if not 1 <= size <= 1000:
        raise ApiError(400, "invalidParameter", f"Invalid value '{size}'.", location="pageSize")
    test = parse_query(call.one("q") or "") if call.one("q") else lambda _: True
    start = call.number("pageToken", 0) if call.one("pageToken") else 0
    with store.read() as db:
        found = [
            file for file in everything(db) if _listed(db, file, call) and test(_rooted(file, call))
        ]
        found = _ordered(found, call.one("orderBy"))
        page = found[start : start + size]
        body: Json = {"kind": "drive#fileList", "incompleteSearch": False}
        body["files"] = [brief(shown(db, file, call.caller), call) for file in page]
        if start + size < len(found):
            body["nextPageToken"] = str(start + size)
        return Reply(200, body)


def _listed(db: sqlite3.Connection, file: Json, call: Call) -> bool:
    return visible(call.caller, file) and any(
        permission["type"] != "anyone" and concerns(permission, call.caller.email.lower())
        for place in upwards(db, file)
        for permission in permissions(db, place["id"])
    )


def _rooted(file: Json, call: Call) -> Json:
    parents = ["root" if p == "root:" + call.caller.email else p for p in file["parents"]]
    return {**file, "parents": parents}


def _ordered(files: list[Json], order: str | None) -> list[Json]:
    for part in reversed((order or "").split(",")):
        name, _, direction = part.strip().partition(" ")
        if not name:
            continue
        if name not in ORDERS:
            raise ApiError(400, "invalid", "Invalid Value", location="orderBy")
        field = ORDER_FIELDS.get(name, name)
        files = sorted(files, key=partial(_text_of, field), reverse=direction == "desc")
    return files


def _text_of(field: str, file: Json) -> str:
    return str(file[field])


def update(store: Store, call: Call) -> Reply:
    """files.update of facts; only the owner may trash, and moving names folders to add or leave."""
    body = call.body or {}
    with store.write() as db:
        file = open_file(db, call, "writer")
        if "trashed" in body and file["owner"]:
            open_file(db, call, "owner")
        _change(store, db, call, body, file)
        _move(db, call)
        book = load_book(store, db, file["id"])
        if book is not None and "name" in body:
            book.properties["title"] = body["name"]
            book.save()
        return Reply(200, _seen(db, file["id"], call))


def _move(db: sqlite3.Connection, call: Call) -> None:
    added, removed = call.one("addParents"), call.one("removeParents")
    if not added and not removed:
        return
    file = open_file(db, call, "writer")
    parents, drive_id = _parents(db, call, added.split(",")) if added else (file["parents"], "")
    gone = set((removed or "").split(","))
    file["parents"] = [parent for parent in parents if parent not in gone] or file["parents"]
    if drive_id:
        file["driveId"] = drive_id
    save_file(db, file)


def delete(store: Store, call: Call) -> Reply:
    """files.delete: for good, with everything in a folder; the owner only."""
    with store.write() as db:
        file = open_file(db, call, "owner")
        _drop(db, file["id"])
        return Reply(204, None)


def _drop(db: sqlite3.Connection, file_id: str) -> None:
    inside = [file["id"] for file in everything(db) if file_id in file["parents"]]
    for child in inside:
        _drop(db, child)
    drop_book(db, file_id)
    db.execute("DELETE FROM drive_files WHERE id = ?", (file_id,))


def copy(store: Store, call: Call) -> Reply:
    """files.copy: cells and formats, not the sharing; the copier owns it."""
    body = call.body or {}
    with store.write() as db:
        source = open_file(db, call, "reader")
        parents, drive_id = _parents(db, call, body.get("parents"))
        _refuse_without_storage(call, drive_id)
        name = body.get("name") or f"Copy of {source['name']}"
        file = add_file(
            store,
            db,
            owner=call.caller.email,
            name=name,
            mime=source["mimeType"],
            parents=parents,
            drive_id=drive_id,
        )
        kept = {key: source[key] for key in MAPS if key in source}
        _change(store, db, call, kept | {k: v for k, v in body.items() if k in MAPS}, file)
        if source["mimeType"] == SPREADSHEET:
            copy_book(store, db, source["id"], file["id"], name)
        return Reply(200, _seen(db, file["id"], call))


def about(store: Store, call: Call) -> Reply:
    """about.get, for which Google requires `fields`."""
    if not call.one("fields"):
        message = "The 'fields' parameter is required for this method."
        raise ApiError(400, "required", message, location="fields")
    user = {
        "kind": "drive#user",
        "displayName": call.caller.email.partition("@")[0],
        "me": True,
        "permissionId": "0",
        "emailAddress": call.caller.email,
    }
    quota = {"limit": "0", "usage": "0"} if call.caller.service_account else {"usage": "0"}
    return Reply(200, {"kind": "drive#about", "user": user, "storageQuota": quota})


def add_shared_drive(store: Store, name: str, members: Mapping[str, str]) -> str:
    """A shared drive's root folder, its id; `members` are e-mail -> role. For tests and demos."""
    with store.write() as db:
        file = add_file(
            store, db, owner="", name=name, mime=FOLDER, parents=["drive"], drive_id="pending"
        )
        save_file(db, {**file, "owner": "", "driveId": file["id"]})
        for email, role in members.items():
            grant(store, db, file["id"], {"type": "user", "role": role, "emailAddress": email})
        return str(file["id"])


METHODS: Mapping[str, Callable[[Store, Call], Reply]] = {
    "drive.about.get": about,
    "drive.files.create": create,
    "drive.files.get": get,
    "drive.files.list": list_,
    "drive.files.update": update,
    "drive.files.delete": delete,
    "drive.files.copy": copy,
    "drive.permissions.create": drive_permissions.create,
    "drive.permissions.list": drive_permissions.list_,
    "drive.permissions.get": drive_permissions.get,
    "drive.permissions.update": drive_permissions.update,
    "drive.permissions.delete": drive_permissions.delete,
}
