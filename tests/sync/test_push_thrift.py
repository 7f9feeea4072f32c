"""How many calls a push makes: one a change, two a cancellation, one list a calendar, nothing else."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from local_google.faults import Deed, Rule
from scheduler.model import Activity, Slot
from sync.calendars.carry import End
from sync.calendars.push import PushReport
from tests.builders import ANA, HALL, KHAN
from tests.faults.sweep import mixed
from tests.sync.coaching import Workspace, several, visit

Pair = tuple[Activity, Slot]
EVENTS = 12


def moved(pair: Pair) -> Pair:
    activity, slot = pair
    return activity, replace(slot, start=slot.start.replace(minute=15))


def in_other_words(pair: Pair) -> Pair:
    return replace(pair[0], bring="the unit"), pair[1]


def with_other_guests(pair: Pair) -> Pair:
    activity, slot = pair
    other = HALL if KHAN in activity.required else KHAN
    return replace(activity, required=(activity.required[0], other)), slot


def calls(office: Workspace) -> Counter[str]:
    """The calendar calls since the last look, whatever became of them."""
    entries = office.running.log.entries("calendar.*")
    office.running.log.clear()
    return Counter(entry.method.removeprefix("calendar.") for entry in entries)


def pushed(
    office: Workspace, *pairs: Pair, **more: tuple[str, ...]
) -> tuple[PushReport, Counter[str]]:
    """A push and its own calls, without those of the comparison before it."""
    changes = office.compare(*pairs, **more)  # type: ignore[arg-type] # ids are texts
    calls(office)
    report = office.push(changes)
    assert report.left == ()
    office.later()
    return report, calls(office)


@pytest.mark.proves("GE-1")
def test_a_new_event_is_one_call(office: Workspace) -> None:
    office.publish(*several(2))

    _, made = pushed(office, *several(EVENTS))

    assert made == {"events.insert": EVENTS - 2}


@pytest.mark.proves("GE-6")
@pytest.mark.parametrize("change", [moved, in_other_words, with_other_guests])
def test_a_changed_event_is_one_call_and_a_calendar_at_most_one_list(
    office: Workspace, change: Callable[[Pair], Pair]
) -> None:
    office.publish(*several(EVENTS))

    _, made = pushed(office, *map(change, several(EVENTS)))

    lists = made.pop("events.list", 0)
    assert made == {"events.patch": EVENTS}
    assert lists <= len(office.journal.calendars()) == 2


def test_a_removed_event_is_two_calls(office: Workspace) -> None:
    visits = several(EVENTS)
    office.publish(*visits)

    _, made = pushed(office, dropped=tuple(activity.id for activity, _ in visits))

    assert made == {"events.patch": EVENTS, "events.delete": EVENTS}


def test_a_mixed_push_keeps_within_one_call_and_a_fiftieth_a_change(office: Workspace) -> None:
    scene = mixed(10, coaches=2)
    office.publish(*scene.before)

    report, made = pushed(office, *scene.wanted, dropped=scene.dropped)

    removed = len(scene.dropped)
    changed = len(report.outcomes) - removed
    lists = made.pop("events.list", 0)
    assert (changed, removed) == (30, 10)
    assert made.total() <= 1.02 * changed + 2 * removed
    assert lists <= len(office.journal.calendars())


@pytest.mark.proves("GE-1")
def test_nothing_to_do_is_one_list_a_calendar(office: Workspace) -> None:
    office.publish(*several(EVENTS))
    calls(office)

    office.publish(*several(EVENTS))

    assert calls(office) == {"events.list": 2}


class TestWhatWasReadAtOnce:
    """The list a lane reads is only a way to save calls: what it says is never believed blindly."""

    @pytest.mark.proves("C7", "C8")
    def test_an_answer_given_after_it_is_kept(self, office: Workspace) -> None:
        visits = several(8)[::2]  # one calendar, so that the list is read before the first patch
        office.publish(*visits)
        changes = office.compare(*map(in_other_words, visits))
        late = office.event(visits[2][0].id)
        hall = next(
            guest.email for guest in late.attendees if guest.email != f"{ANA}@district.example"
        )
        office.running.faults.add(
            Rule(
                method="calendar.events.patch",
                deed=Deed.CALL,
                call=lambda _: office.answer(hall, late, "accepted", "yes"),
            )
        )

        report = office.push(changes)

        assert report.left == ()
        kept = office.event(visits[2][0].id)
        assert "the unit" in kept.description
        assert [g.response for g in kept.attendees if g.email == hall] == ["accepted"]

    @pytest.mark.proves("N16")
    def test_an_event_that_is_not_listed_is_asked_for(self, office: Workspace) -> None:
        visits = several(4)
        office.publish(*visits)
        changes = office.compare(*map(in_other_words, visits))
        office.running.faults.add(
            Rule(method="calendar.events.list", deed=Deed.NOTHING_LISTED, count=None)
        )

        report = office.push(changes)

        assert [outcome.end for outcome in report.outcomes] == [End.DONE] * 4

    @pytest.mark.proves("C2")
    def test_what_a_person_wrote_beside_our_words_stays(self, office: Workspace) -> None:
        visits = several(4)
        office.publish(*visits)
        event = office.event(visits[0][0].id)
        office.by_hand(event, {"description": f"Bring cake!\n{event.description}"})
        changes = office.compare(*map(in_other_words, visits))

        office.push(changes)

        assert "Bring cake!" in office.event(visits[0][0].id).description

    def test_a_single_change_is_read_by_itself(self, published: Workspace) -> None:
        _, made = pushed(published, in_other_words(visit()))

        assert made == {"events.get": 1, "events.patch": 1}
