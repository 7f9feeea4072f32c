"""The mails counted beforehand are the mails sent; what Google would refuse is refused before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scheduler.district import District, Role
from scheduler.errors import InputError, SettingsError
from scheduler.model import Activity, ActivityId, Kind, Slot
from sync.event.wording import Wording
from sync.merging.changes import Verb
from sync.merging.guards import Confirmed
from tests.builders import ANA, HALL, KHAN, a_district, a_person, a_slot, an_activity
from tests.sync.coaching import Workspace, a_workspace, person, several, verbs, visit

PARTNER = a_person("Pat Lee", Role.EXTERNAL_PARTNER, email="pat@partner.example", external=True)
STARTS = st.sampled_from(
    [f"2026-12-{day:02} {hour}:40" for day in (8, 9, 10) for hour in ("08", "13")]
)

EVERYTHING = tuple(ActivityId(f"visit-{n}") for n in range(5))


@st.composite
def schedules(draw: st.DrawFn) -> list[tuple[Activity, Slot]]:
    """Up to five visits whose time, text, room and guests vary; some are left out."""
    found = []
    for n in range(5):
        if draw(st.booleans()):
            continue
        guests = draw(st.sampled_from([(HALL,), (KHAN,), (HALL, KHAN), (HALL, PARTNER.id)]))
        activity = an_activity(
            id=ActivityId(f"visit-{n}"),
            kind=draw(st.sampled_from([Kind.MEETING, Kind.ROUND])),
            bring=draw(st.sampled_from(["", "the unit"])),
            required=(ANA, *guests),
        )
        room = draw(st.sampled_from(["214", "12"]))
        found.append((activity, replace(a_slot(draw(STARTS)), room=room)))
    return found


@pytest.fixture(scope="module")
def going_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that goes from schedule to schedule."""
    folder = tmp_path_factory.mktemp("mails")
    with a_workspace(folder, district=a_district(PARTNER)) as office:
        yield office


@pytest.mark.proves("C21", "GE-11", "GE-12")
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(pairs=schedules(), outside=st.booleans())
def test_each_person_gets_exactly_the_mails_counted_beforehand(
    going_on: Workspace, pairs: list[tuple[Activity, Slot]], outside: bool
) -> None:
    going_on.wording = Wording(mails_outside=outside)
    changes = going_on.compare(*pairs, dropped=EVERYTHING)
    foretold = sorted(email for change in changes.writes for email in change.mails)
    going_on.push(changes)
    going_on.later(timedelta(minutes=5))

    assert sorted(to for _, to in going_on.mails()) == foretold
    assert changes.counts.mails == len(foretold)
    assert going_on.compare(*pairs, dropped=EVERYTHING).writes == ()


@pytest.mark.proves("C21", "GE-16")
def test_a_storm_of_mails_is_stopped_before_the_first_write(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as office:
        changes = office.compare(*several(26))
        assert changes.counts.mails == 52

        for confirmed in (Confirmed(), Confirmed(mails=51), Confirmed(mails=520)):
            with pytest.raises(SettingsError, match="52"):
                office.push(changes, confirmed=confirmed)
        assert (office.writes(), office.mails()) == ([], [])

        office.push(changes, confirmed=Confirmed(mails=52))
        assert len(office.mails()) == 52


def a_crowd(size: int) -> tuple[District, Activity]:
    people = [a_person(f"Guest N{n}") for n in range(size)]
    activity = an_activity(required=(ANA, *(one.id for one in people)))
    return a_district(*people), activity


TOO_LARGE: list[tuple[District, Activity, str]] = [
    (*a_crowd(200), "201 guests"),
    (a_district(), an_activity(bring="x" * 7_500), "characters of text"),
    (
        a_district(a_person("A" * 320, Role.COACH, id=ANA, email="ana@d.example")),
        an_activity(),
        "characters in its title",
    ),
]


@pytest.mark.proves("C18", "GE-14")
@pytest.mark.parametrize(("district", "activity", "says"), TOO_LARGE)
def test_an_event_too_large_for_google_is_refused_when_the_change_set_is_made(
    tmp_path: Path, district: District, activity: Activity, says: str
) -> None:
    with a_workspace(tmp_path, district=district) as office:
        with pytest.raises(InputError, match=says):
            office.compare((activity, a_slot()))

        assert office.writes() == []


@pytest.mark.proves("C18", "GE-14")
def test_the_largest_group_google_answers_for_is_invited(tmp_path: Path) -> None:
    district, activity = a_crowd(199)
    with a_workspace(tmp_path, district=district) as office:
        office.publish((activity, a_slot()))

        assert len(office.event(activity.id).attendees) == 200


@pytest.mark.proves("C18", "GE-18")
def test_a_place_too_long_for_google_is_refused_too(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as office, pytest.raises(InputError, match="in its place"):
        office.compare((an_activity(), replace(a_slot(), room="r" * 600)))


@pytest.mark.proves("GE-15", "F-61")
def test_what_was_shown_is_what_is_written_or_nothing(tmp_path: Path) -> None:
    """A text somebody edits between the showing and the push stays hers."""
    with a_workspace(tmp_path) as office:
        office.publish(visit())
        office.writes()
        shown = office.compare(visit("2026-12-09 10:40", bring="the unit"))
        assert office.writes() == []
        office.by_hand(office.event(), {"summary": "mine"})
        office.writes()
        report = office.push(shown)

        assert verbs(shown) == [Verb.MOVE]
        assert office.event().summary == "mine"
        assert [one.change.event_id for one in report.outcomes] == [
            one.event_id for one in shown.writes
        ]


@pytest.mark.proves("GE-9", "C8")
@pytest.mark.parametrize("answer", ["accepted", "tentative", "declined"])
def test_an_answer_stays_through_every_change_but_one_of_time(tmp_path: Path, answer: str) -> None:
    with a_workspace(tmp_path) as office:
        office.publish(visit())
        office.answer(person("hall"), office.event(), answer, "a note")
        activity = an_activity(bring="the unit", required=(ANA, HALL, KHAN))
        office.publish((activity, replace(a_slot("2026-12-08 10:40"), room="9")))
        kept = {one.email: one for one in office.event().attendees}

        assert kept[person("hall")].response == answer
        assert kept[person("hall")].comment == "a note"
        assert kept[person("khan")].response == "needsAction"


@pytest.mark.proves("R-CLC-15")
def test_what_happens_there_is_told(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as office:
        office.publish(visit(happens=("The coach visits a lesson.", "They talk.")))

        assert "The coach visits a lesson.\nThey talk." in office.event().description
