"""Who is writing now."""

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    """Nothing yet."""
