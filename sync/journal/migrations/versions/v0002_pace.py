"""How fast Google was asked, shared by everything that uses the journal."""

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    """Nothing yet."""
