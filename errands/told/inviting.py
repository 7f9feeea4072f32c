"""What everybody would be sent, to read before anything goes; nothing is written to Google."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import workflow
from scheduler.district import Modality
from scheduler.errors import SettingsError
from scheduler.model import ActivityId
from web.invitations import Invitation, invitations_html
from web.mails import mails_of
from web.page_words import moment_words, plain, when_words
from workflow import Given, Workspace

if TYPE_CHECKING:
    from scheduler.district import Person
    from sync.merging.changes import Change, ChangeSet

__all__ = ["Preview", "preview"]
PAGE = "invitations.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change with everybody who would be mailed about it; the same words for all of them."""

    to: tuple[str, ...]
    mail: Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsider:
    """Somebody from outside the district at an event; `link` fills it in, '' where Google mails her."""

    name: str
    title: str
    when: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """All of it; `later` is what waits, `roomless` meetings in person without a named room."""

    told: tuple[Told, ...]
    later: tuple[Told, ...]
    outside: tuple[Outsider, ...]
    roomless: tuple[str, ...]
    changes: "ChangeSet"
    page: Path
    files: tuple[Path, ...]

    @property
    def people(self) -> int:
        """How many would be mailed now."""
        return len({to for one in self.told for to in one.to})


def preview(
    workspace: Workspace,
    given: Given,
    *,
    file: str | None = None,
    person: str | None = None,
    out: Path | None = None,
) -> Preview:
    """The invitations of a saved change set, or of what differs now; with a page and files for outsiders.

    Raises:
        SettingsError: nobody is called `person`.
    """
    if file:
        changes = workflow.open_changes(workspace, given, file)
    else:
        changes = workflow.compare(workspace, given, ahead=True)
    only = _called(person, given) if person else None
    told, later = (_told(found, given, only) for found in (changes.writes, changes.waiting))
    outside = _outside(changes.writes, given, only)
    page = out or Path(workspace.settings.out) / PAGE
    _write_page(page, told, workspace, given)
    return Preview(
        told=told,
        later=later,
        outside=outside,
        roomless=_roomless(changes.writes, given),
        changes=changes,
        page=page,
        files=_files(
            workspace,
            given,
            changes,
            [one.name for one in outside if one.link],
            page.parent,
        ),
    )


def _told(changes: "Iterable[Change]", given: Given, only: "Person | None") -> tuple[Told, ...]:
    found = []
    for change in changes:
        mails = list(mails_of(change, given.district, given.days))
        if only:
            address = f"<{only.email.strip().lower()}>"
            mails = [mail for mail in mails if mail.to.endswith(address)]
        if mails:
            found.append(Told(to=tuple(mail.to for mail in mails), mail=mails[0]))
    return tuple(found)


def _called(person: str, given: Given) -> "Person":
    """The one person of that name, part of a name or address.

    Raises:
        SettingsError: there is nobody, or more than one.
    """
    people = list(given.district.people.values())
    wanted = person.strip().casefold()
    exact = [one for one in people if wanted in (one.name.casefold(), one.email.casefold(), one.id)]
    near = exact or [one for one in people if wanted in one.name.casefold()]
    if len(near) == 1:
        return near[0]
    if near:
        raise SettingsError(
            f"'{plain(person)}' could be {len(near)} people.",
            where="--person",
            fix=f"Write one name in full: {', '.join(sorted(plain(one.name) for one in near)[:5])}.",
        )
    names = {one.name.casefold(): one.name for one in people}
    close = [plain(names[name]) for name in get_close_matches(wanted, names, n=3, cutoff=0.7)]
    raise SettingsError(
        f"Nobody here is called '{plain(person)}'.",
        where="--person",
        fix=f"Did you mean {' or '.join(close)}?" if close else "Names stand in the People tab.",
    )


def _outside(
    changes: "Sequence[Change]", given: Given, only: "Person | None"
) -> tuple[Outsider, ...]:
    """People from outside at events that are new or move, each with a link unless Google mails her."""
    from sync.event.prefilled import calendar_link
    from sync.event.wording import is_external

    found = []
    for change in changes:
        wanted = change.wanted
        activity = next((one for one in given.activities if one.id == change.activity), None)
        if wanted is None or activity is None:
            continue
        for key in activity.people:
            person = given.district.people[key]
            if not is_external(person) or (only and only.id != key):
                continue
            mailed = person.email.strip().lower() in wanted.outside
            found.append(
                Outsider(
                    name=plain(person.name),
                    title=wanted.title,
                    when=when_words(*map(given.days.local, (wanted.start, wanted.end))),
                    link="" if mailed else calendar_link(wanted),
                )
            )
    return tuple(found)


def _roomless(changes: "Sequence[Change]", given: Given) -> tuple[str, ...]:
    """Meetings in person for which no room is named."""
    known = {one.id: one for one in given.activities}
    return tuple(
        f"{change.wanted.title}, {moment_words(given.days.local(change.wanted.start))}"
        for change in changes
        if change.wanted
        and (activity := known.get(change.activity or ActivityId("")))
        and activity.modality is not Modality.VIRTUAL
        and len(activity.required) > 2
        and ", room " not in change.wanted.place
    )


def _write_page(page: Path, told: Sequence[Told], workspace: Workspace, given: Given) -> None:
    from sync.files.tabs import writing_to

    mails = [replace(one.mail, to=to) for one in told for to in one.to]
    made = moment_words(given.days.local(workspace.clock(given.zone)))
    with writing_to(page):
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(
            invitations_html(mails, district=plain(given.district.name), made=made),
            encoding="utf-8",
        )


def _files(
    workspace: Workspace,
    given: Given,
    changes: "ChangeSet",
    names: Iterable[str],
    folder: Path,
) -> tuple[Path, ...]:
    """An .ics file for each of these people, with what people know and what goes out now."""
    from sync.workspace.exported import write_ics

    wanted = set(names)
    people = [key for key, one in given.district.people.items() if plain(one.name) in wanted]
    if not people:
        return ()
    schedule = workflow.saved(workspace, given)
    known = {
        *workflow.what_is_known(workspace, given).published.placed,
        *(one.activity for one in changes.writes),
    }
    placed = {key: slot for key, slot in schedule.placed.items() if key in known}
    return tuple(
        write_ics(
            folder / "outside",
            replace(schedule, placed=placed),
            given.district,
            given.days,
            namespace=workspace.settings.workspace,
            stamp=workspace.clock(given.zone),
            people=people,
            wording=workspace.wording,
        )
    )
