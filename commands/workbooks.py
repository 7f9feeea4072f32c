"""`bellweave workbooks`: the workbooks, and who may open them."""

import click

from commands.workbooks_build import build, list_books, upgrade
from commands.workbooks_share import share, template


@click.group()
def workbooks() -> None:
    """Make the workbooks, upgrade and share them, and write the empty one coaches copy."""


for one in (build, list_books, upgrade):
    workbooks.add_command(one)
workbooks.add_command(share)
workbooks.add_command(template)
