"""What a push would do, in lines: `+` new, `~` changed, `-` cancelled, `=` as it is."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from commands.words import counted, moment_words
from scheduler.schoolday import SchoolDays

if TYPE_CHECKING:
    from workflow import Change, ChangeSet, Given

MARKS = {"create": "+", "move": "~", "edit": "~", "cancel": "-", "nothing": "="}
WORDS = {
    "create": "new",
    "move": "moved",
    "edit": "edited",
    "cancel": "cancelled",
    "nothing": "unchanged",
}
QUIET = frozenset({"create", "nothing", "adopt", "frozen"})
"""What is counted and not listed one by one."""
SHOWN = 12


def change_lines(
    changes: "ChangeSet", given: "Given", *, everything: bool = False
) -> Iterator[str]:
    """The counts, and under them each event that moves, goes or needs a person."""
    verbs = Counter(change.verb.value for change in changes.changes)
    for verb, mark in MARKS.items():
        if not verbs[verb]:
            continue
        yield f"  {mark} {verbs[verb]:>3} {WORDS[verb]:<10} {_owners(changes, given, verb)}".rstrip()
        listed = [one for one in changes.changes if one.verb.value == verb]
        listed.sort(key=_when)
        if everything or verb not in QUIET:
            yield from _some([_line(one, given.days, mark) for one in listed], everything)
    yield from _too_near(changes, given.days)
    yield from _for_a_person(changes, given.days)
    yield from _waiting(changes, given.days)


def _too_near(changes: "ChangeSet", days: SchoolDays) -> Iterator[str]:
    """'  * 2 too soon to change', and which."""
    near = [one for one in changes.changes if one.verb.value == "frozen" and one.too_near]
    if near:
        yield f"  * {len(near):>3} too soon to change without notice (--short-notice changes them)"
        yield from _some([_line(one, days, "*") for one in near], everything=False)


def _waiting(changes: "ChangeSet", days: SchoolDays) -> Iterator[str]:
    """'  . 312 wait', and under it how many until when and why."""
    if not changes.waiting:
        return
    yield f"  . {len(changes.waiting):>3} wait"
    whens = Counter((one.until, one.says) for one in changes.waiting)
    never = datetime.max.replace(tzinfo=UTC)
    for (until, says), count in sorted(
        whens.items(), key=lambda item: (item[0][0] or never, item[0][1])
    ):
        when = moment_words(days, until) if until else "your yes (--change-again)"
        yield f"    . {count:>3} until {when}: {says}"


def _owners(changes: "ChangeSet", given: "Given", verb: str) -> str:
    """'Ana Ruiz 4  Ben Ochoa 3' for new events."""
    if verb != "create":
        return ""
    people = given.district.people
    owners = Counter(
        people[one.owner].name
        for one in changes.changes
        if one.verb.value == verb and one.owner is not None and one.owner in people
    )
    return "  ".join(f"{name} {count}" for name, count in sorted(owners.items()))


def _some(lines: list[str], everything: bool) -> Iterator[str]:
    shown = lines if everything else lines[:SHOWN]
    yield from shown
    if len(shown) < len(lines):
        yield f"        ... {len(lines) - len(shown)} more (--all lists them)"


def _line(change: "Change", days: SchoolDays, mark: str) -> str:
    stood = {name.value: value for name, value in (change.before or {}).items()}
    title = change.wanted.title if change.wanted else stood.get("title", "an event")
    when = moment_words(days, change.wanted.start) if change.wanted else ""
    was = _was(change, days)
    arrow = f"{was} -> {when}" if was and when and was != when else when or was
    return f"    {mark} {title}  {arrow}".rstrip()


def _when(change: "Change") -> str:
    """What sorts by time: where it stood, else where it will."""
    stood = next((v for f, v in (change.before or {}).items() if f.value == "time"), "")
    return stood or (change.wanted.start.isoformat() if change.wanted else "")


def _was(change: "Change", days: SchoolDays) -> str:
    """The start it had, from the text of its time."""
    for name, value in (change.before or {}).items():
        start = value.partition("/")[0]
        if name.value == "time" and start.endswith("Z"):
            return moment_words(days, datetime.fromisoformat(start))
    return ""


def _for_a_person(changes: "ChangeSet", days: SchoolDays) -> Iterator[str]:
    """What was left as it is and a person should look at."""
    needing = [one for one in changes.changes if one.verb.value not in (*MARKS, "adopt", "frozen")]
    if needing:
        yield f"  ! {len(needing):>3} left for you"
        for change in needing:
            yield f"{_line(change, days, '!')}: {change.says}"


def mails_words(changes: "ChangeSet") -> Iterator[str]:
    """What Google is asked to do about mails: '14 events: everybody in them', '3 events: nobody'."""
    whom = {
        "all": "everybody in them",
        "externalOnly": "only people outside the district",
        "none": "nobody, changed silently",
    }
    asked: Counter[str] = Counter(change.tells for change in changes.writes)
    if asked:
        yield "Google is asked to mail:"
    for name, words in whom.items():
        if asked[name]:
            yield f"  {counted(asked[name], 'event')}: {words}"


def told_words(changes: "ChangeSet") -> str:
    """'14 to add, 3 to change, 1 to remove. 18 people would get 20 e-mails.'"""
    counts = changes.counts
    people = {email for change in changes.changes for email in change.mails}
    told = (
        f"{counted(len(people), 'person', 'people')} would get {counted(counts.mails, 'e-mail')}"
        if people
        else "Nobody would get an e-mail"
    )
    return f"{counts.create} to add, {counts.change} to change, {counts.cancel} to remove. {told}."
