"""The week page says what changed since the week was published, and who hears of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.model import Slot
from tests.web.sample_district import (
    earlier_schedule,
    school_id,
)
from tests.web.sample_rows import (
    DAYS,
    DISTRICT,
    SCHEDULE,
    VISIT,
    every_card,
    moving,
    page_of,
)
from web.page import Change
from web.rows import week_page


def test_the_four_numbers_are_placed_open_moved_and_mailed() -> None:
    page = week_page(SCHEDULE, DISTRICT, DAYS, previous=earlier_schedule(SCHEDULE))

    assert page.numbers.placed == len(SCHEDULE.placed)
    assert page.numbers.wanted == len(SCHEDULE.placed) + 2
    assert page.numbers.needs_you == 2
    assert page.numbers.moved == 2


def test_before_the_first_publish_nothing_has_moved_and_everybody_gets_a_mail() -> None:
    page = page_of()
    everybody = {person for found in SCHEDULE.placed for person in SCHEDULE.people_at(found)}

    assert page.numbers.moved is None
    assert page.numbers.mailed == len(everybody)
    assert {card.change for card in every_card(page)} == {Change.NONE}


def test_a_schedule_that_changes_nothing_mails_nobody() -> None:
    page = week_page(SCHEDULE, DISTRICT, DAYS, previous=SCHEDULE)

    assert (page.numbers.moved, page.numbers.mailed, page.gone) == (0, 0, ())


def test_only_people_of_changed_events_get_a_mail() -> None:
    earlier = moving(
        SCHEDULE, VISIT, lambda slot: replace(slot, start=slot.start + timedelta(hours=1))
    )

    page = week_page(SCHEDULE, DISTRICT, DAYS, previous=earlier)

    assert page.numbers.mailed == len(SCHEDULE.people_at(VISIT)) == 2


def test_the_number_of_a_change_set_wins_over_our_own_count() -> None:
    assert week_page(SCHEDULE, DISTRICT, DAYS, mailed=18).numbers.mailed == 18


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda slot: replace(slot, start=slot.start + timedelta(days=1, hours=4)), "Tue 12:25 PM"),
        (lambda slot: replace(slot, start=slot.start - timedelta(days=4)), "Thu 3 Dec, 8:25 AM"),
        (lambda slot: replace(slot, school=school_id(1)), "Rivera Elementary, Room 101"),
        (lambda slot: replace(slot, room="9"), "Room 9"),
        (lambda slot: replace(slot, minutes=30), "8:25–8:55 AM"),
    ],
)
def test_a_moved_card_says_where_it_stood_before(
    change: Callable[[Slot], Slot], words: str
) -> None:
    page = week_page(SCHEDULE, DISTRICT, DAYS, previous=moving(SCHEDULE, VISIT, change))

    (moved,) = [card for card in every_card(page) if card.change is Change.MOVED]

    assert moved.moved_from == words


def test_an_event_that_was_not_there_before_is_new() -> None:
    page = week_page(SCHEDULE, DISTRICT, DAYS, previous=earlier_schedule(SCHEDULE))

    assert [card.change for card in every_card(page)].count(Change.NEW) == 1


def test_what_was_published_and_is_gone_is_named() -> None:
    page = week_page(SCHEDULE, DISTRICT, DAYS, previous=earlier_schedule(SCHEDULE))

    assert page.gone == ("Debrief with Mina Eze, Mon 7 Dec, 12:05 PM (Cyrus Patel)",)


def test_a_visit_of_somebody_who_has_left_the_roster_can_still_be_named() -> None:
    people = {found: person for found, person in DISTRICT.people.items() if found != "teacher-14"}
    now = replace(
        SCHEDULE,
        activities={i: a for i, a in SCHEDULE.activities.items() if "teacher-14" not in a.required},
        placed={
            i: s
            for i, s in SCHEDULE.placed.items()
            if "teacher-14" not in SCHEDULE.activities[i].required
        },
    )

    page = week_page(now, replace(DISTRICT, people=people), DAYS, previous=SCHEDULE)

    assert any("somebody who has left" in words for words in page.gone)
