"""Where the sign-ins of a computer lie; known without loading anything of Google's."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Where sign-ins lie; a service account goes before a person's sign-in.

    `service_account` is its address where IT gives no key file; then this computer's own Google
    credential signs for it.
    """

    token_file: Path
    service_account_file: Path | None = None
    service_account: str = ""
    subject: str = ""
    """The person a service account acts for; needed to invite anybody."""
    subjects: tuple[str, ...] = ()
    """Everybody a service account may ever act for."""
    account: str = ""
    """The address that must be signed in; '' takes any."""

    @property
    def delegated(self) -> bool:
        """Whether a service account signs in, rather than a person."""
        return bool(self.service_account_file or self.service_account)

    def refuse_wrong_subject(self) -> None:
        """Act for nobody the settings do not list.

        Raises:
            SettingsError: the subject is not on the list, or not the account the settings name.
        """
        subject, listed = self.subject.lower(), {one.lower() for one in self.subjects}
        if subject and subject not in listed:
            raise SettingsError(
                f"The service account may not act for {self.subject}: it is not listed.",
                where="subjects",
                fix=f'IT may allow it in bellweave.toml: subjects = ["{self.subject}"]',
                more="bellweave auth setup",
            )
        if subject:
            self.refuse_another(subject)

    def refuse_another(self, signed_in: str) -> None:
        """Write as nobody but the account the settings name.

        Raises:
            SettingsError: `signed_in` is somebody else, or not known.
        """
        if self.account and signed_in.lower() != self.account.lower():
            who = signed_in or "an account whose address is not known"
            raise SettingsError(
                f"{who} is signed in, but the settings name {self.account}.",
                where="account",
                fix=f"Sign out, and sign in as {self.account}; or correct `account`.",
                more="bellweave auth login",
            )
