"""Who may sign in to the review pages, and who is signed in."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.errors import StoreError, UsageError
from pipeline.store.database import SessionRow, UserRow, transaction

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What a reader may do, a reviewer may do as well, and so may an admin."""

IDLE = timedelta(hours=2)
"""A session ends so long after its last use,"""
LONGEST = timedelta(hours=12)
"""and so long after it began, used or not."""
TOUCHED = timedelta(minutes=1)
"""The last use is written down at most so often."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who uses the review pages. `secret`: an argon2 hash; empty for whoever need not sign in."""

    name: str
    role: Role
    secret: str = ""

    def may(self, role: Role) -> bool:
        """Whether this person may do what that role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """Reads and writes accounts and sessions."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, account: Account) -> None:
        """A new account. Raises UsageError: the name is taken, or cannot be one."""
        if not account.name.strip() or account.name != account.name.strip() or not account.name.isprintable():
            raise UsageError(f"{account.name!r} is no name: give letters and digits without spaces around them")
        row = {"name": account.name, "secret": account.secret, "role": account.role, "created": datetime.now(UTC)}
        try:
            with transaction(self.engine) as connection:
                connection.execute(insert(UserRow), [row])
        except IntegrityError as error:
            raise UsageError(f"there is a user {account.name} already; `rapporteur user set {account.name}` changes one") from error

    def change(self, name: str, role: Role | None = None, secret: str | None = None) -> None:
        """Sets role or password; whoever is signed in under the name is signed out. Raises UsageError: no such user."""
        values = {key: value for key, value in (("role", role), ("secret", secret)) if value}
        with transaction(self.engine) as connection:
            if not connection.execute(update(UserRow).where(UserRow.name == name).values(values or {"name": name})).rowcount:
                raise no_user(name)
            connection.execute(delete(SessionRow).where(SessionRow.name == name))

    def remove(self, name: str) -> None:
        """Takes an account away; what the person said stays. Raises UsageError: no such user."""
        with transaction(self.engine) as connection:
            if not connection.execute(delete(UserRow).where(UserRow.name == name)).rowcount:
                raise no_user(name)
            connection.execute(delete(SessionRow).where(SessionRow.name == name))

    def every(self) -> list[Account]:
        """All of them by name."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(UserRow.name, UserRow.role, UserRow.secret).order_by(UserRow.name))
            return [Account(name, role, secret) for name, role, secret in rows]

    def find(self, name: str) -> Account | None:
        """The account of a name."""
        return next((one for one in self.every() if one.name == name), None)

    def sign_in(self, name: str) -> str:
        """A new session; returns what the browser has to show from now on. Sessions that are over go."""
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        with transaction(self.engine) as connection:
            over = (SessionRow.seen < now - IDLE) | (SessionRow.started < now - LONGEST)
            connection.execute(delete(SessionRow).where(over))
            connection.execute(insert(SessionRow), [{"token": digest(token), "name": name, "started": now, "seen": now}])
        return token

    def signed_in(self, token: str) -> Account | None:
        """Whose session it is; None where it is none or is over. Being asked is a use."""
        now = datetime.now(UTC)
        with self.engine.connect() as connection:
            wanted = select(SessionRow.started, SessionRow.seen, UserRow.name, UserRow.role).join(UserRow, UserRow.name == SessionRow.name)
            row = connection.execute(wanted.where(SessionRow.token == digest(token))).one_or_none()
        if row is None or row.seen < now - IDLE or row.started < now - LONGEST:
            return None
        if row.seen < now - TOUCHED:
            with suppress(StoreError), transaction(self.engine) as connection:  # the next use tells it as well
                connection.execute(update(SessionRow).where(SessionRow.token == digest(token)).values(seen=now))
        return Account(row.name, row.role)

    def sign_out(self, token: str) -> None:
        """Ends a session."""
        with transaction(self.engine) as connection:
            connection.execute(delete(SessionRow).where(SessionRow.token == digest(token)))


def no_user(name: str) -> UsageError:
    """The error for a name that nobody has."""
    return UsageError(f"there is no user {name}; `rapporteur user list` names them")


def digest(token: str) -> str:
    """What the database keeps of a token: whoever reads it cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
