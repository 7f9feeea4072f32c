"""Each kind has its label on a coaching calendar; what people do with labels is theirs."""

from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from local_google.faults import Deed, Moment, Rule
from scheduler.kind import Kind
from scheduler.model import ActivityId
from sync.calendars.calendar_api import CalendarApi
from sync.event.labels import NAME_MAX, label_id, labels
from sync.journal.kept_labels import LabelledCalendars
from sync.wire.google_http import calendar_service
from tests.builders import ANA, VISIT
from tests.sync.coaching import Workspace, connect, person, visit

THEIRS = {
    "id": "11111111-2222-4333-8444-555555555555",
    "name": "Talk to the principal",
    "backgroundColor": "#039be5",
}
LATER = "2026-12-09 10:40"
NEXT = ActivityId("another-visit")


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 counts it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def calendar(office: Workspace) -> str:
    return office.journal.calendars()[ANA]


def list_of(office: Workspace) -> list[dict[str, Any]]:
    asked = calendar_service(office.transport).calendars().get(calendarId=calendar(office))
    found: list[dict[str, Any]] = asked.execute().get("labelProperties", {}).get("eventLabels", [])
    return found


def a_person_makes_the_list(office: Workspace, *entries: dict[str, Any]) -> None:
    body = {"labelProperties": {"eventLabels": list(entries)}}
    service = calendar_service(office.transport).calendars()
    service.patch(calendarId=calendar(office), body=body).execute()


def calls(office: Workspace) -> Counter[str]:
    entries = office.running.log.entries("calendar.*")
    office.running.log.clear()
    return Counter(one.method.removeprefix("calendar.") for one in entries)


def label_of(office: Workspace, activity: ActivityId = VISIT) -> str | None:
    found: str | None = office.event(activity).raw.get("eventLabelId")
    return found


def test_every_kind_has_a_label_google_takes_and_people_can_read() -> None:
    ours = labels()

    assert len({one.id for one in ours}) == len({one.colour for one in ours}) == len(Kind)
    assert all(1 < len(one.name) <= NAME_MAX and str(UUID(one.id)) == one.id for one in ours)
    assert min(1.05 / (brightness(one.colour) + 0.05) for one in ours) >= 4.5


def test_a_kinds_label_is_the_same_on_every_computer() -> None:
    """Another id would make every calendar that has the old one refuse the new events' labels."""
    assert label_id(Kind.VISIT) == "bd84b2da-1b69-51ec-920b-1d07a5fb54d4"


def test_a_new_calendar_has_our_labels_and_a_new_event_its_kinds(office: Workspace) -> None:
    office.publish(visit())

    assert list_of(office) == [one.entry() for one in labels()]
    assert label_of(office) == label_id(Kind.VISIT)


@pytest.mark.proves("GE-1")
def test_labels_cost_no_call(office: Workspace) -> None:
    office.publish(visit())
    first = calls(office)
    changes = office.compare(visit(), visit(LATER, id=NEXT))
    calls(office)

    office.push(changes)

    assert first["calendars.insert"] == 1
    assert not {"calendars.get", "calendars.patch", "calendars.update"} & set(first)
    assert calls(office) == {"events.insert": 1}
    assert label_of(office, NEXT) == label_id(Kind.VISIT)


def test_guests_see_no_label_of_ours_on_their_copies(office: Workspace) -> None:
    office.publish(visit())

    event = office.event()
    guest = CalendarApi(connect(office.running, person("hall")))
    copy = guest.get_event(person("hall"), event.id)

    assert copy is not None
    assert copy.raw["summary"] == event.raw["summary"]
    assert ("eventLabelId" in event.raw, "eventLabelId" in copy.raw) == (True, False)


@pytest.mark.proves("C8")
@pytest.mark.parametrize("theirs", [THEIRS["id"], ""])
def test_a_label_set_or_taken_off_by_hand_survives_our_change(
    office: Workspace, theirs: str
) -> None:
    office.publish(visit())
    a_person_makes_the_list(office, *list_of(office), THEIRS)
    event = office.event()
    by_hand = calendar_service(office.transport).events()
    by_hand.patch(
        calendarId=event.calendar_id,
        eventId=event.id,
        body={"eventLabelId": theirs},
        eventLabelVersion=1,
    ).execute()

    report = office.publish(visit(LATER))

    assert report.left == ()
    assert office.event().start != event.start
    assert label_of(office) == (theirs or None)


