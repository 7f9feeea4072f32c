"""The files of a workspace that name a person: the program's own, and what it exported."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync.files.saved import write_private
from sync.journal.forgetting import Words
from sync.workspace.workspace import CHANGES, DRAFT, Workspace

COPIES = (".before-", ".set-aside-")
"""In the names of older journals, which hold whatever the journal held then."""
MOST = 50_000_000
"""Bytes of a file that is looked into; nothing we write is larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Files to delete whole, and files in which the person's names are exchanged."""

    go: tuple[Path, ...]
    change: tuple[Path, ...]


def files_naming(workspace: Workspace, words: Words) -> Files:
    """Every file the program wrote here that names the person."""
    draft = workspace.state / DRAFT
    named = [path for path in written_by_us(workspace) if _names(path, words)]
    return Files(
        go=tuple(sorted(path for path in named if path != draft)),
        change=(draft,) if draft in named else (),
    )


def forget_in_files(files: Files, words: Words) -> None:
    """Delete the ones and mend the others."""
    for path in files.go:
        path.unlink(missing_ok=True)
    for path in files.change:
        write_private(path, words.taken_out_of(path.read_text(encoding="utf-8")))


def written_by_us(workspace: Workspace) -> Iterator[Path]:
    """Every file the program keeps here but the journal itself: the draft, change sets, cases, exports."""
    yield workspace.state / DRAFT
    yield from workspace.state.glob(f"*{CHANGES}")
    yield from (workspace.state / "cases").rglob("*")
    yield from Path(workspace.settings.out).rglob("*")
    journal = workspace.journal_file
    if journal:
        for copy in COPIES:
            yield from journal.parent.glob(f"{journal.name}{copy}*")


def _names(path: Path, words: Words) -> bool:
    """Whether a file names the person, in its own name or inside; a workbook is unpacked to see."""
    if not path.is_file():
        return False
    if words.found_in(path.stem):
        return True
    texts = _parts(path) if zipfile.is_zipfile(path) else _text(path)
    return any(words.found_in(text) for text in texts)


def _text(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        yield file.read(MOST).decode("utf-8", errors="ignore")


def _parts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.file_size <= MOST:
                yield archive.read(part).decode("utf-8", errors="ignore")
