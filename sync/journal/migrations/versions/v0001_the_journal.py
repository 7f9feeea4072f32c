"""The journal as it began."""

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "answers",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("response", sa.String(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("activity", "person"),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("before_digest", sa.String(), nullable=False),
        sa.Column("after_digest", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "calendars",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("calendar_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("owner"),
        sa.UniqueConstraint("calendar_id"),
    )
    op.create_table(
        "exclusions",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("end", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("activity", "start", "person"),
    )
    op.create_table(
        "known",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("calendar_id", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_known_calendar_id"), "known", ["calendar_id"], unique=False)
    op.create_index(op.f("ix_known_event_id"), "known", ["event_id"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("workbook", sa.String(), nullable=False),
        sa.Column("tab", sa.String(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workbook", "tab", "row_key"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "ops",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=True),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("calendar_id", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("desired", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("before_json", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("run", "seq", name="one_op_a_change"),
    )
    op.create_index(op.f("ix_ops_run"), "ops", ["run"], unique=False)
    op.create_index(op.f("ix_ops_state"), "ops", ["state"], unique=False)
    op.create_table(
        "pins",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("activity"),
    )
    op.create_table(
        "runs",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("started", sa.String(), nullable=False),
        sa.Column("finished", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("run"),
    )
    op.create_table(
        "schedules",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("saved", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "sync_tokens",
        sa.Column("calendar_id", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("calendar_id"),
    )
