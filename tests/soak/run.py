"""The long tests, one part at a time; each ends in one line of figures.

A part is a module beside this one with a `main() -> str`: the line, without its name. It raises an
AssertionError when something is broken. No part takes more than 40 minutes on 2 cores.
"""

import sys
from importlib import import_module
from pathlib import Path

NOT_PARTS = {"run", "__init__"}


def parts() -> list[str]:
    """The names of all parts."""
    names = (file.stem for file in Path(__file__).parent.glob("*.py"))
    return sorted(name for name in names if name not in NOT_PARTS)


def main(argv: list[str]) -> int:
    """Run the parts named, or list them."""
    if not argv:
        print("\n".join(["Parts of the soak; run one with: make soak PART=<name>", *parts()]))  # noqa: T201 - what it found
        return 0
    for name in argv:
        if name not in parts():
            print(f"error: there is no part {name}; there are: {', '.join(parts())}")  # noqa: T201 - what it found
            return 2
        print(f"soak {name}: {import_module(f'tests.soak.{name}').main()}", flush=True)  # noqa: T201 - what it found
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
