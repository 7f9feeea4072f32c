"""Steps from one shape of the journal to the next, run by alembic."""
