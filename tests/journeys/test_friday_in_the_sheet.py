"""A coach's Friday and the end of her week, done in ThisWeek alone; `bellweave run` is all that runs."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_templates.vocabulary.table import CellValue
from sync.journal.lease import RUNNING, leased
from sync.workspace.known import journal
from tests.builders import at
from tests.journeys.guests import drags, signed_in
from tests.journeys.sheet_people import SheetPerson
from tests.journeys.typing_commands import Ran, Typist
from workflow import open_here

ANA = "ana.ruiz@lincoln.example"
OFFICE = "math-coaching@bellweave.example"
FRIDAY = "2026-11-13T14:30"
PUBLISHING = "2026-11-13T15:30"
NEXT_FRIDAY = "2026-11-20T15:40"
OMAR, PRIYA, MARIA = "Omar Haddad", "Priya Patel", "Maria Lopez"
VISIT = "classroom visit"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The pre-cycle week is found for the first time, and stands in Ana's ThisWeek."""
    typist = Typist(tmp_path_factory.mktemp("shown"), now=FRIDAY)
    typist.does("init", "--small", "--start-week", "2026-11-23")
    typist.does("run")
    return typist


@pytest.fixture(scope="module")
def sent_week(shown: Typist, tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The same, ticked and sent as it was."""
    typist = shown.moved_to(tmp_path_factory.mktemp("sent"))
    typist.now = PUBLISHING
    SheetPerson(typist, ANA).ticks_send()
    typist.does("run")
    return typist


@pytest.fixture
def ana(shown: Typist, tmp_path: Path) -> SheetPerson:
    """Ana on Friday at 2:30 PM, with nothing sent."""
    return SheetPerson(shown.moved_to(tmp_path / "school"), ANA)


@pytest.fixture
def ana_after(sent_week: Typist, tmp_path: Path) -> SheetPerson:
    """Ana at the end of the week that was sent."""
    typist = sent_week.moved_to(tmp_path / "school")
    typist.now = NEXT_FRIDAY
    return SheetPerson(typist, ANA)


def told(ran: Ran) -> dict[str, Any]:
    """The line of a run."""
    (line,) = ran.out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def runs(typist: Typist, *more: str, code: int = 0) -> dict[str, Any]:
    """Cron runs it."""
    ran = typist.types("run", *more)
    assert ran.code == code, typist.said[-1]
    return told(ran)


def visit(ana: SheetPerson, teacher: str) -> dict[str, CellValue]:
    return ana.row("ThisWeek", who=teacher, kind=VISIT)


def told_of(typist: Typist, person: str, what: str) -> list[str]:
    """The titles of the mails to somebody about something."""
    mails = (one for one in typist.mails() if one.to.startswith(person))
    return [one.summary for one in mails if what in one.summary]


def moment(row: dict[str, CellValue]) -> datetime:
    """When the activity of a row begins."""
    return at(f"{row['day']} {row['time']:%H:%M}")


@dataclass(frozen=True)
class Before:
    """How much was written and mailed up to a moment."""

    writes: int
    mails: int

    @classmethod
    def of(cls, typist: Typist) -> "Before":
        return cls(writes=typist.writes(), mails=len(typist.mails()))


@pytest.mark.slow
@pytest.mark.proves("F-61", "F-62", "J1")
def test_a_friday_goes_from_cells_to_the_outbox_in_five_actions(ana: SheetPerson) -> None:
    typist = ana.typist
    stood = visit(ana, MARIA)["day"]
    ana.types("ThisWeek", visit(ana, MARIA), what_I_want="move", wish=f"not {stood:%A}")
    ana.types("ThisWeek", visit(ana, OMAR), what_I_want="drop")
    ana.types("ThisWeek", visit(ana, PRIYA), what_I_want="keep")
    runs(typist)
    before = Before.of(typist)
    line = str(ana.draft["what it does"])
    ana.ticks_send()
    waited = runs(typist)

    assert before == Before(writes=0, mails=0) == Before.of(typist)
    assert str(ana.draft["what it does"]).startswith("Ticked: goes out on Fri 13 Nov, 3:30 PM")
    typist.now = PUBLISHING
    done = runs(typist)
    mails = Counter((mail.event, mail.to) for mail in typist.mails())
    assert len(ana.actions) <= 6
    assert (waited["mails"], done["result"]) == (0, "sent")
    assert line.startswith(f"Tick send to send {done['writes']} invitations to ")
    assert done["mails"] == sum(mails.values()) > 0
    assert set(mails.values()) == {1}
    assert typist.writes() == done["writes"]
    assert not told_of(typist, "omar.haddad", "visit")
    assert told_of(typist, "maria.lopez", "visit")
    assert visit(ana, MARIA)["day"] != stood
    assert visit(ana, OMAR)["state"] == "dropped"
    assert visit(ana, MARIA)["state"] == visit(ana, PRIYA)["state"] == "sent"
    assert (ana.draft["send"], ana.draft["who"]) == (False, "Nothing to send")
    after = Before.of(typist)
    again = runs(typist)
    assert (again["writes"], again["mails"], again["cells"]) == (0, 0, 0)
    assert Before.of(typist) == after


@pytest.mark.slow
@pytest.mark.proves("F-61")
def test_without_a_tick_nothing_is_ever_sent(ana: SheetPerson) -> None:
    ana.typist.now = PUBLISHING
    line = runs(ana.typist)
    looked_at = runs(ana.typist, "--detailed-exitcode", code=3)

    assert Before.of(ana.typist) == Before(writes=0, mails=0)
    assert line["result"] == looked_at["result"] == "waiting"


@pytest.mark.slow
@pytest.mark.proves("T4")
def test_a_ticked_draft_that_changed_since_is_not_sent_and_says_what_changed(
    ana: SheetPerson,
) -> None:
    typist = ana.typist
    typist.now = PUBLISHING
    number = str(ana.draft["who"])
    ana.ticks_send()
    ana.types("ThisWeek", visit(ana, PRIYA), what_I_want="drop")
    line = runs(typist, code=6)

    assert Before.of(typist) == Before(writes=0, mails=0)
    assert line["result"] == "stale"
    said = str(ana.draft["what it does"])
    assert said.startswith(f"{number} was not sent, as since then ")
    assert "2 changes fell out of it. Tick send to send " in said
    assert (ana.draft["send"], ana.draft["who"]) == (False, "Draft 2")
    runs(typist)
    assert str(ana.draft["what it does"]) == said
    ana.ticks_send()
    assert runs(typist)["result"] == "sent"
    assert not told_of(typist, "priya.patel", "visit")


@pytest.mark.slow
def test_more_mails_than_a_run_may_send_are_left_to_a_person(ana: SheetPerson) -> None:
    ana.typist.now = PUBLISHING
    ana.ticks_send()
    line = runs(ana.typist, "--max-mails", "5")

    assert Before.of(ana.typist) == Before(writes=0, mails=0)
    assert "5 more may go out in this run" in str(ana.draft["what it does"])
    assert ana.draft["send"] is True
    assert line["run"] == ""


@pytest.mark.slow
def test_a_small_draft_goes_without_a_tick_where_that_is_allowed(ana_after: SheetPerson) -> None:
    typist = ana_after.typist
    typist.now = PUBLISHING
    ana_after.types("ThisWeek", visit(ana_after, PRIYA), what_I_want="drop")
    before = Before.of(typist)
    runs(typist, "--push-if-small", "1")
    assert Before.of(typist) == before
    runs(typist, "--push-if-small", "2")

    cancelled = typist.mails()[before.mails :]
    assert {mail.kind for mail in cancelled} == {"cancellation"}
    assert {mail.to for mail in cancelled} <= {ANA, "priya.patel@lincoln.example"}


@pytest.mark.slow
@pytest.mark.proves("F-53")
def test_what_was_dropped_comes_back_when_the_cell_is_emptied(ana: SheetPerson) -> None:
    ana.types("ThisWeek", visit(ana, PRIYA), what_I_want="drop")
    runs(ana.typist)
    dropped = visit(ana, PRIYA)
    ana.types("ThisWeek", dropped, what_I_want="")
    runs(ana.typist)
    back = visit(ana, PRIYA)

    assert (dropped["state"], dropped["day"]) == ("dropped", None)
    assert back["state"] == "proposed"
    assert back["day"] is not None


@pytest.mark.slow
@pytest.mark.proves("F-53")
def test_two_visits_change_places_and_back_again(ana: SheetPerson) -> None:
    daniel, maria = (visit(ana, one) for one in ("Daniel Okafor", MARIA))
    mine = (daniel["day"], daniel["time"])
    ana.types("ThisWeek", maria, what_I_want="swap", wish="Daniel Okafor visit")
    refused = runs(ana.typist)
    answer = visit(ana, MARIA)["what it does"]
    ana.types("ThisWeek", visit(ana, MARIA), wish=f"{VISIT} Daniel Okafor")
    runs(ana.typist)
    after = visit(ana, MARIA)

    assert refused["clashes"] == []
    assert "nothing that week is called 'Daniel Okafor visit'" in str(answer)
    assert str(after["what it does"]).startswith(
        ("changes places with classroom visit, Daniel Okafor", "cannot change places")
    )
    assert ((after["day"], after["time"]) == mine) == ("put at" in str(after["what it does"]))


@pytest.mark.slow
@pytest.mark.proves("F-50")
def test_a_wish_against_a_rule_is_refused_in_the_words_of_the_rule(ana: SheetPerson) -> None:
    ana.types("ThisWeek", visit(ana, MARIA), what_I_want="move", wish="Tue 3:30 PM")
    ana.types("ThisWeek", visit(ana, OMAR), what_I_want="keept")
    line = runs(ana.typist)
    answer = str(visit(ana, MARIA)["what it does"])

    assert answer.startswith("not possible at Tue 17 Nov, 3:30 PM: ")
    assert "it could be " in answer
    assert visit(ana, OMAR)["what it does"] == "'keept' is no such word; did you mean keep?"
    (finding,) = line["findings"]
    assert finding.startswith("ThisWeek!H")
    assert "keept" not in finding


@pytest.mark.slow
def test_one_run_at_a_time_and_the_other_names_who_is_at_it(ana: SheetPerson) -> None:
    typist = ana.typist
    workspace = open_here(now=typist.now, start=typist.folder)
    with (
        journal(workspace, "America/New_York") as kept,
        leased(kept, "Ms Frizzle", lambda _: None, RUNNING),
    ):
        ran = typist.types("run")

    assert ran.code == 7
    assert "another run is at work: Ms Frizzle, process " in ran.err
    assert told(ran)["exit"] == 7


@pytest.mark.slow
@pytest.mark.proves("F-81", "J11")
def test_closing_the_week_flows_into_the_log_the_progress_and_the_next_week(
    ana_after: SheetPerson,
) -> None:
    ana, typist = ana_after, ana_after.typist
    ana.types("ThisWeek", visit(ana, MARIA), held=True)
    ana.types("ThisWeek", visit(ana, OMAR), what_I_want="not held", wish="state testing")
    runs(typist)

    assert ana.row("VisitLog", teacher=MARIA, type=VISIT)["outcome"] == "held"
    omar = ana.row("VisitLog", teacher=OMAR, type=VISIT)
    assert (omar["outcome"], omar["reason"]) == ("not held", "state testing")
    assert visit(ana, OMAR)["what it does"] == "noted: not held"
    progress = {row["teacher"]: row for row in ana.rows("CycleProgress", of="CycleProgress")}
    assert progress[MARIA]["visits_held"] == 1
    assert progress[OMAR]["visits_held"] == 0
    ana.types("VisitLog", ana.row("VisitLog", teacher=PRIYA, type=VISIT), outcome="moved")
    ana.types("ThisWeek", visit(ana, PRIYA), held=True)
    ana.types("ThisWeek", visit(ana, OMAR), what_I_want="held")
    line = runs(typist)

    assert ana.row("VisitLog", teacher=PRIYA, type=VISIT)["outcome"] == "moved"
    assert "VisitLog says 'moved'" in str(visit(ana, PRIYA)["what it does"])
    assert any("something else than VisitLog" in one for one in line["findings"])
    assert ana.row("VisitLog", teacher=OMAR, type=VISIT)["outcome"] == "held"


@pytest.mark.slow
@pytest.mark.proves("F-98", "F-83")
def test_the_brief_holds_last_steps_in_her_own_copy_and_names_whom_nobody_met(
    ana_after: SheetPerson,
) -> None:
    ana, typist = ana_after, ana_after.typist
    log = ana.row("VisitLog", teacher=MARIA, type=VISIT)
    ana.types("VisitLog", log, next_step="wait five seconds")
    own = typist.does("brief", "Ana Ruiz", "--own", "--week", "2026-11-17").out
    others = typist.does("brief", "Ana Ruiz", "--week", "2026-11-17").out
    typist.now = "2026-12-10T08:00"
    later = typist.does("brief", "Ana Ruiz").out

    assert own.count("last step: wait five seconds") == 2
    assert "wait five seconds" not in others
    assert "without contact" not in others
    assert "Maria Lopez: 11 school days without contact" in later


@pytest.mark.slow
@pytest.mark.proves("F-53", "F-65")
def test_an_event_dragged_onto_one_that_is_fixed_is_told_as_what_cannot_be(
    ana_after: SheetPerson,
) -> None:
    typist = ana_after.typist
    typist.now = PUBLISHING
    first, second = visit(ana_after, OMAR), visit(ana_after, PRIYA)
    ana_after.types("ThisWeek", first, what_I_want="keep")
    runs(typist)
    with typist.google() as store:
        with signed_in(store, OFFICE) as office:
            calendar = next(o.id for o in office.calendars() if o.summary.endswith("Ana Ruiz"))
            office.share(calendar, ANA, "writer")
        by = (moment(first) - moment(second)) + timedelta(minutes=5)
        drags(store, ANA, calendar, "visit", by=by, after=moment(second) - timedelta(minutes=1))
    line = runs(typist, code=5)

    assert line["clashes"] != []
    assert line["result"] in ("waiting", "done")
