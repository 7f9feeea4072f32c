"""Trying what we take for granted about Google on scratch things."""
