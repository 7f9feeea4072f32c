"""Lists of steps: taken again without Hypothesis, and made as short as still breaks the same invariant."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.state.computer import one_lane_at_a_time
from tests.state.google import Google
from tests.state.truth import Broken
from tests.state.world import World

Step = tuple[str, dict[str, Any]]
FOUND = Path(__file__).with_name("found")


def replay(google: Google, steps: Sequence[Step]) -> BaseException | None:
    """Take the steps in a new world; what broke, or None."""
    with one_lane_at_a_time():
        world = World(google)
        try:
            for name, args in steps:
                world.do(name, **args)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what broke
            return error
        finally:
            world.close()
    return None


def shortest(google: Google, steps: Sequence[Step], *, tries: int = 400) -> list[Step]:
    """The steps without those that the failure does not need; then without their trouble."""
    kind = _kind(replay(google, steps))
    kept = list(steps)
    size = max(1, len(kept) // 2)
    while size and tries > 0:
        at = 0
        while at < len(kept) and tries > 0:
            without = kept[:at] + kept[at + size :]
            tries -= 1
            if _kind(replay(google, without)) == kind:
                kept = without
            else:
                at += size
        size //= 2
    for at, (name, args) in enumerate(kept):
        calm = [*kept[:at], (name, {**args, "trouble": None}), *kept[at + 1 :]]
        if args.get("trouble") and _kind(replay(google, calm)) == kind:
            kept = calm
    return [(name, _plain(args)) for name, args in kept]


def load(file: Path) -> list[Step]:
    """A kept list of steps."""
    return [(name, args) for name, args in json.loads(file.read_text("utf-8"))["steps"]]


def save(file: Path, steps: Sequence[Step], breaks: str) -> None:
    """Keep a list of steps, one a line, and the invariant that it breaks."""
    lines = ",\n  ".join(json.dumps(step) for step in steps)
    file.write_text(f'{{"breaks": {json.dumps(breaks)}, "steps": [\n  {lines}\n]}}\n', "utf-8")


def _kind(error: BaseException | None) -> str:
    return error.name if isinstance(error, Broken) else type(error).__name__


def _plain(args: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in args.items() if value is not None}
