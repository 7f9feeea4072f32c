"""A workspace: the folder that `init` makes, what lies where in it, and its clock.

`bellweave.toml` and the input are people's; `.bellweave/` holds the program's own: the journal, the
saved schedule, change sets and the local Google. Only its owner can enter it.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from platformdirs import user_config_path

from config.settings import FILE_NAME, Settings, read_settings
from scheduler.errors import SettingsError
from scheduler.model import Schedule
from sync.account.keys import Keys
from sync.event.wording import Wording
from sync.files.saved import (
    load_change_set,
    save_change_set,
    schedule_from,
    schedule_text,
    write_private,
)
from sync.merging.changes import ChangeSet
from sync.wire.connection import GOOGLE_APIS
from sync.wire.logs import hide_in_logs

STATE = ".bellweave"
DRAFT = "schedule.json"
CHANGES = ".changes.json"
SPREADSHEET = re.compile(r"/d/([A-Za-z0-9_-]+)")
NOBODY = Schedule(activities={}, placed={})
"""The schedule of a workspace in which nothing was scheduled yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A folder with its settings; `clock` gives the instant (aware UTC), a zone tells a typed one."""

    folder: Path
    settings: Settings
    clock: Callable[[str], datetime]

    @property
    def state(self) -> Path:
        return self.folder / STATE

    @property
    def journal_file(self) -> Path | None:
        """The journal's file; None when it is a database elsewhere."""
        database = self.settings.database
        return None if "://" in database else Path(database)

    @property
    def journal_url(self) -> str:
        database = self.settings.database
        return database if "://" in database else f"sqlite:///{database}"

    @property
    def has_journal(self) -> bool:
        """Whether anything was ever noted down; a database elsewhere is taken to be there."""
        return self.journal_file is None or self.journal_file.exists()

    @property
    def wording(self) -> Wording:
        """Who signs the invitations, and whether people outside get them by mail."""
        return Wording(sender=self.settings.sender, mails_outside=self.settings.mails_outside)

    @property
    def has_draft(self) -> bool:
        return (self.state / DRAFT).exists()

    @property
    def local(self) -> bool:
        """Whether Google is the server on this computer."""
        return self.settings.google == "local"

    @property
    def keys(self) -> Keys:
        """Where the sign-ins of this computer lie."""
        own = user_config_path("bellweave") / "google-sign-in.json"
        token_file, key_file = self.settings.token_file, self.settings.service_account_file
        return Keys(
            token_file=Path(token_file) if token_file else own,
            service_account_file=Path(key_file) if key_file else None,
            service_account=self.settings.service_account,
            subject=self.settings.subject,
            subjects=self.settings.subjects,
            account=self.settings.account,
        )

    @property
    def spreadsheet(self) -> str:
        """The id of the input's Sheet, given as such or as its address; '' for files."""
        named = self.settings.spreadsheet
        found = SPREADSHEET.search(named)
        return found[1] if found else named

    def claim(self) -> None:
        """Make the folder of our own, for its owner only."""
        self.state.mkdir(mode=0o700, parents=True, exist_ok=True)

    def draft(self) -> Schedule:
        """The saved schedule; an empty one before the first."""
        file = self.state / DRAFT
        if not file.exists():
            return NOBODY
        try:
            return schedule_from(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise SettingsError(
                "The saved schedule cannot be read.",
                where=str(file),
                fix="Delete the file and schedule again.",
                more="bellweave schedule --help",
            ) from error

    def save_draft(self, schedule: Schedule) -> None:
        self.claim()
        write_private(self.state / DRAFT, schedule_text(schedule))

    def save_changes(self, changes: ChangeSet, monday: date) -> Path:
        """The file of a change set, named after the first Monday it is about."""
        self.claim()
        path = self.state / f"{monday.isoformat()}{CHANGES}"
        save_change_set(changes, path)
        return path

    def load_changes(self, name: str) -> ChangeSet:
        """A saved change set by its path, or by its name in our own folder.

        Raises:
            StaleChangeSet: it was altered.
            SettingsError: there is none of that name.
        """
        own = self.state / name
        places = (Path(name), own) if own.parent == self.state else (Path(name),)
        for path in places:
            if _is_file(path):
                return load_change_set(path)
        there = sorted(path.name for path in self.state.glob(f"*{CHANGES}"))
        raise SettingsError(
            f"There is no change set '{name}'.",
            where=str(self.state),
            fix=f"Use one of: {', '.join(there)}." if there else "Make one first.",
            more="bellweave schedule --help",
        )


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def open_workspace(start: Path, *, now: str = "", options: Mapping[str, object]) -> Workspace:
    """The workspace a folder lies in; `now` is a moment to take for now, ISO, '' for the clock.

    From here on nothing that is logged names a person or carries a key.

    Raises:
        SettingsError: there is none, or a setting or the moment cannot be used.
    """
    hide_in_logs(secrets.token_bytes(16))
    found = read_settings(options, start=start)
    if found.file is None:
        raise SettingsError(
            f"There is no {FILE_NAME} here or in a folder above.",
            where=str(start),
            fix="Go to your workspace, or make one: bellweave init --small my-school",
            more="bellweave init --help",
        )
    settings = found.values
    if settings.google == GOOGLE_APIS.rstrip("/"):
        settings = settings.model_copy(update={"google": "google"})
    return Workspace(folder=found.file.parent, settings=settings, clock=_clock(now))


def _clock(now: str) -> Callable[[str], datetime]:
    """This computer's clock, or one that begins at a given moment and then runs on."""
    if not now:
        return lambda zone: datetime.now(UTC)
    try:
        given = datetime.fromisoformat(now)
    except ValueError as error:
        raise SettingsError(
            f"'{now}' is no moment.", where="now", fix="Write it like 2026-12-04T14:30."
        ) from error
    begun = datetime.now(UTC)

    def clock(zone: str) -> datetime:
        there = given if given.tzinfo else given.replace(tzinfo=ZoneInfo(zone))
        return there.astimezone(UTC) + (datetime.now(UTC) - begun)

    return clock
