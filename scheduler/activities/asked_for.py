"""What somebody asked for beside the cycles: some more visits or meetings of one person in a week."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.district import District, PersonId
from scheduler.model import Activity, Container, Kind, Window
from scheduler.naming import activity_id, dated, monday_of
from scheduler.request import Request

MINUTES = {Kind.VISIT: 45, Kind.DEBRIEF: 25, Kind.PLANNING: 45, Kind.MEETING: 30}
"""What can be asked for, and how long it takes where nobody says: as in the shipped cycle."""
MOST_IN_A_WEEK = 10
"""Twice every weekday."""
SHORTEST_VISIT = 15
WORTH = 200
"""Less than what a cycle holds, which is never left out for it."""
INSIDE = (
    *(Container.FREE, Container.PLC, Container.EARLY_RELEASE),
    *(Container.BEFORE_SCHOOL, Container.AFTER_SCHOOL, Container.PREP),
)
ASKED_FOR = "asked-for"
"""Stands where other activities name their structure."""


def asked_for(district: District) -> Iterator[Activity]:
    """An activity for each that is asked for; none for who takes no part, or is not here that week."""
    before: Counter[tuple[PersonId, PersonId, Kind, date]] = Counter()
    for request in district.requests:
        key = (request.coach, request.person, request.kind, monday_of(request.week))
        window = _window(district, request)
        for _ in range(request.count if window else 0):
            before[key] += 1
            if window:
                yield _activity(district, request, window, number=before[key])


def _window(district: District, request: Request) -> Window | None:
    """The days of the week on which both are here, None when there is none."""
    people = [district.people[request.person], district.people[request.coach]]
    if not all(one.consent.takes_part for one in people):
        return None
    monday = monday_of(request.week)
    first = max([monday, district.year.first, *(one.active_from or monday for one in people)])
    friday = monday + timedelta(days=4)
    last = min([friday, district.year.last, *(one.active_to or friday for one in people)])
    return Window(first=first, last=last) if first <= last else None


def _activity(district: District, request: Request, window: Window, *, number: int) -> Activity:
    person, visit = district.people[request.person], request.kind is Kind.VISIT
    minutes = request.minutes or MINUTES[request.kind]
    monday = monday_of(request.week)
    return Activity(
        id=activity_id(
            *(ASKED_FOR, request.coach, monday.isoformat(), request.kind.value, str(number)),
            request.person,
        ),
        kind=request.kind,
        structure=ASKED_FOR,
        label=f"Asked for in the week of {dated(monday)}",
        leader=request.coach,
        required=(request.coach, request.person),
        minutes=minutes,
        minutes_min=min(SHORTEST_VISIT, minutes) if visit else None,
        window=window,
        teaching=request.person if visit else None,
        inside=() if visit else INSIDE,
        school=None if person.other_schools else person.school,
        notice=district.limits.notice_visit,
        worth=WORTH,
    )
