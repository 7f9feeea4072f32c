"""The mails of a tour as people read them: where things stood, what is cancelled, which week."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.schoolday import SchoolDays
from sync.event.events import wanted_event
from sync.event.identity import EventId, Key
from sync.event.marks import Field, time_text
from sync.event.wording import Wording
from sync.merging.changes import Change, Verb
from tests.builders import a_district, a_slot, an_activity, at
from tour.mails import mails_about
from web.invitations import Invitation, MailKind, invitations_html

WEEK, NEXT_WEEK = date(2026, 12, 7), date(2026, 12, 14)
HALL_IN_MAILS = "hall@district.example"


def a_change(verb: Verb = Verb.CREATE) -> Change:
    """A visit on Tuesday 8 December at 10:40."""
    wanted = wanted_event(an_activity(), a_slot("2026-12-08 10:40"), a_district(), Wording())
    return Change(
        verb=verb,
        key=Key("key"),
        event_id=EventId("event"),
        wanted=wanted,
        mails=(HALL_IN_MAILS,),
    )


def mails(change: Change, monday: date = WEEK) -> list[Invitation]:
    district = a_district()
    return list(mails_about(monday, [change], district, SchoolDays(district)))


def stood(wall: str, until: str) -> dict[Field, str]:
    return {Field.TIME: time_text(at(wall), at(until))}


def test_an_invitation_says_who_when_and_where() -> None:
    (mail,) = mails(a_change())

    assert mail.kind_of_mail is MailKind.INVITATION
    assert mail.to.endswith(f"<{HALL_IN_MAILS}>")
    assert mail.when.startswith("Tue 8 Dec, 10:40")
    assert "was" not in mail.when


def test_a_time_change_says_when_it_was_before() -> None:
    before = stood("2026-12-07 13:15", "2026-12-07 13:55")

    (mail,) = mails(replace(a_change(Verb.MOVE), before=before))

    assert mail.kind_of_mail is MailKind.TIME_CHANGE
    assert mail.when.startswith("Tue 8 Dec, 10:40")
    assert mail.when.endswith("(was Mon 7 Dec, 1:15 PM)")


def test_a_cancellation_is_told_from_what_stood() -> None:
    before = stood("2026-12-08 10:40", "2026-12-08 11:20")
    before |= {Field.TITLE: "Math coaching: visit", Field.PLACE: "Lincoln MS"}

    (mail,) = mails(replace(a_change(Verb.CANCEL), wanted=None, before=before))

    assert mail.kind_of_mail is MailKind.CANCELLATION
    assert (mail.subject, mail.where) == ("Math coaching: visit", "Lincoln MS")
    assert mail.when.startswith("Tue 8 Dec, 10:40")


def test_only_mails_about_the_week_are_shown_also_of_what_left_it() -> None:
    left = replace(a_change(Verb.MOVE), before=stood("2026-12-14 09:00", "2026-12-14 09:40"))

    assert mails(a_change(), NEXT_WEEK) == []
    assert len(mails(left, NEXT_WEEK)) == 1


def test_what_is_written_without_a_mail_is_not_shown() -> None:
    assert mails(replace(a_change(Verb.EDIT), mails=())) == []
    assert mails(a_change(Verb.NOTHING)) == []


@pytest.mark.proves("X20", "I6")
def test_signs_that_turn_the_writing_or_look_like_code_are_shown_as_plain_text() -> None:
    """A title somebody typed into the calendar, of an event that is cancelled now."""
    before = stood("2026-12-08 10:40", "2026-12-08 11:20")
    before |= {Field.TITLE: "\u202eevil\x1b[31m {{ 7*7 }} =1+1", Field.PLACE: "\u2066room\u2069"}

    (mail,) = mails(replace(a_change(Verb.CANCEL), wanted=None, before=before))
    page = invitations_html([mail])

    assert (mail.subject, mail.where) == ("evil[31m {{ 7*7 }} =1+1", "room")
    assert "{{ 7*7 }} =1+1" in page
    assert "49" not in page.partition("<h3>")[2].partition("</h3>")[0]
