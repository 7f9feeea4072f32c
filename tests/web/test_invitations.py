"""Everybody can read beforehand what people would be sent."""

import re

import pytest
from bs4 import BeautifulSoup

from web.invitations import Invitation, MailKind, invitations_html, kinds_counted, mailboxes


def mail(
    to: str = "Amara Okafor",
    subject: str = "Math coaching: debrief",
    kind: MailKind = MailKind.INVITATION,
) -> Invitation:
    return Invitation(
        to=to,
        subject=subject,
        when="Tue 8 Dec, 10:40–11:20 AM",
        where="Lincoln MS, room 214",
        body="Ana comes to you.\nNothing to prepare.",
        kind_of_mail=kind,
    )


def read(*mails: Invitation) -> BeautifulSoup:
    return BeautifulSoup(invitations_html(mails, district="Maple Valley"), "html.parser")


def test_mails_are_grouped_by_person_in_the_order_of_last_names() -> None:
    boxes = mailboxes([mail("Zoe Adams"), mail("Ben Tran <ben@example.org>"), mail("Zoe Adams")])

    assert [(box.to, len(box.mails)) for box in boxes] == [
        ("Zoe Adams", 2),
        ("Ben Tran <ben@example.org>", 1),
    ]


def test_a_person_is_counted_in_words() -> None:
    (box,) = mailboxes([mail(), mail(kind=MailKind.TIME_CHANGE), mail()])

    assert box.words == "2 invitations and 1 time change"


def test_only_kinds_that_are_sent_are_counted() -> None:
    (only,) = kinds_counted([mail(kind=MailKind.CANCELLATION)])

    assert (only.count, only.words) == (1, "cancellation")


def test_the_page_says_how_many_people_get_how_many_mails() -> None:
    page = read(mail(), mail("Ben Tran"), mail("Ben Tran", kind=MailKind.TIME_CHANGE))

    words = " ".join(page.select(".numbers")[0].get_text(" ").split())
    assert words == "people 2 invitations 2 time change 1"


def test_a_mail_shows_what_the_person_will_read() -> None:
    (shown,) = read(mail()).select(".mail")
    words = " ".join(shown.get_text(" ").split())

    assert words == (
        "Invitation Math coaching: debrief When Tue 8 Dec, 10:40–11:20 AM "
        "Where Lincoln MS, room 214 Ana comes to you. Nothing to prepare."
    )


def test_a_few_people_stand_open_and_of_many_only_the_first() -> None:
    few = read(*(mail(f"Teacher {n}") for n in range(3)))
    many = read(*(mail(f"Teacher {n}") for n in range(40)))

    assert len(few.select("details[open]")) == 3
    assert len(many.select("details[open]")) == 1
    assert len(many.select(".mail")) == 40


def test_when_nobody_is_written_to_the_page_says_so() -> None:
    assert "Nobody gets an e-mail." in read().text


@pytest.mark.proves("X8")
def test_what_stands_in_a_mail_is_text_and_never_code() -> None:
    evil = "<script>alert(1)</script>"
    page = invitations_html(
        [Invitation(to=evil, subject=evil, when=evil, where=evil, body=evil)], district=evil
    )

    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 7


def test_the_file_needs_nothing_from_anywhere_else() -> None:
    assert not re.search(
        r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", invitations_html([mail()])
    )
