"""How fast Google was asked, shared by everything that uses the journal."""

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    """Make the tables of pace and of the turns of the last minute."""
    op.create_table(
        "pace",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("quota", sa.String(), nullable=False),
        sa.Column("factor", sa.Float(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("noted", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("account", "quota"),
    )
    op.create_table(
        "pace_calls",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("quota", sa.String(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("turns_of_a_minute", "pace_calls", ["account", "quota", "at"])
