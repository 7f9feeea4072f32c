"""What activities and dates are called: ids that stay the same over runs, dates and times in words."""

import unicodedata
from datetime import date, time, timedelta

from scheduler.model import ActivityId


def activity_id(*parts: str) -> ActivityId:
    """The parts in small letters, digits and hyphens, joined by dots, like `clc.cohort-3.w2.visit.p-khan`."""
    return ActivityId(".".join(map(id_part, parts)))


def id_part(text: str) -> str:
    """One part of an id: accents dropped, letters without a Latin base as their code, the rest a hyphen."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text.strip().lower())
        if not unicodedata.combining(character)
    )
    spelled = "".join(
        character
        if character.isascii() and character.isalnum()
        else f"{ord(character):x}"
        if character.isalnum()
        else "-"
        for character in plain
    )
    return "-".join(filter(None, spelled.split("-"))) or "-"


def dated(day: date) -> str:
    """A date for people, like `Mon Nov 3, 2025`."""
    return f"{day:%a %b} {day.day}, {day.year}"


def notice_words(school_days: int) -> str:
    """'1 school day's notice', '2 school days' notice'."""
    whose = "day's" if school_days == 1 else "days'"
    return f"{school_days} school {whose} notice"


def clock_words(wall: time) -> str:
    """'1:15 PM' of a time on the school's clock."""
    return f"{wall.hour % 12 or 12}:{wall.minute:02d} {_half(wall)}"


def clock_span_words(start: time, end: time) -> str:
    """'9:20–10:05 AM', or '11:40 AM–12:20 PM' over noon."""
    if _half(start) == _half(end):
        return f"{start.hour % 12 or 12}:{start.minute:02d}–{clock_words(end)}"
    return f"{clock_words(start)}–{clock_words(end)}"


def _half(wall: time) -> str:
    return "AM" if wall.hour < 12 else "PM"


def monday_of(day: date) -> date:
    """The Monday of the week that holds the day."""
    return day - timedelta(days=day.weekday())
