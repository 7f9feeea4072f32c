"""`bellweave completion`: what a shell needs to complete our commands."""

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what makes the Tab key complete commands; add it to the shell's start file.

    \b
    bash  bellweave completion bash >> ~/.bashrc
    zsh   bellweave completion zsh >> ~/.zshrc
    fish  bellweave completion fish > ~/.config/fish/completions/bellweave.fish
    """
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"{shell} is not known here.")
    root = click.get_current_context().find_root().command
    click.echo(made(root, {}, "bellweave", "_BELLWEAVE_COMPLETE").source())
