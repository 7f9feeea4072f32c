"""What somebody would stumble over on a page: empty columns, a thing said twice, words that tell nothing."""

from dataclasses import replace

from tests.web.sample_site import MAIL, Site, sample_changes, sample_today
from web.pages.changes import changes_page
from web.pages.coverage import coverage_page

TODAY = sample_today()


def test_coverage_begins_and_ends_with_weeks_in_which_something_stands() -> None:
    weeks = coverage_page(TODAY).weeks
    nothing = replace(TODAY, schedule=replace(TODAY.schedule, placed={}, unplaced=()))

    for edge in (0, -1):
        rows = [row for school in coverage_page(TODAY).schools for row in school.rows]
        assert any(row.cells[edge].count for row in rows)
    assert len(weeks) == 4
    assert len(coverage_page(nothing).weeks) == 1


def test_whose_name_is_not_known_is_named_by_her_address_once() -> None:
    page = changes_page(sample_changes(), TODAY.district, TODAY.days, name="x")

    assert page.people == (MAIL,)


def test_what_has_no_time_has_no_place_and_no_state_on_a_persons_page() -> None:
    page = Site(today=TODAY).inside().get("/person?id=teacher-9").text
    without = page.partition('id="without"')[2].partition("</section>")[0]

    assert "Debrief" in without
    assert "Its dates" in without
    assert "Where" not in without
    assert "draft" not in without


def test_who_comes_to_a_round_is_counted_once_where_all_are_coaches() -> None:
    page = Site(today=TODAY).inside().get("/rounds").text

    assert "5 coaches" in page
    assert "5 people" not in page
