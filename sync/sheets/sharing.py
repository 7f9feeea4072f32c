"""Who a spreadsheet is shared with, as Drive tells it; given, changed and taken away without a mail."""

from dataclasses import dataclass
from typing import Any, Literal

from gspread.urls import DRIVE_FILES_API_V3_URL

from scheduler.errors import RemoteError
from sync.wire.google_http import SheetsHttp
from sync.wire.pages import every_page
from sync.wire.retries import Kind
from sync.wire.transport import Transport

PERSON = "user"
OWNER = "owner"
WIDE = ("anyone", "domain", "group")
"""Ways in that name no person: by link, by organization, by a list whose members nobody here knows."""
FIELDS = "nextPageToken,permissions(id,type,role,emailAddress,domain,deleted)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """One way into a file; `email` is in small letters, and '' where it names no person."""

    id: str
    kind: str
    role: str
    email: str = ""
    domain: str = ""

    @property
    def is_wide(self) -> bool:
        return self.kind in WIDE

    @property
    def words(self) -> str:
        """Whom it lets in, as a person would say it."""
        named = {
            "anyone": "everybody with the link",
            "domain": f"everybody of {self.domain or 'the organization'}",
            "group": f"the list {self.email}",
        }
        return named.get(self.kind, self.email)


class Sharing:
    """Drive's permissions for one signed-in account; safe for threads."""

    def __init__(self, transport: Transport) -> None:
        self._reads = SheetsHttp(transport)
        self._writes = SheetsHttp(transport, Kind.REPEATABLE_WRITE)

    def permissions(self, book: str) -> list[Permission]:
        """Every way into a file, the owner's too; one read.

        Raises:
            RemoteError: the file is gone, or this account may not see who opens it.
        """

        def page(token: str | None) -> dict[str, Any]:
            asked = {
                "fields": FIELDS,
                "pageSize": 100,
                "supportsAllDrives": True,
                "pageToken": token,
            }
            found: dict[str, Any] = self._reads.request(
                "get", f"{DRIVE_FILES_API_V3_URL}/{book}/permissions", params=asked
            ).json()
            return found

        return [_permission(one) for one in every_page(page, "permissions")[0]]

    def give(self, book: str, email: str, role: Literal["reader", "writer"]) -> None:
        """Let a person read or write; twice is once."""
        self._writes.request(
            "post",
            f"{DRIVE_FILES_API_V3_URL}/{book}/permissions",
            json={"type": PERSON, "role": role, "emailAddress": email},
            params={"sendNotificationEmail": False, "supportsAllDrives": True},
        )

    def change(self, book: str, permission: str, role: Literal["reader", "writer"]) -> None:
        """Give a way in another role."""
        self._writes.request(
            "patch",
            f"{DRIVE_FILES_API_V3_URL}/{book}/permissions/{permission}",
            json={"role": role},
            params={"supportsAllDrives": True},
        )

    def take_away(self, book: str, permission: str) -> None:
        """Close a way in; one that is closed already is fine."""
        try:
            self._writes.request(
                "delete",
                f"{DRIVE_FILES_API_V3_URL}/{book}/permissions/{permission}",
                params={"supportsAllDrives": True},
            )
        except RemoteError as error:
            if error.status != 404:
                raise


def _permission(raw: dict[str, Any]) -> Permission:
    return Permission(
        id=str(raw.get("id", "")),
        kind=str(raw.get("type", "")),
        role=str(raw.get("role", "")),
        email=str(raw.get("emailAddress", "")).strip().casefold(),
        domain=str(raw.get("domain", "")),
    )