def test_a_changed_label_is_no_change_to_write(office: Workspace) -> None:
    office.publish(visit())
    a_person_makes_the_list(office, *list_of(office), THEIRS)

    assert office.compare(visit()).writes == ()


@pytest.mark.proves("C8")
def test_somebodys_own_labels_stay_in_the_list(office: Workspace) -> None:
    office.publish(visit())
    both = [THEIRS, *list_of(office)]
    a_person_makes_the_list(office, *both)

    office.publish(visit(LATER), visit(id=NEXT))

    assert list_of(office) == both
    assert label_of(office, NEXT) == label_id(Kind.VISIT)


@pytest.mark.proves("P4")
def test_where_our_labels_were_removed_an_event_is_made_once_and_told_once(
    office: Workspace,
) -> None:
    office.publish(visit())
    a_person_makes_the_list(office, THEIRS)
    office.mails()
    calls(office)

    report = office.publish(visit(), visit(LATER, id=NEXT))

    assert report.left == ()
    assert [one.status for one in office.running.log.entries("calendar.events.insert")] == [
        400,
        200,
    ]
    assert len(office.live()) == 2
    assert sorted(office.mails()) == [("invitation", person("ana")), ("invitation", person("hall"))]
    assert label_of(office, NEXT) is None
    assert list_of(office) == [THEIRS]
    assert calendar(office) not in LabelledCalendars(office.journal)


def test_a_label_google_calls_not_found_is_left_out_like_one_it_calls_wrong(
    office: Workspace,
) -> None:
    office.publish(visit())
    office.running.faults.add(
        Rule(method="calendar.events.insert", deed=Deed.REFUSE, status=404, reason="notFound")
    )
    office.mails()

    report = office.publish(visit(), visit(LATER, id=NEXT))

    assert report.left == ()
    assert len(office.live()) == 2
    assert label_of(office, NEXT) is None
    assert sorted(office.mails()) == [("invitation", person("ana")), ("invitation", person("hall"))]


@pytest.mark.proves("N1")
def test_an_event_that_is_to_be_made_quietly_is_so_without_its_label_too(office: Workspace) -> None:
    office.publish(visit())
    a_person_makes_the_list(office, THEIRS)
    changes = office.compare(visit(), visit(LATER, id=NEXT))
    quiet = replace(changes, changes=tuple(replace(one, mails=()) for one in changes.changes))
    office.mails()

    report = office.push(quiet)

    assert report.left == ()
    assert len(office.live()) == 2
    assert label_of(office, NEXT) is None
    assert office.mails() == []


def test_labels_that_were_removed_are_not_tried_again(office: Workspace) -> None:
    office.publish(visit())
    a_person_makes_the_list(office)
    office.publish(visit(), visit(LATER, id=NEXT))
    changes = office.compare(
        visit(), visit(LATER, id=NEXT), visit("2026-12-10 10:40", id=ActivityId("third"))
    )
    calls(office)

    office.push(changes)

    assert calls(office) == {"events.insert": 1}


def test_a_calendar_that_was_made_without_labels_is_sent_none(office: Workspace) -> None:
    made = office.api.create_calendar("Math coaching - Ana Ruiz", "UTC", "somebody's")
    office.journal.calendar_made(ANA, made, "Math coaching - Ana Ruiz")

    report = office.publish(visit())

    assert report.left == ()
    assert [one.status for one in office.running.log.entries("calendar.events.insert")] == [200]
    assert label_of(office) is None
    assert list_of(office) == []


def test_a_calendar_is_made_even_where_labels_are_refused(office: Workspace) -> None:
    refused = Rule(
        method="calendar.calendars.insert", deed=Deed.REFUSE, status=400, reason="invalid"
    )
    office.running.faults.add(refused)

    report = office.publish(visit())

    assert report.left == ()
    assert list_of(office) == []
    assert calendar(office) not in LabelledCalendars(office.journal)


@pytest.mark.proves("N1")
def test_a_labelled_insert_whose_answer_is_lost_is_not_made_twice(office: Workspace) -> None:
    office.running.faults.add(
        Rule(method="calendar.events.insert", deed=Deed.DROP, at=Moment.AFTER_COMMIT)
    )

    report = office.publish(visit())

    assert report.left == ()
    assert len(office.live()) == 1
    assert label_of(office) == label_id(Kind.VISIT)
    assert Counter(office.mails()).total() == 2
