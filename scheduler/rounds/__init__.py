"""Instructional rounds: their year, and the day of one."""
