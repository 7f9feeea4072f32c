"""Guards before the first write: what many people would notice needs its number said aloud."""

from dataclasses import dataclass

from scheduler.errors import SettingsError
from sync.merging.changes import ChangeSet

MAILS_CAP = 50
CANCELS_CAP = 5
CANCELS_SHARE = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The numbers a person has seen and agreed to; None for not asked."""

    mails: int | None = None
    cancels: int | None = None
    look_alikes: int | None = None


def refuse_unconfirmed(
    changes: ChangeSet, confirmed: Confirmed, *, mails_cap: int = MAILS_CAP
) -> None:
    """Let a change set pass that is small, or whose numbers were confirmed exactly.

    Raises:
        SettingsError: a number is above its cap and was not confirmed, or another one was.
    """
    counts = changes.counts
    if counts.mails > mails_cap and confirmed.mails != counts.mails:
        raise SettingsError(
            f"this push would send {counts.mails} e-mails, more than {mails_cap}",
            fix=f"look at the changes, then add --confirm-mail {counts.mails}",
        )
    cancels_cap = max(CANCELS_CAP, int(counts.standing * CANCELS_SHARE))
    if counts.cancel > cancels_cap and confirmed.cancels != counts.cancel:
        raise SettingsError(
            f"this push would cancel {counts.cancel} of {counts.standing} events",
            fix=f"look at the changes, then add --confirm-cancel {counts.cancel}",
        )
    if counts.look_alike and confirmed.look_alikes != counts.look_alike:
        raise SettingsError(
            f"{counts.look_alike} of the new events would stand beside one that looks the same",
            fix="see whether another workspace wrote those, and adopt them: bellweave adopt; if they are "
            f"other people's, add --confirm-look-alike {counts.look_alike}",
        )
