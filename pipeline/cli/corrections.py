"""Corrections as JSON Lines, out of the state database and into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import store
from pipeline.corrections import Correction, from_json
from pipeline.corrections.values import problem
from pipeline.errors import UsageError
from pipeline.knowledge import load


def exported(database: str) -> Iterator[str]:
    """Every correction, one a line, in the order in which they were made."""
    with store.opened(database) as engine:
        yield from (one.to_json() for one in store.Corrections(engine).every())


def imported(database: str, lines: Iterable[str], name: str) -> tuple[int, int]:
    """(corrections added, corrections that were there). Raises UsageError: a line is none, with its number; then nothing is added."""
    codes = frozenset(load().mechanisms.codes)
    given = [checked(line, f"{name}, line {number}", codes) for number, line in enumerate(lines, start=1) if line.strip()]
    with store.opened(database) as engine:
        added = store.Corrections(engine).add(given)
    return added, len(given) - added


def checked(line: str, where: str, codes: frozenset[str]) -> Correction:
    """The correction of a line. Raises UsageError: it is none, or its value cannot be."""
    made = from_json(line, where)
    wrong = problem(made, codes)
    if wrong:
        raise UsageError(f"{where}: {wrong}")
    return made


def database_of(db: str | None, raw: Path) -> str:
    """The address of the state database, as a run has it."""
    return db or store.sqlite_url(raw.resolve().parent / "rapporteur.sqlite")
