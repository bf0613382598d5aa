"""The databases that tests run on: a SQLite file, and a PostgreSQL server of their own in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

NEEDED = "RAPPORTEUR_TEST_EVERYTHING"
"""Set where a test that finds no server or browser is to fail instead of being skipped."""


def absent(what: str) -> None:
    """Skips a test for want of something, or fails it where nothing may be skipped."""
    (pytest.fail if os.environ.get(NEEDED) else pytest.skip)(f"{what} is not installed")


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server that listens on a socket in its folder alone; the address of its databases up to their name."""
    programs = binaries()
    if programs is None:
        absent("PostgreSQL")
        return
    folder = Path(tempfile.mkdtemp(prefix="rapporteur-pg-"))
    root = os.geteuid() == 0  # the server refuses to run as root
    if root:
        shutil.chown(folder, "postgres")

    def call(*words: str) -> None:
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if root else []
        done = subprocess.run([*user, *words], cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"

    data = str(folder / "data")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=100"
    call(str(programs / "initdb"), "-D", data, "-U", "rapporteur", "-A", "trust", "-E", "UTF8", "--no-sync")
    call(str(programs / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://rapporteur@/%s?host={folder}"
    finally:
        call(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """The address of an empty database on a server."""
    import psycopg

    name = f"t{uuid4().hex}"
    with psycopg.connect((server % "postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"create database {name}")  # type: ignore[call-overload]
    return server % name
