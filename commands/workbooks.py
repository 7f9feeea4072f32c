"""`bellweave workbooks`: the workbooks, and who may open them."""

import click

from commands.workbooks_share import share, template


@click.group()
def workbooks() -> None:
    """Make the workbooks, share them, and write the empty one coaches copy."""


workbooks.add_command(share)
workbooks.add_command(template)
