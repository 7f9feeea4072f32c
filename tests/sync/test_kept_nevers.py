"""What was answered about a time is kept until it is answered anew, and goes with the person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from scheduler.peoples_time.never_again import NeverTime
from sync.event.facts import DECLINED
from sync.journal.forgetting import Words, forget_in_journal
from sync.journal.journal import Journal, open_journal
from sync.journal.kept_nevers import answered_nevers, declines, keep_answer, kept_nevers
from sync.journal.tables import answers, exclusions
from tests.builders import KHAN
from tests.sync.coaching import FRIDAY

TIME = NeverTime(person=KHAN, weekday=1, blocks=("3",))
START, END = "2026-12-08T15:00:00+00:00", "2026-12-08T15:45:00+00:00"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = open_journal(
        f"sqlite:///{tmp_path / 'journal.db'}", lineage="example", now=lambda: FRIDAY
    )
    yield opened
    opened.close()


@pytest.mark.proves("J4")
def test_a_yes_stands_until_a_no_takes_its_place(journal: Journal) -> None:
    first = journal.serial
    assert keep_answer(journal, TIME, kept=True)
    stood, serial = kept_nevers(journal), journal.serial
    assert not keep_answer(journal, TIME, kept=True)
    assert journal.serial == serial > first
    keep_answer(journal, TIME, kept=False)

    assert stood == (TIME,)
    assert kept_nevers(journal) == ()
    assert [(one.time, one.kept) for one in answered_nevers(journal)] == [(TIME, False)]


@pytest.mark.proves("F-101")
def test_it_goes_with_the_person(journal: Journal) -> None:
    keep_answer(journal, TIME, kept=True)
    keep_answer(journal, NeverTime(person=KHAN, weekday=2, blocks=("1",)), kept=False)
    counts = forget_in_journal(journal, Words(names=(KHAN,), instead="gone-1"), yes=True)

    assert counts == {"meta": 2}
    assert answered_nevers(journal) == ()


@pytest.mark.parametrize(
    ("automatic", "because", "person", "found"),
    [
        (False, DECLINED, KHAN, 1),
        (True, DECLINED, KHAN, 0),
        (False, "its coach asked for another time", KHAN, 0),
        (False, DECLINED, "", 0),
    ],
)
def test_only_what_a_person_declined_herself_is_asked_about(
    journal: Journal, *, automatic: bool, because: str, person: str, found: int
) -> None:
    with journal.writing() as connection:
        row = {"activity": "a", "start": START, "person": person}
        connection.execute(insert(exclusions).values(**row, end=END, because=because))
        said = {"response": DECLINED, "seen": START, "automatic": automatic}
        connection.execute(insert(answers).values(**row, **said))

    assert len(declines(journal)) == found
