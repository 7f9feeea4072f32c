"""The page of every command, made of what `--help` prints."""

from collections.abc import Iterator

import click

import cli

WIDE = 92
"""Columns of the printed help; a terminal's own width would make the page differ."""
INTRODUCTION = (
    "# Commands",
    "",
    "What each command prints for `--help`. Reading verbs write nothing to Google; writing verbs are dry",
    "runs without `--yes`. Exit codes stand in [architecture.md](architecture.md#errors).",
)


def command_lines() -> Iterator[str]:
    """The whole page: every command in the order of the list, groups before what is in them."""
    yield from INTRODUCTION
    for words, command in every_command():
        yield from ("", f"{'#' * (len(words) + 1)} bellweave {' '.join(words)}", "", "```text")
        yield from help_of(words, command).splitlines()
        yield "```"


def every_command() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command with the words that name it."""
    for place in cli.COMMANDS:
        yield from _below((place.name,), place.load())


def _below(
    words: tuple[str, ...], command: click.Command
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        for name in command.commands:
            yield from _below((*words, name), command.commands[name])


def help_of(words: tuple[str, ...], command: click.Command) -> str:
    """What `bellweave WORDS --help` prints, at a fixed width."""
    named = " ".join(("bellweave", *words))
    context = click.Context(command, info_name=named, terminal_width=WIDE, max_content_width=WIDE)
    with context:
        return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
