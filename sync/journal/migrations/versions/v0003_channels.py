"""Channels on which Google tells us that something changed."""

revision = "v0003"
down_revision = "v0002"


def upgrade() -> None:
    """Nothing yet."""
