"""What every test lives by: no network but this computer, and proofs that name what they prove."""

import gc
import ipaddress
import json
import re
import socket
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli import RARELY

pytest_plugins = ("tests.small_school",)

REQUIREMENT = r"R-[A-Z]+-\d+"
FEATURE = r"F-\d+"
FAILURE = r"[CIJMNPSTVX]\d+"
GOOGLE_FACT = r"G[ES]-\d+"
PROOF_ID = re.compile("|".join((REQUIREMENT, FEATURE, FAILURE, GOOGLE_FACT)))
PROOFS_A_TEST = 3


def pytest_configure() -> None:
    """Tests look for rings of objects as seldom as the command does."""
    gc.set_threshold(*RARELY)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--proofs FILE` writes which tests proved what."""
    parser.addoption("--proofs", metavar="FILE", help="write a JSON map: id -> tests that passed")


def proof_faults(ids: tuple[object, ...]) -> list[str]:
    """What is wrong with the ids of one `proves` mark, in words."""
    shapeless = [i for i in ids if not (isinstance(i, str) and PROOF_ID.fullmatch(i))]
    faults = [f"{i!r} is no id like R-CLC-7, F-16, N1 or GS-7" for i in shapeless]
    if not 1 <= len(ids) <= PROOFS_A_TEST:
        faults.append(f"a test proves 1 to {PROOFS_A_TEST} ids, not {len(ids)}")
    return faults


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse ids of a wrong shape, and let reports carry the right ones (across processes too)."""
    for item in items:
        ids = tuple(i for mark in item.iter_markers("proves") for i in mark.args)
        if not any(item.iter_markers("proves")):
            continue
        if faults := proof_faults(ids):
            raise pytest.UsageError(f"{item.nodeid}: {'; '.join(faults)}")
        item.user_properties.append(("proves", list(ids)))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Write the proofs of the tests that passed, here and in the worker processes."""
    file = config.getoption("--proofs")
    if not file:
        return
    proofs: defaultdict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("passed", []):
        for name, ids in report.user_properties:
            for proved in ids if name == "proves" else ():
                proofs[proved].append(report.nodeid)
    text = json.dumps({i: sorted(tests) for i, tests in sorted(proofs.items())}, indent=1)
    Path(file).write_text(text + "\n", encoding="utf-8")
    terminalreporter.write_line(f"{len(proofs)} ids proved; see {file}")


class NetworkRefused(Exception):
    """A test tried to leave this computer; no error of ours, so nothing retries or hides it."""


def is_here(address: object) -> bool:
    """Whether a socket address stays on this computer: a loopback address, or a Unix path."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def stay_on_this_computer() -> Iterator[None]:
    """Refuse every connection and name look-up but those of this computer itself."""
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def refuse_unless_here(address: object) -> None:
        if not is_here(address):
            raise NetworkRefused(f"a test must not reach {address!r}")

    def connect_here(self: socket.socket, address: Any) -> None:
        refuse_unless_here(address)
        connect(self, address)

    def connect_ex_here(self: socket.socket, address: Any) -> int:
        refuse_unless_here(address)
        return connect_ex(self, address)

    def look_up_here(host: Any, *args: Any, **options: Any) -> Any:
        refuse_unless_here((host.decode() if isinstance(host, bytes) else host or "", 0))
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket.socket, "connect_ex", connect_ex_here)
        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield
