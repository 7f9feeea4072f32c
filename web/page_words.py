"""How times, lengths, names and kinds are written on a page: 12-hour school time, with the weekday."""

from collections.abc import Sequence
from datetime import date, datetime

from scheduler.district import Person
from scheduler.model import Kind
from scheduler.naming import clock_span_words, clock_words

KIND_WORDS = {
    Kind.VISIT: "Visit",
    Kind.DEBRIEF: "Debrief",
    Kind.PLANNING: "Planning",
    Kind.SESSION: "Session",
    Kind.ROUND: "Round",
    Kind.PARTNER_MEETING: "Partner meeting",
    Kind.MEETING: "Meeting",
    Kind.LAB: "Lab site",
    Kind.TRAINING: "Training",
    Kind.INTERVIEW: "Interview",
    Kind.REVIEW: "Review",
    Kind.CONVERSATION: "Conversation",
    Kind.UPDATE: "Update",
}

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = {ord(sign): None for sign in _BIDI_CONTROLS} | {
    code: None for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n"
}


def plain(text: str) -> str:
    """The text without signs that turn its direction round or cannot be seen."""
    return text if text.isprintable() else text.translate(_UNSEEN)


def clock(moment: datetime) -> str:
    """'1:15 PM' of a moment on the school's clock."""
    return clock_words(moment.time())


def clock_span(start: datetime, end: datetime) -> str:
    """'9:20–10:05 AM', or '11:40 AM–12:20 PM' over noon."""
    return clock_span_words(start.time(), end.time())


def weekday(day: date) -> str:
    """'Tue', whatever the computer's language is."""
    return _WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """'8 Dec'."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def day_words(day: date) -> str:
    """'Tue 8 Dec'."""
    return f"{weekday(day)} {short_date(day)}"


def moment_words(moment: datetime) -> str:
    """'Fri 4 Dec, 2:30 PM' of a moment on the school's clock."""
    return f"{day_words(moment.date())}, {clock(moment)}"


def when_words(start: datetime, end: datetime) -> str:
    """'Tue 8 Dec, 10:40–11:20 AM' of two moments on the school's clock, as a mail says it."""
    return f"{day_words(start.date())}, {clock_span(start, end)}"


def minutes_words(minutes: int) -> str:
    """'45 min', '1 h 20 min', '2 h'."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours)
    return " ".join(parts)


def counted(count: int, one: str, many: str = "") -> str:
    """'1 visit', '3 visits', '0 visits'."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """'Ana', 'Ana and Ben', 'Ana, Ben and Cy'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def grade_words(grade: str) -> str:
    """'Grade 5', 'Kindergarten'; '' stays ''."""
    if grade.upper() in ("K", "KG"):
        return "Kindergarten"
    return f"Grade {grade}" if grade[:1].isdigit() else grade


def full_name(person: Person) -> str:
    return person.name


def initials(person: Person) -> str:
    """'A. R.' for a page that leaves the district."""
    return " ".join(f"{part[0]}." for part in person.name.split())


def last_name(name: str) -> str:
    """The word a group is listed by; initials stay whole."""
    words = name.split()
    return name if not words or words[-1].endswith(".") else words[-1]
