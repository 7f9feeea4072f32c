"""What came back: reading Google's error bodies, and saying them to a person.

Calendar and Drive put a `reason` into `error.errors[0]`; Sheets has only `error.status`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

from scheduler.errors import BellweaveError, Interrupted, RemoteError, SignInNeeded
from sync.wire.redact import redact
from sync.wire.retries import GiveUp, Signal

RATE_REASONS = frozenset({"userRateLimitExceeded", "rateLimitExceeded", "RESOURCE_EXHAUSTED"})
CHANNEL_REASONS = "push."
"""A 401 with such a reason is about the address Google should call, not about our sign-in."""
MESSAGE_MAX = 300


class Unanswered(Interrupted):
    """A write was sent and never answered: it may have been carried out. Look before repeating."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, read whole and decompressed; header names are lower case.

    gspread reads `content`, `text` and `json()`, which is why they are called so.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    _read: list[Any] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 are replaced."""
        return self.content.decode("utf-8", errors="replace")

    def json(self) -> Any:
        """The body as JSON, read once however often it is asked for; None when there is none."""
        if not self._read:
            self._read.append(json.loads(self.content) if self.content else None)
        return self._read[0]

    @property
    def reason(self) -> str:
        """Google's word for what is wrong; '' when the body has none."""
        error = self._error()
        match error.get("errors"):
            case [{"reason": str(reason)}, *_]:
                return reason
            case _:
                pass
        status = error.get("status")
        return status if isinstance(status, str) else ""

    @property
    def message(self) -> str:
        """Google's sentence, fit to be shown."""
        message = self._error().get("message")
        return redact(message[:MESSAGE_MAX]) if isinstance(message, str) else ""

    @property
    def retry_after(self) -> float:
        """Seconds to wait, as the server counts them; 0.0 when it says nothing usable."""
        asked = self.headers.get("retry-after", "").strip()
        if asked.isdecimal():
            return float(asked)
        try:
            then = parsedate_to_datetime(asked)
            wait = then - parsedate_to_datetime(self.headers.get("date", ""))
        except (TypeError, ValueError):
            return 0.0
        return max(0.0, wait.total_seconds())

    def _error(self) -> Mapping[str, Any]:
        try:
            body = self.json()
        except ValueError:
            return {}
        match body:
            case {"error": dict(error)}:
                return error
            case {"error": str(word)}:
                return {"status": word, "message": str(body.get("error_description", ""))}
            case _:
                return {}


@dataclass(frozen=True, slots=True)
class Trouble:
    """No answer, or none that can be read; `text` is redacted."""

    signal: Signal
    text: str


def signal_of(answer: Answer) -> Signal:
    """What an answer means for sending the call again."""
    status = answer.status
    if 200 <= status < 300:
        return Signal.DONE if _readable(answer) else Signal.UNCERTAIN
    if status == 401 and not answer.reason.startswith(CHANNEL_REASONS):
        return Signal.SIGN_IN
    if status == 429 or (status == 403 and answer.reason in RATE_REASONS):
        return Signal.BUSY
    if status == 403 and answer.reason == "quotaExceeded":
        return Signal.USED_UP
    if status == 408 or status >= 500:
        return Signal.REFUSED if status == 501 else Signal.UNCERTAIN
    return Signal.REFUSED


def _readable(answer: Answer) -> bool:
    """A success says so in JSON or with an empty body; a sign-in page of a hotel does not."""
    kind = answer.headers.get("content-type", "")
    if not answer.content.strip():
        return answer.status == 204 or "json" not in kind
    if "html" in kind:
        return False
    if "json" not in kind:
        return True
    try:
        answer.json()
    except ValueError:
        return False
    return True


def failure(why: GiveUp, outcome: Answer | Trouble) -> BellweaveError:
    """The error a call ends with; nothing in it names a person or a token."""
    match why:
        case GiveUp.SIGN_IN:
            return sign_in_needed(_detail(outcome))
        case GiveUp.USED_UP:
            return Interrupted(
                f"Google lets this account do no more for some hours ({_detail(outcome)}).",
                fix="Run the same command again tomorrow; it continues where it stopped.",
            )
        case GiveUp.NOT_CARRIED_OUT:
            return Interrupted(
                f"Google could not be reached or kept asking us to wait ({_detail(outcome)}).",
                fix="Check the network, wait a few minutes and run the same command again.",
            )
        case GiveUp.UNANSWERED:
            return Unanswered(
                f"Google did not answer a change ({_detail(outcome)}); it may have been made.",
                fix="Run the same command again: it looks first, and changes nothing twice.",
            )
        case GiveUp.REFUSED:
            return refusal(outcome)


def refusal(outcome: Answer | Trouble) -> RemoteError:
    """An answer that stays the same however often we ask."""
    if isinstance(outcome, Trouble):
        return RemoteError(f"Google's answer cannot be used: {outcome.text}.", status=0)
    reason = outcome.reason
    return RemoteError(
        f"Google refused this: {_detail(outcome)}.",
        status=outcome.status,
        reason=reason,
        fix=_FIXES.get(reason, ""),
    )


def sign_in_needed(detail: str) -> SignInNeeded:
    """Signing in again is the only way on."""
    return SignInNeeded(
        f"Google no longer accepts the saved sign-in ({detail}).",
        fix=(
            "Sign in again. If this happens every week, the Google app is in Testing and its"
            " sign-ins end after 7 days: ask IT to make its user type Internal."
        ),
        more="bellweave auth login",
    )


_SIGN_IN_AGAIN = "Sign in again with `bellweave auth login` and tick every box."
_FIXES = {
    "insufficientPermissions": _SIGN_IN_AGAIN,
    "PERMISSION_DENIED": "Ask the owner to share it with the account you signed in with.",
    "forbidden": "Ask the owner to share it with the account you signed in with.",
    "requiredAccessLevel": "Ask the owner for the right to make changes.",
    "forbiddenForServiceAccounts": (
        "A service account may only invite people when IT lets it act for a user: set `subject`."
    ),
    "storageQuotaExceeded": "Free space in Google Drive, or use a shared drive.",
    "accessNotConfigured": "Ask IT to switch on this Google API for the project.",
}


def _detail(outcome: Answer | Trouble) -> str:
    if isinstance(outcome, Trouble):
        return outcome.text
    said = outcome.message.rstrip(".") or "no message"
    return (
        f"{outcome.status} {outcome.reason}: {said}"
        if outcome.reason
        else (f"{outcome.status}: {said}")
    )
