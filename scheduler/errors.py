"""What can go wrong that a person can act on, one tree.

BellweaveError
├── InputError          values someone typed cannot be used (all faults of a run together)   exit 1
├── SettingsError       a setting or an option is wrong                                      exit 2
├── SignInNeeded        no usable credential, or Google asks to sign in again                exit 4
├── MustHavesClash      what is asked cannot stand beside what must be kept                  exit 5
├── StaleChangeSet      the calendar moved after the change set was made                     exit 6
├── Interrupted         Google or the network asked us to wait; running again continues      exit 7
├── RemoteError         Google refused one thing; the rest of the run goes on                exit 1
└── RefereeDisagreement the schedule breaks a rule the search believed kept (a bug)          exit 1

`No times found` and `no changes` are results, not errors. Only `cli.py` turns an error into text.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class BellweaveError(Exception):
    """Something a person can act on; `where` is an address they know, `fix` one thing to do."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", fix: str = "", more: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.fix = fix
        self.more = more


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One thing wrong in the input; `where` is its address, like `Roster!C14`."""

    where: str
    what: str
    fix: str
    more: str = ""


class InputError(BellweaveError):
    """Values someone typed cannot be used; carries every fault of the run, in the order of the tabs."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        if not faults:
            raise ValueError("an InputError names at least one fault")
        first = faults[0]
        super().__init__(first.what, where=first.where, fix=first.fix, more=first.more)
        self.faults = tuple(faults)


class SettingsError(BellweaveError):
    """A setting or an option cannot be used."""

    exit_code = 2


class SignInNeeded(BellweaveError):
    """There is no usable credential."""

    exit_code = 4


class MustHavesClash(BellweaveError):
    """What somebody asks breaks a rule, in the rule's sentence; nothing was kept."""

    exit_code = 5


class StaleChangeSet(BellweaveError):
    """The calendar, the schedule or the change set moved after the change set was made."""

    exit_code = 6


class Interrupted(BellweaveError):
    """The run stopped part-way and can be continued by running it again."""

    exit_code = 7


class RemoteError(BellweaveError):
    """Google refused a call for good; `reason` is Google's own word, `status` the HTTP status."""

    def __init__(
        self, what: str, *, status: int, reason: str = "", where: str = "", fix: str = ""
    ) -> None:
        super().__init__(what, where=where, fix=fix)
        self.status = status
        self.reason = reason


class RefereeDisagreement(BellweaveError):
    """The referee found a rule broken in a schedule the search called good: a bug, with a saved case."""
