"""ThisWeek, the tab in which a coach says what she wants of her week, and lets the program send it.

A row for each of her activities, and one for the draft: what would be sent, and a box to tick. The key of
the draft's row is a word, so that the header stays in the first row and the row is found when sorted.
"""

from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

DRAFT = "draft"
"""The key of the row that tells what would be sent."""
KEEP, MOVE, DROP, SWAP, HELD, NOT_HELD = "keep", "move", "drop", "swap", "held", "not held"
WORDS = (KEEP, MOVE, DROP, SWAP, HELD, NOT_HELD)
OVER = "over"
"""The state of a row whose week is past and in which somebody wrote: it stays for her to read."""
STATES = ("proposed", "sent", "moved", "needs attention", "dropped", "no time", OVER)

THIS_WEEK = Tab(
    name="ThisWeek",
    key="key",
    purpose="Your week: say what you want of it, tick what was held, and tick send.",
    columns=(
        our_key("key"),
        Column(
            header="send",
            kind=ColumnKind.TICK,
            note="In the draft's row: send exactly this draft. It is unticked once it was used.",
        ),
        Column(header="held", kind=ColumnKind.TICK, note="It took place; one tick says so."),
        ours("day", ColumnKind.DATE),
        ours("time", ColumnKind.TIME),
        ours("who"),
        ours("kind"),
        Column(
            header="what I want",
            kind=ColumnKind.CHOICE,
            allowed=WORDS,
            note="Empty leaves it to the program; emptying it takes a wish back.",
        ),
        Column(
            header="wish",
            note="For move: Tue 10:40, Tuesday, not Monday, or nothing. For swap: the other person. "
            "For not held: the reason.",
        ),
        ours("what it does", note="The answer to your wish, after the next run."),
        ours("why here"),
        ours("state", allowed=STATES, alarming=("needs attention", "no time")),
        ours("school"),
        ours("room"),
        ours("minutes", ColumnKind.WHOLE_NUMBER),
    ),
)
