"""The file of a journal: whose it is, where it may lie, and whether it is sound."""

import sqlite3
from contextlib import closing
from pathlib import Path

from scheduler.errors import SettingsError

BUSY_MS = 5_000
"""How long to wait for somebody else who writes."""
SYNCED = (
    *("dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud drive"),
    *("mobile documents", "cloudstorage", "nextcloud", "owncloud", "box sync"),
)
"""How folders begin whose files a program copies to other computers."""
SYNCED_SIGNS = (".dropbox", ".dropbox.cache", ".tmp.drivedownload")
REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "davfs", "fuse.sshfs", "fuse.rclone"),
)
MOUNTS = Path("/proc/mounts")


def refuse_shared_folder(file: Path, mounts: Path = MOUNTS) -> None:
    """Let a journal lie only where one computer writes it: elsewhere two halves of it may meet.

    Raises:
        SettingsError: the folder is copied to other computers, or lies on one of them.
    """
    folder = file.resolve().parent
    for above in (folder, *folder.parents):
        copied = above.name.lower().startswith(SYNCED)
        if copied or any((above / sign).exists() for sign in SYNCED_SIGNS):
            raise _refused(file, f"{above} is copied to other computers while it is written")
    if (kind := _mounted_as(folder, mounts)) in REMOTE:
        raise _refused(file, f"{folder} lies on another computer ({kind})")


def _refused(file: Path, why: str) -> SettingsError:
    return SettingsError(
        f"the journal cannot be kept there: {why}",
        where=str(file),
        fix='keep it on this computer\'s own disk, like: database = "/home/me/bellweave.db"',
    )


def _mounted_as(folder: Path, mounts: Path) -> str:
    """The kind of file system a folder lies on; '' where that is not told."""
    if not mounts.exists():
        return ""
    lines = (line.split() for line in mounts.read_text("utf-8", "replace").splitlines())
    held = [(Path(words[1].replace("\\040", " ")), words[2]) for words in lines if len(words) > 2]
    around = [(place, kind) for place, kind in held if folder.is_relative_to(place)]
    return max(around, key=lambda one: len(one[0].parts))[1] if around else ""


def make_private(file: Path) -> None:
    """Make the file where it is missing, readable by its owner only.

    Raises:
        SettingsError: it cannot be made there.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError as error:
        raise SettingsError(
            f"the journal cannot be made ({error.strerror})",
            where=str(file),
            fix="choose a folder of your own for the workspace",
        ) from error


def damage_of(file: Path) -> str:
    """What SQLite finds wrong with a file; '' when it is sound, not there, or cannot be asked now."""
    if not file.exists() or not file.stat().st_size:
        return ""
    try:
        with closing(sqlite3.connect(file, timeout=BUSY_MS / 1000)) as connection:
            told = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.OperationalError:
        return ""
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if told == "ok" else str(told)


def set_aside(file: Path, stamp: str) -> list[Path]:
    """Rename a journal's files, so that a new one can be begun; the new paths."""
    moved = []
    for part in ("", "-wal", "-shm", ".audit.jsonl"):
        old = file.with_name(file.name + part)
        if old.exists():
            moved.append(old.rename(file.with_name(f"{file.name}.set-aside-{stamp}{part}")))
    return moved
