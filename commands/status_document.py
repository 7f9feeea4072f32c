"""What `bellweave status --json` tells."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from commands.words import in_order
from scheduler.naming import monday_of

if TYPE_CHECKING:
    from scheduler.model import Activity, Slot
    from workflow import Given, Known

DAYS_OF_A_WEEK = 7


def standing(known: "Known", given: "Given", now: datetime) -> dict[str, object]:
    """Today, this week and the next, and what needs somebody; times are the school's."""
    today = given.days.date_of(now)
    pairs = in_order(known.draft)
    monday = monday_of(today)
    next_monday = monday + timedelta(days=DAYS_OF_A_WEEK)
    refused = [
        pair
        for pair in pairs
        if (pair[0].id, pair[1].start) in known.refused and pair[1].start > now
    ]
    return {
        "now": given.days.local(now),
        "today": [
            _one(*pair, given) for pair in pairs if given.days.date_of(pair[1].start) == today
        ],
        "weeks": [_week(known, given, first) for first in (monday, next_monday)],
        "declined": [_one(*pair, given) for pair in refused],
        "unplaced": [
            {"activity": one.activity, "reasons": [why.says for why in one.reasons]}
            for one in known.draft.unplaced
        ],
    }


def _one(activity: "Activity", slot: "Slot", given: "Given") -> dict[str, object]:
    return {
        "activity": activity.id,
        "coach": activity.leader,
        "start": given.days.local(slot.start),
    }


def _week(known: "Known", given: "Given", monday: date) -> dict[str, object]:
    """Events with a time in the week, those people were told of, and answers to these very times."""
    told = known.published.placed
    here = {
        key: slot.start
        for key, slot in known.draft.placed.items()
        if monday_of(given.days.date_of(slot.start)) == monday
    }
    said = [one.response for one in known.answers if here.get(one.activity) == one.start]
    return {
        "monday": monday,
        "placed": len(here),
        "sent": sum(key in told and told[key].start == start for key, start in here.items()),
        "accepted": said.count("accepted"),
        "declined": said.count("declined"),
    }
