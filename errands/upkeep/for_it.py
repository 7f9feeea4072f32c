"""The page for IT: rights, what is kept where and for how long, and how it is taken back."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sheets_templates.books.readers import CALENDAR, TABLE, Who
from sheets_templates.books.readers import Right as Opens
from sheets_templates.building.homes import BOOKS
from sync.account.rights import RIGHTS, short
from sync.journal.images import KEPT_FOR
from sync.journal.what_is_kept import KEPT

WORDS = {Opens.READ: "read", Opens.WRITE: "write"}

LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")

PAGE = """\
# For IT

To print and to hand on: what Bellweave may do in your Google Workspace, what it keeps, where and for how
long. There is no server of ours: it runs on your computer, under an account and a client of your own
organization. `bellweave doctor` checks all of it where it runs, `bellweave auth setup` prints the steps,
[sign-in.md](sign-in.md) explains them.

- [ ] An account for it that is nobody's own, such as math-coaching@your-domain
- [ ] A client of type *Internal*, or a service account without a key
- [ ] The rights below, and none beyond them: a sign-in with more is refused
- [ ] Days after which things are cleared: `retention_days` in `bellweave.toml`
- [ ] Who reads what agreed with the association: [who-reads-what.md](who-reads-what.md)

## Rights

{rights}

## In workbooks

In the Drive of the account that signed in; what the columns of each tab are stands in [tabs.md](tabs.md).

{workbooks}

Kept until somebody deletes the workbook; notes until the days of `retention_days`. Google's own version
history keeps what stood there before.

## In calendars

One coaching calendar a coach, owned by that account; its coach may {coach} there. An event holds who, when,
where, its kind, the label its structure publishes, links and what to bring; visibility private. Never a note,
a reason, a rating or a student. Guests have a copy in their own calendars; Google keeps deleted events in its
bin for about a month.

## In the journal

One file beside the workspace (mode 0600), or a PostgreSQL database of yours.

{journal}

What stood in an event before a write goes after {days} days unless another number is set. `bellweave forget
PERSON --yes` takes a person out of all of it but the audit, which holds no name of hers.

## What it cannot see

- titles, guests or texts of anybody's own events: only from when to when somebody is busy
- mail, contacts, other files, other calendars, the directory
- students: there is no place for them, and `bellweave check` warns of what looks like a student's name
- passwords: people sign in at Google, in the browser

It sends nothing to its makers, and asks nobody but Google.

## Taking it back

1. `bellweave undo` puts the calendar back as it was before the last push.
2. `bellweave auth logout` withdraws a person's sign-in; for a service account remove its client id under
   *Domain-wide delegation* in the Admin console.
3. Delete the coaching calendars and workbooks in the account's Calendar and Drive: events go with them.
4. Delete the workspace's folder, or the database.
"""


def for_it_text() -> str:
    """The whole page, its tables made of what the program itself goes by."""
    return PAGE.format(
        rights=_table(("Scope", "Asked for", "What it does", "What it cannot"), _rights()),
        workbooks=_table(("Workbook", "Who opens it", "Tabs"), _workbooks()),
        coach=WORDS[CALENDAR[Who.ITS_COACH]],
        journal=_table(("Table", "What it keeps", "Whom it names", "Until"), _journal()),
        days=KEPT_FOR.days,
    )


def printed_page() -> str:
    """The page on paper: without links, and with the head under which the checks of here follow."""
    return LINK.sub(r"\1", for_it_text()) + "\n## Checked here\n"


def _rights() -> Iterator[Sequence[str]]:
    for one in RIGHTS:
        asked = "always" if one.always else f"for {one.needed_for}"
        yield f"`{short(one.scope)}`", asked, one.does, one.cannot


def _workbooks() -> Iterator[Sequence[str]]:
    for name, tabs in BOOKS.items():
        yield name, _who(TABLE.get(name, {})), ", ".join(tab.name for tab in tabs)


def _who(readers: Mapping[Who, Opens]) -> str:
    return "; ".join(f"{who.value} ({WORDS[right]})" for who, right in readers.items())


def _journal() -> Iterator[Sequence[str]]:
    for name, one in KEPT.items():
        yield f"`{name}`", one.holds, one.people or "nobody", one.until


def _table(headers: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = (headers, ["---"] * len(headers), *rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in lines)
