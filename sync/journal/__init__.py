"""The database: what was intended, what was done, what people did."""
