"""The whole merge table: every mix of what we wrote, what stands and what is wanted, with its rules.

B is what we last wrote, R what stands now, D what is wanted; each of time, title, place and text is one
of three values for each of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest

from sync.event.description import block_of, with_markers
from sync.event.events import WantedEvent, times
from sync.event.found_event import FoundEvent, read_event
from sync.event.marks import Field, values_of
from sync.merging.changes import WRITES, Change, Verb
from sync.merging.patches import changed_event, going
from tests.builders import VISIT, at
from tests.sync.test_changes import NOWHERE, compared, only, stands, wished

NOTE = "\nbring coffee"
STARTS = tuple(at(f"2026-12-{day} 10:40") for day in ("08", "09", "10"))
ENDS = tuple(at(f"2026-12-{day} 11:20") for day in ("08", "09", "10"))
PLAIN = wished()
PLANNED = replace(NOWHERE, activities=frozenset({VISIT}))
THREE = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """Which of its three values each field has, as we wrote it, as it stands, as it is wanted."""

    base: Mapping[Field, int]
    stands: Mapping[Field, int]
    wanted: Mapping[Field, int]

    def found(self) -> FoundEvent:
        written = an_event(self.base)
        raw = body_of(an_event(self.stands))
        return stands(written, **raw)

    def theirs(self) -> set[Field]:
        """The fields in which something stands that is neither what we wrote nor what is wanted."""
        return {f for f in Field if self.stands[f] not in (self.base[f], self.wanted[f])}


def an_event(values: Mapping[Field, int]) -> WantedEvent:
    number = values[Field.TIME]
    return replace(
        PLAIN,
        start=STARTS[number],
        end=ENDS[number],
        title=f"title {values[Field.TITLE]}",
        place=f"place {values[Field.PLACE]}",
        text=f"text {values[Field.TEXT]}",
    )


def body_of(event: WantedEvent) -> dict[str, Any]:
    return {
        **times(event),
        "summary": event.title,
        "location": event.place,
        "description": with_markers(event.text) + NOTE,
    }


def mixes() -> Iterator[Mix]:
    """Two fields in all their mixes at a time, the others as we wrote them and as they are wanted."""
    for one, other in (
        (Field.TIME, Field.TITLE),
        (Field.TIME, Field.PLACE),
        (Field.TITLE, Field.TEXT),
    ):
        for b1, r1, d1, b2, r2, d2 in product(THREE, repeat=6):
            plain = dict.fromkeys(Field, 0)
            yield Mix(
                base={**plain, one: b1, other: b2},
                stands={**plain, one: r1, other: r2},
                wanted={**plain, one: d1, other: d2},
            )


ALL = list(mixes())
Row = tuple[Mix, FoundEvent, Change]


@pytest.fixture(scope="module")
def table() -> list[Row]:
    """Every mix, its event, and what would happen to it."""
    rows = []
    for mix in ALL:
        found = mix.found()
        rows.append((mix, found, only(compared([an_event(mix.wanted)], [found]))))
    return rows


def after(change: Change, found: FoundEvent) -> FoundEvent:
    """The event as Google would have it once the change was carried out."""
    if change.verb is Verb.CANCEL:
        assert change.marks is not None
        return patched(replace(found, status="cancelled"), going(change.marks, "r-2"))
    return patched(found, changed_event(change, found, "r-2"))


def patched(found: FoundEvent, body: Mapping[str, Any]) -> FoundEvent:
    """A PATCH: objects merge key by key, null takes away."""
    private = dict(found.raw["extendedProperties"]["private"])
    private |= body["extendedProperties"]["private"]
    raw = {
        **found.raw,
        **body,
        "status": found.status,
        "etag": '"2"',
        "extendedProperties": {"private": {k: v for k, v in private.items() if v is not None}},
    }
    return read_event(found.calendar_id, raw)


def test_there_are_more_than_2000_mixes() -> None:
    assert len(ALL) == 3 * 3**6


@pytest.mark.proves("C2", "GE-7")
def test_what_a_person_changed_is_never_written_over(table: list[Row]) -> None:
    for mix, found, change in table:
        assert not mix.theirs() & set(change.after or {}), mix
        if change.verb in WRITES:
            now = values_of(after(change, found))
            assert {f: now[f] for f in mix.theirs()} == {
                f: values_of(found)[f] for f in mix.theirs()
            }, mix


@pytest.mark.proves("F-62", "GE-1")
def test_a_change_carried_out_leaves_nothing_to_do(table: list[Row]) -> None:
    for mix, found, change in table:
        if change.verb in WRITES:
            again = only(compared([an_event(mix.wanted)], [after(change, found)]))
            assert again.verb is Verb.NOTHING, mix


@pytest.mark.proves("C1", "GE-24")
def test_a_time_a_person_chose_is_a_pin_or_a_conflict_and_nothing_else_is_touched(
    table: list[Row],
) -> None:
    for mix, _, change in table:
        if Field.TIME in mix.theirs():
            same = mix.base[Field.TIME] == mix.wanted[Field.TIME]
            assert change.verb is (Verb.PIN if same else Verb.CONFLICT), mix
            assert not change.mails, mix


@pytest.mark.proves("GE-12", "F-67")
def test_mail_goes_out_for_a_new_time_or_place_and_for_nothing_else(table: list[Row]) -> None:
    for mix, _, change in table:
        told = {Field.TIME, Field.PLACE} & set(change.after or {})
        assert bool(change.mails) is bool(told), mix


def test_everything_wanted_that_no_person_touched_is_brought_about(table: list[Row]) -> None:
    for mix, found, change in table:
        if Field.TIME in mix.theirs():
            continue
        now = values_of(after(change, found) if change.verb in WRITES else found)
        want = an_event(mix.wanted).values()
        assert {f for f in Field if now[f] != want[f]} == mix.theirs(), mix


def test_peoples_notes_outlive_every_change(table: list[Row]) -> None:
    for mix, found, change in table:
        if change.verb in WRITES:
            assert after(change, found).description.endswith(NOTE), mix


@pytest.mark.proves("C2")
def test_an_event_is_cancelled_only_if_it_stands_as_we_wrote_it(table: list[Row]) -> None:
    for mix, found, _ in table:
        change = only(compared([], [found], reach=PLANNED))
        untouched = mix.base == mix.stands
        assert change.verb is (Verb.CANCEL if untouched else Verb.CONFLICT), mix
        if untouched:
            assert compared([], [after(change, found)], reach=PLANNED).changes == (), mix


@pytest.mark.proves("C16")
def test_nothing_at_all_is_written_to_what_has_begun(table: list[Row]) -> None:
    later = at("2026-12-12 08:00")
    for mix, found, _ in table:
        for wanted in ([an_event(mix.wanted)], []):
            changes = compared(wanted, [found], reach=PLANNED, now=later)
            assert changes.writes == (), mix


@pytest.mark.proves("C3", "C5")
@pytest.mark.parametrize("by_us", [False, True])
def test_a_deleted_event_comes_back_only_if_we_deleted_it(table: list[Row], by_us: bool) -> None:
    for mix, live, _ in table:
        found = replace(live, status="cancelled")
        if by_us:
            found = replace(found, private={**found.private, "bellDel": "1"})
        change = only(compared([an_event(mix.wanted)], [found]))
        same = mix.base == mix.wanted
        kept = Verb.TOMBSTONE if same else Verb.CONFLICT
        assert change.verb is (Verb.CREATE if by_us else kept), mix
        assert (change.event_id != found.id) is by_us, mix


def test_the_text_in_the_table_is_found_between_its_markers() -> None:
    assert block_of(body_of(an_event(dict.fromkeys(Field, 1)))["description"]) == "text 1"
