"""What `serve` does: the pages for this computer, Google's hints, and reading back by itself.

A hint makes one calendar be read within seconds; without hints, or when they are lost, everything is
read every quarter of an hour, and once a day from the start.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import workflow
from errands.pages.actions import actions_of
from errands.pages.today import Kept
from errands.told.hours import who_is
from scheduler.errors import BellweaveError, SettingsError
from sync.calendars.hints import Due, Hints
from sync.calendars.watching import (
    PATH,
    Refused,
    believed,
    end_watch,
    hook_address,
    keep_watch,
)
from sync.event.facts import Facts
from sync.wire.clock import Clock, SystemClock
from sync.workspace.known import journal
from web.app import LOOPBACK, serve
from web.hooks import Hook
from web.policy import LEADER, reader_of
from web.site.door import Door
from web.site.site import BODY_MAX, Key, create_site

if TYPE_CHECKING:
    from flask import Flask

    from sync.journal.journal import Journal
    from web.app import Served
    from workflow import Given, Known, Workspace

__all__ = ["PATH", "Look", "Serving", "serving"]
AT_MOST_S = 60.0
"""The longest sleep; a computer that was asleep itself wakes up to what is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one reading brought, to be told; the words of answers and strangers' names are left out.

    `unwatched` counts calendars about which Google will not post hints.
    """

    facts: Facts
    given: "Given"
    known: "Known"
    unwatched: int = 0


@dataclass(slots=True, kw_only=True)
class Serving:
    """Being served: `url` of the pages, `hook` where Google posts ('' for nowhere), `refused` counts
    posts nobody believed, by reason. `door` knows the code that is good now."""

    workspace: "Workspace"
    hook: str
    hints: Hints
    refused: Counter[str]
    door: Door
    url: str = ""

    @property
    def link(self) -> str:
        """What a browser opens to come in, once."""
        return f"{self.url}enter?code={self.door.code()}"

    def look(self) -> Look | None:
        """Read what is due now; None when nothing is.

        Raises:
            BellweaveError: nothing could be read; the next poll tries again.
        """
        due = self.hints.due()
        if due is None:
            return None
        given = workflow.read(self.workspace)
        unwatched = self._watch(given) if self.hook and due.calendars is None else 0
        return self._read(due, given, unwatched)

    def rest(self) -> None:
        """Wait until something may be due."""
        self.hints.wait(min(self.hints.wait_s(), AT_MOST_S))

    def _read(self, due: Due, given: "Given", unwatched: int) -> Look:
        facts, _ = workflow.pull(self.workspace, given, calendars=due.calendars, whole=due.whole)
        known = workflow.what_is_known(self.workspace, given)
        return Look(facts=_to_be_logged(facts), given=given, known=known, unwatched=unwatched)

    def _watch(self, given: "Given") -> int:
        """See that Google posts about every coaching calendar."""
        with workflow.at_work(self.workspace, given) as desk:
            calendars = desk.journal.calendars().values()
            without = keep_watch(desk.google.calendar, desk.journal, calendars, self.hook, desk.now)
        return len(without)


@contextmanager
def serving(
    workspace: "Workspace",
    *,
    port: int = 0,
    hooks: str = "",
    person: str = "",
    clock: Clock | None = None,
) -> "Iterator[Serving]":
    """Serve on loopback; with `hooks`, the address this computer has outside, take Google's posts.

    The pages show what a leader sees, with `person` what she does.

    Raises:
        SettingsError: Google cannot post to that address, or nobody is called so.
    """
    clock = clock or SystemClock()
    given = workflow.read(workspace)
    hook = hook_address(hooks) if hooks else ""
    hints = Hints(clock.monotonic, clock.uniform)
    with journal(workspace, given.zone) as kept:
        taken = Hook(
            hear=_ear(workspace, kept, given.zone, hints),
            hosts=(*LOOPBACK, urlsplit(hook).hostname or ""),
        )
        door = Door(
            secret=lambda: secrets.token_urlsafe(24),
            monotonic=clock.monotonic,
            reader=reader_of(who_is(given, person)) if person else LEADER,
        )
        this = Serving(
            workspace=workspace, hook=hook, hints=hints, refused=taken.refused, door=door
        )
        app = create_site(
            actions_of(workspace, Kept(workspace=workspace)),
            door,
            Key(secret=secrets.token_hex(32), cookie=f"bellweave-{secrets.token_hex(4)}"),
            hook=taken if hook else None,
        )
        with _on(app, port) as served:
            this.url = served.url
            try:
                yield this
            finally:
                if hook:
                    _stop_watching(workspace, given)


def _ear(
    workspace: "Workspace", kept: "Journal", zone: str, hints: Hints
) -> Callable[[Mapping[str, str]], str]:
    """Judges a post; one that is believed and brings news is a hint."""

    def hear(headers: Mapping[str, str]) -> str:
        found = believed(kept, headers, workspace.clock(zone))
        if isinstance(found, Refused):
            return found.value
        if found.news:
            hints.hint(found.calendar_id)
        return ""

    return hear


def _on(app: "Flask", port: int) -> "Served":
    try:
        return serve(app, port=port, body_max=BODY_MAX)
    except OSError as error:
        raise SettingsError(
            f"Port {port} cannot be used ({error.strerror}).",
            where="--port",
            fix="Leave --port out for a free one.",
        ) from error


def _stop_watching(workspace: "Workspace", given: "Given") -> None:
    """Ask Google to post no more; where it cannot be asked, the channels run out by themselves."""
    with suppress(BellweaveError), workflow.at_work(workspace, given) as desk:
        end_watch(desk.google.calendar, desk.journal)


def _to_be_logged(facts: Facts) -> Facts:
    """What may stand in a log, which keeps what a terminal forgets."""
    return replace(
        facts,
        answers=tuple(replace(one, comment="") for one in facts.answers),
        guests=tuple(replace(one, name="") for one in facts.guests),
    )
