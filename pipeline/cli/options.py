"""Options that several commands share, and what they become."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.run import Settings


def location(text: str) -> Path:
    """A folder by its path or URL. Raises UsageError: it cannot be one."""
    if "://" not in text:
        return Path(text)
    from pipeline.store import place

    return place(text)


RAW = click.option("--raw", type=location, metavar="PATH", default="raw", show_default=True, help="Folder or URL of the reports.")
DB = click.option(
    "--db",
    envvar="RAPPORTEUR_DB",
    metavar="URL",
    help="State database, also RAPPORTEUR_DB.  [default: rapporteur.sqlite beside the folder of the reports]",
)


def taking(command: Any, *options: Any) -> Any:
    """A command with options, in their order."""
    for option in reversed(options):
        command = option(command)
    return command


def processed(meaning: str) -> Any:
    """The option that says where the tables are."""
    return click.option("--processed", type=location, metavar="PATH", default="processed", show_default=True, help=meaning)


def folders(command: Any) -> Any:
    """The options that say where things are and what a run is to do."""
    cycles = click.option("--cycle", "cycles", multiple=True, metavar="CYCLE", help="Only this reporting cycle; may be repeated.")
    workers = click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read reports.")
    return taking(command, RAW, processed("Where the tables go."), cycles, DB, workers)


def places(command: Any) -> Any:
    """The options that say where reports, tables and state are."""
    return taking(command, RAW, processed("Where the tables are."), DB)


def state(command: Any) -> Any:
    """The options that say where the state database is."""
    return taking(command, RAW, DB)


def settings_of(raw: Path, processed: Path, cycles: tuple[str, ...], db: str | None, workers: int) -> Settings:
    """The options of a command as settings of a run."""
    from pipeline.run import Settings

    return Settings(raw, processed, cycles, db, workers)
