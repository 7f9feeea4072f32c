"""`bellweave config`: the settings, where each came from, and one of them changed."""

import json
from pathlib import Path

import click

from commands.options import start_folder

NO_FILE = "There is no settings file here or above; make one with: bellweave init"


@click.group()
def config() -> None:
    """See the settings of a workspace, and where each of them comes from."""


@config.command()
@start_folder
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
def show(start: Path, as_json: bool) -> None:
    """Every setting with its value and where that came from. Writes nothing."""
    from errands.upkeep.settings_file import found_from, shown

    found = found_from(start)
    settings = shown(found)
    if as_json:
        told = [{"key": one.key, "value": one.value, "origin": one.origin} for one in settings]
        click.echo(json.dumps({"schema_version": 1, "settings": told}, indent=2))
        return
    file = str(found.file) if found.file else None
    click.echo(f"From {file}" if file else NO_FILE)
    widest = max(len(one.key) for one in settings)
    for one in settings:
        origin = found.file.name if found.file and one.origin == file else one.origin
        click.echo(f"  {one.key:<{widest}}  {one.value or '-'}  ({origin})")


@config.command()
@start_folder
def path(start: Path) -> None:
    """The settings file that is read here."""
    from errands.upkeep.settings_file import found_from

    file = found_from(start).file
    click.echo(file or NO_FILE)


@config.command()
def schema() -> None:
    """What may stand in the settings file, as JSON Schema."""
    from errands.upkeep.settings_file import schema as settings_schema

    click.echo(json.dumps(settings_schema(), indent=2))


@config.command(name="set")
@start_folder
@click.argument("key")
@click.argument("value")
def set_(start: Path, key: str, value: str) -> None:
    """Write one setting into the settings file; the rest of it stays as it is."""
    from errands.upkeep.settings_file import write_setting

    file = write_setting(start, key, value)
    click.echo(f"{key} is {value} now, in {file}.")
