"""What alembic runs: every step on the connection it was handed, in one transaction."""

from alembic import context

from sync.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
