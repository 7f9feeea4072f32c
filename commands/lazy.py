"""A command group whose commands are imported only when one of them runs."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a command lives: `attribute` of `module`; `line` is its one line in the list."""

    name: str
    module: str
    attribute: str
    line: str

    def load(self) -> click.Command:
        """Import the command; its line in the list stays the one given here."""
        command = getattr(import_module(self.module), self.attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.module}:{self.attribute} is not a command")
        command.short_help = self.line
        return command


def place(name: str, line: str) -> Place:
    """The usual place: module `commands.<name>`, attribute `<name>`."""
    return Place(name=name, module=f"commands.{name}", attribute=name, line=line)


class LazyGroup(click.Group):
    """Lists its commands from `places`, in that order, and imports the one that runs.

    click sees stand-ins that know only a name and a line, so help, completion and "did you mean"
    need no import.
    """

    def __init__(self, *, places: tuple[Place, ...], **attributes: Any) -> None:
        stand_ins = {p.name: click.Command(p.name, short_help=p.line) for p in places}
        super().__init__(commands=stand_ins, **attributes)
        self.places = {p.name: p for p in places}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order a newcomer meets them, not of the alphabet."""
        return list(self.places)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Swap the stand-in for the command itself."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        if name is None or stand_in is None:
            return name, stand_in, rest
        return name, self.places[name].load(), rest
