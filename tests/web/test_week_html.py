"""The week page is one file that everybody can read: by eye, by ear, on paper, on a phone."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag

from scheduler.district import District, PersonId
from scheduler.errors import BellweaveError, Fault, InputError
from scheduler.model import ActivityId, Kind, Schedule
from scheduler.schoolday import SchoolDays
from tests.web.sample_district import (
    MADE,
    MONDAY,
    earlier_schedule,
    sample_district,
    sample_schedule,
)
from web.page import NeedsYou, State
from web.page_html import NEEDS_SHOWN, problem_html, style_sheet, week_html
from web.page_words import KIND_WORDS
from web.rows import week_page

DISTRICT = sample_district()
SCHEDULE = sample_schedule(DISTRICT)
DAYS = SchoolDays(DISTRICT)
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def html(schedule: Schedule = SCHEDULE, district: District = DISTRICT) -> str:
    previous = earlier_schedule(SCHEDULE)
    return week_html(
        week_page(schedule, district, SchoolDays(district), previous=previous, made=MADE)
    )


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def tag(found: object) -> Tag:
    assert isinstance(found, Tag)
    return found


PAGE = html()
READ = soup(PAGE)


def test_the_grid_is_a_table_whose_headings_know_what_they_head() -> None:
    table = tag(READ.table)

    assert [each["scope"] for each in tag(table.thead).find_all("th")] == ["col"] * 6
    assert {each["scope"] for body in table.find_all("tbody") for each in body.find_all("th")} == {
        "row"
    }
    assert table.caption is not None


def test_coaches_are_rows_and_days_are_columns() -> None:
    table = tag(READ.table)
    rows = [row for body in table.find_all("tbody") for row in body.find_all("tr")]

    assert len(rows) == 1 + 15
    assert {len(row.find_all(["th", "td"])) for row in rows} == {6}


def test_every_card_says_its_kind_in_words_and_its_time() -> None:
    cards = READ.select(".card")

    assert len(cards) > 160
    assert {tag(card.select_one(".kind")).text for card in cards} <= set(KIND_WORDS.values())
    assert all(re.search(r"\d{1,2}:\d\d.*[AP]M", tag(card.time).text) for card in cards)


def test_every_kind_has_a_colour_of_its_own_in_light_and_in_dark() -> None:
    tones = [kind.name.lower().replace("_", "-") for kind in Kind]
    for scheme in (style_sheet().split("@media")[0], style_sheet().split("@media")[1]):
        colours = [re.findall(rf"--{tone}: (#\w+);", scheme) for tone in tones]
        assert all(len(found) == 1 for found in colours)
        assert len({found[0] for found in colours}) == len(tones)


def test_needs_you_comes_before_the_grid() -> None:
    assert PAGE.index('id="needs-you"') < PAGE.index("<table")
    assert "Debrief with Yuki Okafor" in tag(READ.select_one(".needs")).text


def test_the_four_numbers_come_first() -> None:
    words = " ".join(tag(READ.select_one(".numbers")).get_text(" ").split())

    assert (
        words
        == "have a time 163 of 165 need you 2 moved since last publish 2 people get an e-mail 7"
    )


def test_a_moved_card_says_so_in_words() -> None:
    moved = [tag(card.select_one(".change")).text for card in READ.select(".card.moved")]

    assert "moved from Tue 9:20 AM" in moved


def test_what_is_gone_is_listed() -> None:
    assert "Debrief with Mina Eze, Mon 7 Dec, 12:05 PM" in tag(READ.select_one("ul.gone")).text


def test_the_file_needs_nothing_from_anywhere_else() -> None:
    fetched = [
        each.get("src") or each.get("href")
        for each in READ.find_all(["script", "img", "link", "iframe"])
    ]

    assert len(fetched) == 1
    assert str(fetched[0]).startswith("data:image/svg+xml,")
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", PAGE)


def test_reading_needs_no_script() -> None:
    assert READ.find_all("script") == []
    assert [
        each for each in READ.find_all() if any(name.startswith("on") for name in each.attrs)
    ] == []


def test_the_page_says_its_language_and_lets_the_keyboard_skip_to_the_content() -> None:
    first = tag(tag(READ.body).find("a"))

    assert tag(READ.html)["lang"] == "en"
    assert first["href"] == "#main"
    assert READ.find(id="main") is not None


def test_every_link_inside_the_page_leads_somewhere() -> None:
    inside = {str(link["href"])[1:] for link in READ.select('a[href^="#"]')}

    assert inside <= {str(each["id"]) for each in READ.select("[id]")}
    assert len(inside) == 1 + 15


def test_no_two_places_have_the_same_name() -> None:
    later = sample_schedule(DISTRICT, MONDAY + timedelta(days=7), week=4)
    both = replace(
        SCHEDULE,
        activities={**SCHEDULE.activities, **later.activities},
        placed={**SCHEDULE.placed, **later.placed},
    )
    names = [each["id"] for each in soup(html(both)).select("[id]")]

    assert len(names) == len(set(names))


def test_a_whole_cycle_has_plain_links_between_its_weeks() -> None:
    later = sample_schedule(DISTRICT, MONDAY + timedelta(days=7), week=4)
    both = replace(
        SCHEDULE,
        activities={**SCHEDULE.activities, **later.activities},
        placed={**SCHEDULE.placed, **later.placed},
    )
    read = soup(html(both))

    assert [link["href"] for link in read.select("nav a")] == [
        "#week-2026-12-07",
        "#week-2026-12-14",
    ]
    assert len(read.find_all("table")) == 2
    assert tag(read.h1).text == "2 weeks from Mon 7 Dec 2026"


def test_headings_leave_out_no_level() -> None:
    levels = [int(each.name[1]) for each in READ.find_all(re.compile("^h[1-6]$"))]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.proves("X8")
def test_names_and_labels_are_text_and_never_code() -> None:
    teacher = PersonId("teacher-0")
    people = {**DISTRICT.people, teacher: replace(DISTRICT.people[teacher], name=EVIL)}
    visit = ActivityId("clc/0/w3/session")
    activities = {found: replace(each, label=EVIL) for found, each in SCHEDULE.activities.items()}
    placed = {found: replace(slot, room=EVIL) for found, slot in SCHEDULE.placed.items()}
    schedule = replace(SCHEDULE, activities=activities, placed=placed)
    district = replace(DISTRICT, name=EVIL, people=people, assumptions=(EVIL,))
    page = week_page(
        schedule,
        district,
        DAYS,
        needs_you=[NeedsYou(says=EVIL, because=(EVIL,), fix=EVIL, command=EVIL)],
        links={visit: f'https://example.org/"{EVIL}'},
    )

    text = week_html(page)

    assert soup(text).find_all(["script", "img"]) == []
    assert text.count("<script") == 0
    assert text.count("&lt;script&gt;") > 100


@pytest.mark.proves("X8")
def test_the_policy_of_the_file_lets_nothing_run_and_nothing_load() -> None:
    policy = str(tag(READ.find("meta", {"http-equiv": "Content-Security-Policy"}))["content"])

    digest = base64.b64encode(
        hashlib.sha256(str(tag(READ.style).string).encode()).digest()
    ).decode()

    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert "unsafe" not in policy
    assert READ.select("[style]") == []


@pytest.mark.proves("I6")
def test_signs_that_turn_the_writing_round_do_not_reach_the_page() -> None:
    teacher = PersonId("teacher-0")
    turned = replace(DISTRICT.people[teacher], name="Amara \u202eroFakO")
    text = html(district=replace(DISTRICT, people={**DISTRICT.people, teacher: turned}))

    assert "\u202e" not in text
    assert "Amara roFakO" in text


def test_a_phone_gets_stacked_days_that_are_named() -> None:
    phone = style_sheet().split("(max-width: 719.98px)")[1].split("@media")[0]

    assert "table, tbody, tr, tbody th, td { display: block" in phone
    assert ".day { display: block" in phone
    assert tag(READ.select_one("td h3.day")).text == "Mon 7 Dec"


def test_a_stacked_table_is_still_a_table_to_a_screen_reader() -> None:
    table = tag(READ.table)

    assert table["role"] == "table"
    assert {each.get("role") for each in table.find_all("td")} == {"cell"}
    assert {each.get("role") for each in table.find_all("tr")} == {"row"}


def test_paper_is_letter_landscape_with_one_coach_a_page_unless_asked_otherwise() -> None:
    style = style_sheet()

    assert "size: letter landscape" in style
    assert "tbody { break-inside: avoid; break-after: page; }" in style
    assert "body:has(#together:checked) tbody { break-after: auto; }" in style
    assert tag(READ.find("label", {"for": "together"})).text.startswith("Print coaches together")


def test_stale_data_is_said_at_the_top() -> None:
    page = week_page(SCHEDULE, DISTRICT, DAYS, made=MADE, read=MADE - timedelta(hours=5))

    assert "This may be out of date." in tag(soup(week_html(page)).header).text
    assert "may be out of date" not in PAGE


def test_a_long_list_of_needs_is_folded_but_whole() -> None:
    needs = [NeedsYou(says=f"Sentence {n}.") for n in range(30)]
    page = replace(week_page(SCHEDULE, DISTRICT, DAYS), needs_you=tuple(needs))
    read = soup(week_html(page))

    folded = tag(read.select_one(".needs details"))
    assert tag(folded.summary).text == f"{30 - NEEDS_SHOWN} more"
    assert len(read.select(".needs .says")) == 30


def test_a_week_without_anything_open_says_so() -> None:
    page = week_page(replace(SCHEDULE, unplaced=()), DISTRICT, DAYS)

    assert (
        "Everything that was asked for has a time."
        in tag(soup(week_html(page)).select_one(".needs")).text
    )


def test_a_page_without_a_week_says_what_to_do() -> None:
    text = week_html(week_page(Schedule(activities={}, placed={}), DISTRICT, DAYS))

    assert "Nothing has been scheduled. Make a schedule first" in text
    assert soup(text).table is None


def test_states_are_words_and_a_draft_says_nothing() -> None:
    page = week_page(
        SCHEDULE, DISTRICT, DAYS, states={ActivityId("clc/0/w3/visit/0"): State.ACCEPTED}
    )

    assert [each.text for each in soup(week_html(page)).select(".state")] == ["accepted"]


def test_a_problem_names_every_fault_with_its_cell_and_what_to_do() -> None:
    faults = [
        Fault(where=f"BellTimes!C{n}", what="25:00 is no time", fix="Type 10:40") for n in (4, 9)
    ]

    read = soup(problem_html(InputError(faults)))

    assert [each.text for each in read.select(".says")] == ["25:00 is no time"] * 2
    assert "BellTimes!C9" in read.text


def test_a_single_problem_reads_like_the_command_line_says_it() -> None:
    problem = BellweaveError(
        "the sheet is gone", where="Setup", fix="Share it again", more="bellweave doctor"
    )

    words = soup(problem_html(problem)).text

    assert [
        each for each in ("Setup", "Share it again", "bellweave doctor") if each not in words
    ] == []
