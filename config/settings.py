"""Settings of a workspace: option > environment `BELLWEAVE_*` > `bellweave.toml` > default.

`bellweave.toml` is looked for in the folder one stands in and in those above it. Coaches never need
it: what they set lives in tabs of the Sheet.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    SettingsConfigDict,
)

from scheduler.errors import SettingsError

FILE_NAME = "bellweave.toml"
PREFIX = "BELLWEAVE_"
NO_SETTINGS = frozenset(
    {"BELLWEAVE_NOW", "BELLWEAVE_CONTRACT_CREDENTIAL", "BELLWEAVE_CONTRACT_SUBJECT"}
)
"""Names in the environment that are for one run or for tests only and may stand in no file."""
MOST_BYTES = 100_000
DEFAULT = "default"


class Settings(BaseSettings):
    """The values a run works with; files and folders are absolute once read."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    workspace: str = Field(
        "bellweave", description="The word our events are known by; never change it."
    )
    inputs: str = Field("inputs", description="Folder of CSV files, or an .xlsx file.")
    spreadsheet: str = Field("", description="Id or address of the Sheet to read instead.")
    structures: str = Field("", description="Folder of the district's own structure files.")
    out: str = Field("out", description="Folder for pages, .ics files and workbooks.")
    database: str = Field("bellweave.db", description="File or database URL of what was done.")
    google: str = Field(
        "local", description="local, google, or the address of a running local server."
    )
    local_data: str = Field("local-google.db", description="File of the local Google server.")
    client_file: str = Field("", description="OAuth client file for signing in as a person.")
    token_file: str = Field("", description="Where that sign-in is kept; empty is your own folder.")
    service_account_file: str = Field("", description="Key file of a service account.")
    service_account: str = Field(
        "", description="Address of a service account that signs in without a key file."
    )
    subject: str = Field("", description="The person the service account acts for.")
    subjects: tuple[str, ...] = Field(
        (), description="Everybody the service account may ever act for."
    )
    account: str = Field("", description="The address that must be signed in; empty takes any.")
    coach_books: tuple[str, ...] = Field(
        (),
        description="Role accounts, nobody's own, that may own coaches' workbooks with their notes.",
    )
    retention_days: dict[
        Literal["notes", "answers", "images", "exports"], Annotated[int, Field(ge=1, le=36_500)]
    ] = Field(
        {},
        description="For how many days each is kept: notes, answers, images (what stood in an event "
        "before a write) and exports.",
    )
    time_limit: Annotated[int, Field(gt=0, le=86_400)] = Field(
        60, description="Seconds a search for times may take."
    )
    workers: Annotated[int, Field(ge=0, le=256)] = Field(
        0, description="Processes to search with; 0 is one for each processor."
    )
    seed: Annotated[int, Field(ge=0, lt=2**31)] = Field(
        1, description="The same seed and input give the same schedule."
    )
    publish: Literal["weekly", "all"] = Field(
        "weekly", description="Send each week's visits in the week before, or everything at once."
    )
    sender: str = Field("the district math office", description="Who signs the invitations.")
    mails_outside: bool = Field(
        False,
        description="Let Google mail people outside the district; else a link and a file are made.",
    )
    busy: Literal["nobody", "coaches", "coaches and teachers"] = Field(
        "coaches", description="Whose own calendars are asked when they are busy, without titles."
    )
    busy_days: Annotated[int, Field(ge=1, le=366)] = Field(
        60, description="How many days ahead busy times are asked for."
    )
    busy_keep_hours: Annotated[int, Field(ge=0, le=24 * 31)] = Field(
        72, description="For how long busy times last read count when they cannot be read again."
    )


