"""One page, without script, of what the server holds: calendars, mails, spreadsheets, requests."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from local_google import page_sheets
from local_google.admin import Mail, outbox
from local_google.calendar_rows import Event, from_row
from local_google.calendar_times import moment_of, zone
from local_google.store import Store
from local_google.wire import Reply

if TYPE_CHECKING:
    from local_google.app import App

EVENTS_SHOWN = 500
MAILS_SHOWN = 500
STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1rem; }
th, td { border-bottom: 1px solid #8888; padding: .2rem .8rem .2rem 0; text-align: left;
  vertical-align: top; }
summary { cursor: pointer; font-weight: 600; padding: .25rem 0; }
.wide { overflow-x: auto; }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def overview(app: "App") -> Reply:
    """The page; every text from outside is escaped."""
    parts = (
        "<h1>Local Google</h1>",
        "<p>What Bellweave wrote here instead of to Google. No mail leaves this machine.</p>",
        _calendars(app.store),
        _mails(app.store),
        page_sheets.section(app.store),
        _requests(app),
    )
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Local Google</title><style>{STYLE}</style></head><body><main>"
        f"{''.join(parts)}</main></body></html>"
    )
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
    return Reply(200, html.encode("utf-8"), headers)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of escaped texts."""
    top = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _calendars(store: Store) -> str:
    with store.read() as db:
        calendars = db.execute(
            "SELECT * FROM cal_calendars WHERE NOT deleted ORDER BY is_primary, summary, id"
        ).fetchall()
        parts = ["<h2>Calendars</h2>"]
        for calendar in calendars:
            rows = db.execute(
                "SELECT * FROM cal_events WHERE calendar = ? ORDER BY start_ms, id LIMIT ?",
                (calendar["id"], EVENTS_SHOWN),
            ).fetchall()
            events = [from_row(row) for row in rows]
            parts.append(_calendar(calendar["summary"], calendar["time_zone"], events))
    return "".join(parts)


def _calendar(title: str, time_zone: str, events: list[Event]) -> str:
    live = sum(event.status != "cancelled" for event in events)
    head = f"<summary>{escape(title)} &middot; {live} events</summary>"
    if not events:
        return f"<details>{head}<p>Nothing yet.</p></details>"
    rows = [_event(event, time_zone) for event in events]
    shown = table(("When", "What", "Where", "Guests", "State"), rows)
    return f"<details>{head}{shown}</details>"


def _event(event: Event, time_zone: str) -> tuple[str, ...]:
    body = event.body
    guests = (f"{g['email']} ({g['responseStatus']})" for g in body.get("attendees", ()))
    return (
        _when(event, time_zone),
        body.get("summary", "(no title)"),
        body.get("location", ""),
        ", ".join(guests),
        event.status,
    )


def _when(event: Event, time_zone: str) -> str:
    start, end = event.body["start"], event.body["end"]
    if "date" in start:
        return f"{start['date']}, all day"
    place = zone(time_zone)
    begin, finish = (moment_of(side, place).astimezone(place) for side in (start, end))
    return f"{begin:%a %Y-%m-%d %H:%M}-{finish:%H:%M}"


def _mails(store: Store) -> str:
    mails = outbox(store)
    rows = [_mail(mail) for mail in list(mails)[-MAILS_SHOWN:]]
    title = f"<h2>Mails Google would have sent: {len(mails)}</h2>"
    return title + (table(("At", "Kind", "To", "About"), rows) if rows else "<p>None.</p>")


def _mail(mail: Mail) -> tuple[str, ...]:
    return (mail.at, mail.kind, mail.to, mail.summary)


def _requests(app: "App") -> str:
    counts: dict[tuple[str, int], int] = {}
    for entry in app.log.entries():
        key = (entry.method, entry.status)
        counts[key] = counts.get(key, 0) + 1
    rows = [(method, str(status), str(count)) for (method, status), count in sorted(counts.items())]
    return "<h2>Requests</h2>" + table(("Method", "Status", "Count"), rows)
