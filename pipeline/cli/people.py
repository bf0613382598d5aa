"""Commands of a review: its pages, workbooks, accounts, and the gold that it makes."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import location, places, settings_of, state
from pipeline.errors import UsageError

ROLES = ("reader", "reviewer", "admin")


def extra(name: str, *modules: str) -> None:
    """Raises UsageError: a part of the program that is not installed by itself is asked for."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if missing:
        raise UsageError(f'{missing[0]} is not installed: pip install "rapporteur[{name}]"')


def asked() -> str:
    """A password that is typed twice and not shown."""
    found: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return found


@click.group(invoke_without_command=True, epilog="Example:  rapporteur review --reviewer ana")
@places
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; beyond this machine people must sign in.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True, help="Port to listen on.")
@click.option("--sign-in", is_flag=True, help="People must sign in on this machine as well.")
@click.option("--reviewer", metavar="NAME", default="", help="Who works here without signing in.  [default: your user name]")
@click.pass_context
def review(context: click.Context, raw: Path, processed: Path, db: str | None, host: str, port: int, sign_in: bool, reviewer: str) -> None:
    """Serve the pages on which people correct the actions of each cycle."""
    if context.invoked_subcommand:
        return
    extra("review", "nicegui", "argon2")
    from pipeline.web import Wanted, serve

    settings = settings_of(raw, processed, (), db, 1)
    serve(Wanted(settings, host, port, sign_in, reviewer), lambda address: click.echo(f"review pages at {address} (Ctrl+C ends them)"))


@review.command(name="export", epilog="Example:  rapporteur review export --xlsx 2020.xlsx --cycle 2020 --state open")
@click.option("--xlsx", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The workbook to write.")
@click.option("--cycle", required=True, metavar="CYCLE", help="The reporting cycle.")
@click.option("--party", default="", metavar="CODE", help="Only of this Party, ISO 3166-1 alpha-3.")
@click.option("--state", "wanted", default="", metavar="STATE", help="Only open, conflict, done, accepted ... ones.")
@places
def export_sheet(file: Path, cycle: str, party: str, wanted: str, raw: Path, processed: Path, db: str | None) -> None:
    """Write actions into a workbook: values in cells that may be changed, the quote beside each."""
    extra("review", "openpyxl")
    from pipeline.cli.sheets import exported
    from pipeline.review import Filters

    filters = Filters.of({"cycle": cycle, "party": party, "state": wanted, "order": "report"})
    data, count = exported(settings_of(raw, processed, (), db, 1), filters)
    try:
        file.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error.strerror}); name another file") from error
    click.echo(f"{count} actions in {file}")


@review.command(name="import", epilog="Example:  rapporteur review import 2020.xlsx --cycle 2020 --reviewer ana")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--cycle", required=True, metavar="CYCLE", help="The reporting cycle.")
@click.option("--reviewer", required=True, metavar="NAME", help="Whose corrections these are.")
@click.option("--dry-run", "dry", is_flag=True, help="Only show what would change.")
@places
def import_sheet(file: Path, cycle: str, reviewer: str, dry: bool, raw: Path, processed: Path, db: str | None) -> None:
    """Take over what people changed in a workbook.

    \b
    Exit codes: 0 all taken, 1 some rows were refused (their cells are named), 2 wrong usage.
    """
    extra("review", "openpyxl")
    from pipeline.cli.sheets import imported, show_taken

    taken = imported(settings_of(raw, processed, (), db, 1), file, cycle, reviewer, dry)
    show_taken(taken, file.name, dry)
    sys.exit(1 if taken.refusals else 0)


@click.group(epilog="Example:  rapporteur gold export gold --cycle 2020")
def gold() -> None:
    """Reports that people reviewed, as gold."""


@gold.command(name="export", epilog="Example:  rapporteur gold export gold --cycle 2020")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--processed", type=location, metavar="PATH", default="processed", show_default=True, help="Where the tables are.")
@click.option("--cycle", "cycles", multiple=True, metavar="CYCLE", help="Only this reporting cycle; may be repeated.")
@click.option("--partly", is_flag=True, help="Also reports of which some actions are not reviewed; those count as they stand.")
def export_gold(folder: Path, processed: Path, cycles: tuple[str, ...], partly: bool) -> None:
    """Write each report whose actions are all reviewed into FOLDER, in the form that `evaluate` reads."""
    from pipeline.evaluate.reviewed import write_gold

    for path in write_gold(processed, folder, cycles, partly):
        click.echo(path)


@click.group(epilog="Example:  rapporteur user add ana --role admin")
def user() -> None:
    """Who may sign in to the review pages."""


@user.command(name="add", epilog="Example:  rapporteur user add ana --role reviewer")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="reviewer", show_default=True)
@click.password_option("--password", "secret", help="Asked for where it is not given; better not given.")
@state
def add_user(name: str, role: Any, secret: str, raw: Path, db: str | None) -> None:
    """Let NAME sign in. The password is asked for, or read from standard input."""
    extra("review", "argon2")
    from pipeline.cli.users import add

    add(name, role, secret, raw, db)
    click.echo(f"{name} may sign in as {role}")


@user.command(name="set", epilog="Example:  rapporteur user set ana --role admin")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES))
@click.option("--password", "ask", is_flag=True, help="Ask for a new password.")
@state
def set_user(name: str, role: Any, ask: bool, raw: Path, db: str | None) -> None:
    """Change the role or the password of NAME, who is signed out."""
    extra("review", "argon2")
    from pipeline.cli.users import change

    if not (role or ask):
        raise UsageError("say what to change: --role, --password")
    change(name, role, asked() if ask else None, raw, db)
    click.echo(f"{name} is changed and signed out")


@user.command(name="remove", epilog="Example:  rapporteur user remove ana")
@click.argument("name")
@state
def remove_user(name: str, raw: Path, db: str | None) -> None:
    """Let NAME sign in no more; what the person said stays."""
    from pipeline.cli.users import remove

    remove(name, raw, db)
    click.echo(f"{name} may sign in no more")


@user.command(name="list", epilog="Example:  rapporteur user list")
@state
def list_users(raw: Path, db: str | None) -> None:
    """Name everybody who may sign in, with the role."""
    from pipeline.cli.users import listed

    for name, role in listed(raw, db):
        click.echo(f"{name}\t{role}")
