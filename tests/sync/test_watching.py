"""Channels: opened with a token only Google knows, renewed before they end, believed or not."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from local_google.faults import refuse
from scheduler.errors import SettingsError
from sync.calendars.watching import (
    LIFE,
    PATH,
    Hint,
    Refused,
    believed,
    end_watch,
    hook_address,
    keep_watch,
)
from sync.journal.channels import Channel, channel_named, channel_opened, kept_channels, put_channel
from sync.journal.journal import Journal, open_journal
from tests.builders import at
from tests.sync.coaching import Workspace, visit

NOW = at("2026-12-04 15:30")
TOKEN = "t" * 43
ADDRESS = "http://127.0.0.1:9/hooks/calendar"
CHANNEL = Channel(
    id="c1",
    calendar_id="ana-calendar",
    token_hash=sha256(TOKEN.encode()).hexdigest(),
    address=ADDRESS,
    made=NOW,
    expires=NOW + LIFE,
    resource_id="r1",
)
POST = {
    "x-goog-channel-id": "c1",
    "x-goog-channel-token": TOKEN,
    "x-goog-resource-id": "r1",
    "x-goog-resource-state": "exists",
    "x-goog-message-number": "7",
}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A journal that knows one channel; nothing here writes to it."""
    file = tmp_path_factory.mktemp("journal") / "journal.sqlite3"
    journal = open_journal(f"sqlite:///{file}", lineage="example", now=lambda: NOW)
    put_channel(journal, CHANNEL)
    yield journal
    journal.close()


@pytest.mark.proves("X3")
def test_a_post_of_our_own_channel_is_a_hint(watched: Journal) -> None:
    assert believed(watched, POST, NOW) == Hint(calendar_id="ana-calendar", news=True)


@pytest.mark.proves("X3")
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"x-goog-channel-id": "c2"}, Refused.UNKNOWN),
        ({"x-goog-channel-id": ""}, Refused.UNKNOWN),
        ({"x-goog-channel-id": "c" * 5_000}, Refused.UNKNOWN),
        ({"x-goog-channel-token": "t" * 42}, Refused.TOKEN),
        ({"x-goog-channel-token": ""}, Refused.TOKEN),
        ({"x-goog-channel-token": CHANNEL.token_hash}, Refused.TOKEN),
        ({"x-goog-channel-token": "\u00ff"}, Refused.TOKEN),
        ({"x-goog-resource-id": "r2"}, Refused.RESOURCE),
        ({"x-goog-resource-id": ""}, Refused.RESOURCE),
        ({"x-goog-resource-id": "\u00ff"}, Refused.RESOURCE),
    ],
)
def test_anything_wrong_in_a_post_is_refused(
    watched: Journal, wrong: Mapping[str, str], why: Refused
) -> None:
    assert believed(watched, {**POST, **wrong}, NOW) is why


@pytest.mark.proves("X3")
@pytest.mark.parametrize(
    "missing", ["x-goog-channel-id", "x-goog-channel-token", "x-goog-resource-id"]
)
def test_a_post_that_lacks_a_header_is_refused(watched: Journal, missing: str) -> None:
    post = {name: value for name, value in POST.items() if name != missing}

    assert isinstance(believed(watched, post, NOW), Refused)


@pytest.mark.proves("X3")
def test_an_expired_channel_is_not_believed_any_more(watched: Journal) -> None:
    assert isinstance(believed(watched, POST, NOW + LIFE - timedelta(seconds=1)), Hint)
    assert believed(watched, POST, NOW + LIFE) is Refused.EXPIRED


def test_googles_greeting_is_no_news(watched: Journal) -> None:
    hello = {**POST, "x-goog-resource-state": "sync"}

    assert believed(watched, hello, NOW) == Hint(calendar_id="ana-calendar", news=False)


def test_a_greeting_before_googles_answer_is_taken_but_nothing_else_is(office: Workspace) -> None:
    put_channel(office.journal, replace(CHANNEL, resource_id=""))
    hello = {**POST, "x-goog-resource-state": "sync"}

    assert isinstance(believed(office.journal, hello, NOW), Hint)
    assert believed(office.journal, POST, NOW) is Refused.RESOURCE


@pytest.mark.proves("X4")
@pytest.mark.parametrize("number", ["1", "0", "-3", "99999999999999999999", "x", ""])
def test_the_number_of_a_post_decides_nothing(watched: Journal, number: str) -> None:
    late = {**POST, "x-goog-message-number": number}

    assert believed(watched, late, NOW) == believed(watched, POST, NOW)


@pytest.mark.parametrize(
    "base",
    [
        "https://coaching.district.example",
        "https://coaching.district.example/",
        "http://127.0.0.1:8765",
    ],
)
def test_google_may_post_to_https_and_to_this_computer(base: str) -> None:
    assert hook_address(base) == base.rstrip("/") + PATH
    assert hook_address(hook_address(base)) == hook_address(base)


