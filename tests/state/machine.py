"""The machine: Hypothesis draws the steps, most of them about what exists, four runs in ten in trouble."""

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.state.computer import one_lane_at_a_time
from tests.state.google import Google
from tests.state.people import targets
from tests.state.truth import Broken
from tests.state.world import World

COMPUTER = st.sampled_from((0, 0, 0, 1))
ACTIVITY = st.sampled_from((0, 1, 2, 3))
PART = st.integers(0, 2)
SLOT = st.integers(0, 4)
TARGET = st.integers(0, 3)
PERSONS = (
    ("person_moves", "slot", 4),
    ("person_titles", "block", 2),
    ("person_places", "room", 2),
    ("person_writes_inside", "bring", 2),
    ("person_writes_outside", "note", 1),
    ("person_removes_guest", "guest", 2),
    ("person_adds_guest", "", 0),
    ("person_deletes", "", 0),
    ("person_strips_marks", "", 0),
)
FAULTS = ("503", "503 after", "429", "drop", "drop after", "truncate", "nothing listed")
STOPS = ("down", "down after", "crash", "crash after", "crash at commit")


@st.composite
def a_person_step(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """Something a person does to an event that exists."""
    name, part, most = draw(st.sampled_from(PERSONS))
    args = {"t": draw(TARGET)} | ({part: draw(st.integers(0, most))} if part else {})
    return name, args


@st.composite
def a_trouble(draw: st.DrawFn) -> dict[str, Any] | None:
    """What goes wrong in a run, four times in ten: at its n-th call, or its n-th commit."""
    if draw(st.integers(0, 9)) < 6:
        return None
    kind = draw(st.sampled_from((*FAULTS, *STOPS, "other", "other", "person", "person", "person")))
    trouble: dict[str, Any] = {"kind": kind, "at": draw(st.integers(0, 8))}
    if kind == "person":
        trouble["step"] = draw(a_person_step())
    return trouble


@st.composite
def a_change(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """Something that becomes different in a schedule; the activity is said by who draws it."""
    kind = draw(
        st.sampled_from(("slot", "room", "block", "bring", "guests", "coach", "drop", "back"))
    )
    if kind in ("drop", "back"):
        return ("drop" if kind == "drop" else "put_back"), {}
    return "reword", {kind: draw(st.integers(0, 4 if kind == "slot" else 3))}


@st.composite
def a_cut(draw: st.DrawFn) -> dict[str, Any]:
    """Where a run loses its power, what happens until the next one, and what that one is not told."""
    kind = draw(st.sampled_from(("crash", "crash after")))
    then = draw(st.sampled_from(("", "purge", "person_deletes", "lose_journal")))
    unlisted = draw(st.integers(0, 4))
    return {
        "crash": {"kind": kind, "at": draw(st.integers(1, 6))},
        "then": then,
        "t": draw(TARGET),
        "again": {"kind": "nothing listed", "at": unlisted} if unlisted < 3 else None,
    }


class Machine(RuleBasedStateMachine):
    """One example: a world from nothing. `google` and the counted cells are shared by all examples."""

    google: ClassVar[Google]
    cells: ClassVar[Counter[tuple[str, str]]] = Counter()
    examples: ClassVar[int] = 0
    steps: ClassVar[list[tuple[str, dict[str, Any]]]] = []
    """Those of the newest example: after a failure Hypothesis ends on the smallest one."""
    first: ClassVar[tuple[Broken, list[tuple[str, dict[str, Any]]]] | None] = None
    """What broke first, and by which steps."""

    def __init__(self) -> None:
        super().__init__()
        Machine.examples += 1
        self._lanes = one_lane_at_a_time()
        self._lanes.__enter__()
        self.world = World(self.google, self.cells)
        Machine.steps = self.world.steps

    def teardown(self) -> None:
        if self.world.broken and Machine.first is None:
            Machine.first = (self.world.broken[0], list(self.world.steps))
        self.world.close()
        self._lanes.__exit__(None, None, None)

    def exists(self) -> bool:
        """Whether there is an event of ours that something can happen to."""
        return bool(targets(self.world))

    @initialize(slots=st.lists(SLOT, min_size=1, max_size=4), pushed=st.booleans())
    def begin(self, slots: list[int], pushed: bool) -> None:
        for a, slot in enumerate(slots):
            self.both_wish(a, slot)
        if pushed:
            self.world.do("push", c=0)

    # The schedule

    @rule(c=COMPUTER, a=ACTIVITY, slot=SLOT, bring=PART, guests=st.integers(0, 3))
    def wish(self, c: int, a: int, slot: int, bring: int, guests: int) -> None:
        parts = {"slot": slot, "bring": bring, "guests": guests, "coach": a % 2}
        self.world.do("wish", c=c, a=a, **parts)

    @rule(a=ACTIVITY, slot=SLOT)
    def both_wish(self, a: int, slot: int) -> None:
        self.world.do("wish", c=0, a=a, slot=slot, coach=a % 2)
        self.world.do("wish", c=1, a=a, slot=slot, coach=a % 2)

    @rule(c=COMPUTER, a=ACTIVITY, slot=SLOT)
    def reschedule(self, c: int, a: int, slot: int) -> None:
        self.world.do("reword", c=c, a=a, slot=slot)

    @rule(c=COMPUTER, a=ACTIVITY, part=st.sampled_from(("room", "block", "bring")), value=PART)
    def reword(self, c: int, a: int, part: str, value: int) -> None:
        self.world.do("reword", c=c, a=a, **{part: value})

    @rule(c=COMPUTER, a=ACTIVITY, guests=st.integers(0, 3))
    def invite(self, c: int, a: int, guests: int) -> None:
        self.world.do("reword", c=c, a=a, guests=guests)

    @rule(c=COMPUTER, a=ACTIVITY, coach=st.integers(0, 1))
    def hand_over(self, c: int, a: int, coach: int) -> None:
        self.world.do("reword", c=c, a=a, coach=coach)

    @rule(c=COMPUTER, a=ACTIVITY)
    def drop(self, c: int, a: int) -> None:
        self.world.do("drop", c=c, a=a)

    @rule(c=COMPUTER, a=ACTIVITY)
    def put_back(self, c: int, a: int) -> None:
        self.world.do("put_back", c=c, a=a)

    # Both together, about the same event: this is where the merge table earns its keep

    def change(self, c: int, a: int, change: tuple[str, dict[str, int]]) -> None:
        name, args = change
        self.world.do(name, c=c, a=a, **args)

    @rule(c=COMPUTER, a=ACTIVITY, change=a_change(), trouble=a_trouble())
    def change_and_push(
        self, c: int, a: int, change: tuple[str, dict[str, int]], trouble: dict[str, Any] | None
    ) -> None:
        self.change(c, a, change)
        self.world.do("push", c=c, trouble=trouble)

    @precondition(lambda self: self.exists())
    @rule(c=COMPUTER, step=a_person_step(), change=a_change(), trouble=a_trouble())
    def person_and_change_and_push(
        self,
        c: int,
        step: tuple[str, dict[str, int]],
        change: tuple[str, dict[str, int]],
        trouble: dict[str, Any] | None,
    ) -> None:
        found = targets(self.world)
        number = found[step[1]["t"] % len(found)].number or 0
        self.world.do(step[0], **step[1])
        self.change(c, number, change)
        self.world.do("push", c=c, trouble=trouble)

    @precondition(lambda self: self.exists())
    @rule(step=a_person_step(), c=COMPUTER, trouble=a_trouble())
    def person_and_push(
        self, step: tuple[str, dict[str, int]], c: int, trouble: dict[str, Any] | None
    ) -> None:
        self.world.do(step[0], **step[1])
        self.world.do("push", c=c, trouble=trouble)

    @precondition(lambda self: self.exists())
    @rule(c=COMPUTER, t=TARGET, change=a_change(), at=st.integers(0, 6), step=a_person_step())
    def change_while_a_person_works(
        self, c: int, t: int, change: tuple[str, dict[str, int]], at: int, step: tuple[str, Any]
    ) -> None:
        found = targets(self.world)
        number = found[t % len(found)].number or 0
        self.change(c, number, change)
        trouble = {"kind": "person", "at": at, "step": (step[0], {**step[1], "t": t})}
        self.world.do("push", c=c, trouble=trouble)

    @precondition(lambda self: self.exists())
    @rule(c=COMPUTER, t=TARGET, step=a_person_step(), strips=st.booleans())
    def person_and_drop(self, c: int, t: int, step: tuple[str, Any], strips: bool) -> None:
        """What a person did to an event, or to its marks, and the schedule wants it no longer."""
        found = targets(self.world)
        number = found[t % len(found)].number or 0
        name, args = ("person_strips_marks", {}) if strips else step
        self.world.do(name, **{**args, "t": t})
        self.change(c, number, ("drop", {}))
        self.world.do("push", c=c)

    @precondition(lambda self: self.exists())
    @rule(c=COMPUTER, t=TARGET, theirs=SLOT, ours=SLOT)
    def person_and_schedule_move(self, c: int, t: int, theirs: int, ours: int) -> None:
        """Both move one event: apart from each other, or to the same time."""
        found = targets(self.world)
        number = found[t % len(found)].number or 0
        self.world.do("person_moves", t=t, slot=theirs)
        self.change(c, number, ("reword", {"slot": ours}))
        self.world.do("push", c=c)

    @precondition(lambda self: self.exists())
    @rule(c=COMPUTER, t=TARGET, then=st.sampled_from(("", "drop", "reword")), slot=SLOT)
    def time_goes_by(self, c: int, t: int, then: str, slot: int) -> None:
        """An event begins, and the schedule says the same of it, something else, or nothing."""
        found = targets(self.world)
        number = found[t % len(found)].number or 0
        self.world.do("clock_past", t=t)
        if then:
            self.change(c, number, (then, {"slot": slot} if then == "reword" else {}))
        self.world.do("push", c=c)

    @rule(c=COMPUTER, a=ACTIVITY, change=a_change(), cut=a_cut(), by=st.integers(0, 1))
    def cut_off_and_begin_again(
        self, c: int, a: int, change: tuple[str, dict[str, int]], cut: dict[str, Any], by: int
    ) -> None:
        """A run loses its power, something is forgotten or deleted, and one of the computers goes on."""
        self.change(c, a, change)
        self.world.do("push", c=c, trouble=cut["crash"])
        if cut["then"] == "lose_journal":
            self.world.do("lose_journal", c=c)
        elif cut["then"]:
            self.world.do(cut["then"], t=cut["t"])
        self.world.do("put_back", c=c, a=a)
        self.world.do("push", c=by, trouble=cut["again"])

    # Runs

    @rule(c=COMPUTER, trouble=a_trouble())
    def push(self, c: int, trouble: dict[str, Any] | None) -> None:
        self.world.do("push", c=c, trouble=trouble)

    @rule(c=COMPUTER, trouble=a_trouble())
    def push_once_more(self, c: int, trouble: dict[str, Any] | None) -> None:
        self.world.do("push", c=c, trouble=trouble)

    @rule()
    def push_first(self) -> None:
        self.world.do("push", c=0)

    @rule()
    def push_second(self) -> None:
        self.world.do("push", c=1)

    @rule(c=COMPUTER)
    def prepare(self, c: int) -> None:
        self.world.do("prepare", c=c)

    @precondition(lambda self: self.world.computers[0].prepared)
    @rule(trouble=a_trouble())
    def push_prepared(self, trouble: dict[str, Any] | None) -> None:
        self.world.do("push_prepared", c=0, trouble=trouble)

    @rule(c=COMPUTER, trouble=a_trouble())
    def pull(self, c: int, trouble: dict[str, Any] | None) -> None:
        self.world.do("pull", c=c, trouble=trouble)

    @rule(c=COMPUTER)
    def converge(self, c: int) -> None:
        self.world.do("converge", c=c)

    @rule(c=COMPUTER)
    def lose_journal(self, c: int) -> None:
        self.world.do("lose_journal", c=c)

    # People

    @precondition(lambda self: self.exists())
    @rule(step=a_person_step())
    def person(self, step: tuple[str, dict[str, int]]) -> None:
        self.world.do(step[0], **step[1])

    @precondition(lambda self: self.exists())
    @rule(t=TARGET, slot=SLOT)
    def person_moves(self, t: int, slot: int) -> None:
        self.world.do("person_moves", t=t, slot=slot)

    @precondition(lambda self: self.exists())
    @rule(t=TARGET)
    def person_deletes(self, t: int) -> None:
        self.world.do("person_deletes", t=t)

    @precondition(lambda self: self.exists())
    @rule(t=TARGET)
    def person_colours(self, t: int) -> None:
        self.world.do("person_colours", t=t)

    @precondition(lambda self: self.exists())
    @rule(t=TARGET, slot=SLOT)
    def person_copies(self, t: int, slot: int) -> None:
        self.world.do("person_copies", t=t, slot=slot)

    @rule(t=TARGET, slot=SLOT)
    def person_adds_event(self, t: int, slot: int) -> None:
        self.world.do("person_adds_event", t=t, slot=slot)

    @precondition(lambda self: self.exists())
    @rule(t=TARGET, guest=PART, response=PART)
    def guest_answers(self, t: int, guest: int, response: int) -> None:
        self.world.do("guest_answers", t=t, guest=guest, response=response)

    # The world around

    @rule(by=PART)
    def clock(self, by: int) -> None:
        self.world.do("clock", by=by)

    @rule(t=TARGET)
    def purge(self, t: int) -> None:
        self.world.do("purge", t=t)

    @rule(size=st.sampled_from((1, 2, 2500)))
    def pages(self, size: int) -> None:
        self.world.do("pages", size=size)

    @rule()
    def expire_tokens(self) -> None:
        self.world.do("expire_tokens")

    @rule(t=TARGET, role=st.sampled_from(("", "reader")))
    def hide(self, t: int, role: str) -> None:
        self.world.do("hide", t=t, role=role)

    @precondition(lambda self: bool(self.world.hidden))
    @rule()
    def give_back(self) -> None:
        self.world.do("give_back")


RULES: tuple[Callable[..., Any], ...] = tuple(
    value for value in vars(Machine).values() if hasattr(value, "hypothesis_stateful_rule")
)
