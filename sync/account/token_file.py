"""The saved sign-in: one file only its owner can read, in a directory only its owner can enter.

Access tokens are not kept: each run fetches its own with the refresh token.
"""

import json
import os
import stat
from pathlib import Path
from typing import Any

from scheduler.errors import SettingsError, SignInNeeded

OWNER_ONLY = 0o077
SIZE_MAX = 64 * 1024


def save(path: Path, saved: dict[str, Any]) -> None:
    """Write the file anew, 0600 in a 0700 directory, never through a link that stands there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_open_directory(path.parent)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        json.dump(saved, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read(path: Path) -> dict[str, Any]:
    """The saved sign-in, if nobody else can get at it.

    Raises:
        SignInNeeded: there is none.
        SettingsError: others can read it or enter its directory, or it is damaged.
    """
    if path.parent.is_dir():
        _refuse_open_directory(path.parent)
    try:
        return _read(path)
    except FileNotFoundError:
        raise nobody_signed_in() from None


def read_key(path: Path) -> dict[str, Any]:
    """A key file placed by IT: its own rights are checked, its directory is theirs.

    Raises:
        SettingsError: it is not there, others can read it, or it is damaged.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        raise _unusable(path, "it is not there", "Ask IT where the key file is.") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _unusable(path, "it cannot be opened") from error
    with os.fdopen(opened, "rb") as file:
        _refuse_open_file(path, os.fstat(file.fileno()))
        data = file.read(SIZE_MAX)
    try:
        saved = json.loads(data)
    except ValueError as error:
        raise _unusable(path, "it is damaged") from error
    if not isinstance(saved, dict):
        raise _unusable(path, "it is damaged")
    return saved


def nobody_signed_in() -> SignInNeeded:
    """No sign-in is saved on this computer."""
    return SignInNeeded(
        "Nobody is signed in to Google on this computer.",
        fix="Sign in once; or leave Google out and work on the local server.",
        more="bellweave auth login",
    )


def _refuse_open_file(path: Path, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise _unusable(path, "it is not a file")
    if _shared(state):
        raise _unusable(path, "other people on this computer can read it", f"chmod 600 {path}")


def _refuse_open_directory(directory: Path) -> None:
    if _shared(directory.stat()):
        what = "other people on this computer can enter its directory"
        raise _unusable(directory, what, f"chmod 700 {directory}")


def _shared(state: os.stat_result) -> bool:
    """Whether the rights or the owner let others in; Windows keeps rights elsewhere."""
    if os.name != "posix":
        return False
    return bool(state.st_mode & OWNER_ONLY) or state.st_uid != os.getuid()


def _unusable(path: Path, why: str, fix: str = "") -> SettingsError:
    return SettingsError(
        f"The file of your Google sign-in cannot be used: {why}.",
        where=str(path),
        fix=fix or "Delete the file and sign in again.",
        more="bellweave auth login",
    )
