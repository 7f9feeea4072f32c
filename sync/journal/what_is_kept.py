"""What the journal keeps, table by table, as IT and the people it is about would ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass

UNTIL_CLEARED = "until `bellweave retention` clears it by the days set, or the file is deleted"
AS_LONG = "as long as the journal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """One table: what stands in it, whether it names people, and for how long it is there."""

    holds: str
    people: str = ""
    """Who can be told from it, and how; '' for nobody."""
    until: str = AS_LONG


KEPT: Mapping[str, Keeping] = {
    "meta": Keeping(
        holds="the version of the tables, the word our events are known by, which calendars have our labels, "
        "and which times a coach said a teacher can never do",
        people="teachers and who is away, by id",
    ),
    "calendars": Keeping(
        holds="which coaching calendar is whose", people="coaches, by id and calendar name"
    ),
    "runs": Keeping(
        holds="when something was written, and as which account",
        people="the account that signed in",
    ),
    "ops": Keeping(
        holds="each write to a calendar: what was meant, what stood there before, how it ended",
        people="guests of an event, by address, in what stood there before",
        until=UNTIL_CLEARED,
    ),
    "known": Keeping(holds="which event belongs to which activity, as fingerprints"),
    "sync_tokens": Keeping(holds="how far each coaching calendar was read"),
    "answers": Keeping(
        holds="who said yes, maybe or no to an event; never a comment",
        people="guests, by id",
        until=UNTIL_CLEARED,
    ),
    "told": Keeping(holds="of which change somebody was told already"),
    "pins": Keeping(holds="times that somebody fixed"),
    "exclusions": Keeping(
        holds="times that are not offered again",
        people="who declined, by id",
        until=UNTIL_CLEARED,
    ),
    "busy_looks": Keeping(holds="when busy times were asked for last", people="coaches, by id"),
    "busy_spans": Keeping(
        holds="from when to when somebody is busy; never with what",
        people="coaches (and teachers where `busy` says so), by id",
        until=UNTIL_CLEARED,
    ),
    "channels": Keeping(
        holds="where Google tells of changes, and a fingerprint of the secret for it"
    ),
    "ledger": Keeping(holds="fingerprints of what was written into workbooks"),
    "audit": Keeping(
        holds="what was written when, as whom, with how many mails; contents as fingerprints",
        people="the account that signed in",
        until="for good: each line seals the one before",
    ),
    "lease": Keeping(holds="which computer is writing just now"),
    "schedules": Keeping(
        holds="schedules that were drafted and told: who meets whom, when and where",
        people="everybody who is scheduled, by id",
    ),
    "claims": Keeping(holds="what somebody decided where schedule and calendar disagreed"),
    "pace": Keeping(holds="how fast Google may be asked"),
    "pace_calls": Keeping(holds="when Google was asked in the last minutes", until="minutes"),
    "mails": Keeping(
        holds="how many mails somebody had in a week; never their text",
        people="guests, by id",
        until=UNTIL_CLEARED,
    ),
}
"""Every table of the journal. What stands in none of them: notes, comments, titles of other events,
passwords, students."""
