"""Where the sign-ins of a computer lie; known without loading anything of Google's."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Where sign-ins lie; a service account's file goes before a person's."""

    token_file: Path
    service_account_file: Path | None = None
    subject: str = ""
    """The person a service account acts for; needed to invite anybody."""
