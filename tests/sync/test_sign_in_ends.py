"""A sign-in that ends in the middle of a push: one fresh token is asked for, then it stops for a person."""

from collections import Counter
from pathlib import Path

import pytest

from local_google import admin
from local_google.faults import Deed, Moment, Rule
from scheduler.errors import SignInNeeded
from tests.builders import BEN, KHAN, an_activity
from tests.sync.coaching import OFFICE, Workspace, a_workspace, another_computer, visit

BENS = an_activity(id="visit-2", leader=BEN, required=(BEN, KHAN))
HER_NEXT = an_activity(id="visit-3")


@pytest.mark.proves("N14", "GE-32")
def test_it_stops_names_the_cause_and_goes_on_after_signing_in_again(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as office:
        changes = office.compare(
            visit(),
            (BENS, visit("2026-12-08 09:00")[1]),
            (HER_NEXT, visit("2026-12-09 09:00")[1]),
        )
        withdrawn_after_a_lane_s_first_event(office)

        report = office.push(changes)

        assert isinstance(report.stopped, SignInNeeded)
        assert report.stopped.exit_code == 4
        assert "7 days" in report.stopped.fix
        assert 1 <= len(report.left) <= 2
        asked = [one.method for one in office.running.log.entries("oauth.token")]
        assert 1 <= len(asked) <= 2  # one for each lane that was still writing

        sent = office.mails()
        office.running.faults.clear()
        file = tmp_path / "journal.sqlite3"
        with another_computer(office.running, file, office.district) as signed_in_again:
            again = signed_in_again.push(changes)
            stand = signed_in_again.live()

        assert again.stopped is None
        assert len(stand) == 3
        everything = Counter(to.partition("@")[0] for _, to in (*sent, *office.mails()))
        assert everything == {"ana": 2, "hall": 2, "ben": 1, "khan": 1}
        assert everything.total() == changes.counts.mails


def withdrawn_after_a_lane_s_first_event(office: Workspace) -> None:
    """The account's sign-ins end just when the first event of either lane is written.

    Two lanes write at once, so what the other one had under way may still go through; the second
    event of a lane never does.
    """
    office.running.faults.add(
        Rule(
            method="calendar.events.insert",
            deed=Deed.CALL,
            at=Moment.AFTER_COMMIT,
            count=2,
            call=lambda _: admin.forget_tokens(office.running.store, OFFICE),
        )
    )
