"""Accounts of the review pages, in the state database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline import store
from pipeline.cli.corrections import database_of
from pipeline.errors import UsageError
from pipeline.store import Account, Accounts, Role


@contextmanager
def accounts(raw: Path, db: str | None) -> Iterator[Accounts]:
    """The accounts of a state database."""
    with store.opened(database_of(db, raw)) as engine:
        yield Accounts(engine)


def add(name: str, role: Role, password: str, raw: Path, db: str | None) -> None:
    """A new account. Raises UsageError: the name is taken or none, or the password is short."""
    with accounts(raw, db) as found:
        found.add(Account(name, role, secret_of(password)))


def change(name: str, role: Role | None, password: str | None, raw: Path, db: str | None) -> None:
    """Another role or password. Raises UsageError: no such user, or the password is short."""
    with accounts(raw, db) as found:
        found.change(name, role, secret_of(password) if password is not None else None)


def remove(name: str, raw: Path, db: str | None) -> None:
    """Takes an account away. Raises UsageError: no such user."""
    with accounts(raw, db) as found:
        found.remove(name)


def listed(raw: Path, db: str | None) -> list[tuple[str, str]]:
    """Names and roles."""
    with accounts(raw, db) as found:
        return [(one.name, one.role) for one in found.every()]


def secret_of(password: str) -> str:
    """What is kept of a password. Raises UsageError: it is short."""
    from pipeline.web.access import SHORTEST, hashed

    if len(password) < SHORTEST:
        raise UsageError(f"a password needs {SHORTEST} characters or more")
    return hashed(password)