@pytest.mark.proves("X7")
@pytest.mark.parametrize(
    "base",
    [
        "http://coaching.district.example",
        "http://127.0.0.1.evil.example",
        "ftp://coaching.district.example",
        "https://",
        "coaching.district.example",
        "https://user@coaching.district.example",
        "https://coaching.district.example/?next=x",
    ],
)
def test_google_posts_nowhere_else(base: str) -> None:
    with pytest.raises(SettingsError, match="no address Google can post to"):
        hook_address(base)


def watch(office: Workspace) -> tuple[str, ...]:
    calendars = office.journal.calendars().values()
    return keep_watch(office.api, office.journal, calendars, ADDRESS, office.now)


@pytest.fixture
def channelled(office: Workspace) -> Workspace:
    """A coaching calendar that is watched."""
    office.publish(visit())
    assert watch(office) == ()
    return office


@pytest.mark.proves("GE-35")
def test_a_calendar_is_watched_with_a_token_that_is_kept_as_a_hash_only(
    channelled: Workspace, tmp_path: Path
) -> None:
    (channel,) = kept_channels(channelled.journal)
    (post,) = channelled.running.pushes.messages()
    token = post.headers["X-Goog-Channel-Token"]

    assert len(token) >= 43
    assert channel.token_hash == sha256(token.encode()).hexdigest()
    assert channel.resource_id == post.headers["X-Goog-Resource-ID"]
    channelled.journal.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if "journal" in file.name)
    assert channel.id.encode() in kept
    assert token.encode() not in kept


def test_what_google_posts_is_believed(channelled: Workspace) -> None:
    channelled.publish(visit("2026-12-09 10:40"))
    channelled.running.pushes.settle()
    posts = [
        {name.lower(): value for name, value in one.headers.items()}
        for one in channelled.running.pushes.messages()
    ]
    heard = [believed(channelled.journal, post, channelled.now) for post in posts]

    assert [one.news for one in heard if isinstance(one, Hint)][:2] == [False, True]
    assert not [one for one in heard if isinstance(one, Refused)]


def test_a_calendar_that_is_watched_is_not_watched_twice(channelled: Workspace) -> None:
    (before,) = kept_channels(channelled.journal)
    watch(channelled)

    assert kept_channels(channelled.journal) == (before,)


@pytest.mark.proves("X5", "GE-35")
def test_a_channel_is_renewed_at_four_fifths_of_its_life_new_one_first(
    channelled: Workspace,
) -> None:
    (old,) = kept_channels(channelled.journal)
    life = old.expires - old.made
    channelled.now = old.made + life * 0.79
    watch(channelled)
    assert kept_channels(channelled.journal) == (old,)
    channelled.running.log.clear()

    channelled.now = old.made + life * 0.8
    watch(channelled)

    (new,) = kept_channels(channelled.journal)
    assert new.id != old.id
    called = [entry.method for entry in channelled.running.log.entries("calendar.*")]
    assert called == ["calendar.events.watch", "calendar.channels.stop"]


@pytest.mark.proves("X5")
def test_the_old_channel_stays_while_no_new_one_is_to_be_had(channelled: Workspace) -> None:
    (old,) = kept_channels(channelled.journal)
    channelled.now = old.expires - timedelta(hours=1)
    channelled.running.faults.add(
        refuse("calendar.events.watch", 400, "webhookUrlUnauthorized", count=None)
    )

    assert watch(channelled) == (old.calendar_id,)
    assert kept_channels(channelled.journal) == (old,)


def test_another_address_outside_gets_channels_of_its_own(channelled: Workspace) -> None:
    (old,) = kept_channels(channelled.journal)
    other = "http://localhost:9/hooks/calendar"
    keep_watch(channelled.api, channelled.journal, [old.calendar_id], other, channelled.now)

    assert [one.address for one in kept_channels(channelled.journal)] == [other]


def test_stopping_ends_the_posts(channelled: Workspace) -> None:
    end_watch(channelled.api, channelled.journal)
    channelled.running.pushes.settle()
    before = len(channelled.running.pushes.messages())
    channelled.publish(visit("2026-12-09 10:40"))
    channelled.running.pushes.settle()

    assert kept_channels(channelled.journal) == ()
    assert len(channelled.running.pushes.messages()) == before


def test_a_channel_google_will_not_stop_is_believed_no_more_all_the_same(
    channelled: Workspace,
) -> None:
    (channel,) = kept_channels(channelled.journal)
    channelled.running.faults.add(refuse("calendar.channels.stop", 403, "forbidden"))
    end_watch(channelled.api, channelled.journal)

    assert channel_named(channelled.journal, channel.id) is None


def test_what_google_grants_counts_and_not_what_was_asked(office: Workspace) -> None:
    put_channel(office.journal, replace(CHANNEL, resource_id=""))
    channel_opened(office.journal, "c1", "r9", NOW + timedelta(hours=2))

    (channel,) = kept_channels(office.journal)
    assert (channel.resource_id, channel.expires) == ("r9", NOW + timedelta(hours=2))
    assert not channel.fresh(NOW + timedelta(minutes=97))
    assert channel.fresh(NOW + timedelta(minutes=95))
