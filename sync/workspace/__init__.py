"""The folder on this computer: its settings, its input, and what is known."""
