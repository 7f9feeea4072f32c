"""Print a CycloneDX 1.6 list of the packages in a lock, with their hashes."""

import json
import re
import sys
from pathlib import Path

PACKAGE = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;\\]+)(?P<rest>(?:.*\\\n)+.*)", re.M)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, object]]:
    """One entry a pinned package; a package pinned twice (by Python version) is listed twice."""
    return [
        {
            "type": "library",
            "name": found["name"],
            "version": found["version"],
            "purl": f"pkg:pypi/{found['name']}@{found['version']}",
            "hashes": [{"alg": "SHA-256", "content": h} for h in HASH.findall(found["rest"])],
        }
        for found in PACKAGE.finditer(lock)
    ]


def main() -> None:
    """Read the lock named on the command line; the list goes to stdout."""
    lock = Path(sys.argv[1]).read_text(encoding="utf-8")
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    sys.stdout.write(json.dumps({**bill, "components": components(lock)}, indent=1) + "\n")


if __name__ == "__main__":
    main()
