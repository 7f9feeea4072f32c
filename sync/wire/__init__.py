"""The one way to Google: sessions, limits, retries, and what answers mean."""
