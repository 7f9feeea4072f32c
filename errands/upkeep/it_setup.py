"""What a district's IT has to know and do, as text; nothing is asked and nothing is changed."""

from collections.abc import Iterator, Sequence

from sync.account.rights import RIGHTS, SCOPES, SHARE_CALENDARS, Right, short


def it_setup(*, share: bool) -> Iterator[str]:
    """The lines of `auth setup`; with `share` the right to share calendars is among those to paste."""
    wanted = (*SCOPES, SHARE_CALENDARS) if share else SCOPES
    yield from _which_way()
    yield from _rights(wanted)
    yield from _delegation(wanted)
    yield from _without_a_key()
    yield from _with_a_key()
    yield from _taking_it_back()
    yield from ("", "Then, in the folder of the workspace:  bellweave doctor")


def _which_way() -> Iterator[str]:
    yield from (
        "Setting up Bellweave for a district. For Google Workspace administrators; this only prints.",
        "",
        "Needed first: a role account of your domain, such as math-coaching@district.org. It owns the",
        "coaching calendars, so its end is theirs: never use a coach's own account.",
        "Simplest: that account signs in once with a desktop client (user type Internal) and",
        "  bellweave auth login --client-file client.json --account math-coaching@district.org",
        "For runs without a person: a service account that acts for the role account, as follows.",
    )


def _rights(wanted: Sequence[str]) -> Iterator[str]:
    yield from ("", "What it may do, and what it cannot")
    for right in RIGHTS:
        if right.scope in wanted:
            yield from _right(right)
    yield "  It never sees titles of anybody's own events, mail, contacts or other files; a sign-in"
    yield "  that may do more than this is refused."


def _right(right: Right) -> Iterator[str]:
    yield f"  {short(right.scope):<25} {right.does};"
    yield f"  {'':<25} cannot {right.cannot}"


def _delegation(wanted: Sequence[str]) -> Iterator[str]:
    yield from (
        "",
        "1. Google Cloud console: make a project; enable the Calendar, Sheets and Drive APIs;",
        "   make a service account, such as bellweave@PROJECT.iam.gserviceaccount.com, without roles.",
        "2. Admin console > Security > Access and data control > API controls > Domain-wide delegation",
        "   > Add new: the service account's client id (a number), and these scopes in one line:",
        "",
        ",".join(wanted),
        "",
    )


def _without_a_key() -> Iterator[str]:
    yield from (
        "3. Without a key file (recommended; secure-by-default organizations allow no keys): enable the",
        "   IAM Service Account Credentials API, and give whoever runs bellweave the role",
        "   Service Account Token Creator on the service account. In bellweave.toml:",
        "",
        'google = "google"',
        'service_account = "bellweave@PROJECT.iam.gserviceaccount.com"',
        'subject = "math-coaching@district.org"',
        'subjects = ["math-coaching@district.org"]',
        "",
        "   On a person's computer run once: gcloud auth application-default login. On Cloud Run attach",
        "   an account to the job. `subjects` is everybody the service account may ever act for.",
    )


def _with_a_key() -> Iterator[str]:
    yield from (
        '   With a key file instead: service_account_file = "key.json" in place of service_account;',
        "   chmod 600 key.json, and renew it at least once a year.",
        "   Without delegation leave `subject` out: events are then written without guests, nobody is",
        "   mailed, and people get them from: bellweave export ics",
    )


def _taking_it_back() -> Iterator[str]:
    yield from (
        "",
        "To take it back: remove the client under Domain-wide delegation (it ends at once), and delete",
        "the service account or its key. A person's sign-in: bellweave auth logout, or remove the app",
        "at https://myaccount.google.com/connections. Events and workbooks stay where they are.",
    )