PATHS = (
    "inputs",
    "structures",
    "out",
    "database",
    "local_data",
    "client_file",
    "token_file",
    "service_account_file",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSettings:
    """Settings with where each came from: `--workers`, `BELLWEAVE_SEED`, a file's path, or `default`."""

    values: Settings
    origin: Mapping[str, str]
    file: Path | None

    def shown(self) -> Iterator[tuple[str, str, str]]:
        """Key, value and origin of each setting, for `config show`."""
        for key in Settings.model_fields:
            yield key, str(getattr(self.values, key)), self.origin[key]


def read_settings(options: Mapping[str, object], *, start: Path) -> FoundSettings:
    """The settings seen from the folder `start`; options that are None were not given.

    Raises:
        SettingsError: an unknown key, a value that cannot be used, or a file that is no TOML.
    """
    given = {key: value for key, value in options.items() if value is not None}
    file = find_file(start)
    sources = (
        (given, lambda key: f"--{key.replace('_', '-')}", start),
        (_environment(), lambda key: PREFIX + key.upper(), start),
        (_of_file(file), lambda _: str(file), file.parent if file else start),
    )
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for found, named, folder in sources:
        for key, value in found.items():
            _check_known(key, named(key))
            if key not in values:
                values[key] = _absolute(key, value, folder)
                origin[key] = named(key)
    workspace = file.parent if file else start
    for key, field in Settings.model_fields.items():
        if key not in values:
            values[key] = _absolute(key, field.default, workspace)
            origin[key] = DEFAULT
    settings = _checked(values, origin)
    return FoundSettings(values=settings, origin=origin, file=file)


def find_file(start: Path) -> Path | None:
    """The nearest `bellweave.toml` at or above a folder."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def _environment() -> dict[str, Any]:
    """The settings in the environment, and names with our prefix that are none."""
    known = EnvSettingsSource(Settings)()
    names = {f"{PREFIX}{key}".upper() for key in Settings.model_fields}
    ours = (name for name in os.environ if name.startswith(PREFIX) and name not in NO_SETTINGS)
    strangers = [name for name in ours if name not in names]
    return {**known, **{name.removeprefix(PREFIX).lower(): "" for name in strangers}}


def _of_file(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    if file.stat().st_size > MOST_BYTES:
        raise SettingsError(
            "The settings file is too big to be one.", where=str(file), fix="Shorten it."
        )
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        fix = 'Write lines like seed = 1 or inputs = "my folder", saved as UTF-8.'
        raise SettingsError(f"The file is no TOML: {error}.", where=str(file), fix=fix) from error


def _check_known(key: str, where: str) -> None:
    if key in Settings.model_fields:
        return
    near = get_close_matches(key, Settings.model_fields, n=1)
    fix = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(Settings.model_fields)}."
    raise SettingsError(f"There is no setting '{key}'.", where=where, fix=fix)


def _absolute(key: str, value: Any, folder: Path) -> Any:
    """A path as seen from the folder of the file or shell it was written in; URLs stay."""
    if key not in PATHS or not isinstance(value, (str, Path)) or not value or "://" in str(value):
        return value
    return str((folder / Path(value).expanduser()).absolute())


def _checked(values: Mapping[str, Any], origin: Mapping[str, str]) -> Settings:
    try:
        settings = _Given(**values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise SettingsError(
            f"{key} = {str(first['input'])[:60]!r} cannot be used.",
            where=origin[key],
            fix=f"{first['msg']}.",
        ) from error
    if settings.spreadsheet and origin["inputs"] != DEFAULT:
        raise SettingsError(
            "Both inputs and spreadsheet are set, and only one can be read.",
            where=origin["spreadsheet"],
            fix=f"Take out one of the two; inputs comes from {origin['inputs']}.",
        )
    return settings


class _Given(Settings):
    """Settings made of given values only: the environment was looked at before."""

    @classmethod
    def settings_customise_sources(  # type: ignore[override]  # the other sources are not wanted
        cls, settings_cls: type[BaseSettings], init_settings: InitSettingsSource, **_: object
    ) -> tuple[InitSettingsSource]:
        return (init_settings,)
