"""Who is writing now; under which rules each write was made; which schedule a later one replaced."""

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    """One table and four columns; what is there already gets empty texts."""
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("boot", sa.String(), nullable=False),
        sa.Column("taken", sa.String(), nullable=False),
        sa.Column("heartbeat", sa.String(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    for table, column in (
        ("audit", "role"),
        ("audit", "profile"),
        ("audit", "seed"),
        ("schedules", "replaces"),
    ):
        op.add_column(table, sa.Column(column, sa.String(), nullable=False, server_default=""))
