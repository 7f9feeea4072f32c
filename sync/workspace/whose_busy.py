"""Whose own calendars are asked when they are busy, as the settings say."""

from scheduler.district import District, PersonId, Role

NOBODY, COACHES = "nobody", "coaches"


def whose_busy(district: District, setting: str) -> tuple[PersonId, ...]:
    """The people of the district's own that the setting names and that have an address.

    Teachers only where they are asked for: a teacher whose lessons stand in her own calendar would seem
    busy in the very periods that are to be visited.
    """
    if setting == NOBODY:
        return ()
    roles = (Role.COACH,) if setting == COACHES else (Role.COACH, Role.TEACHER)
    return tuple(
        person.id
        for person in district.people.values()
        if person.role in roles and not person.external and "@" in person.email
    )
