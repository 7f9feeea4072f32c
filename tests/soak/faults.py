"""Every fault at every call of a push of forty events, and pairs of faults, drawn with a fixed seed."""

import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.faults.sweep import FAULTS, Strike, Theatre, mixed

EACH = 10
PAIRS = 600
SEED = 20_261_122
LONGEST_S = 38 * 60
RAM = Path("/dev/shm")


def main() -> str:
    """Run them all; a case that ends otherwise than a quiet run stops it and is named."""
    began = time.monotonic()
    where = RAM if RAM.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where) as folder, ExitStack() as open_here:
        theatre = Theatre(Path(folder), mixed(EACH, coaches=2), open_here)
        clean, calls = theatre.clean()
        cases: list[tuple[Strike, ...]] = [
            ((fault, nth),) for fault in FAULTS for nth in range(1, calls + 1)
        ]
        draw = random.Random(SEED)
        cases += [
            tuple((draw.choice(list(FAULTS)), draw.randint(1, calls)) for _ in range(2))
            for _ in range(PAIRS)
        ]
        done = 0
        for strikes in cases:
            found = theatre.case(*strikes)
            differs = found.differs_from(clean)
            assert not differs, f"{' and '.join(map(str, strikes))}: {differs}"
            done += 1
            if time.monotonic() - began > LONGEST_S:
                break
    said = "" if done == len(cases) else f" of {len(cases):,}; the time was up"
    return (
        f"{len(FAULTS)} faults at {calls} calls of a push of {4 * EACH} events,"
        f" {done:,} cases{said}: nothing lost, nothing twice, no mail too many;"
        f" {time.monotonic() - began:.0f} s"
    )
