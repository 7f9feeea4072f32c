"""A Google-compatible Calendar, Sheets and Drive server over SQLite; it imports nothing of Bellweave."""
