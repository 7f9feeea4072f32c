"""Looks for bytes that break a reader: `python -m tests.fuzz.run TARGET SECONDS [FOLDER]`.

A process of its own, because the fuzzer ends the one it runs in: code 0 when nothing was found. It stops
at an input that takes 2 s or 512 MB, and leaves what broke a reader in FOLDER.
"""

import sys
import tempfile
from pathlib import Path

SLOWEST_S = 2
MOST_MB = 512


def main(name: str, seconds: int, folder: Path) -> None:
    """Fuzz one target from its seeds."""
    import atheris  # ships without types

    with atheris.instrument_imports(include=["config", "sheets_templates", "sync"]):
        from tests.fuzz.json_changes import Mutator, odd_change_set, odd_json
        from tests.fuzz.seeds import SEEDS
        from tests.fuzz.targets import TARGETS

    by_nodes: dict[str, Mutator] = {
        "sheet-json": odd_json,
        "event-json": odd_json,
        "change-set": odd_change_set,
    }
    own = {"custom_mutator": by_nodes[name]} if name in by_nodes else {}
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]()):
        (corpus / f"{number:04d}").write_bytes(seed)
    TARGETS[name](b"")  # what all inputs share is made now, and not counted as one's time
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-timeout={SLOWEST_S}",
            f"-rss_limit_mb={MOST_MB}",
            "-max_len=20000",
            "-print_final_stats=1",
            f"-artifact_prefix={folder}/found-{name}-",
            str(corpus),
        ],
        TARGETS[name],
        **own,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        where = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(scratch)
        main(sys.argv[1], int(sys.argv[2]), where)
