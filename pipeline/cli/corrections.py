"""Corrections as JSON Lines, out of the state database and into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pipeline import store
from pipeline.corrections import Correction, counting, from_json, problem
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


def moved(database: str, raw: Path, old: str, new: str) -> int:
    """Carries what was said of a report over to the name it has now; returns how many corrections.

    Each is said again of the new name, and undone under the old one: nothing is changed. Raises UsageError: nothing was said of `old`,
    or `new` is not there.
    """
    if not (raw / new).is_file():
        raise UsageError(f"{raw / new}: no such report; give its path below {raw}")
    with store.opened(database) as engine:
        corrections = store.Corrections(engine)
        said = counting(corrections.of(old))
        if not said:
            raise UsageError(f"nothing is said of {old}; `rapporteur corrections export` shows of which reports something is")
        corrections.add(rows for one in said for rows in carried(one, new))
    return len(said)


def carried(one: Correction, source: str) -> tuple[Correction, Correction]:
    """A correction of a report of another name, and the undo of the one that it was."""
    why = f"{one.why + '; ' if one.why else ''}moved from {one.source}"
    undo = replace(one, id=uuid4().hex, seen=None, value=None, undoes=one.id, why=f"moved to {source}", at=datetime.now(UTC))
    return replace(one, id=uuid4().hex, source=source, why=why), undo


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
