"""What the actions do, by the name of their route: the same for a form and for JSON."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from scheduler.district import PersonId
from scheduler.model import ActivityId
from web.pages.nevers import may_answer
from web.policy import Field as What
from web.policy import Reader, Sees
from web.site import bodies
from web.site.actions import Actions
from web.site.work import Work

Does = Callable[[Actions, Work, Reader, Any], str]


class NotHers(Exception):
    """It is about something the reader does not lead; to her it is not there."""


def _hers(actions: Actions, reader: Reader, key: str) -> ActivityId:
    """The activity, if it is one the reader may act on.

    Raises:
        NotHers: somebody else leads it, or there is none of that id.
    """
    today, found = actions.today(), ActivityId(key)
    activity = today.schedule.activities.get(found) or today.published.activities.get(found)
    if activity is None:
        raise NotHers
    if reader.sees(What.REASONS) is not Sees.ALL and reader.person != activity.leader:
        raise NotHers
    return found


def _begun(work: Work, what: str, act: Callable[[], str]) -> str:
    """What it says when it is done soon; else it goes on, and its page tells how far it is.

    Raises:
        BellweaveError: it failed already.
    """
    progress = work.begin(what, act)
    if progress.problem is not None:
        raise progress.problem
    return progress.says or f"Being done: {what}."


def _schedule(actions: Actions, work: Work, reader: Reader, body: bodies.ScheduleAsked) -> str:
    return _begun(work, "finding times", lambda: actions.act_schedule(body.week))


def _push(actions: Actions, work: Work, reader: Reader, body: bodies.PushAsked) -> str:
    return _begun(work, "writing to the calendars", lambda: actions.act_push(body))


def _resolve(actions: Actions, work: Work, reader: Reader, body: bodies.ResolveAsked) -> str:
    with work.alone():
        return actions.act_resolve(body)


def _undo(actions: Actions, work: Work, reader: Reader, body: bodies.UndoAsked) -> str:
    return _begun(work, "taking a run back", lambda: actions.act_undo(body))


def _read(actions: Actions, work: Work, reader: Reader, body: bodies.Nothing) -> str:
    return actions.act_read()


def _pin(actions: Actions, work: Work, reader: Reader, body: bodies.ActivityAsked) -> str:
    with work.alone():
        return actions.act_pin(_hers(actions, reader, body.activity))


def _unpin(actions: Actions, work: Work, reader: Reader, body: bodies.ActivityAsked) -> str:
    with work.alone():
        return actions.act_unpin(_hers(actions, reader, body.activity))


def _move(actions: Actions, work: Work, reader: Reader, body: bodies.MoveAsked) -> str:
    with work.alone():
        return actions.act_move(_hers(actions, reader, body.activity), body.when)


def _accept(actions: Actions, work: Work, reader: Reader, body: bodies.AcceptAsked) -> str:
    with work.alone():
        return actions.act_accept(_hers(actions, reader, body.activity), body.start)


def _drop(actions: Actions, work: Work, reader: Reader, body: bodies.ActivityAsked) -> str:
    with work.alone():
        return actions.act_drop(_hers(actions, reader, body.activity))


def _want(actions: Actions, work: Work, reader: Reader, body: bodies.ActivityAsked) -> str:
    with work.alone():
        return actions.act_want(_hers(actions, reader, body.activity))


def _swap(actions: Actions, work: Work, reader: Reader, body: bodies.SwapAsked) -> str:
    both = _hers(actions, reader, body.activity), _hers(actions, reader, body.other)
    with work.alone():
        return actions.act_swap(*both)


def _ways(actions: Actions, work: Work, reader: Reader, body: bodies.ActivityAsked) -> str:
    key = _hers(actions, reader, body.activity)
    return _begun(work, "looking for what would give it a time", lambda: actions.act_ways(key))


def _held(actions: Actions, work: Work, reader: Reader, body: bodies.HeldAsked) -> str:
    reason = None if body.held else body.reason
    with work.alone():
        return actions.act_held(_hers(actions, reader, body.activity), reason)


def _never(actions: Actions, work: Work, reader: Reader, body: bodies.NeverAsked) -> str:
    today, teacher = actions.today(), PersonId(body.teacher)
    if teacher not in today.district.people or not may_answer(today, teacher, reader):
        raise NotHers
    with work.alone():
        return actions.act_never(teacher, body.when, body.answer)


DOES: Mapping[str, Does] = {
    "schedule": _schedule,
    "push": _push,
    "resolve": _resolve,
    "undo": _undo,
    "read": _read,
    "pin": _pin,
    "unpin": _unpin,
    "move": _move,
    "accept": _accept,
    "drop": _drop,
    "want": _want,
    "swap": _swap,
    "ways": _ways,
    "held": _held,
    "never": _never,
}


def _to_activity(body: Any, work: Work) -> str:
    return f"/activity?id={quote(body.activity, safe='')}"


def _soon(path: str) -> Callable[[Any, Work], str]:
    """There when it is done already, else the page that tells how far it is."""
    return lambda body, work: "/work" if work.progress.state == "running" else path


def _to_its_week(body: Any, work: Work) -> str:
    return _soon(f"/?week={body.week.isoformat()}")(body, work)


AFTER: Mapping[str, Callable[[Any, Work], str]] = {
    "schedule": _to_its_week,
    "push": _soon("/changes"),
    "resolve": lambda body, work: "/changes",
    "undo": _soon("/runs"),
    "read": lambda body, work: "/",
    "pin": _to_activity,
    "unpin": _to_activity,
    "move": _to_activity,
    "accept": _to_activity,
    "drop": _to_activity,
    "want": lambda body, work: "/",
    "swap": _to_activity,
    "ways": _to_activity,
    "held": _to_activity,
    "never": lambda body, work: f"/person?id={quote(body.teacher, safe='')}",
}
"""Where somebody is led after a form."""
