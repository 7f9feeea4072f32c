"""What an installation needs: its settings, its record, taking back, forgetting, and the page for IT."""
