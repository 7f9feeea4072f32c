"""The long tests, one part at a time; each ends in one line of figures.

A part is a module beside this one with a `main() -> str`: the line, without its name. It raises an
AssertionError when something is broken. No part takes more than 40 minutes on 2 cores: one that would is
cut into SHARES, each run by its number, as in `seeded_bugs.2`.
"""

import sys
from importlib import import_module
from pathlib import Path

NOT_PARTS = {"run", "__init__"}


def parts() -> list[str]:
    """The names of all parts."""
    names = (file.stem for file in Path(__file__).parent.glob("*.py"))
    return sorted(name for name in names if name not in NOT_PARTS)


def named() -> dict[str, tuple[str, ...]]:
    """What may be asked for: a part's module, and the number of its share if it has shares."""
    found: dict[str, tuple[str, ...]] = {}
    for part in parts():
        shares = getattr(import_module(f"tests.soak.{part}"), "SHARES", 0)
        found |= {f"{part}.{number}": (part, str(number)) for number in range(1, shares + 1)}
        if not shares:
            found[part] = (part,)
    return found


def main(argv: list[str]) -> int:
    """Run the parts named, or list them."""
    there = named()
    if not argv:
        print("\n".join(["Parts of the soak; run one with: make soak PART=<name>", *there]))  # noqa: T201 - what it found
        return 0
    for name in argv:
        if name not in there:
            print(f"error: there is no part {name}; there are: {', '.join(there)}")  # noqa: T201 - what it found
            return 2
        part, *share = there[name]
        line = import_module(f"tests.soak.{part}").main(*map(int, share))
        print(f"soak {name}: {line}", flush=True)  # noqa: T201 - what it found
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
