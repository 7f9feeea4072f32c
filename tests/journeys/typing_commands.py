"""A person at a terminal: types commands in a folder, at a moment, and reads what comes back."""

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import cli
from local_google.admin import Mail, outbox
from local_google.request_log import RequestLog
from local_google.services import open_store
from local_google.store import Store


@dataclass(frozen=True, kw_only=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    def number(self, pattern: str) -> int:
        """The number a sentence holds, like `placed (\\d+) of`."""
        found = re.search(pattern, self.out)
        assert found, f"{pattern!r} is not in:\n{self.out}\n{self.err}"
        return int(found[1].replace(",", ""))


@dataclass
class Typist:
    """Types in `folder`; `now` is the school's wall time, changed by a test as the story goes on."""

    folder: Path
    now: str = ""
    said: list[str] = field(default_factory=list)

    def moved_to(self, folder: Path) -> "Typist":
        """The same workspace in another folder, for a story that goes on differently."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Typist(folder, now=self.now)

    def types(self, *words: str) -> Ran:
        """One command line, at this moment, in this folder."""
        args = [*words, *(("--now", self.now) if self.now else ())]
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = cli.main(args)
        ran = Ran(code=code, out=out.getvalue(), err=err.getvalue())
        self.said.append(f"$ bellweave {' '.join(words)}\n{ran.out}{ran.err}")
        return ran

    def does(self, *words: str) -> Ran:
        """A command line that has to succeed."""
        ran = self.types(*words)
        assert ran.code == 0, self.said[-1]
        return ran

    @contextlib.contextmanager
    def google(self) -> Iterator[Store]:
        """What the local Google of the workspace holds, while no command runs."""
        store = open_store(self.folder / ".bellweave" / "local-google.db")
        try:
            yield store
        finally:
            store.close()

    def mails(self) -> list[Mail]:
        """Every mail Google would have sent so far."""
        with self.google() as store:
            return list(outbox(store))

    def writes(self) -> int:
        """How often an event was written so far."""
        kinds = ("insert", "patch", "update", "delete")
        with self.google() as store:
            entries = RequestLog(store).entries("calendar.events.*")
        return sum(one.method.rsplit(".", 1)[-1] in kinds for one in entries if one.status < 300)


def utc(text: str) -> datetime:
    """An instant from ISO text."""
    return datetime.fromisoformat(text).astimezone(UTC)
