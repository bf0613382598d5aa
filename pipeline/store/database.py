"""The state database: what it holds, how it is opened, how its schema moves on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Engine, String, TypeDecorator, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from pipeline.errors import StoreError

HEAD = "0002"
"""The newest revision in migrations/versions."""


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
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        raise StoreError(f"state database {shown(url)}: its driver {error.name} is not installed") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", tune_sqlite)
    return engine


def shown(url: str) -> str:
    """The address without a password."""
    scheme, found, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if found else url


def tune_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    """Readers do not wait for the writer, and a second writer waits instead of failing."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()


def upgrade(engine: Engine) -> None:
    """Brings the schema to HEAD; does nothing where it is there already."""
    with engine.begin() as connection:
        known = inspect(connection).has_table("alembic_version")
        if known and connection.execute(text("select version_num from alembic_version")).scalar() == HEAD:
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
