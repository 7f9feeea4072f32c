"""Nothing in the project goes to Google beside the transport."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "commands",
    "config",
    "scheduler",
    "sheets_templates",
    "sync",
    "web",
    "cli.py",
    "workflow.py",
)
BANNED = {
    "httplib2": "sends a POST again when the connection drops",
    "google_auth_httplib2": "is httplib2 with a signature",
    "googleapiclient.http.build_http": "makes an httplib2 client",
    "googleapiclient.http.BatchHttpRequest": "does not retry the parts it loses",
    "googleapiclient.discovery.build": "fetches its document and makes an httplib2 client",
    "gspread.BackOffHTTPClient": "never gives up",
    "gspread.http_client.BackOffHTTPClient": "never gives up",
    "gspread.auth": "saves tokens readable by all and asks for the whole Drive",
    "gspread.oauth": "saves tokens readable by all and asks for the whole Drive",
    "gspread.service_account": "makes a session of its own",
    "gspread.authorize": "makes a session of its own",
    "urllib.request": "knows none of our limits",
    "http.client": "knows none of our limits",
}
ONLY_IN = {
    "google.auth.transport.requests": {"sync/wire/sessions.py"},
    "google.auth.transport": {"sync/wire/sessions.py"},
    "googleapiclient.discovery.build_from_document": {"sync/wire/google_http.py"},
    "gspread.http_client.HTTPClient": {"sync/wire/google_http.py"},
    "requests.Session": {"sync/wire/sessions.py", "sync/wire/google_http.py"},
    "requests.get": set[str](),
    "requests.post": set[str](),
    "requests.request": set[str](),
}


def names_used(source: str) -> Iterator[str]:
    """Every dotted name a module can reach: what it imports, and attributes of imported names."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name
                top = name.name.partition(".")[0]
                known[name.asname or top] = name.name if name.asname else top
        if isinstance(node, ast.ImportFrom):
            for name in node.names:
                dotted = f"{node.module}.{name.name}"
                yield from (str(node.module), dotted)
                known[name.asname or name.name] = dotted
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield _dotted(node, known)


def _dotted(node: ast.expr, known: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, known)}.{node.attr}"
    return known.get(node.id, "?") if isinstance(node, ast.Name) else "?"


def faults(place: str, source: str) -> list[str]:
    """What the module reaches that it must not."""
    used = set(names_used(source))
    banned = {
        f"{place} uses {name}, which {why}"
        for name, why in BANNED.items()
        if any(one == name or one.startswith(f"{name}.") for one in used)
    }
    misplaced = {
        f"{place} uses {name} beside the transport"
        for name, places in ONLY_IN.items()
        if name in used and place not in places
    }
    return sorted(banned | misplaced)


def sources() -> dict[str, str]:
    files = [
        file
        for room in ROOMS
        for file in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"))
        if file.exists()
    ]
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}


@pytest.mark.proves("N2", "GE-30")
def test_every_call_goes_through_the_transport() -> None:
    found = sources()

    assert "sync/wire/transport.py" in found
    assert [fault for place, source in found.items() for fault in faults(place, source)] == []


@pytest.mark.parametrize(
    "source",
    [
        "import httplib2\nhttp = httplib2.Http()",
        "from googleapiclient.discovery import build",
        "from googleapiclient import discovery\ndiscovery.build('calendar', 'v3')",
        "from gspread.http_client import BackOffHTTPClient",
        "import gspread\ngspread.BackOffHTTPClient",
        "import gspread\ngspread.service_account()",
        "def f():\n    from google_auth_httplib2 import AuthorizedHttp",
        "import requests\nrequests.get('http://x')",
        "from google.auth.transport.requests import AuthorizedSession",
    ],
)
def test_the_scan_sees_what_it_looks_for(source: str) -> None:
    assert faults("sync/made_up.py", source) != []


def test_the_scan_lets_ordinary_code_be() -> None:
    assert faults("sync/made_up.py", "import requests\nfrom gspread.utils import MimeType") == []


def test_nobody_asks_the_clients_to_retry_by_themselves() -> None:
    asked = [
        (place, ast.unparse(keyword.value))
        for place, source in sources().items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ("num_retries", "max_refresh_attempts")
    ]

    assert sorted(asked) == [
        ("sync/calendars/calendar_api.py", "0"),
        ("sync/wire/sessions.py", "1"),
    ]
