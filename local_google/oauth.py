"""People, access tokens, and Google's token endpoint with its refresh and JWT-bearer grants."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from local_google.store import Store
from local_google.wire import ApiError, Caller, Json

SCHEMA = """
CREATE TABLE IF NOT EXISTS oauth_users (
  email TEXT PRIMARY KEY, name TEXT NOT NULL, time_zone TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS oauth_tokens (
  token TEXT PRIMARY KEY, email TEXT NOT NULL, scopes TEXT NOT NULL, expires TEXT NOT NULL,
  service_account INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS oauth_refresh (
  token TEXT PRIMARY KEY, email TEXT NOT NULL, scopes TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS oauth_service_accounts (
  email TEXT PRIMARY KEY, public_key TEXT NOT NULL, delegated TEXT NOT NULL
);
"""
TOKEN_LIFE = timedelta(seconds=3599)
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class GrantRefused(Exception):
    """The token endpoint's own kind of error: `{error, error_description}`."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description
        self.status = status

    def body(self) -> Json:
        """The answer's JSON."""
        return {"error": self.error, "error_description": self.description}


def known_user(db: sqlite3.Connection, email: str) -> bool:
    """Whether the address is a person of this server."""
    row = db.execute("SELECT 1 FROM oauth_users WHERE email = ?", (email.lower(),)).fetchone()
    return row is not None


def issue(
    store: Store, email: str, scopes: Iterable[str], *, service_account: bool = False
) -> tuple[str, datetime]:
    """A new access token and when it expires."""
    token = "ya29." + store.new_id(60, TOKEN_LETTERS)
    expires = store.now() + TOKEN_LIFE
    with store.write() as db:
        db.execute(
            "INSERT INTO oauth_tokens VALUES (?, ?, ?, ?, ?)",
            (token, email.lower(), " ".join(scopes), expires.isoformat(), int(service_account)),
        )
    return token, expires


def issue_refresh(store: Store, email: str, scopes: Iterable[str]) -> str:
    """A new refresh token."""
    token = "1//" + store.new_id(60, TOKEN_LETTERS)
    with store.write() as db:
        db.execute(
            "INSERT INTO oauth_refresh VALUES (?, ?, ?)", (token, email.lower(), " ".join(scopes))
        )
    return token


def authenticate(store: Store, header: str | None) -> Caller:
    """The caller behind an `Authorization` header; 401 for none, unknown or expired."""
    kind, _, token = (header or "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise ApiError(
            401,
            "required",
            "Login Required.",
            location="Authorization",
            location_type="header",
            headers={"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'},
        )
    row = _live_token(store, token.strip())
    if row is None:
        raise ApiError(
            401,
            "authError",
            "Invalid Credentials",
            location="Authorization",
            location_type="header",
            headers={
                "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/",'
                ' error="invalid_token"'
            },
        )
    return Caller(
        email=row["email"],
        scopes=frozenset(row["scopes"].split()),
        service_account=bool(row["service_account"]),
    )


def require_scope(caller: Caller, accepted: frozenset[str]) -> None:
    """403 unless the token has one of the scopes that the discovery document lists."""
    if accepted and not accepted & caller.scopes:
        raise ApiError(
            403,
            "insufficientPermissions",
            "Request had insufficient authentication scopes.",
            headers={
                "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/",'
                f' error="insufficient_scope", scope="{" ".join(sorted(accepted))}"'
            },
        )


def grant(store: Store, form: Mapping[str, str]) -> Json:
    """The answer of the token endpoint; raises GrantRefused."""
    kind = form.get("grant_type")
    if kind == "refresh_token":
        return _refresh(store, form.get("refresh_token", ""))
    if kind == JWT_GRANT:
        return _assert(store, form.get("assertion", ""))
    raise GrantRefused("unsupported_grant_type", f"Invalid grant_type: {kind}")


def revoke(store: Store, token: str) -> Json:
    """Forget a refresh or access token, and every access token of that refresh token's user."""
    with store.write() as db:
        row = db.execute("SELECT email FROM oauth_refresh WHERE token = ?", (token,)).fetchone()
        gone = db.execute("DELETE FROM oauth_tokens WHERE token = ?", (token,)).rowcount
        if row is not None:
            db.execute("DELETE FROM oauth_refresh WHERE token = ?", (token,))
            db.execute("DELETE FROM oauth_tokens WHERE email = ?", (row["email"],))
    if row is None and not gone:
        raise GrantRefused("invalid_token", "Token expired or revoked")
    return {}


def token_info(store: Store, token: str) -> Json:
    """What a live access token may do."""
    row = _live_token(store, token)
    if row is None:
        raise GrantRefused("invalid_token", "Invalid Value")
    left = datetime.fromisoformat(row["expires"]) - store.now()
    return {
        "scope": row["scopes"],
        "expires_in": str(int(left.total_seconds())),
        "email": row["email"],
        "email_verified": "true",
        "access_type": "offline",
    }


def _live_token(store: Store, token: str) -> sqlite3.Row | None:
    with store.read() as db:
        row: sqlite3.Row | None = db.execute(
            "SELECT * FROM oauth_tokens WHERE token = ?", (token,)
        ).fetchone()
    if row is None or datetime.fromisoformat(row["expires"]) <= store.now():
        return None
    return row


def _refresh(store: Store, token: str) -> Json:
    with store.read() as db:
        row = db.execute("SELECT * FROM oauth_refresh WHERE token = ?", (token,)).fetchone()
    if row is None:
        raise GrantRefused("invalid_grant", "Token has been expired or revoked.")
    access, _ = issue(store, row["email"], row["scopes"].split())
    return _answer(access, row["scopes"])


def _assert(store: Store, assertion: str) -> Json:
    claims = _verified(store, assertion)
    account, subject = str(claims["iss"]), str(claims.get("sub") or claims["iss"])
    scopes = str(claims.get("scope", ""))
    delegated = subject != account
    if delegated:
        with store.read() as db:
            row = db.execute(
                "SELECT delegated FROM oauth_service_accounts WHERE email = ?", (account,)
            ).fetchone()
            if not known_user(db, subject) or not set(scopes.split()) <= set(row[0].split()):
                raise GrantRefused(
                    "unauthorized_client",
                    "Client is unauthorized to retrieve access tokens using this method, or"
                    " client not authorized for any of the scopes requested.",
                    401,
                )
    access, _ = issue(store, subject, scopes.split(), service_account=not delegated)
    return _answer(access, scopes)


def _verified(store: Store, assertion: str) -> Mapping[str, Any]:
    """The claims of a JWT signed by a service account that this server knows."""
    from google.auth import jwt  # heavy, and only service accounts need it

    try:
        _, claims, _, _ = jwt._unverified_decode(  # noqa: SLF001 - the issuer names the key to verify with
            assertion
        )
        account = str(claims["iss"])
        with store.read() as db:
            row = db.execute(
                "SELECT public_key FROM oauth_service_accounts WHERE email = ?", (account,)
            ).fetchone()
        if row is None:
            raise GrantRefused("invalid_grant", "Invalid grant: account not found")
        jwt.decode(assertion, certs=row["public_key"], clock_skew_in_seconds=10)
    except (ValueError, KeyError) as error:
        raise GrantRefused("invalid_grant", f"Invalid JWT: {error}") from error
    return dict(claims)


def _answer(access: str, scopes: str) -> Json:
    return {
        "access_token": access,
        "expires_in": int(TOKEN_LIFE.total_seconds()),
        "scope": scopes,
        "token_type": "Bearer",
    }


def answer(store: Store, path: str, form: Mapping[str, str]) -> Json:
    """What `/token`, `/revoke` and `/tokeninfo` say; raises GrantRefused."""
    if path == "/token":
        return grant(store, form)
    if path == "/revoke":
        return revoke(store, form.get("token", ""))
    return token_info(store, form.get("access_token", ""))


def client_file(url: str, refresh_token: str) -> Json:
    """The content of an `authorized_user` file whose token endpoint is this server.

    google-auth's `from_authorized_user_info` ignores `token_uri`: hand the values to its
    `Credentials` one by one.
    """
    return {
        "type": "authorized_user",
        "client_id": "local.apps.googleusercontent.com",
        "client_secret": "local",
        "refresh_token": refresh_token,
        "token_uri": f"{url}/token",
    }


def parse_form(raw: bytes, content_type: str) -> dict[str, str]:
    """A form or JSON body as name -> text."""
    from urllib.parse import parse_qsl

    if content_type.startswith("application/json"):
        return {str(k): str(v) for k, v in json.loads(raw or b"{}").items()}
    return dict(parse_qsl(raw.decode("utf-8"), keep_blank_values=True))
