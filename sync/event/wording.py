"""What an invitation says: neutral titles, kind sentences, nothing about a person's own focus.

Every guest reads the same text, and a guest may show it to others: it never tells of an answer, a
reason somebody gave, or what somebody works on. A structure's published label is the same for all.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.district import District, Modality, Person, PersonId
from scheduler.model import Activity, Container, Kind, Slot
from sync.event.description import CLOSES, OPENS
from sync.event.progress import BEGINS

WHY: Mapping[Container, str] = {
    Container.TEACHING: "it is one of your lessons in the subject of the cycle",
    Container.PLC: "it is your PLC time",
    Container.EARLY_RELEASE: "it is an early-release afternoon",
    Container.FREE: "it is your period without a class",
    Container.BEFORE_SCHOOL: "you are free then, before the first bell",
    Container.AFTER_SCHOOL: "it is after the last bell, with the notice agreed",
    Container.PREP: "it is your planning period, given for this by agreement",
    Container.WORKDAY: "it is inside your working day",
    Container.EVENING: "it is in the evening, when families and community can come",
    Container.STAFF_DAY: "it is a day of staff without students",
}
"""Said to one teacher who meets her coach."""
WHY_ALL: Mapping[Container, str] = {
    Container.TEACHING: "it is a lesson of the subject",
    Container.PLC: "it is PLC time, when everybody needed here is free to meet",
    Container.EARLY_RELEASE: "it is an early-release afternoon",
    Container.FREE: "everybody needed here has a period without a class",
    Container.BEFORE_SCHOOL: "it is before the first bell, when everybody needed here is free",
    Container.AFTER_SCHOOL: "it is after the last bell, with the notice agreed",
    Container.PREP: "it is a planning period, given for this by agreement",
    Container.WORKDAY: "it is inside everybody's working day",
    Container.EVENING: "it is in the evening, when families and community can come",
    Container.STAFF_DAY: "it is a day of staff without students",
}
"""Said to a group."""
_BRACKETS = str.maketrans("<>", "\u2039\u203a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The names a district uses; `booking` gives a coach's page for picking another time.

    `mails_outside` says whether people from outside the district are guests, whom Google mails; without
    it they are sent a link and a file by a person.
    """

    program: str = "Math coaching"
    sender: str = "the district math office"
    booking: Mapping[PersonId, str] = field(default_factory=dict)
    mails_outside: bool = False


def title(activity: Activity, slot: Slot, leader: Person, wording: Wording) -> str:
    """Like `Math coaching: debrief, period 3 (Ana Ruiz)`."""
    when = f", {_period(slot.block)}" if slot.block else ""
    return clean(f"{wording.program}: {activity.kind.value}{when} ({clean(leader.name)})")


def place(activity: Activity, slot: Slot, district: District) -> str:
    """Like `Lincoln MS, room 214`; 'Online' for a remote one."""
    if activity.modality is Modality.VIRTUAL:
        return "Online"
    school = slot.school or activity.school
    name = district.schools[school].name if school and school in district.schools else ""
    room = f"room {slot.room}" if slot.room else ""
    return clean(", ".join(part for part in (name, room) if part))


def text(activity: Activity, slot: Slot, district: District, wording: Wording) -> str:
    """The lines between the markers; one line a thought, no blank ones."""
    leader = district.people[activity.leader]
    alone = activity.kind in (Kind.VISIT, Kind.DEBRIEF, Kind.PLANNING)
    lines = [
        _label(activity),
        *activity.happens,
        _meeting(activity, slot, district, leader),
        f"Please bring: {activity.bring}" if activity.bring else "Nothing to prepare.",
        f"Protocol and materials: {activity.link}"
        if activity.link and not _online(activity)
        else "",
        f"Why this time: {(WHY if alone else WHY_ALL)[slot.container]}.",
        _another_time(wording.booking.get(activity.leader, "")),
        f"Sent by {wording.sender}.",
    ]
    return "\n".join(kept for line in lines if (kept := _ours(line)))


def _ours(line: str) -> str:
    """A line as it is written; one that only looks like a sign of ours is kept as words or left out."""
    kept = clean(line).replace(OPENS, OPENS.strip("- ")).replace(CLOSES, CLOSES.strip("- "))
    return "" if kept.startswith(BEGINS) else kept


def opens_a_meeting(activity: Activity) -> bool:
    """Whether Google is asked for a Meet link: for a remote one that has no link of its own."""
    return _online(activity) and not activity.link


def clean(words: str) -> str:
    """One line without control characters, among them those that turn the writing direction.

    Angle brackets become their look-alikes: Google's page reads `<student work>` as a tag and drops it.
    """
    kept = (c if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp") else " " for c in words)
    return " ".join("".join(kept).translate(_BRACKETS).split())


def _label(activity: Activity) -> str:
    week = f"Week {activity.week}" if activity.week else ""
    return ": ".join(part for part in (week, activity.label) if part)


def _online(activity: Activity) -> bool:
    return activity.modality is not Modality.IN_PERSON


def _meeting(activity: Activity, slot: Slot, district: District, leader: Person) -> str:
    """Who comes where; a round names its visitors, because the guest list is hidden."""
    if activity.kind is Kind.VISIT and not _online(activity):
        return f"{leader.name} comes to you."
    if _online(activity):
        return f"Join here: {activity.link}" if activity.link else "Join by the Meet link here."
    people = [district.people[person] for person in (*activity.required, *slot.coming)]
    if activity.kind is Kind.ROUND and not any(is_external(person) for person in people):
        names = ", ".join(dict.fromkeys(person.name for person in people))
        return f"Host: {place(activity, slot, district)}. With {names}."
    return f"With {leader.name}."


def is_external(person: Person) -> bool:
    """Whether somebody is from outside the district."""
    return person.external or person.role.value == "external partner"


def _another_time(booking: str) -> str:
    way_out = f", or pick another time: {booking}" if booking else ""
    return "Cannot make it? Decline with a short note and we will find another time" + way_out + "."


def _period(block: str) -> str:
    return f"period {block}" if block[:1].isdigit() else block
