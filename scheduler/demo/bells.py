"""The demo district's bells: clock times that real schools publish, and a few variants of our own.

Published: Dinwiddie High School, Virginia (regular, early release, two-hour delay); a second block
high school (regular and its weekly short Wednesday); Ophir Elementary School, California, grades 6-8
(regular); an eight-period day school (regular). Ours, marked below: contract days that no source
states, and the early release of the schools that publish none.
"""

from datetime import time

from scheduler.district import BellBlock, BlockKind
from scheduler.schoolday import REGULAR

BLOCK_HIGH = "dinwiddie-hs"
"""Four long blocks on A and B days, four lunches that cut the third block."""
OPTIONS_HIGH = "eahs"
"""Four long blocks every day, a half hour of options, short Wednesdays."""
MIDDLE = "ophir-6-8"
EIGHT_PERIODS = "day-school-8"

EARLY_RELEASE = "early release"
DELAY = "two-hour delay"
WEDNESDAY = "wednesday"

_DINWIDDIE = {
    REGULAR: """
        1 7:40-9:00 teach; 2 9:05-10:25 teach; GEN 10:30-11:10 teach; 3 11:15-13:00 teach;
        Lunch A 11:15-11:39 lunch; Lunch B 11:42-12:06 lunch; Lunch C 12:09-12:33 lunch;
        Lunch D 12:36-13:00 lunch; 4 13:05-14:25 teach; contract day 7:05-14:45 contract""",
    # Lunch and the end of the contract day are ours: the school publishes neither for these days.
    EARLY_RELEASE: """
        1 7:40-8:27 teach; 2 8:34-9:21 teach; 3 9:28-10:15 teach; 4 10:22-11:00 teach;
        Lunch 11:00-11:40 lunch; contract day 7:05-14:45 contract""",
    DELAY: """
        1 9:33-10:08 teach; 2 10:13-10:48 teach; 3 10:54-12:49 teach; Lunch A 10:54-11:19 lunch;
        Lunch B 11:24-11:49 lunch; Lunch C 11:54-12:19 lunch; Lunch D 12:24-12:49 lunch;
        4 12:56-14:25 teach; contract day 9:05-14:45 contract""",
}
_EAHS = {
    # Contract days are ours.
    REGULAR: """
        1 8:00-9:27 teach; 2 9:30-10:57 teach; Options 11:00-11:30 plc; Lunch 11:30-12:10 lunch;
        3 12:10-13:37 teach; 4 13:40-15:07 teach; contract day 7:30-15:55 contract""",
    WEDNESDAY: """
        1 8:00-8:52 teach; 2 8:55-9:47 teach; 3 9:50-10:42 teach; 4 10:45-11:37 teach;
        Options 11:40-12:10 plc; Lunch 12:10-12:40 lunch; contract day 7:30-15:30 contract""",
}
_OPHIR = {
    # The contract day and the whole early release are ours; the school says that short days end
    # before noon.
    REGULAR: """
        1 8:30-9:45 teach; Break 9:45-9:50 passing; 2 9:50-10:50 teach; 3 10:55-12:00 teach;
        4 12:00-12:50 teach; Lunch 12:50-13:30 lunch; 5 13:30-14:30 teach;
        contract day 8:00-15:15 contract""",
    EARLY_RELEASE: """
        1 8:30-9:10 teach; 2 9:15-9:55 teach; 3 10:00-10:35 teach; 4 10:40-11:15 teach;
        5 11:20-11:55 teach; Lunch 11:55-12:35 lunch; contract day 8:00-15:15 contract""",
}
_DAY_SCHOOL = {
    # The contract day and the whole early release are ours.
    REGULAR: """
        1 8:50-9:30 teach; 2 9:30-10:10 teach; Recess 10:10-10:25 duty; 3 10:25-11:05 teach;
        4 11:05-11:45 teach; Lunch 11:45-12:45 lunch; 5 12:45-13:25 teach; 6 13:25-14:05 teach;
        Recess 2 14:05-14:20 duty; 7 14:20-15:00 teach; 8 15:00-15:20 teach;
        contract day 8:00-15:50 contract""",
    EARLY_RELEASE: """
        1 8:50-9:25 teach; 2 9:25-10:00 teach; Recess 10:00-10:15 duty; 3 10:15-10:50 teach;
        4 10:50-11:25 teach; 5 11:25-12:00 teach; Lunch 12:00-12:40 lunch;
        contract day 8:00-15:20 contract""",
}
_SETS = {
    BLOCK_HIGH: _DINWIDDIE,
    OPTIONS_HIGH: _EAHS,
    MIDDLE: _OPHIR,
    EIGHT_PERIODS: _DAY_SCHOOL,
}


def bells_of(bell_set: str) -> tuple[BellBlock, ...]:
    """Every variant of one bell set."""
    return tuple(
        _block(bell_set, variant, row.split())
        for variant, rows in _SETS[bell_set].items()
        for row in rows.split(";")
    )


def _block(bell_set: str, variant: str, words: list[str]) -> BellBlock:
    *name, span, kind = words
    start, end = span.split("-")
    return BellBlock(
        bell_set=bell_set,
        variant=variant,
        block=" ".join(name),
        start=_clock(start),
        end=_clock(end),
        kind=BlockKind(kind),
    )


def _clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
