"""Which mails went out, so that nobody gets too many."""

revision = "v0005"
down_revision = "v0004"


def upgrade() -> None:
    """Nothing yet."""
