"""What people would be sent, as mails one can read before anything is sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from web.page_html import render
from web.page_words import counted, last_name, listed

OPEN_UP_TO = 12
"""With no more people than this every person stands open; with more only the first does."""


class MailKind(StrEnum):
    """Why somebody is written to."""

    INVITATION = "invitation"
    TIME_CHANGE = "time change"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One mail to one person; `to` is the name (and address) shown, `when` words of school time.

    Mails of one person stand in the order given.
    """

    to: str
    subject: str
    when: str
    where: str
    body: str
    kind_of_mail: MailKind = MailKind.INVITATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """What one person is sent."""

    to: str
    mails: tuple[Invitation, ...]

    @property
    def words(self) -> str:
        """'3 invitations and 1 time change'."""
        return listed([f"{each.count} {each.words}" for each in kinds_counted(self.mails)])


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many mails of one kind; `words` is its noun in the right number."""

    count: int
    words: str


def mailboxes(mails: Iterable[Invitation]) -> tuple[Mailbox, ...]:
    """The mails by person, people by last name."""
    by_person: dict[str, list[Invitation]] = {}
    for mail in mails:
        by_person.setdefault(mail.to, []).append(mail)
    people = sorted(by_person, key=lambda to: (last_name(to.partition(" <")[0]).lower(), to))
    return tuple(Mailbox(to=to, mails=tuple(by_person[to])) for to in people)


def kinds_counted(mails: Sequence[Invitation]) -> tuple[KindCount, ...]:
    """The kinds there are, most welcome first."""
    counts = {kind: sum(mail.kind_of_mail is kind for mail in mails) for kind in MailKind}
    return tuple(
        KindCount(count=count, words=counted(count, kind.value).partition(" ")[2])
        for kind, count in counts.items()
        if count
    )


def invitations_html(mails: Sequence[Invitation], *, district: str = "", made: str = "") -> str:
    """One self-contained file of every mail, by person; `made` is the moment in words."""
    people = mailboxes(mails)
    return render(
        "invitations.html",
        {
            "people": people,
            "counts": kinds_counted(mails),
            "opened": len(people) if len(people) <= OPEN_UP_TO else 1,
            "district": district,
            "made": made,
        },
    )
