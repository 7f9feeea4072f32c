"""Which mails went out, so that nobody gets too many."""

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"


def upgrade() -> None:
    """Make the table of mails by week, and note down with each write whom it mails."""
    op.create_table(
        "mails",
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", "person"),
    )
    op.add_column("ops", sa.Column("mails", sa.Text(), nullable=False, server_default=""))
