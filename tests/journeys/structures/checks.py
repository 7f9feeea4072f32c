"""What must be true of what was sent, whatever district it is; a prepared break turns one of these red."""

from datetime import date

from tests.journeys.structures.typed import Meeting, Sent


def no_visit_in_week_6(sent: Sent) -> None:
    """Week 6 of a learning cycle is its session alone (R-CLC-7)."""
    last = [one for one in sent.meetings() if ".w6." in one.id]

    assert {one.kind for one in last} == {"cohort session"}


def each_debrief_follows_its_visit(sent: Sent) -> None:
    """The debrief of a teacher's week starts after the visit of that week has ended (R-CLC-8)."""
    visits = {one.id: one for one in sent.meetings("classroom visit")}
    debriefs = sent.meetings("debrief")

    assert debriefs
    for debrief in debriefs:
        visit = visits[debrief.id.replace(".debrief.", ".visit.")]
        assert visit.end <= debrief.start, debrief.id
        assert visit.guests == debrief.guests


def pairs(sent: Sent) -> list[tuple[Meeting, Meeting]]:
    """Each visit with its debrief."""
    visits = {one.id: one for one in sent.meetings("classroom visit")}
    return [
        (visits[one.id.replace(".debrief.", ".visit.")], one) for one in sent.meetings("debrief")
    ]


def hosts(sent: Sent) -> list[str]:
    """Who demonstrates, in order of the labs: whoever prepares one with the leader the week before."""
    prepared = [one for one in sent.meetings("planning meeting") if "host-preparation" in one.id]
    leaders = {row["coach"] for row in sent.tabs["Schedule"]}
    return [
        str(one.row["participants"]) for one in prepared if one.row["participants"] not in leaders
    ]


def nobody_demonstrates_twice(sent: Sent) -> None:
    """No name comes again before every willing member had a turn (R-CCL-6)."""
    found = hosts(sent)

    assert len(found) >= 2
    assert len(set(found)) == len(found)


def the_board_hears_nothing_after_december(sent: Sent) -> None:
    """Updates to the board end with December (R-LT-4)."""
    updates = sent.meetings("progress update")

    assert updates
    assert max(one.day for one in updates) <= date(2026, 12, 31)


def no_team_meets_while_the_memorandum_is_open(sent: Sent) -> None:
    """Nothing of a learning team stands before its gates, and each meeting says which one it waits for
    (R-LT-5)."""
    waiting = [row for row in sent.tabs["Unplaced"] if row["type"] == "cohort session"]

    assert sent.meetings("cohort session") == []
    assert {"Memorandum with the association" in str(row["why"]) for row in waiting} == {True}
