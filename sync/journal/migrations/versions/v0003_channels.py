"""Channels on which Google tells us that something changed, busy times, and what was told once."""

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"


def upgrade() -> None:
    """Add the tables of reading back, and a mark for answers a calendar gave by itself."""
    op.add_column(
        "answers",
        sa.Column("automatic", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "told",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("activity", "what", "sign"),
    )
    op.create_table(
        "busy_looks",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("read", sa.String(), nullable=False),
        sa.Column("failed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "busy_spans",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("end", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person", "start"),
    )
    op.create_table(
        "channels",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("calendar_id", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("expires", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_channels_calendar_id", "channels", ["calendar_id"])
