"""Days since 1899-12-30, the number Google Sheets keeps for dates and times.

Source: https://developers.google.com/workspace/sheets/api/guides/formats (date and time formats).
A cell has wall time without a zone; here it is carried as UTC so that arithmetic never jumps.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1899, 12, 30, tzinfo=UTC)


def serial_of(moment: datetime) -> float:
    """The serial of a wall time carried as UTC."""
    gone = moment - EPOCH
    return gone.days + (gone.seconds + gone.microseconds / 1_000_000) / 86_400


def moment_of(serial: float) -> datetime:
    """Wall time of a serial, rounded to the millisecond (a day's fraction is not exact)."""
    return EPOCH + timedelta(milliseconds=round(serial * 86_400_000))


def plain(number: float) -> int | float:
    """A whole float as an int, as Google writes 7 and not 7.0."""
    return int(number) if number == int(number) and abs(number) < 1e15 else number
