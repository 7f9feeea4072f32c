"""One plain page of what the server holds."""

from typing import TYPE_CHECKING

from local_google.wire import Reply

if TYPE_CHECKING:
    from local_google.app import App


def overview(app: "App") -> Reply:
    """Calendars, mails, spreadsheets and request counts."""
    return Reply(200, b"<!doctype html><title>Local Google</title>", {"Content-Type": "text/html"})
