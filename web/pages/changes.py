"""Before and after: what a push would do to each event, who would be written to, and what waits; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.district import District
from scheduler.schoolday import SchoolDays
from sync.event.marks import Field
from sync.merging.changes import NEEDS_A_PERSON, Change, ChangeSet, Verb
from sync.merging.guards import CANCELS_CAP, CANCELS_SHARE, MAILS_CAP
from web.page_words import counted, moment_words, plain, when_words

SIGNS = {Verb.CREATE: "+", Verb.MOVE: "~", Verb.EDIT: "~", Verb.CANCEL: "\N{MINUS SIGN}"}
WORDS = {
    Verb.CREATE: "new",
    Verb.MOVE: "moved",
    Verb.EDIT: "edited",
    Verb.CANCEL: "cancelled",
}
SETTLED = frozenset({Verb.CONFLICT, Verb.TOMBSTONE, Verb.PIN, Verb.ORPHAN})
"""What somebody can settle by saying whose word counts."""
NAMED_MOST = 3
"""How many people stand by name beside an event; of more the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event: `before` and `after` in words, '' where it did not or will not stand; `who` are those in it
    beside the owner of the calendar."""

    sign: str
    word: str
    title: str
    who: str
    before: str
    after: str
    mails: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersLines:
    """The changes in one coach's calendar."""

    owner: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something the two disagree about; `key` is what it is settled by, '' where it cannot be."""

    title: str
    when: str
    says: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An event the schedule has elsewhere, or no longer, which begins too soon to be changed."""

    title: str
    who: str
    when: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """The page; `confirm_*` are numbers that have to be typed because many people would notice.

    Those `near` stay as they are, though the schedule says otherwise.
    """

    district: str
    name: str
    digest: str
    create: int
    change: int
    cancel: int
    mails: int
    owners: tuple[OwnersLines, ...]
    people: tuple[str, ...]
    open: tuple[Open, ...]
    waiting: tuple[str, ...]
    near: tuple[Near, ...]
    held: str
    confirm_mail: int
    confirm_cancel: int
    confirm_look_alike: int
    stopped: int

    @property
    def writes(self) -> int:
        return sum(len(one.lines) for one in self.owners)


def changes_page(
    changes: ChangeSet, district: District, days: SchoolDays, *, name: str, held: str = ""
) -> ChangesPage:
    """What a push of exactly this change set would do."""
    counts = changes.counts
    people = sorted({email for change in changes.writes for email in change.mails})
    cancels_cap = max(CANCELS_CAP, int(counts.standing * CANCELS_SHARE))
    names = {one.email.strip().lower(): one.name for one in district.people.values()}
    return ChangesPage(
        district=district.name,
        name=name,
        digest=changes.digest,
        create=counts.create,
        change=counts.change,
        cancel=counts.cancel,
        mails=counts.mails,
        owners=tuple(_by_owner(changes.writes, district, days, names)),
        people=tuple(plain(f"{names[one]} <{one}>" if one in names else one) for one in people),
        open=tuple(_open(one, days) for one in changes.changes if one.verb in NEEDS_A_PERSON),
        waiting=tuple(_waiting(changes.waiting, days)),
        near=tuple(_near(one, days, names) for one in changes.changes if one.too_near),
        held=held,
        confirm_mail=counts.mails if counts.mails > MAILS_CAP else 0,
        confirm_cancel=counts.cancel if counts.cancel > cancels_cap else 0,
        confirm_look_alike=counts.look_alike,
        stopped=len(changes.stopped),
    )


def _by_owner(
    writes: Sequence[Change], district: District, days: SchoolDays, names: Mapping[str, str]
) -> Iterator[OwnersLines]:
    """Each coach's changes in order of time; marks alone are no change anybody sees."""
    seen = [change for change in writes if change.verb in SIGNS]
    owners: dict[str, list[Change]] = {}
    for change in seen:
        person = district.people.get(change.owner) if change.owner else None
        owners.setdefault(person.name if person else "Everybody", []).append(change)
    for owner in sorted(owners):
        others = {email: name for email, name in names.items() if name != owner}
        in_order = sorted(owners[owner], key=lambda one: (_span(one)[1] or _span(one)[0], one.key))
        yield OwnersLines(owner=owner, lines=tuple(_line(one, days, others) for one in in_order))


def _line(change: Change, days: SchoolDays, others: Mapping[str, str]) -> Line:
    before, after = _span(change)
    return Line(
        sign=SIGNS[change.verb],
        word=WORDS[change.verb],
        title=_title(change),
        who=_who(change, others),
        before="" if change.verb is Verb.CREATE else _when(before or after, days),
        after="" if change.verb is Verb.CANCEL else _when(after, days),
        mails=len(change.mails),
    )


def _who(change: Change, others: Mapping[str, str]) -> str:
    """Whom the district knows of its guests; of an event that goes away, who is told of that."""
    emails = change.wanted.guests if change.wanted else change.mails
    found = [plain(others[one.lower()]) for one in emails if one.lower() in others]
    more = len(found) - NAMED_MOST
    return ", ".join(found[:NAMED_MOST]) + (f" and {more} more" if more > 0 else "")


def _title(change: Change) -> str:
    stood = (change.before or {}).get(Field.TITLE, "")
    return plain(change.wanted.title if change.wanted else stood) or "An event"


def _span(change: Change) -> tuple[str, str]:
    """The time it has and the time it would have, as an event says them."""
    before = (change.before or {}).get(Field.TIME, "")
    after = change.wanted.values()[Field.TIME] if change.wanted else ""
    return before, after


def _when(span: str, days: SchoolDays) -> str:
    start, _, end = span.partition("/")
    if not (start.endswith("Z") and end.endswith("Z")):
        return span
    return when_words(*(days.local(datetime.fromisoformat(one)) for one in (start, end)))


def _open(change: Change, days: SchoolDays) -> Open:
    before, after = _span(change)
    return Open(
        title=_title(change),
        when=_when(before or after, days),
        says=plain(change.says) or "a person changed it",
        key=change.key if change.verb in SETTLED else "",
    )


def _near(change: Change, days: SchoolDays, names: Mapping[str, str]) -> Near:
    before, after = _span(change)
    return Near(
        title=_title(change),
        who=_who(change, names),
        when=_when(before or after, days),
        wanted=_when(after, days) if before and after != before else "",
    )


def _waiting(waiting: Iterable[Change], days: SchoolDays) -> Iterator[str]:
    """'312 wait until Fri 4 Dec, 3:30 PM: ...'"""
    whens = Counter((one.until, one.says) for one in waiting)
    for (until, says), count in sorted(whens.items(), key=lambda one: (str(one[0][0]), one[0][1])):
        when = moment_words(days.local(until)) if until else "somebody says yes"
        yield f"{counted(count, 'event')} until {when}: {plain(says)}"
