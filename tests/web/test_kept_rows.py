"""Rows of the week are kept as HTML; what changes in one, or in who may see it, is seen at once."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from scheduler.district import PersonId, Role
from scheduler.model import ActivityId, Slot
from tests.web.sample_site import Site, sample_today
from web.pages.today import Today
from web.policy import Reader

pytestmark = pytest.mark.proves("X8")
VISIT = ActivityId("clc/0/w3/visit/0")
HER_CARD = f'a[href="/activity?id={VISIT.replace("/", "%2F")}"]'


def week(today: Today, reader: Reader | None = None) -> BeautifulSoup:
    site = Site(today=today) if reader is None else Site(today=today, reader=reader)
    return BeautifulSoup(site.inside().get("/").text, "html.parser")


def card(page: BeautifulSoup) -> str:
    link = page.select_one(HER_CARD)
    assert link is not None
    whole = link.find_parent("li")
    assert whole is not None
    return " ".join(whole.text.split())


def with_slot(today: Today, slot: Slot) -> Today:
    placed = {**today.schedule.placed, VISIT: slot}
    return replace(today, schedule=replace(today.schedule, placed=placed))


def test_a_row_shows_another_room_the_moment_the_visit_has_one() -> None:
    today = sample_today()
    slot = today.schedule.placed[VISIT]
    before = card(week(today))
    after = card(week(with_slot(today, replace(slot, room="999"))))
    again = card(week(today))

    assert "Room 101" in before
    assert "Room 999" in after
    assert again == before


def test_a_row_calls_somebody_by_her_new_name_the_moment_the_roster_does() -> None:
    today = sample_today()
    teacher = PersonId("teacher-0")
    people = today.district.people
    renamed = {**people, teacher: replace(people[teacher], name="Amara Brown")}
    week(today)

    assert "Amara Brown" in card(
        week(replace(today, district=replace(today.district, people=renamed)))
    )


def test_a_coach_never_gets_the_loads_that_a_leader_was_shown() -> None:
    today = sample_today()
    leader = week(today)
    coach = week(today, Reader(role=Role.COACH, person=PersonId("coach-1")))

    assert len(leader.select(".load")) == 15
    assert len(coach.select(".load")) == 1
