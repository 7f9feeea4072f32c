"""Every address of the pages, as data: what it shows, who may open it, whether it acts.

The site is made from this table, and so are the matrix of who sees what and the OpenAPI file.
"""

from dataclasses import dataclass, replace
from typing import Literal

from scheduler.district import Role
from web.policy import Field, Reader, Sees
from web.site import bodies

Method = Literal["GET", "POST"]
ONLY_LEADERS = frozenset({Role.DISTRICT_LEADER})
WHO_LEADS = frozenset({Role.DISTRICT_LEADER, Role.COACH})
"""A coach acts on what she leads, and on nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address. `shows` are the fields on it; without any it is open to everybody who is in.

    It opens to who sees one of them, or one of `opens` as far as that says: a page about everybody is not
    for who sees her own only.

    `may` names the roles that may use one that acts. `asks` reads what is sent, `answers` is what comes back
    as JSON; a route with neither is a page. `nav` is its word in the navigation.
    """

    path: str
    name: str
    method: Method = "GET"
    shows: frozenset[Field] = frozenset()
    opens: tuple[tuple[Field, Sees], ...] = ()
    may: frozenset[Role] | None = None
    asks: type[bodies.Body] | None = None
    answers: type[bodies.Answer] | None = None
    nav: str = ""
    outside: bool = False
    """Whether it is open to who has not come in."""
    query: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    @property
    def acts(self) -> bool:
        return self.method == "POST"

    @property
    def json(self) -> bool:
        return self.answers is not None

    def open_to(self, reader: Reader) -> bool:
        """Whether somebody may open it at all; what she sees there is another question."""
        if self.may is not None:
            return reader.role in self.may
        ways = self.opens or tuple((one, Sees.OWN) for one in self.shows)
        return not ways or any(reader.sees(one) in (least, Sees.ALL) for one, least in ways)


def _page(
    path: str,
    name: str,
    *shows: Field,
    nav: str = "",
    opens: tuple[tuple[Field, Sees], ...] = (),
    query: tuple[str, ...] = (),
    needed: tuple[str, ...] = (),
) -> Route:
    return Route(
        path=path,
        name=name,
        shows=frozenset(shows),
        nav=nav,
        opens=opens,
        query=query,
        needed=needed,
    )


def _act(name: str, asks: type[bodies.Body], may: frozenset[Role]) -> Route:
    return Route(path=f"/{name}", name=name, method="POST", asks=asks, may=may)


def _ask(
    name: str, answers: type[bodies.Answer], *shows: Field, needed: tuple[str, ...] = ()
) -> Route:
    shown = frozenset(shows)
    return Route(path=f"/api/{name}", name=f"api-{name}", shows=shown, answers=answers, needed=needed,
                 may=ONLY_LEADERS if Field.MAILS in shown or not shown else None)  # fmt: skip


def _tell(form: Route) -> Route:
    """What a form asks for, asked for as JSON."""
    return replace(form, path=f"/api{form.path}", name=f"api-do-{form.name}", answers=bodies.Said)


EVERYBODY = ((Field.WEEK, Sees.ALL),)
PAGES = (
    _page("/", "week", Field.WEEK, Field.REASONS, Field.LOADS, nav="This week", opens=EVERYBODY,
          query=("week", "coach", "school", "kind")),
    _page("/changes", "changes", Field.MAILS, nav="Before and after"),
    _page("/coverage", "coverage", Field.WEEK, Field.TOTALS, nav="Coverage",
          opens=(*EVERYBODY, (Field.TOTALS, Sees.OWN))),
    _page("/fairness", "fairness", Field.LOADS, nav="Load and travel", query=("week",)),
    _page("/cycles", "cycles", Field.YEAR, nav="Cycles"),
    _page("/rounds", "rounds", Field.YEAR, nav="Rounds"),
    _page("/gates", "gates", Field.GATES, nav="Gates"),
    _page("/year", "year", Field.YEAR, nav="Year"),
    _page("/runs", "runs", Field.RUNS, nav="Runs"),
    _page("/runs/back", "back", Field.RUNS, Field.MAILS, needed=("run",)),
    _page("/activity", "activity", Field.WEEK, Field.REASONS, needed=("id",),
          opens=((Field.REASONS, Sees.OWN),)),
    _page("/person", "person", Field.WEEK, Field.REASONS, needed=("id",),
          opens=((Field.WEEK, Sees.OWN),)),
    _page("/coach", "coach", Field.WEEK, Field.LOADS, opens=EVERYBODY, needed=("id",), query=("week",)),
    _page("/coach/sheet", "sheet", Field.WEEK, opens=EVERYBODY, needed=("id",), query=("week",)),
    _page("/settle", "settle", Field.MAILS, needed=("key", "take")),
    _page("/never-again", "never-again", Field.REASONS, needed=("id", "when", "answer")),
    _page("/work", "work", Field.RUNS),
)  # fmt: skip
DOOR = (
    Route(path="/enter", name="enter", outside=True, query=("code",)),
    Route(path="/enter", name="come-in", method="POST", outside=True),
    Route(path="/leave", name="leave", method="POST", asks=bodies.Nothing),
)
ACTIONS = (
    _act("schedule", bodies.ScheduleAsked, ONLY_LEADERS),
    _act("push", bodies.PushAsked, ONLY_LEADERS),
    _act("resolve", bodies.ResolveAsked, ONLY_LEADERS),
    _act("undo", bodies.UndoAsked, ONLY_LEADERS),
    _act("read", bodies.Nothing, ONLY_LEADERS),
    _act("pin", bodies.ActivityAsked, WHO_LEADS),
    _act("unpin", bodies.ActivityAsked, WHO_LEADS),
    _act("move", bodies.MoveAsked, WHO_LEADS),
    _act("accept", bodies.AcceptAsked, WHO_LEADS),
    _act("drop", bodies.ActivityAsked, WHO_LEADS),
    _act("want", bodies.ActivityAsked, WHO_LEADS),
    _act("swap", bodies.SwapAsked, WHO_LEADS),
    _act("ways", bodies.ActivityAsked, WHO_LEADS),
    _act("held", bodies.HeldAsked, WHO_LEADS),
    _act("never", bodies.NeverAsked, WHO_LEADS),
)
JSON = (
    _ask("explain", bodies.Explained, Field.REASONS, needed=("activity",)),
    _ask("alternatives", bodies.Alternatives, Field.REASONS, needed=("activity",)),
    _ask("changes", bodies.Proposed, Field.MAILS),
    _ask("back", bodies.Proposed, Field.RUNS, Field.MAILS, needed=("run",)),
    _ask("settle", bodies.Proposed, Field.MAILS, needed=("key", "take")),
    _ask("status", bodies.Status, Field.RUNS),
    *(_tell(one) for one in ACTIONS),
)
ROUTES = (*PAGES, *DOOR, *ACTIONS, *JSON)
