"""The state database: what it holds, how it is opened, how its schema moves on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    String,
    TypeDecorator,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from pipeline.errors import StoreError

HEAD = "0003"
"""The newest revision in migrations/versions."""

MOVING = 2005
"""Number of the lock under which one program alone moves a PostgreSQL schema on."""


class Utc(TypeDecorator[datetime]):
    """A time in UTC; databases that forget the zone get it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps the digits alone."""
        if value is None:
            return None
        return value.astimezone(UTC).replace(tzinfo=None if dialect.name == "sqlite" else UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """With its zone again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of the state database."""

    type_annotation_map = {datetime: Utc, str: String}  # noqa: RUF012


class SourceRow(Base):
    """A file that was once under raw/: how it looked and what became of it."""

    __tablename__ = "sources"

    source: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str | None]
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)
    first_seen: Mapped[datetime]
    last_run: Mapped[str]
    status: Mapped[str]
    reason: Mapped[str | None]


class ResultRow(Base):
    """When a content was first read with given versions."""

    __tablename__ = "results"

    key: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    extracted_at: Mapped[datetime]


class RunRow(Base):
    """One cycle of one run. `release` is null where nothing was written."""

    __tablename__ = "runs"

    run_id: Mapped[str] = mapped_column(primary_key=True)
    cycle: Mapped[str] = mapped_column(primary_key=True)
    started: Mapped[datetime]
    finished: Mapped[datetime]
    release: Mapped[str | None]
    published: Mapped[bool]
    sources: Mapped[int]
    processed: Mapped[int]
    unchanged: Mapped[int]
    quarantined: Mapped[int]
    pipeline_version: Mapped[str]
    knowledge_version: Mapped[str]


class CorrectionRow(Base):
    """One thing that one person said of one action."""

    __tablename__ = "corrections"

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    field: Mapped[str]
    seen: Mapped[Any] = mapped_column(JSON)
    value: Mapped[Any] = mapped_column(JSON)
    reviewer: Mapped[str]
    at: Mapped[datetime]
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    why: Mapped[str]
    undoes: Mapped[str]
    turn: Mapped[int]
    """The how-manieth thing that was said of its action: two that both answer the same one cannot both be kept."""

    __table_args__ = (UniqueConstraint("source", "action", "turn", name="corrections_turn"),)


class UserRow(Base):
    """Somebody who may sign in to the review pages. `secret`: an argon2 hash; `role`: reader, reviewer or admin."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(primary_key=True)
    secret: Mapped[str]
    role: Mapped[str]
    created: Mapped[datetime]


class SessionRow(Base):
    """Somebody signed in. `token`: SHA-256 of what the browser holds."""

    __tablename__ = "sessions"

    token: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    started: Mapped[datetime]
    seen: Mapped[datetime]


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path}"


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine on a database with the newest schema, closed at the end.

    Raises StoreError: not an address, not reachable, made by a newer program, or any later failure of the database.
    """
    engine = None
    try:
        engine = engine_of(url)
        upgrade(engine)
        yield engine
    except SQLAlchemyError as error:
        raise StoreError(f"state database {shown(url)}: {str(error).splitlines()[0]}; check --db") from error
    finally:
        if engine:
            engine.dispose()


def engine_of(url: str) -> Engine:
    """An engine that has not connected yet. Raises StoreError: its driver is not installed."""
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(f"state database {shown(url)}: its driver {error.name} is not installed") from error
    event.listen(engine, "handle_error", told, retval=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", tune_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    return engine


def told(context: ExceptionContext) -> Exception | None:
    """A failure of the database as the error that people are shown; what two of them say in one moment is no failure."""
    error = context.sqlalchemy_exception
    if error is None or context.is_pre_ping or isinstance(error, IntegrityError):
        return None
    where = shown(context.engine.url.render_as_string()) if context.engine else "the state database"
    return StoreError(f"state database {where}: {str(error).splitlines()[0]}; check --db")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection that writes, all of it or nothing. On SQLite writers wait for each other from the start, so that none fails midway."""
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        yield connection


def shown(url: str) -> str:
    """The address without a password."""
    scheme, found, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if found else url


def tune_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    """Readers do not wait for the writer, and a second writer waits instead of failing; `begin_sqlite` begins transactions."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()


def begin_sqlite(connection: Connection) -> None:
    """Begins a transaction, as one that writes where it says so: one that only finds out later can no longer wait for another."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def newest(connection: Connection) -> bool:
    """Whether the schema is at HEAD."""
    known = inspect(connection).has_table("alembic_version")
    return known and connection.execute(text("select version_num from alembic_version")).scalar() == HEAD


def upgrade(engine: Engine) -> None:
    """Brings the schema to HEAD; does nothing where it is there already."""
    with engine.connect() as connection:
        if newest(connection):
            return
    with transaction(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"select pg_advisory_xact_lock({MOVING})"))
        if newest(connection):  # another program that started beside this one was first
            return
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(f"state database: {error}; it was made by a newer program: update this one") from error
