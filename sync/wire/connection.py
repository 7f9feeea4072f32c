"""Where Google is, how long we wait for it, and how much we take from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sync.wire.limits import NO_RATES, Rates

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter

GOOGLE_APIS = "https://www.googleapis.com/"
GOOGLE_SHEETS = "https://sheets.googleapis.com/"
GOOGLE_SIGN_IN = "https://oauth2.googleapis.com/"
GOOGLE_SIGNING = "https://iamcredentials.googleapis.com/"
OWN_CREDENTIALS = (
    "https://sts.googleapis.com/",
    "http://metadata.google.internal/",
    "http://169.254.169.254/",
)
"""Where a computer's own Google credential is had: other clouds' tokens, and Google's own machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds for a connection, a silence, and a whole call; bytes for one answer, unpacked."""

    connect: float = 5.0
    read: float = 30.0
    call: float = 180.0
    body_max: int = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Real Google by default. Each root ends with '/'; no other address is ever spoken to."""

    calendar_root: str = GOOGLE_APIS
    sheets_root: str = GOOGLE_SHEETS
    drive_root: str = GOOGLE_APIS
    sign_in_root: str = GOOGLE_SIGN_IN
    signing_root: str = GOOGLE_SIGNING
    """Where a service account without a key file has its sign-ins signed."""
    keyless: bool = False
    """Whether that is how this connection signs in."""
    rates: Rates = field(default_factory=Rates)
    patience: Patience = field(default_factory=Patience)
    quota_user: str = ""
    """Opaque name of the person a delegated service account works for, for Google's quotas."""
    carrier: Callable[[], "BaseAdapter"] | None = field(default=None, compare=False)
    """Makes what carries messages where it is not a socket, as to a server in this process."""

    def __post_init__(self) -> None:
        for root in self.roots():
            parts = urlsplit(root)
            loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
            if not root.endswith("/") or not parts.hostname:
                raise ValueError(f"{root!r} is not an address that ends with '/'")
            if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
                raise ValueError(f"{root!r} would send sign-ins unencrypted")

    def roots(self) -> Iterator[str]:
        """Every address calls and sign-ins may go to."""
        yield from (self.calendar_root, self.sheets_root, self.drive_root, self.sign_in_root)

    def sign_in_roots(self) -> Iterator[str]:
        """Every address a token is asked for at; calls never go there."""
        yield self.sign_in_root
        if self.keyless:
            yield self.signing_root
            yield from () if self.on_this_machine else OWN_CREDENTIALS

    def place_sign_in(self, url: str) -> str:
        """An address as google-auth has it built in, moved to where this connection signs in."""
        for fixed, root in (
            (GOOGLE_SIGN_IN, self.sign_in_root),
            (GOOGLE_SIGNING, self.signing_root),
        ):
            if url.startswith(fixed):
                return root + url.removeprefix(fixed)
        return url

    def place(self, url: str) -> str:
        """An address as gspread writes it, moved to where this connection's Google is."""
        if url.startswith(GOOGLE_SHEETS):
            return self.sheets_root + url.removeprefix(GOOGLE_SHEETS)
        if url.startswith(GOOGLE_APIS):
            return self.drive_root + url.removeprefix(GOOGLE_APIS)
        return url

    @property
    def on_this_machine(self) -> bool:
        """True when nothing leaves this computer, so that no proxy is asked."""
        return all(root.startswith("http://") for root in self.roots())


def local(
    url: str,
    *,
    rates: Rates = NO_RATES,
    patience: Patience | None = None,
    carrier: Callable[[], "BaseAdapter"] | None = None,
) -> Connection:
    """A connection to a Google-compatible server, like `http://127.0.0.1:8080`; no rates."""
    root = url.rstrip("/") + "/"
    return Connection(
        calendar_root=root,
        sheets_root=root,
        drive_root=root,
        sign_in_root=root,
        signing_root=root,
        rates=rates,
        patience=patience or Patience(),
        carrier=carrier,
    )
