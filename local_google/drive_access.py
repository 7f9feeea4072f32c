"""Files and who may do what with them: the tables of Drive that Sheets asks too.

Roles are ordered owner > organizer > fileOrganizer > writer > commenter > reader. A permission on a
folder holds for what lies in it. Groups have no members here, so they open nothing.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from local_google.store import Store, dump
from local_google.wire import Caller

Json = dict[str, Any]

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
DRIVE = "https://www.googleapis.com/auth/drive"
DIGITS = "0123456789"
ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

SCHEMA = """
CREATE TABLE IF NOT EXISTS drive_files (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL, owner TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS drive_permissions (
    file TEXT NOT NULL REFERENCES drive_files (id) ON DELETE CASCADE,
    id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (file, id)
);
"""

RANKS = {"reader": 1, "commenter": 2, "writer": 3, "fileOrganizer": 4, "organizer": 5, "owner": 6}


def add_file(
    store: Store,
    db: sqlite3.Connection,
    *,
    owner: str,
    name: str,
    mime: str,
    parents: list[str] | None = None,
    drive_id: str = "",
    by_app: bool = True,
) -> Json:
    """A new file and its owner's permission; a file in a shared drive has no owner.

    `by_app` says that an application made it, which is what scope drive.file needs to see it.
    """
    file_id = store.new_id(44, ID_LETTERS)
    now = _stamp(store)
    body: Json = {
        "kind": "drive#file",
        "id": file_id,
        "name": name,
        "mimeType": mime,
        "parents": parents or ["root:" + owner],
        "createdTime": now,
        "modifiedTime": now,
        "version": "1",
        "byApp": by_app,
    }
    if drive_id:
        body["driveId"] = drive_id
    number = db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM drive_files").fetchone()[0]
    keeper = "" if drive_id else owner
    db.execute("INSERT INTO drive_files VALUES (?, ?, ?, ?)", (file_id, number, keeper, dump(body)))
    if keeper:
        grant(store, db, file_id, {"type": "user", "role": "owner", "emailAddress": owner})
    return body


def grant(store: Store, db: sqlite3.Connection, file_id: str, wanted: Json) -> Json:
    """Store a permission; the same user or domain keeps its id and takes the new role."""
    number = permission_id(store, db, wanted)
    body = {"kind": "drive#permission", "id": number, **wanted}
    db.execute(
        "INSERT OR REPLACE INTO drive_permissions VALUES (?, ?, ?)", (file_id, number, dump(body))
    )
    return body


def permission_id(store: Store, db: sqlite3.Connection, wanted: Json) -> str:
    """`anyoneWithLink`, or one lasting number per user, group or domain over all files."""
    if wanted["type"] == "anyone":
        return "anyoneWithLink" if not wanted.get("allowFileDiscovery") else "anyone"
    who = _subject(wanted)
    for row in db.execute("SELECT id, body FROM drive_permissions"):
        if _subject(json.loads(row["body"])) == who:
            return str(row["id"])
    return "1" + store.new_id(19, DIGITS)


def _subject(permission: Json) -> tuple[str, str]:
    who = permission.get("emailAddress") or permission.get("domain") or ""
    return permission["type"], who.lower()


def find_file(db: sqlite3.Connection, file_id: str) -> Json | None:
    """The stored file, trashed ones too."""
    row = db.execute("SELECT owner, body FROM drive_files WHERE id = ?", (file_id,)).fetchone()
    return {**json.loads(row["body"]), "owner": row["owner"]} if row else None


def save_file(db: sqlite3.Connection, body: Json) -> None:
    """Replace the stored file; `owner` is a column of its own."""
    kept = {key: value for key, value in body.items() if key != "owner"}
    db.execute(
        "UPDATE drive_files SET owner = ?, body = ? WHERE id = ?",
        (body["owner"], dump(kept), body["id"]),
    )


def touch(store: Store, db: sqlite3.Connection, file_id: str, caller: Caller, **facts: Any) -> None:
    """Note that a file's content was changed by `caller` now."""
    body = find_file(db, file_id)
    if body is not None:
        body |= facts
        body["modifiedTime"] = _stamp(store)
        body["modifiedBy"] = caller.email
        body["version"] = str(int(body["version"]) + 1)
        save_file(db, body)


def permissions(db: sqlite3.Connection, file_id: str) -> list[Json]:
    """The permissions on the file itself, oldest first."""
    rows = db.execute(
        "SELECT body FROM drive_permissions WHERE file = ? ORDER BY rowid", (file_id,)
    )
    return [json.loads(row["body"]) for row in rows]


def role_of(db: sqlite3.Connection, file: Json, email: str) -> str | None:
    """The strongest role of a person on a file, folders above it included."""
    roles = [
        permission["role"]
        for place in upwards(db, file)
        for permission in permissions(db, place["id"])
        if concerns(permission, email.lower())
    ]
    return max(roles, key=lambda role: RANKS[role], default=None)


def upwards(db: sqlite3.Connection, file: Json) -> Iterator[Json]:
    """The file and every folder above it."""
    seen, waiting = set(), [file]
    while waiting:
        here = waiting.pop()
        if here["id"] in seen:
            continue
        seen.add(here["id"])
        yield here
        above = (find_file(db, parent) for parent in here.get("parents", ()))
        waiting += [parent for parent in above if parent is not None]


def concerns(permission: Json, email: str) -> bool:
    """Whether a permission is for the person with that lower-case address."""
    if permission["type"] == "anyone":
        return True
    if permission["type"] == "domain":
        return email.endswith("@" + str(permission["domain"]).lower())
    return bool(permission["type"] == "user" and permission["emailAddress"].lower() == email)


def visible(caller: Caller, file: Json) -> bool:
    """Whether the token's scopes reach this file: drive.file alone opens only what apps made."""
    wide = {DRIVE, DRIVE + ".readonly", DRIVE + ".metadata", DRIVE + ".metadata.readonly"}
    wide |= {
        "https://www.googleapis.com/auth/spreadsheets",
        "https://www.googleapis.com/auth/spreadsheets.readonly",
    }
    narrow = DRIVE + ".file" in caller.scopes and caller.scopes.isdisjoint(wide)
    return not narrow or bool(file["byApp"])


def _stamp(store: Store) -> str:
    return store.now().strftime("%Y-%m-%dT%H:%M:%S.") + f"{store.now().microsecond // 1000:03d}Z"
