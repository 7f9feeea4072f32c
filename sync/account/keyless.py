"""A service account without a key file: this computer's own Google credential asks IAM to sign.

Organizations that allow no keys can still let one account act for a person. The signing happens at
Google (`signJwt`), so there is no secret to lose here.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import google.auth
from google.auth.credentials import Credentials
from google.auth.exceptions import DefaultCredentialsError
from google.auth.impersonated_credentials import Credentials as Impersonated

from scheduler.errors import SignInNeeded
from sync.account.keys import Keys

CLOUD = "https://www.googleapis.com/auth/cloud-platform"
"""What IAM wants of the credential that asks it to sign; no calendar or file of Workspace opens to it."""


def keyless(keys: Keys, scopes: tuple[str, ...]) -> Credentials:
    """A credential of `keys.service_account`, acting for `keys.subject` if there is one.

    Raises:
        SignInNeeded: this computer has no Google credential of its own.
    """
    make = cast(Any, Impersonated)  # google-auth has no types
    return cast(
        Credentials,
        make(
            source_credentials=_of_this_computer(),
            target_principal=keys.service_account,
            target_scopes=list(scopes),
            subject=keys.subject or None,
        ),
    )


def _of_this_computer() -> Any:
    try:
        with _no_advice():
            found, _ = google.auth.default(scopes=[CLOUD])
    except DefaultCredentialsError:
        raise SignInNeeded(
            "This computer has no Google credential of its own that could sign for the"
            " service account.",
            where="service_account",
            fix="Run: gcloud auth application-default login; on Cloud Run attach an account.",
            more="bellweave auth setup",
        ) from None
    return found


@contextmanager
def _no_advice() -> Iterator[None]:
    """Google's advice on projects and quotas is for its cloud's users; ours would only wonder."""
    log = logging.getLogger("google.auth._default")
    before, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        log.disabled = before
