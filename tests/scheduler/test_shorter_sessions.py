"""What has become shorter ends earlier where it stands; a length somebody gave it by hand stays."""

from dataclasses import replace

import pytest

from scheduler.model import Activity, Kind, Schedule, Slot
from scheduler.schoolday import SchoolDays
from scheduler.search.horizon import kept_as_told, still_standing
from tests.builders import a_district, a_schedule, a_slot, an_activity, at

DISTRICT = a_district()
FRIDAY = at("2026-12-04 15:30")
SESSION = an_activity(kind=Kind.SESSION, minutes=70)
SHORTER = replace(SESSION, minutes=62)
STANDS = replace(a_slot(), minutes=70)


def standing(slot: Slot, now: Activity, at_moment: str = "2026-12-04 15:30") -> Slot:
    base = a_schedule([(SESSION, slot)])
    return still_standing(base, [now], DISTRICT, at(at_moment)).placed[SESSION.id]


@pytest.mark.proves("R-CLC-12", "F-96")
def test_the_last_session_ends_earlier_when_a_member_has_left() -> None:
    assert standing(STANDS, SHORTER) == replace(STANDS, minutes=62)
    assert standing(STANDS, SESSION) == STANDS


def test_what_is_over_keeps_the_length_it_had() -> None:
    assert standing(STANDS, SHORTER, at_moment="2026-12-11 15:30") == STANDS


@pytest.mark.parametrize("minutes", [90, 65])
def test_a_length_somebody_gave_it_in_the_calendar_stays(minutes: int) -> None:
    by_hand = replace(STANDS, minutes=minutes)

    assert standing(by_hand, SHORTER) == by_hand


def test_people_who_were_told_the_longer_time_are_kept_at_its_start() -> None:
    told: Schedule = a_schedule([(SESSION, STANDS)])

    (pin,) = kept_as_told(
        told,
        [SHORTER],
        [],
        district=DISTRICT,
        days=SchoolDays(DISTRICT),
        today=FRIDAY.date(),
    )

    assert pin.slot == replace(STANDS, minutes=62)
