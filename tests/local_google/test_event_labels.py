"""Event labels: a calendar's list, and what an event may carry of it."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.local_google.district import (
    COACH,
    TEACHER,
    District,
    a_district,
    guests,
    lesson,
)
from tests.local_google.test_event_identity import refused

BLUE = {
    "id": "11111111-2222-4333-8444-555555555555",
    "name": "Visit",
    "backgroundColor": "#0b57d0",
}
RED = {"id": "99999999-2222-4333-8444-555555555555", "backgroundColor": "#b3261e"}


def calendar(client: Any, *labels: dict[str, str]) -> str:
    body = {"summary": "Coaching", "labelProperties": {"eventLabels": list(labels)}}
    made = client.calendars().insert(body=body).execute()
    identity: str = made["id"]
    return identity


def insert(client: Any, place: str, version: int | None = 1, **more: Any) -> Any:
    asked = {} if version is None else {"eventLabelVersion": version}
    return client.events().insert(calendarId=place, body=lesson(id="bell0") | more, **asked)


def change(client: Any, place: str, *labels: dict[str, Any]) -> Any:
    body = {"labelProperties": {"eventLabels": list(labels)}}
    return client.calendars().patch(calendarId=place, body=body)


def test_the_list_is_replaced_whole_when_sent_and_stays_when_not(coach: Any) -> None:
    place = calendar(coach, BLUE, RED)

    renamed = coach.calendars().patch(calendarId=place, body={"summary": "New"}).execute()
    replaced = change(coach, place, RED).execute()

    assert renamed["labelProperties"]["eventLabels"] == [BLUE, RED]
    assert replaced["labelProperties"]["eventLabels"] == [RED]
    assert "labelProperties" not in change(coach, place).execute()


def test_a_label_without_an_id_gets_one(coach: Any) -> None:
    place = calendar(coach, {"backgroundColor": "#b3261e"}, {"backgroundColor": "#b3261e"})

    found = coach.calendars().get(calendarId=place).execute()["labelProperties"]["eventLabels"]

    assert len({one["id"] for one in found}) == 2


@pytest.mark.parametrize(
    "labels",
    [
        [BLUE, BLUE],
        [BLUE | {"name": "n" * 51}],
        [BLUE | {"id": "visit"}],
        [{"name": "Visit"}],
        [{"backgroundColor": "#b3261e"}] * 201,
    ],
)
def test_a_list_that_google_does_not_take_is_refused_whole(
    coach: Any, labels: list[dict[str, str]]
) -> None:
    place = calendar(coach, RED)

    assert refused(change(coach, place, *labels)) == (400, "invalid")
    found = coach.calendars().get(calendarId=place).execute()
    assert found["labelProperties"]["eventLabels"] == [RED]


def test_only_an_owner_changes_the_list(district: District, coach: Any) -> None:
    place = calendar(coach, BLUE)
    rule = {"role": "writer", "scope": {"type": "user", "value": TEACHER}}
    coach.acl().insert(calendarId=place, body=rule).execute()

    status, _ = refused(change(district.client(TEACHER), place, RED))

    assert status == 403


def test_an_event_carries_its_label_and_a_guests_copy_does_not(
    district: District, coach: Any
) -> None:
    place = calendar(coach, BLUE)

    made = insert(coach, place, eventLabelId=BLUE["id"], attendees=guests(TEACHER)).execute()
    copy = district.client(TEACHER).events().get(calendarId="primary", eventId="bell0").execute()

    assert made["eventLabelId"] == BLUE["id"]
    assert "eventLabelId" not in copy


def test_without_the_version_the_label_is_dropped_and_with_it_the_colour(coach: Any) -> None:
    place = calendar(coach, BLUE)

    old = insert(coach, place, None, eventLabelId=BLUE["id"], colorId="3").execute()
    new = insert(coach, place, 1, id="bell1", eventLabelId=BLUE["id"], colorId="3").execute()

    assert ("eventLabelId" in old, old["colorId"]) == (False, "3")
    assert (new["eventLabelId"], "colorId" in new) == (BLUE["id"], False)


def test_an_unknown_label_is_refused_and_nothing_is_made(district: District, coach: Any) -> None:
    place = calendar(coach, BLUE)

    unknown = insert(coach, place, eventLabelId=RED["id"], attendees=guests(TEACHER))

    assert refused(unknown) == (400, "invalid")
    assert coach.events().list(calendarId=place).execute()["items"] == []
    assert district.mails() == []


@pytest.mark.parametrize("body", [{"summary": "New"}, {"eventLabelId": ""}])
def test_a_patch_with_the_version_takes_a_label_off_that_it_does_not_name(
    coach: Any, body: dict[str, str]
) -> None:
    place = calendar(coach, BLUE)
    insert(coach, place, eventLabelId=BLUE["id"]).execute()
    asked = {"calendarId": place, "eventId": "bell0", "body": body}

    kept = coach.events().patch(**asked).execute()
    gone = coach.events().patch(**asked, eventLabelVersion=1).execute()

    assert kept["eventLabelId"] == BLUE["id"]
    assert "eventLabelId" not in gone


def test_a_database_from_before_labels_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "google.sqlite3"
    with a_district(file) as before:
        place = calendar(before.client(COACH))
    with sqlite3.connect(file) as db:
        db.execute("DROP TABLE cal_labels")
    db.close()

    with a_district(file) as district:
        coach = district.client(COACH)
        assert change(coach, place, BLUE).execute()["labelProperties"]["eventLabels"] == [BLUE]
