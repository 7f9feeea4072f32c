"""Before and after: what is not written, too, is told."""

from dataclasses import replace

from sync.merging.changes import TOO_NEAR, Verb
from tests.web.sample_site import Site, sample_changes, sample_today
from web.pages.changes import changes_page

TODAY = sample_today()


def test_what_begins_too_soon_to_be_changed_is_told_with_what_the_schedule_says() -> None:
    changes = sample_changes((Verb.MOVE,))
    (move,) = changes.changes
    near = replace(move, verb=Verb.FROZEN, says=TOO_NEAR, mails=())
    past = replace(near, says="it is past or has begun")
    page = changes_page(
        replace(changes, changes=(near, past)), TODAY.district, TODAY.days, name="x"
    )
    as_a_move = changes_page(changes, TODAY.district, TODAY.days, name="x")

    (told,) = page.near
    (line,) = as_a_move.owners[0].lines
    assert (told.title, told.when, told.wanted) == (line.title, line.before, line.after)
    assert page.writes == 0
    assert as_a_move.near == ()


def test_a_page_with_nothing_to_send_does_not_call_the_calendars_right_where_something_is_near() -> (
    None
):
    changes = sample_changes((Verb.MOVE,))
    (move,) = changes.changes
    near = replace(move, verb=Verb.FROZEN, says=TOO_NEAR, mails=())
    told = opened(Site(changes=replace(changes, changes=(near,))))
    calm = opened(Site(changes=replace(changes, changes=())))

    assert "Too soon to change" in told
    assert "The calendars are as the schedule says." not in told
    assert "The calendars are as the schedule says." in calm


def opened(site: Site) -> str:
    """What the page says to who opens it."""
    return site.inside().get("/changes").text
