"""Who is asked to one meeting of a cohort or team beside those who must come, and who prepares what."""

from dataclasses import dataclass

from scheduler.district import Cohort, District, PersonId, SchoolId
from scheduler.model import Window
from scheduler.structures.prework import Assigned, Owner
from scheduler.structures.structure import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending:
    """The people of one meeting: those who must come, leader first, and those who come if they can."""

    required: tuple[PersonId, ...]
    invited: tuple[PersonId, ...] = ()
    host: PersonId | None = None


def invited_to(
    step: Step, cohort: Cohort, district: District, school: SchoolId | None, window: Window
) -> tuple[PersonId, ...]:
    """The team's leaders and everybody of the step's roles at its school or at none, each once."""
    everybody = district.people.values()
    by_role = [
        person.id
        for person in everybody
        if person.role in step.invites and person.school in (None, school)
    ]
    found = [district.people[key] for key in dict.fromkeys((*cohort.leaders, *by_role))]
    here = [one for one in found if one.consent.takes_part and one.active_on(window.last)]
    return tuple(one.id for one in here if one.id not in (cohort.coach, *cohort.members))


def assigned(step: Step, attending: Attending, exemplar: str = "") -> tuple[Assigned, ...]:
    """Each piece of pre-work with those who do it; pieces nobody is there for are left out.

    `exemplar` is the team's own example of a finished piece, which goes before the template's.
    """
    found = [
        Assigned(
            what=piece.what,
            owners=_owners(piece.owner, attending),
            school_days=piece.school_days,
            exemplar=exemplar or piece.exemplar,
        )
        for piece in step.prework
    ]
    return tuple(piece for piece in found if piece.owners)


def _owners(owner: Owner, attending: Attending) -> tuple[PersonId, ...]:
    match owner:
        case Owner.EVERYBODY:
            return (*attending.required, *attending.invited)
        case Owner.MEMBERS:
            return attending.required[1:]
        case Owner.FACILITATOR:
            return attending.required[:1]
        case Owner.LEADERS:
            return attending.invited
        case Owner.HOST:
            return (attending.host,) if attending.host else ()


def brought(step: Step) -> tuple[str, int | None]:
    """What the invitation asks to bring and by when, from the pre-work of all where nothing else says it."""
    if step.bring:
        return step.bring, step.bring_days
    shared = [one for one in step.prework if one.owner in (Owner.EVERYBODY, Owner.MEMBERS)]
    if not shared:
        return "", None
    return "; ".join(one.what for one in shared), max(one.school_days for one in shared)
