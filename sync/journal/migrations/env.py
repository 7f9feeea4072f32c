"""What alembic runs: every step on the connection it was handed, in one transaction."""

from alembic import context

from sync.journal.tables import metadata


def take_steps() -> None:
    """Run the steps that are missing."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


# Alembic runs this file under this name; imported as a module it does nothing.
if __name__ == "env_py":
    take_steps()
