"""Mails are counted by week and person, together with the write that sent them, without an address."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_google.faults import Deed, Moment, Rule, refuse
from sync.journal.kept_mails import changed_since, mailed_in_week
from sync.journal.mails import person_sign, week_of
from tests.builders import ZONE, at
from tests.sync.coaching import Workspace, a_workspace, person, several, visit

HALL, ANA = person("hall"), person("ana")
EVERYBODY = (HALL, ANA, person("khan"), person("ben"))


def counted(office: Workspace) -> dict[str, int]:
    return mailed_in_week(office.journal, EVERYBODY, office.now, ZONE)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """An office on a Friday at the publishing moment."""
    with a_workspace(tmp_path) as workspace:
        yield workspace


@pytest.mark.proves("F-67", "GE-11", "C21")
def test_the_mails_counted_are_the_mails_in_the_outbox(office: Workspace) -> None:
    office.publish(*several(5))
    office.publish(*several(3), dropped=tuple(activity.id for activity, _ in several(5)))
    sent = [to for _, to in office.mails()]

    assert counted(office) == {one: sent.count(one) for one in EVERYBODY}


@pytest.mark.proves("F-67", "T4")
def test_each_week_counts_for_itself_also_over_the_year(office: Workspace) -> None:
    office.publish(visit("2027-01-12 10:40"))
    office.now = at("2027-01-03 21:00")
    office.publish(visit("2027-01-13 10:40"))

    assert counted(office) == {HALL: 1, ANA: 1}
    assert week_of(office.now, ZONE) == "2026-W53"
    assert week_of(at("2027-01-04 00:00"), ZONE) == "2027-W01"


@pytest.mark.proves("P1", "F-72")
@pytest.mark.parametrize("moment", [Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT])
def test_a_run_that_was_cut_off_counts_each_mail_once(office: Workspace, moment: Moment) -> None:
    """With the look at what is left open, and the push that goes on."""
    changes = office.compare(*several(6))
    for method, nth in (("calendar.events.insert", 4), ("calendar.events.get", 1)):
        office.running.faults.add(
            Rule(method=method, deed=Deed.DROP, at=moment, nth=nth, count=None)
        )
    office.push(changes)
    office.running.faults.clear()
    office.push(changes)
    sent = [to for _, to in office.mails()]

    assert len(sent) == 12
    assert counted(office) == {one: sent.count(one) for one in EVERYBODY if one in sent}


def test_what_was_refused_is_not_counted(office: Workspace) -> None:
    office.running.faults.add(refuse("calendar.events.insert", 403, "forbidden"))
    office.publish(visit())

    assert office.mails() == []
    assert counted(office) == {}


def test_only_changes_with_a_mail_count_as_changes_of_the_week(office: Workspace) -> None:
    monday = at("2026-11-30 00:00")
    office.publish(visit())
    assert not changed_since(office.journal, monday)

    office.publish(visit(bring="the unit"))
    assert not changed_since(office.journal, monday)

    office.publish(visit("2026-12-09 10:40", bring="the unit"))
    assert len(changed_since(office.journal, monday)) == 1
    assert not changed_since(office.journal, office.now)


@pytest.mark.proves("X1")
def test_no_address_stands_in_the_counts_and_no_two_workspaces_share_a_sign(
    office: Workspace, tmp_path: Path
) -> None:
    office.publish(visit())
    with sqlite3.connect(tmp_path / "journal.sqlite3") as file:
        rows = list(file.execute("SELECT person FROM mails UNION SELECT mails FROM ops"))

    assert rows
    assert not [row for row in rows if "@" in row[0]]
    assert person_sign("north", HALL) != person_sign("south", HALL)
