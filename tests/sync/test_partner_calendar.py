"""What somebody from outside finds in her own calendar: the meeting, and no teacher."""

import json
from pathlib import Path

import pytest

from local_google import admin
from scheduler.district import PersonId, Role, SeriesId
from scheduler.model import ActivityId, Kind
from sync.calendars.calendar_api import CalendarApi
from sync.event.wording import Wording
from tests.builders import ANA, HALL, KHAN, a_district, a_person, a_slot, an_activity
from tests.sync.coaching import a_workspace, connect

PAT = a_person("Pat Arbor", Role.EXTERNAL_PARTNER, external=True, email="pat@arbor.example")
KINDS = (Kind.ROUND, Kind.MEETING, Kind.SESSION, Kind.VISIT, Kind.DEBRIEF, Kind.TRAINING)
TEACHERS = ("Hall", "Khan", "Rosa", "Amir", "hall@", "khan@")


@pytest.mark.proves("F-69", "F-80", "X18")
@pytest.mark.parametrize("with_teachers", [(HALL, KHAN), (HALL,)])
def test_no_teacher_is_named_in_a_partners_calendar(
    tmp_path: Path, with_teachers: tuple[PersonId, ...]
) -> None:
    district = a_district(PAT)
    with a_workspace(tmp_path, district=district) as office:
        office.wording = Wording(mails_outside=True)
        admin.add_user(office.running.store, PAT.email)
        pairs = [
            (
                an_activity(
                    id=ActivityId(f"outside.{kind.name}"),
                    kind=kind,
                    label="Fall",
                    series=SeriesId("fall"),
                    required=(ANA, *with_teachers, PAT.id),
                ),
                a_slot(f"2026-12-08 {8 + number:02d}:00"),
            )
            for number, kind in enumerate(KINDS)
        ]
        office.publish(*pairs)
        page = CalendarApi(connect(office.running, PAT.email)).list_events(PAT.email)
        found = [json.dumps(event.raw, default=dict) for event in page.events]
        mails = [mail for mail in admin.outbox(office.running.store) if mail.to == PAT.email]

    assert len(found) == len(KINDS)
    assert [word for word in TEACHERS if any(word in text for text in found)] == []
    assert [word for word in TEACHERS if any(word in mail.summary for mail in mails)] == []
