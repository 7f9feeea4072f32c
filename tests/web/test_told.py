"""A card says how far an activity has come, and nothing about anybody's answer."""

from scheduler.model import Schedule
from tests.builders import ANA, HALL, KHAN, VISIT, a_schedule, a_slot, an_activity
from web.page import State
from web.told import told_states

SLOT = a_slot()
SCHEDULE = a_schedule([(an_activity(), SLOT)])
NOTHING = Schedule(activities={}, placed={})


def test_what_nobody_was_told_is_a_draft() -> None:
    assert told_states(SCHEDULE, NOTHING) == {VISIT: State.DRAFT}


def test_a_time_that_moved_since_people_were_told_is_a_draft_again() -> None:
    before = a_schedule([(an_activity(), a_slot("2026-12-09 13:00"))])

    assert told_states(SCHEDULE, before) == {VISIT: State.DRAFT}


def test_what_people_were_told_is_an_invitation() -> None:
    assert told_states(SCHEDULE, SCHEDULE) == {VISIT: State.INVITED}


def test_it_is_accepted_when_everybody_needed_but_the_coach_has_said_yes() -> None:
    schedule = a_schedule([(an_activity(required=(ANA, HALL, KHAN)), SLOT)])
    one, both = [(VISIT, HALL, SLOT.start)], [(VISIT, who, SLOT.start) for who in (HALL, KHAN)]

    assert told_states(schedule, schedule, accepted=one) == {VISIT: State.INVITED}
    assert told_states(schedule, schedule, accepted=both) == {VISIT: State.ACCEPTED}


def test_a_yes_to_another_time_does_not_count() -> None:
    old = [(VISIT, HALL, a_slot("2026-12-09 13:00").start)]

    assert told_states(SCHEDULE, SCHEDULE, accepted=old) == {VISIT: State.INVITED}


def test_a_declined_time_is_one_for_which_another_is_being_found() -> None:
    refused = {(VISIT, SLOT.start)}

    assert told_states(SCHEDULE, SCHEDULE, refused=refused) == {VISIT: State.FINDING_ANOTHER_TIME}
