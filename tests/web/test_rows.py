"""The week page says what is so, from the schedule alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduler.district import CalendarDay, DayType, Modality, PersonId, Travel
from scheduler.model import ActivityId, Schedule, Window
from tests.web.sample_district import (
    MADE,
    MONDAY,
    earlier_schedule,
    sample_schedule,
    school_id,
)
from tests.web.sample_rows import (
    DAYS,
    DISTRICT,
    SCHEDULE,
    VISIT,
    ana,
    cards,
    every_card,
    moving,
    page_of,
)
from web.page import NeedsYou, State
from web.page_words import initials
from web.rows import freshness, week_page


def test_every_coach_has_a_row_in_the_order_of_last_names() -> None:
    names = [row.name.split()[-1] for row in page_of().weeks[0].coaches]

    assert len(names) == 15
    assert names == sorted(names)


def test_columns_are_monday_to_friday() -> None:
    (week,) = page_of().weeks

    assert [day.date for day in week.days] == [MONDAY + timedelta(days=n) for n in range(5)]


def test_a_saturday_is_a_column_only_when_something_stands_on_it() -> None:
    on_saturday = moving(
        SCHEDULE, VISIT, lambda slot: replace(slot, start=slot.start + timedelta(days=5))
    )

    (week,) = page_of(on_saturday).weeks

    assert [day.date.weekday() for day in week.days] == [0, 1, 2, 3, 4, 5]
    assert any(card.who == "Amara Okafor" for card in cards(ana(page_of(on_saturday)), 5))


def test_a_card_says_time_kind_teacher_grade_and_room() -> None:
    visit = cards(ana(page_of()), 0)[0]

    assert visit.time == "8:25–9:10 AM"
    assert visit.starts == "2026-12-07T08:25-05:00"
    assert visit.kind == "Visit"
    assert visit.who == "Amara Okafor"
    assert visit.about == ("Kindergarten", "Room 101", "Week 3")


@pytest.mark.proves("F-13")
def test_cards_keep_the_wall_clock_over_the_autumn_change() -> None:
    before, after = date(2026, 10, 26), date(2026, 11, 2)
    schedules = [sample_schedule(DISTRICT, monday) for monday in (before, after)]

    first, second = (cards(ana(page_of(schedule)), 0)[0] for schedule in schedules)

    assert first.time == second.time == "8:25–9:10 AM"
    assert (first.starts[-6:], second.starts[-6:]) == ("-04:00", "-05:00")


def test_everything_with_a_time_stands_in_its_coachs_row() -> None:
    page = page_of()
    own = [found for found in SCHEDULE.placed if not SCHEDULE.activities[found].shared]

    (week,) = page.weeks
    in_rows = sum(
        row.load.visits + row.load.debriefs + row.load.others for row in week.coaches if row.load
    )
    shared_by_coaches = 5 + 1

    assert in_rows == len(own) + shared_by_coaches


def test_shared_events_stand_once_for_everybody_and_in_each_coachs_week() -> None:
    page = page_of()
    (shared,) = page.weeks[0].shared

    assert [card.kind for day in range(5) for card in cards(shared, day)] == [
        "Partner meeting",
        "Round",
    ]
    assert [card.who for card in cards(ana(page), 4)][
        -1
    ] == "Instructional round: student discourse"


def test_a_cell_is_headed_by_its_schools_with_the_drive_between_them() -> None:
    monday = ana(page_of()).cells[0]

    assert [stop.school for stop in monday.stops] == [
        "Oak Hill Elementary",
        "Cedar Grove Elementary",
        "Oak Hill Elementary",
    ]
    assert [stop.drive for stop in monday.stops] == [0, 12, 12]


def test_the_road_there_and_the_road_back_may_differ() -> None:
    back = Travel(origin=school_id(3), destination=school_id(0), minutes=25)
    district = replace(DISTRICT, travel=(*DISTRICT.travel, back))

    assert [stop.drive for stop in ana(page_of(district=district)).cells[0].stops] == [0, 12, 25]


def test_a_road_nobody_wrote_down_takes_the_default() -> None:
    district = replace(DISTRICT, travel=())

    stops = ana(page_of(district=district)).cells[0].stops

    assert [stop.drive for stop in stops] == [
        0,
        district.limits.travel_minutes,
        district.limits.travel_minutes,
    ]


def test_a_remote_meeting_is_online_and_needs_no_drive() -> None:
    activities = {**SCHEDULE.activities}
    second = ActivityId("clc/0/w3/visit/4")
    activities[second] = replace(activities[second], modality=Modality.VIRTUAL)

    stops = ana(page_of(replace(SCHEDULE, activities=activities))).cells[0].stops

    assert "Online" in [stop.school for stop in stops]
    assert stops[[stop.school for stop in stops].index("Online")].drive == 0


def test_a_coachs_load_counts_visits_debriefs_and_minutes_on_the_road() -> None:
    load = ana(page_of()).load

    assert load is not None
    assert (load.visits, load.debriefs, load.others, load.drive) == (5, 5, 2, 12 + 12 + 15)


def test_the_published_label_of_the_week_stands_once_in_the_coachs_line() -> None:
    assert ana(page_of()).focus == ("Week 3: Collective reflection and facilitated planning",)


def test_a_coach_without_anything_still_has_a_row() -> None:
    placed = {
        found: slot for found, slot in SCHEDULE.placed.items() if not found.startswith("clc/6/")
    }

    (row,) = [
        row
        for row in page_of(replace(SCHEDULE, placed=placed)).weeks[0].coaches
        if "Nakamura" in row.name
    ]

    assert row.empty


def test_a_coach_who_has_left_and_has_nothing_has_no_row() -> None:
    coach = PersonId("coach-6")
    gone = replace(DISTRICT.people[coach], active_to=MONDAY - timedelta(days=1))
    district = replace(DISTRICT, people={**DISTRICT.people, coach: gone})
    placed = {
        found: slot for found, slot in SCHEDULE.placed.items() if not found.startswith("clc/6/")
    }

    names = [
        row.name for row in page_of(replace(SCHEDULE, placed=placed), district).weeks[0].coaches
    ]

    assert "Grace Nakamura" not in names


def test_what_has_no_time_becomes_a_sentence_with_reasons_and_something_to_do() -> None:
    debrief, _ = page_of().needs_you

    assert debrief.says == (
        "Debrief with Yuki Okafor (Harriet Tubman Middle, led by Benjamin Achebe) "
        "found no time from Mon 7 Dec to Fri 11 Dec."
    )
    assert debrief.because[0] == "Tuesday has protected preparation only"
    assert debrief.fix.startswith("Open Thu 2:10 PM")


def test_what_others_found_comes_before_what_has_no_time() -> None:
    clash = NeedsYou(says="Ana Ruiz moved a visit into lunch.", fix="Keep it or put it back.")

    page = week_page(SCHEDULE, DISTRICT, DAYS, needs_you=[clash])

    assert page.needs_you[0] == clash
    assert page.numbers.needs_you == 3


def test_several_weeks_stand_one_after_the_other() -> None:
    later = sample_schedule(DISTRICT, MONDAY + timedelta(days=7), week=4)
    both = replace(
        SCHEDULE,
        activities={**SCHEDULE.activities, **later.activities},
        placed={**later.placed, **SCHEDULE.placed},
    )

    page = page_of(both)

    assert [week.monday for week in page.weeks] == [MONDAY, MONDAY + timedelta(days=7)]
    assert page.numbers.placed == len(SCHEDULE.placed) + len(later.placed)


def test_a_week_in_which_nothing_found_a_time_is_shown_all_the_same() -> None:
    open_one = SCHEDULE.unplaced[0].activity
    later = Window(first=MONDAY + timedelta(days=7), last=MONDAY + timedelta(days=11))
    moved_on = replace(SCHEDULE.activities[open_one], window=later)
    schedule = replace(SCHEDULE, activities={**SCHEDULE.activities, open_one: moved_on})

    first, second = page_of(schedule).weeks

    assert (first.open, second.open, second.placed) == (1, 1, 0)


def test_a_week_asked_for_by_any_of_its_days_is_the_only_one_shown() -> None:
    other = MONDAY + timedelta(days=9)

    page = week_page(SCHEDULE, DISTRICT, DAYS, weeks=[other])

    assert [week.monday for week in page.weeks] == [MONDAY + timedelta(days=7)]
    assert (page.numbers.placed, page.numbers.wanted) == (0, 0)


def test_an_empty_schedule_is_an_empty_page() -> None:
    page = page_of(Schedule(activities={}, placed={}))

    assert page.weeks == ()
    assert page.numbers.wanted == 0


@pytest.mark.proves("F-4")
def test_a_day_shows_its_letter_and_what_is_special_about_it() -> None:
    (week,) = page_of().weeks

    assert [day.note for day in week.days] == [
        "A day",
        "B day",
        "A day · Early release",
        "B day",
        "A day",
    ]


def test_a_holiday_is_a_closed_column_with_its_name() -> None:
    holiday = CalendarDay(date=MONDAY, day_type=DayType.HOLIDAY, note="Snow day")
    district = replace(DISTRICT, days=(holiday,))

    head = page_of(district=district).weeks[0].days[0]

    assert (head.closed, head.note) == (True, "Snow day")


def test_a_testing_day_at_one_school_names_the_school() -> None:
    testing = CalendarDay(date=MONDAY, school=school_id(2), day_type=DayType.TESTING)
    district = replace(DISTRICT, days=(testing,))

    assert page_of(district=district).weeks[0].days[0].note == "Testing: Lincoln Middle"


def test_a_special_school_day_keeps_its_type_beside_its_note() -> None:
    early = CalendarDay(date=MONDAY, day_type=DayType.EARLY_RELEASE, note="conferences")

    head = page_of(district=replace(DISTRICT, days=(early,))).weeks[0].days[0]

    assert (head.closed, head.note) == (False, "Early release (conferences)")


def test_names_can_leave_the_district_as_initials() -> None:
    page = week_page(
        SCHEDULE,
        DISTRICT,
        DAYS,
        previous=earlier_schedule(SCHEDULE),
        needs_you=[NeedsYou(says="Ms Haddad moved a visit.", fix="Ask Farah Haddad.")],
        name_of=initials,
    )

    names = {person.name for person in DISTRICT.people.values()}
    words = repr(page)
    assert "A. O." in words
    assert "Haddad" not in words
    assert [name for name in names if name in words] == []


def test_only_the_addresses_of_real_pages_become_links() -> None:
    other = ActivityId("clc/0/w3/visit/1")
    links = {VISIT: "https://www.google.com/calendar/event?eid=x", other: "javascript:alert(1)"}

    found = {card.link for card in every_card(week_page(SCHEDULE, DISTRICT, DAYS, links=links))}

    assert found == {"", links[VISIT]}


def test_a_state_is_shown_as_given() -> None:
    page = week_page(SCHEDULE, DISTRICT, DAYS, states={VISIT: State.FINDING_ANOTHER_TIME})

    assert cards(ana(page), 0)[0].state is State.FINDING_ANOTHER_TIME


@pytest.mark.proves("J4")
def test_what_needs_another_time_is_among_what_needs_you_until_it_has_one() -> None:
    refused = {VISIT: State.FINDING_ANOTHER_TIME}
    page = week_page(SCHEDULE, DISTRICT, DAYS, states=refused, pages=True)
    without = week_page(SCHEDULE, DISTRICT, DAYS, states={VISIT: State.INVITED}, pages=True)
    later = week_page(
        SCHEDULE, DISTRICT, DAYS, states=refused, weeks=[MONDAY + timedelta(days=7)], pages=True
    )

    (need,) = set(page.needs_you) - set(without.needs_you)
    assert need.says == (
        "Visit with Amara Okafor (Oak Hill Elementary, led by Ana Ruiz) needs another time than "
        "Mon 7 Dec, 8:25–9:10 AM."
    )
    assert need.page == f"/activity?id={VISIT.replace('/', '%2F')}"
    assert page.numbers.needs_you == without.numbers.needs_you + 1
    assert need not in later.needs_you


@pytest.mark.proves("X10")
def test_no_word_for_a_state_tells_of_an_answer_that_was_no() -> None:
    words = " ".join(State).lower()

    assert [
        word for word in ("declin", "refus", "absent", "no-show", "reason") if word in words
    ] == []


@pytest.mark.parametrize(
    ("age", "stale"),
    [(timedelta(minutes=4), False), (timedelta(hours=2), False), (timedelta(hours=3), True)],
)
def test_data_older_than_two_hours_asks_for_a_warning(age: timedelta, stale: bool) -> None:
    assert freshness(DAYS, MADE, MADE - age).stale is stale


def test_freshness_says_how_old_the_data_was() -> None:
    fresh = freshness(DAYS, MADE, MADE - timedelta(hours=3))

    assert fresh.made == "Fri 4 Dec, 2:30 PM"
    assert fresh.read == "Fri 4 Dec, 11:30 AM, 3 h before this page was made"


def test_sunday_night_in_utc_is_still_the_schools_friday_evening_week() -> None:
    late = datetime(2026, 12, 14, 2, 0, tzinfo=UTC)
    schedule = moving(SCHEDULE, VISIT, lambda slot: replace(slot, start=late))

    assert [week.monday for week in page_of(schedule).weeks] == [MONDAY]
    assert DAYS.local(late).time() == time(21, 0)
