"""What must be true of what was sent, whatever district it is: each check gives the faults it sees.

The journeys find none; with a prepared break switched on the check that is about it must find some.
"""

from datetime import date

from tests.journeys.structures.typed import Meeting, Sent

Faults = list[str]
MEMORANDUM = "the gate 'Memorandum with the association' is not met"


def no_visit_in_week_6(sent: Sent) -> Faults:
    """Week 6 of a learning cycle is its session alone (R-CLC-7)."""
    last = [one for one in sent.meetings() if one.id.startswith("clc.") and ".w6." in one.id]
    if not last:
        return ["week 6 is empty"]
    return [f"{one.kind} in week 6" for one in last if one.kind != "cohort session"]


def each_debrief_follows_its_visit(sent: Sent) -> Faults:
    """The debrief of a teacher's week starts after the visit of that week has ended (R-CLC-8)."""
    found = pairs(sent)
    if not found:
        return ["there is no debrief"]
    return [
        f"{debrief.id} stands before its visit"
        for visit, debrief in found
        if debrief.start < visit.end or visit.guests != debrief.guests
    ]


def pairs(sent: Sent) -> list[tuple[Meeting, Meeting]]:
    """Each visit with its debrief."""
    visits = {one.id: one for one in sent.meetings("classroom visit")}
    return [
        (visits[one.id.replace(".debrief.", ".visit.")], one) for one in sent.meetings("debrief")
    ]


def hosts(sent: Sent) -> list[str]:
    """Who demonstrates, in order of the labs: who prepares one with the leader the week before."""
    prepared = [one for one in sent.meetings("planning meeting") if "host-preparation" in one.id]
    return [str(one.row["participants"]) for one in prepared]


def nobody_demonstrates_twice(sent: Sent) -> Faults:
    """No name comes again before every willing member had a turn (R-CCL-6)."""
    found = hosts(sent)
    if len(found) < 2:
        return [f"there are {len(found)} labs"]
    again = [name for at, name in enumerate(found) if name in found[:at]]
    return [f"{name} demonstrates again" for name in again]


def the_board_hears_nothing_after_december(sent: Sent) -> Faults:
    """Updates to the board end with December (R-LT-4)."""
    updates = sent.meetings("progress update")
    if not updates:
        return ["the board hears nothing at all"]
    return [f"an update in {one.day:%B %Y}" for one in updates if one.day > date(2026, 12, 31)]


def no_team_meets_while_the_memorandum_is_open(sent: Sent) -> Faults:
    """Nothing of a learning team stands before its gates, and each meeting names what it waits for
    (R-LT-5)."""
    waiting = [row for row in sent.tabs["Unplaced"] if row["type"] == "cohort session"]
    unnamed = [row for row in waiting if MEMORANDUM not in str(row["why"])]
    met = [f"{one.id} has a time" for one in sent.meetings("cohort session")]
    return met + [f"{row['step_id']} does not name the memorandum" for row in unnamed]
