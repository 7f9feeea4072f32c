"""What a person settled about an event."""

revision = "v0006"
down_revision = "v0005"


def upgrade() -> None:
    """Nothing yet."""
