"""Calendars made before there were labels get ours, beside what people made; nothing else happens to them."""

import pytest

from local_google.faults import Deed, Rule
from scheduler.kind import Kind
from sync.calendars.labelling import MOST, Labelling, give_labels
from sync.event.labels import label_id, labels
from sync.journal.kept_labels import LabelledCalendars
from tests.builders import ANA, VISIT
from tests.sync.coaching import Workspace, visit
from tests.sync.test_labels import (
    LATER,
    NEXT,
    THEIRS,
    a_person_makes_the_list,
    calendar,
    calls,
    label_of,
    list_of,
)

OURS = [one.entry() for one in labels()]


@pytest.fixture
def unlabelled(office: Workspace) -> Workspace:
    """A calendar with one event, both without labels."""
    made = office.api.create_calendar("Math coaching - Ana Ruiz", "UTC", "somebody's")
    office.journal.calendar_made(ANA, made, "Math coaching - Ana Ruiz")
    office.publish(visit())
    office.mails()
    calls(office)
    return office


def given(office: Workspace) -> Labelling:
    return give_labels(office.api, LabelledCalendars(office.journal), calendar(office))


def assert_left_alone(office: Workspace) -> None:
    """No label is given there, and none is promised again."""
    kept = LabelledCalendars(office.journal)
    assert calendar(office) not in kept
    assert kept.knows(calendar(office))


def test_ours_are_added_behind_theirs_and_new_events_carry_them(unlabelled: Workspace) -> None:
    a_person_makes_the_list(unlabelled, THEIRS)
    calls(unlabelled)

    assert given(unlabelled) is Labelling.DONE

    assert calls(unlabelled) == {"calendars.get": 1, "calendars.patch": 1}
    assert list_of(unlabelled) == [THEIRS, *OURS]
    assert (label_of(unlabelled), unlabelled.mails()) == (None, [])
    unlabelled.publish(visit(), visit(LATER, id=NEXT))
    assert label_of(unlabelled) is None
    assert label_of(unlabelled, NEXT) == label_id(Kind.VISIT)


def test_what_is_there_already_is_not_written_again(unlabelled: Workspace) -> None:
    given(unlabelled)
    calls(unlabelled)

    assert given(unlabelled) is Labelling.DONE

    assert calls(unlabelled) == {"calendars.get": 1}


def test_one_of_ours_that_a_person_renamed_keeps_her_name(unlabelled: Workspace) -> None:
    hers = {**OURS[0], "name": "Come and see"}
    a_person_makes_the_list(unlabelled, hers)

    assert given(unlabelled) is Labelling.DONE

    assert list_of(unlabelled) == [hers, *OURS[1:]]


def test_a_list_that_changes_meanwhile_is_read_again_and_nothing_of_it_is_lost(
    unlabelled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, changed = unlabelled.api.calendar_labels, iter([True])

    def and_somebody_adds_one(calendar_id: str) -> object:
        found = read(calendar_id)
        if next(changed, False):
            a_person_makes_the_list(unlabelled, THEIRS)
        return found

    monkeypatch.setattr(unlabelled.api, "calendar_labels", and_somebody_adds_one)

    assert given(unlabelled) is Labelling.DONE

    assert list_of(unlabelled) == [THEIRS, *OURS]


def test_a_full_list_stays_as_it_is(unlabelled: Workspace) -> None:
    full = [
        {**THEIRS, "id": f"11111111-2222-4333-8444-{number:012}"}
        for number in range(MOST - len(OURS) + 1)
    ]
    a_person_makes_the_list(unlabelled, *full)
    calls(unlabelled)

    assert given(unlabelled) is Labelling.NO_ROOM

    assert calls(unlabelled) == {"calendars.get": 1}
    assert list_of(unlabelled) == full
    assert_left_alone(unlabelled)


def test_a_list_that_changes_at_every_try_is_asked_for_again_the_next_time(
    unlabelled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, numbers = unlabelled.api.calendar_labels, iter(range(100))

    def and_somebody_changes_it(calendar_id: str) -> object:
        found = read(calendar_id)
        a_person_makes_the_list(unlabelled, {**THEIRS, "name": f"Tutoring {next(numbers)}"})
        return found

    monkeypatch.setattr(unlabelled.api, "calendar_labels", and_somebody_changes_it)

    assert given(unlabelled) is Labelling.CHANGING

    assert list_of(unlabelled) == [{**THEIRS, "name": "Tutoring 2"}]
    assert not LabelledCalendars(unlabelled.journal).knows(calendar(unlabelled))


def test_a_calendar_somebody_deleted_stops_nothing(unlabelled: Workspace) -> None:
    unlabelled.api.delete_calendar(calendar(unlabelled))

    assert given(unlabelled) is Labelling.GONE

    assert unlabelled.mails() == []
    assert not LabelledCalendars(unlabelled.journal).knows(calendar(unlabelled))


def test_where_google_takes_none_the_calendar_is_left_alone(unlabelled: Workspace) -> None:
    refused = Rule(
        method="calendar.calendars.patch", deed=Deed.REFUSE, status=400, reason="invalid"
    )
    unlabelled.running.faults.add(refused)

    assert given(unlabelled) is Labelling.NO_ROOM

    assert_left_alone(unlabelled)


def test_a_calendar_whose_labels_a_person_removed_is_known_to_have_had_them(
    unlabelled: Workspace,
) -> None:
    given(unlabelled)
    a_person_makes_the_list(unlabelled)
    unlabelled.publish(visit(), visit(LATER, id=NEXT))

    kept = LabelledCalendars(unlabelled.journal)

    assert calendar(unlabelled) not in kept
    assert kept.knows(calendar(unlabelled))
    assert label_of(unlabelled, VISIT) is None
