"""What an invitation tells besides time and place: how far the cycle is, how to join, and to whom not."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.district import CohortId, Modality, Role
from scheduler.errors import InputError
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from sync.calendars.calendar_api import CalendarApi
from sync.event.description import CLOSES, OPENS, owned_text
from sync.event.events import WantedEvent, insert_body, wanted_event, wanted_events
from sync.event.identity import event_id, key_of
from sync.event.marks import Marks, digests_of
from sync.event.progress import Progress
from sync.event.wording import Wording
from sync.merging.changes import Verb
from tests.builders import (
    ANA,
    HALL,
    KHAN,
    a_district,
    a_person,
    a_schedule,
    a_slot,
    an_activity,
    at,
)
from tests.sync.coaching import Workspace, a_workspace, connect, person, verbs

PARTNER = a_person("Pat Lee", Role.EXTERNAL_PARTNER, email="pat@partner.example", external=True)
WITH_PARTNER = an_activity(kind=Kind.PARTNER_MEETING, required=(ANA, HALL, PARTNER.id))
FRIDAY = at("2026-12-11 15:30")


def event_of(activity: Activity, slot: Slot | None = None, **more: Any) -> WantedEvent:
    plain: dict[str, Any] = {"district": a_district(PARTNER), "wording": Wording()}
    given_ = plain | more
    district, wording = given_.pop("district"), given_.pop("wording")
    return wanted_event(activity, slot or a_slot(), district, wording, **given_)


def sent(event: WantedEvent) -> dict[str, Any]:
    """The body of the insert."""
    marks = Marks(
        key=key_of("e", event.activity), generation=1, base=digests_of(event.values()), last_time=""
    )
    return insert_body(event, event_id("e", marks.key, 1), marks)


# Progress


def visits(*walls: str) -> list[tuple[Activity, Slot]]:
    """Visits to Rosa Hall in one cycle."""
    return [
        (an_activity(id=ActivityId(f"visit-{n}"), cohort=CohortId("a")), a_slot(wall))
        for n, wall in enumerate(walls)
    ]


CYCLE = visits("2026-12-01 10:40", "2026-12-08 10:40", "2026-12-15 10:40", "2026-12-22 10:40")


def progress_of(schedule: Schedule, told: int) -> Progress:
    """As of the Friday, when so many of the visits were told."""
    known = {activity.id: slot for activity, slot in CYCLE[:told]}
    return Progress(schedule, known, FRIDAY)


def test_an_invitation_tells_how_far_the_cycle_is_and_what_comes_next() -> None:
    progress = progress_of(a_schedule(CYCLE), told=4)

    line = progress.line(*CYCLE[2], "America/New_York")

    assert line == (
        "Your coaching this cycle, as of Fri 11 Dec: 2 of 4 visits done, next Tue 22 Dec."
    )


def test_what_nobody_was_told_yet_is_not_called_next() -> None:
    line = progress_of(a_schedule(CYCLE), told=3).line(*CYCLE[2], "America/New_York")

    assert line.endswith("2 of 4 visits done.")


def test_a_session_counts_sessions_and_nobodys_visits() -> None:
    both = [
        (
            an_activity(
                id=ActivityId(f"session-{n}"),
                kind=Kind.SESSION,
                cohort=CohortId("a"),
                required=(ANA, HALL, KHAN),
            ),
            a_slot(wall),
        )
        for n, wall in enumerate(("2026-12-02 14:00", "2026-12-16 14:00"))
    ]
    progress = Progress(a_schedule([*CYCLE, *both]), {}, FRIDAY)

    assert "1 of 2 sessions done" in progress.line(*both[1], "America/New_York")
    assert "2 of 4 visits done" in progress.line(*CYCLE[2], "America/New_York")


def test_what_stands_outside_a_cycle_tells_no_progress() -> None:
    alone = (an_activity(kind=Kind.MEETING), a_slot())

    assert Progress(a_schedule([alone]), {}, FRIDAY).line(*alone, "America/New_York") == ""


@pytest.mark.proves("GE-1", "F-67")
def test_progress_alone_is_never_a_reason_to_write(tmp_path: Path) -> None:
    """Written on one Friday, looked at on the next, when one more visit is done."""
    with a_workspace(tmp_path) as workspace:
        workspace.now = at("2026-11-27 15:30")
        workspace.publish(*CYCLE)
        told = workspace.event(ActivityId("visit-2")).description
        workspace.writes()
        workspace.now = FRIDAY
        again = workspace.compare(*CYCLE)

    assert "0 of 4 visits done" in told
    assert verbs(again) == [Verb.NOTHING] * 4


def test_progress_is_brought_up_to_date_when_the_text_is_written_anyway(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as workspace:
        workspace.now = at("2026-11-27 15:30")
        workspace.publish(*CYCLE)
        workspace.now = FRIDAY
        activity, slot = CYCLE[3]
        workspace.publish(*CYCLE[:3], (replace(activity, bring="the unit"), slot))
        text = workspace.event(activity.id).description

    assert "2 of 4 visits done" in text
    assert "0 of 4" not in text
    assert "Please bring: the unit" in text


# How to join


REMOTE = an_activity(kind=Kind.MEETING, modality=Modality.VIRTUAL)


@pytest.mark.proves("F-70", "R-SS-13")
@pytest.mark.parametrize(
    ("activity", "asked"),
    [
        (REMOTE, True),
        (replace(REMOTE, modality=Modality.HYBRID), True),
        (replace(REMOTE, link="https://meet.example/x"), False),
        (an_activity(), False),
    ],
)
def test_a_meet_link_is_asked_for_only_where_people_meet_from_afar(
    activity: Activity, asked: bool
) -> None:
    body = sent(event_of(activity))

    assert ("conferenceData" in body) is asked
    if asked:
        assert body["conferenceData"]["createRequest"]["requestId"] == body["id"]
        assert "Join by the Meet link here." in body["description"]


@pytest.mark.proves("F-70")
def test_the_link_stands_in_the_event_of_everybody(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as workspace:
        workspace.publish((REMOTE, a_slot()))
        ours = workspace.event(REMOTE.id)
        hers = CalendarApi(connect(workspace.running, person("hall"))).get_event(
            person("hall"), ours.id
        )
        again = workspace.compare((REMOTE, a_slot()))

    assert ours.raw["hangoutLink"].startswith("https://meet.google.com/")
    assert hers is not None
    assert hers.raw["hangoutLink"] == ours.raw["hangoutLink"]
    assert verbs(again) == [Verb.NOTHING]


def test_a_meeting_that_becomes_remote_gets_its_link_then(tmp_path: Path) -> None:
    here = replace(REMOTE, modality=Modality.IN_PERSON)
    with a_workspace(tmp_path) as workspace:
        workspace.publish((here, a_slot()))
        before = workspace.event(REMOTE.id).raw
        workspace.publish((REMOTE, a_slot()))
        after = workspace.event(REMOTE.id).raw

    assert "hangoutLink" not in before
    assert "hangoutLink" in after


# People from outside


@pytest.mark.proves("F-69", "GE-13")
def test_google_writes_to_nobody_outside_unless_the_district_wants_it() -> None:
    silent = event_of(WITH_PARTNER)
    mailed = event_of(WITH_PARTNER, wording=Wording(mails_outside=True))

    assert PARTNER.email not in silent.guests
    assert silent.outside == ()
    assert silent.hide_guests
    assert mailed.outside == (PARTNER.email,)
    assert PARTNER.email in mailed.guests


@pytest.mark.proves("F-69")
@pytest.mark.parametrize("kind", [Kind.ROUND, Kind.PARTNER_MEETING, Kind.MEETING])
def test_what_an_outsider_takes_part_in_names_no_teacher(kind: Kind) -> None:
    event = event_of(replace(WITH_PARTNER, kind=kind), wording=Wording(mails_outside=True))

    assert "Rosa" not in json.dumps(sent(event)).replace("hall@", "")
    assert "Hall" not in event.title + event.place + event.block


def test_somebody_outside_needs_no_address_while_google_does_not_write_to_her() -> None:
    partner = replace(PARTNER, email="")
    schedule = a_schedule([(WITH_PARTNER, a_slot())])

    assert wanted_events(schedule, a_district(partner), Wording())
    with pytest.raises(InputError, match="Pat Lee"):
        wanted_events(schedule, a_district(partner), Wording(mails_outside=True))


# Text is data


SIGNS = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "${jndi:x}",
    "{0.__class__}",
    "%(x)s",
    "=1+1",
    OPENS,
    CLOSES,
)
ANY_TEXT = st.one_of(
    st.sampled_from(SIGNS),
    st.text(
        alphabet=st.one_of(
            st.sampled_from("\r\n\x00\x0b\x1c\x85\u2028\u2029\u202e\u2066\u200f:;,<>{}%$="),
            st.characters(codec="utf-8"),
        ),
        max_size=40,
    ),
)
INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}


@pytest.mark.proves("X13", "X20", "I6")
@settings(max_examples=80, deadline=None)
@given(name=ANY_TEXT, label=ANY_TEXT, bring=ANY_TEXT, room=ANY_TEXT, link=ANY_TEXT)
def test_no_text_of_the_input_adds_a_line_turns_the_writing_or_ends_our_block(
    name: str, label: str, bring: str, room: str, link: str
) -> None:
    import unicodedata

    ana = a_person(f"x{name}", Role.COACH, id=ANA, email="ana@d.example")
    activity = an_activity(label=label, bring=bring, link=link)
    event = event_of(activity, replace(a_slot(), room=room), district=a_district(ana))
    body = sent(event)
    written = (body["summary"], body["location"], *body["description"].split("\n"))

    assert not [c for part in written for c in part if unicodedata.category(c) in INVISIBLE]
    assert len(body["description"].split("\n")) <= 9
    assert owned_text(body["description"]) == "\n".join(
        line.strip() for line in event.text.split("\n")
    )


@pytest.mark.proves("X20")
@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{0.__class__}", "%(x)s", "=HYPERLINK(1)"])
def test_what_looks_like_a_template_or_a_formula_is_written_as_it_stands(text: str) -> None:
    assert f"Please bring: {text}" in event_of(an_activity(bring=text)).text


# Who is mailed


@pytest.fixture
def with_outsider(tmp_path: Path) -> Any:
    """A meeting with somebody from outside, whom Google may mail, stands in the calendar."""
    with a_workspace(tmp_path, district=a_district(PARTNER)) as workspace:
        workspace.wording = Wording(mails_outside=True)
        workspace.publish((WITH_PARTNER, a_slot()))
        workspace.mails()
        yield workspace


@pytest.mark.proves("C22", "GE-11", "GE-12")
@pytest.mark.parametrize(
    ("change", "said", "told"),
    [
        ({"bring": "the unit"}, "externalOnly", [PARTNER.email]),
        ({"label": "another"}, "externalOnly", [PARTNER.email]),
    ],
)
def test_a_quiet_edit_still_reaches_the_people_outside(
    with_outsider: Workspace, change: dict[str, Any], said: str, told: list[str]
) -> None:
    changes = with_outsider.compare((replace(WITH_PARTNER, **change), a_slot()))

    assert [one.tells for one in changes.writes] == [said]
    with_outsider.push(changes)
    assert [to for _, to in with_outsider.mails()] == told


@pytest.mark.proves("C22", "GE-11")
def test_among_our_own_people_a_quiet_edit_mails_nobody_and_a_move_everybody(
    tmp_path: Path,
) -> None:
    with a_workspace(tmp_path) as workspace:
        workspace.publish((an_activity(), a_slot()))
        workspace.mails()
        quiet = workspace.compare((an_activity(bring="the unit"), a_slot()))
        moved = workspace.compare((an_activity(), a_slot("2026-12-09 10:40")))

    assert [one.tells for one in quiet.writes] == ["none"]
    assert [one.tells for one in moved.writes] == ["all"]
