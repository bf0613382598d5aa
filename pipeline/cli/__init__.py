"""The command `rapporteur`. Everything heavy is imported by the command that needs it, so that help is there at once."""

from __future__ import annotations

import importlib
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from pipeline import __version__
from pipeline.cli.options import folders, location, settings_of, state
from pipeline.cli.people import gold, review, user
from pipeline.errors import RapporteurError, UsageError
from pipeline.memory import collect_rarely


class Told(click.ClickException):
    """A failure as one line on standard error; the exit code of a run is 0 also where some files are in quarantine."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """No traceback: what Rapporteur reports on purpose says what to do."""
        click.echo(f"rapporteur: {self.format_message()}", file=file or sys.stderr)


class WrongUsage(Told):
    """The request cannot be met."""

    exit_code = 2


class NothingProcessed(Told):
    """Not one file could be used."""

    exit_code = 3


class Commands(click.Group):
    """Tells Rapporteur's own errors; any other exception is a bug and shows its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Raises Told or WrongUsage for an error of Rapporteur's own."""
        collect_rarely()
        try:
            return super().invoke(ctx)
        except RapporteurError as error:
            raise (WrongUsage if isinstance(error, UsageError) else Told)(str(error)) from error


@click.group(cls=Commands, epilog="Example:  rapporteur run --raw raw --processed processed --direct")
@click.version_option(__version__, prog_name="rapporteur")
def main() -> None:
    """Turn the periodic reports that states file under a treaty into tables of actions."""


@main.command(epilog="Example:  rapporteur run --cycle 2020 --direct")
@folders
@click.option("--direct", is_flag=True, help="Run in this process, without Prefect; the tables are the same.")
@click.option("--dask", metavar="ADDRESS", help="Read on the workers of this Dask scheduler, for example tcp://scheduler:8786.")
def run(raw: Path, processed: Path, cycles: tuple[str, ...], db: str | None, workers: int, direct: bool, dask: str | None) -> None:
    """Read what is new in RAW and publish the tables of each reporting cycle.

    \b
    Exit codes: 0 done (files in quarantine are listed), 1 failure, 2 wrong usage,
    3 not one file could be processed.
    """
    from pipeline.cli.progress import watched
    from pipeline.cli.summary import show_summary
    from pipeline.run import listed

    if dask and (direct or workers > 1):
        raise UsageError(f"--dask reads on its own workers; leave out {'--direct' if direct else '--workers'}")
    settings = settings_of(raw, processed, cycles, db, workers)
    listed(settings)
    with watched(direct) as (on_plan, on_done):
        summary = runner(direct, dask)(settings, on_plan, on_done)
    show_summary(summary)
    if summary.failed:
        raise NothingProcessed("not one file could be processed; the reasons are above")


def runner(direct: bool, dask: str | None) -> Any:
    """What carries out a run: a plain loop, or the flow. Flows stand above this room, so they are looked up by name."""
    if direct:
        from pipeline.run import build

        return build
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    return partial(importlib.import_module("flows.ingest").ingest, dask=dask)


@main.command(epilog="Example:  rapporteur show raw/2020/report.pdf | less")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--raw", type=click.Path(path_type=Path), default=Path("raw"), show_default=True, help="Folder whose names count.")
@click.option("--no-color", is_flag=True, help="Plain text, also on a terminal.")
def show(file: Path, raw: Path, no_color: bool) -> None:
    """Show what is understood of one FILE: who reports, the fields, the mentions in the text, the actions."""
    from pipeline.cli.show import show_report
    from pipeline.knowledge import load
    from pipeline.run import Source, process

    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    inside = file.resolve().is_relative_to(raw.resolve())
    name = file.resolve().relative_to(raw.resolve()).as_posix() if inside else file.name
    show_report(process(Source(name, file.read_bytes()), load()), color=not no_color)


@main.command(epilog="Example:  rapporteur evaluate gold processed --misses")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("processed", type=location)
@click.option("--misses", is_flag=True, help="Also list every error: where it stands, and which rule gave each value that is wrong.")
@click.option("--confusion", is_flag=True, help="Also count right and wrong by rule, and which mechanisms are taken for which.")
@click.option("--fields", is_flag=True, help="Also the figures of each form field.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def evaluate(gold: Path, processed: Path, misses: bool, confusion: bool, fields: bool, as_json: bool) -> None:
    """Compare the tables in PROCESSED with the hand-made files in GOLD."""
    from pipeline.evaluate.report import Wanted, report, report_json

    click.echo(report_json(gold, processed) if as_json else report(gold, processed, Wanted(misses, confusion, fields)))


@main.command(epilog="Example:  rapporteur diff processed/.releases/2020/20250101T020000.000000Z processed/2020")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--rows", "table", metavar="TABLE", help="Each row of TABLE that differs, as JSON Lines.")
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON.")
def diff(old: Path, new: Path, table: str | None, as_json: bool) -> None:
    """Compare two releases: the rows that came, went and changed, table by table, whatever their size.

    \b
    Exit codes: 0 the same, 1 they differ, 2 wrong usage.
    """
    from pipeline.cli.diff import show_difference, show_rows

    same = show_rows(old, new, table) if table else show_difference(old, new, as_json)
    sys.exit(0 if same else 1)


@main.group(epilog="Example:  rapporteur corrections export > corrections.jsonl")
def corrections() -> None:
    """What reviewers said of actions, as JSON Lines; every run publishes it."""


@corrections.command(name="export", epilog="Example:  rapporteur corrections export > corrections.jsonl")
@state
def export_corrections(raw: Path, db: str | None) -> None:
    """Print every correction that was ever made, undone ones too."""
    from pipeline.cli.corrections import database_of, exported

    for line in exported(database_of(db, raw)):
        click.echo(line)


@corrections.command(name="import", epilog="Example:  rapporteur corrections import corrections.jsonl")
@click.argument("file", type=click.File(encoding="utf-8"))
@state
def import_corrections(file: Any, raw: Path, db: str | None) -> None:
    """Add the corrections of FILE (- for standard input) that are not there yet; all of them, or none if one is wrong."""
    from pipeline.cli.corrections import database_of, imported

    added, known = imported(database_of(db, raw), file, file.name)
    click.echo(f"{added} corrections added, {known} were there; run again to publish them")


@corrections.command(name="move", epilog="Example:  rapporteur corrections move 2020/report.pdf 2020/report-revised.pdf")
@click.argument("old")
@click.argument("new")
@state
def move_corrections(old: str, new: str, raw: Path, db: str | None) -> None:
    """Carry the corrections of report OLD over to NEW, the name under which it was submitted again; both are paths below raw/."""
    from pipeline.cli.corrections import database_of, moved

    click.echo(f"{moved(database_of(db, raw), raw, old, new)} corrections moved; run again to publish them")


@main.command(epilog='Example:  rapporteur serve --cron "0 2 * * *"')
@folders
@click.option("--cron", default="0 2 * * *", show_default=True, help="When to run, in cron's five fields.")
@click.option("--port", type=click.IntRange(1, 65535), default=4200, show_default=True, help="Port of the Prefect server it starts.")
def serve(raw: Path, processed: Path, cycles: tuple[str, ...], db: str | None, workers: int, cron: str, port: int) -> None:
    """Run every night on this machine, with Prefect's pages to watch it; uses the server in PREFECT_API_URL if there is one."""
    settings = settings_of(raw, processed, cycles, db, workers)
    importlib.import_module("flows.server").serve(settings, cron, port)


@main.command(epilog="Example:  rapporteur version")
def version() -> None:
    """Print the versions that decide what the tables say."""
    from pipeline.knowledge import load
    from pipeline.run.work import pipeline_version
    from pipeline.tables import SCHEMA_VERSION

    click.echo(f"rapporteur {pipeline_version()}\nknowledge {load().version}\nschema {SCHEMA_VERSION}")


for group in (review, user, gold):
    main.add_command(group)
