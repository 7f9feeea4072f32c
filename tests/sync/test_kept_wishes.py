"""Wishes are kept as fingerprints, lead to pins and exclusions, and are taken back whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.model import ASKED_FOR, NOT_THEN, ActivityId, Exclusion, Pin
from sync.event.facts import MOVED
from sync.journal.journal import Journal, open_journal
from sync.journal.kept_facts import kept_exclusions, kept_pins, put_pin
from sync.journal.kept_wishes import (
    Granted,
    KeptDraft,
    dropped,
    grant,
    keep_draft,
    keep_drop,
    kept_draft,
    next_number,
    take_back,
    wishes,
)
from sync.journal.tables import meta
from tests.builders import ANA, BEN, VISIT, a_slot, an_activity
from tests.sync.coaching import FRIDAY

OTHER = ActivityId("clc/alpha/w2/visit/khan")
SLOT = a_slot()
LATER = replace(SLOT, start=SLOT.start + timedelta(days=1))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = open_journal(
        f"sqlite:///{tmp_path / 'journal.db'}", lineage="example", now=lambda: FRIDAY
    )
    yield opened
    opened.close()


def a_pin(activity: ActivityId = VISIT, because: str = ASKED_FOR) -> Pin:
    return Pin(activity=activity, slot=SLOT, because=because)


def test_a_granted_wish_stands_until_it_is_taken_back(journal: Journal) -> None:
    out = Exclusion(activity=VISIT, start=SLOT.start, end=SLOT.end, because=NOT_THEN)
    grant(journal, VISIT, "said", Granted(of=ANA, pinned=(a_pin(),), ruled_out=(out,)))
    stood = (kept_pins(journal), kept_exclusions(journal))
    took = take_back(journal, VISIT)

    assert stood == ((a_pin(),), (out,))
    assert took
    assert (kept_pins(journal), kept_exclusions(journal)) == ((), ())
    assert not take_back(journal, VISIT)


@pytest.mark.proves("F-65")
def test_taking_a_wish_back_leaves_what_a_person_moved(journal: Journal) -> None:
    grant(journal, VISIT, "said", Granted(of=ANA, pinned=(a_pin(),)))
    put_pin(journal, Pin(activity=VISIT, slot=LATER, because=MOVED))
    take_back(journal, VISIT)

    assert [(pin.slot, pin.because) for pin in kept_pins(journal)] == [(LATER, MOVED)]


def test_an_exchange_is_taken_back_for_both(journal: Journal) -> None:
    grant(journal, VISIT, "said", Granted(of=ANA, pinned=(a_pin(), a_pin(OTHER))))
    marks = len(wishes(journal))
    take_back(journal, VISIT)

    assert marks == 2
    assert kept_pins(journal) == ()
    assert wishes(journal) == {}


def test_another_wish_takes_the_place_of_the_one_before(journal: Journal) -> None:
    grant(journal, VISIT, "drop", Granted(of=ANA, drop=True))
    before = dropped(journal, [an_activity()])
    grant(journal, VISIT, "keep", Granted(of=ANA, pinned=(a_pin(),)))

    assert before == {VISIT}
    assert dropped(journal, [an_activity()]) == frozenset()
    assert kept_pins(journal) == (a_pin(),)


def test_every_wish_makes_older_change_sets_stale(journal: Journal) -> None:
    first = journal.serial
    keep_drop(journal, VISIT)
    second = journal.serial
    assert keep_drop(journal, VISIT) is False

    assert first < second == journal.serial


@pytest.mark.proves("F-99")
def test_no_word_of_a_wish_is_kept(journal: Journal) -> None:
    grant(journal, VISIT, "fingerprint", Granted(of=ANA, drop=True))
    kept = " ".join(f"{row.name} {row.value}" for row in journal.rows(select(meta)))

    assert "fingerprint" in kept
    assert VISIT not in kept


def test_a_draft_keeps_its_number_and_each_number_is_used_once(journal: Journal) -> None:
    numbers = [next_number(journal) for _ in range(3)]
    draft = KeptDraft(number=numbers[-1], writes={"key": "print"}, told=(1, 2, 3))
    keep_draft(journal, ANA, draft)

    assert numbers == [1, 2, 3]
    assert kept_draft(journal, ANA) == draft
    assert kept_draft(journal, BEN) is None
