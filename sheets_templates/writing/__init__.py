"""Schedules, counts and Districts become rows."""
