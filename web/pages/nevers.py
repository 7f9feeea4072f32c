"""Times of the week a teacher can never do: asked after a decline, kept or not; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from scheduler.district import PersonId
from scheduler.model import ActivityId, Slot
from scheduler.peoples_time.never_again import NeverTime
from web.page import Answer, NeedsYou
from web.page_source import PageSource
from web.page_words import KIND_WORDS, listed, when_words
from web.pages.today import Today
from web.policy import Field, Reader, Sees

NEVER, MAY = "never", "may"
ANSWERS = (NEVER, MAY)
"""What may be answered: it can never be, or it may be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What an answer would do: the times it is about, and what would need another time."""

    person: PersonId
    name: str
    times: tuple[NeverTime, ...]
    moves: tuple[tuple[ActivityId, Slot], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverPage:
    """`never` says which of the two answers is to be given; `typed` is what it is sent with."""

    id: str
    name: str
    says: str
    typed: str
    never: bool
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTime:
    """A time that is kept, and where it is taken back."""

    says: str
    address: str


def never_page(source: PageSource, found: Answering, typed: str, *, never: bool) -> NeverPage:
    """The page that asks once more before an answer is kept."""
    return NeverPage(
        id=found.person,
        name=found.name,
        says=listed([one.says for one in found.times]),
        typed=typed,
        never=never,
        moves=tuple(_moved(source, key, slot) for key, slot in found.moves),
    )


def may_answer(today: Today, person: PersonId, reader: Reader) -> bool:
    """Whether the reader leads something this teacher takes part in, or may answer for everybody."""
    if reader.sees(Field.REASONS) is Sees.ALL:
        return True
    leaders = {one.leader for one in today.activities if person in one.people}
    return reader.may_read(Field.REASONS, *leaders)


def questions(source: PageSource, today: Today, reader: Reader) -> Iterator[NeedsYou]:
    """One for each teacher whose first decline nobody has answered for yet."""
    for one in today.asked:
        if may_answer(today, one.person, reader):
            yield NeedsYou(
                says=f"{source.name(one.person)} declined {one.says}. Can that never be?",
                answers=(
                    Answer(word="Yes, never", address=_address(one, NEVER)),
                    Answer(word="No, it was this once", address=_address(one, MAY)),
                ),
            )


def kept_times(today: Today, person: PersonId, reader: Reader) -> tuple[KeptTime, ...]:
    """What is kept of a teacher, through the week; for who may answer for her."""
    hers = [one for one in today.nevers if one.person == person]
    if not hers or not may_answer(today, person, reader):
        return ()
    return tuple(
        KeptTime(says=one.says, address=_address(one, MAY))
        for one in sorted(hers, key=lambda one: (one.weekday, one.typed))
    )


def _address(one: NeverTime, answer: str) -> str:
    return f"/never-again?{urlencode({'id': one.person, 'when': one.typed, 'answer': answer})}"


def _moved(source: PageSource, key: ActivityId, slot: Slot) -> str:
    activity = source.schedule.activities.get(key)
    when = when_words(*source.local(slot))
    if activity is None:
        return when
    names = [source.name(one) for one in activity.people if one != activity.leader]
    with_whom = "" if activity.shared or len(names) > 3 else f" with {listed(names)}"
    return f"{KIND_WORDS[activity.kind]}{with_whom}, {when}"
