"""A coach enters something of her own in her calendar, and the coaching week goes around it."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from local_google.server import serve
from local_google.services import open_store
from tests.builders import at
from tests.journeys.guests import answers, drags, signed_in
from tests.journeys.typing_commands import Typist

ANA = "ana.ruiz@lincoln.example"
OFFICE = "math-coaching@bellweave.example"
FRIDAY = "2026-11-06T14:30"
WEDNESDAY = "2026-11-11"
NOON = at(f"{WEDNESDAY} 12:00")


@pytest.fixture(scope="module")
def unsent_school(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The pre-cycle week is found and nobody was told; it is Friday."""
    typist = Typist(tmp_path_factory.mktemp("unsent"), now=FRIDAY)
    typist.does("init", "--small", "--start-week", "2026-11-16")
    typist.does("schedule", "week", "2026-11-09")
    return typist


@pytest.fixture(scope="module")
def small_school(unsent_school: Typist, tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The same, sent."""
    typist = unsent_school.moved_to(tmp_path_factory.mktemp("school"))
    typist.does("push", "--yes", "--now-send")
    return typist


@pytest.fixture
def unsent(unsent_school: Typist, tmp_path: Path) -> Typist:
    return unsent_school.moved_to(tmp_path / "unsent")


@pytest.fixture
def school(small_school: Typist, tmp_path: Path) -> Typist:
    return small_school.moved_to(tmp_path / "school")


def enter(typist: Typist, first: str, last: str, calendar: str = ANA) -> None:
    """Ana enters something of her own."""
    body = {
        "summary": "Dentist",
        "start": {"dateTime": at(first).isoformat()},
        "end": {"dateTime": at(last).isoformat()},
    }
    with typist.google() as store, signed_in(store, ANA) as ana:
        ana.insert_event(calendar, body, send_updates="none")


def placed(typist: Typist, day: str) -> list[datetime]:
    """When something of Ana's starts that day."""
    rows = csv.DictReader(typist.does("show", "--csv").out.splitlines())
    return [at(f"{day} {row['start']}") for row in rows if row["day"] == day]


@pytest.mark.proves("GE-25", "F-66", "F-10")
def test_the_next_schedule_goes_around_a_coachs_own_busy_hours(unsent: Typist) -> None:
    before = placed(unsent, WEDNESDAY)
    assert [start for start in before if start < NOON]
    enter(unsent, f"{WEDNESDAY} 08:00", f"{WEDNESDAY} 12:00")

    assert "Nothing new since the last time." in unsent.does("pull").out
    unsent.does("schedule", "week", "2026-11-09")

    after = placed(unsent, WEDNESDAY)
    assert [start for start in after if start < NOON] == []


@pytest.mark.slow
@pytest.mark.proves("F-10")
def test_what_stands_is_not_taken_for_the_coachs_own(school: Typist) -> None:
    school.does("pull")
    again = school.does("schedule", "week", "2026-11-09")

    assert "0 to add, 0 to change, 0 to remove." in again.out


@pytest.mark.slow
def test_nobodys_calendar_is_asked_when_the_settings_say_so(unsent: Typist) -> None:
    with (unsent.folder / "bellweave.toml").open("a", encoding="utf-8") as settings:
        settings.write('busy = "nobody"\n')
    before = placed(unsent, WEDNESDAY)
    enter(unsent, f"{WEDNESDAY} 08:00", f"{WEDNESDAY} 12:00")

    unsent.does("pull")
    unsent.does("schedule", "week", "2026-11-09")

    assert placed(unsent, WEDNESDAY) == before


@pytest.mark.proves("GE-25")
def test_busy_times_that_cannot_be_read_are_told_by_name(
    small_school: Typist, tmp_path: Path
) -> None:
    school = small_school.moved_to(tmp_path / "elsewhere")
    store = open_store(tmp_path / "google.db")
    try:
        with serve(store) as running:
            settings = (school.folder / "bellweave.toml").read_text(encoding="utf-8")
            (school.folder / "bellweave.toml").write_text(
                settings.replace('google = "local"', f'google = "{running.url}"').replace(
                    "journal.db", "other-journal.db"
                ),
                encoding="utf-8",
            )
            told = school.does("pull").out
            scheduled = school.does("schedule", "week", "2026-11-09").out
    finally:
        store.close()

    assert "busy times of 1 person could not be read: Ana Ruiz" in told
    assert "whether they are free is not known" in told
    assert "Busy times of 1 person are not known: Ana Ruiz." in scheduled


@pytest.mark.slow
@pytest.mark.proves("F-65")
def test_a_drag_is_told_with_its_time_and_a_teachers_own_drag_is_not_taken(
    school: Typist,
) -> None:
    maria, by = "maria.lopez@lincoln.example", timedelta(minutes=5)
    with school.google() as store:
        drags(store, maria, maria, "classroom visit", by=by, after=at("2026-11-08 12:00"))
    assert "Nothing new since the last time." in school.does("pull").out

    with school.google() as store, signed_in(store, OFFICE) as office:
        (calendar,) = [one.id for one in office.calendars() if one.summary.endswith("Ana Ruiz")]
        office.share(calendar, ANA, "writer")
        drags(store, ANA, calendar, "classroom visit", by=by, after=at("2026-11-08 12:00"))
    pulled = school.does("pull").out

    assert "moved by hand to Tue 10 Nov 8:35 AM" in pulled
    assert "Nothing new since the last time." in school.does("pull").out
    assert (
        "0 to add, 0 to change, 0 to remove." in school.does("schedule", "week", "2026-11-09").out
    )


@pytest.mark.slow
@pytest.mark.proves("F-66")
def test_what_a_guest_says_is_told_once(school: Typist) -> None:
    with school.google() as store:
        answers(store, "maria.lopez@lincoln.example", "classroom visit", "declined", comment="test")

    assert 'Maria Lopez declined Tue 10 Nov 8:30 AM, classroom visit, Maria Lopez: "test"' in (
        school.does("pull").out
    )
    assert "test" not in school.does("pull").out
