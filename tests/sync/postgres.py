"""A PostgreSQL of our own for the length of a test run: a temporary cluster on a Unix socket."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

NewDatabase = Callable[[], str]
"""Makes an empty database and gives its URL."""
NOBODYS = "postgres"
"""Whom the server runs as where we are root: it refuses root."""


def programs() -> Path:
    """Where initdb and pg_ctl lie; skips the test where they do not."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not newest:
        pytest.skip("no PostgreSQL here: initdb and pg_ctl are not installed")
    return newest[-1].parent


@contextmanager
def a_cluster() -> Iterator[NewDatabase]:
    """A server that is gone with all its data afterwards."""
    bin_ = programs()
    folder = Path(tempfile.mkdtemp(prefix="bellweave-pg-"))
    account: str | None = None
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        try:
            shutil.chown(folder, NOBODYS, NOBODYS)
        except LookupError:
            shutil.rmtree(folder)
            pytest.skip("we are root, and there is no user postgres to run PostgreSQL as")
        account = NOBODYS
    data, log = folder / "data", folder / "log"

    def run(*words: object) -> None:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
            user=account,
            group=account,
        )
        if done.returncode:
            told = log.read_text("utf-8")[-500:] if log.exists() else ""
            pytest.skip(f"PostgreSQL does not start here: {done.stderr.strip()} {told}")

    try:
        run(bin_ / "initdb", "-D", data, "-U", "office", "-A", "trust", "-E", "UTF8", "--no-sync")
        quick = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=30"
        run(bin_ / "pg_ctl", "-D", data, "-l", log, "-o", quick, "-w", "start")
        try:
            yield _maker(folder)
        finally:
            run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _maker(folder: Path) -> NewDatabase:
    import psycopg

    numbers = count(1)

    def make() -> str:
        name = f"journal{next(numbers)}"
        with psycopg.connect(
            f"host={folder} user=office dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql://office@/{name}?host={folder}"

    return make
