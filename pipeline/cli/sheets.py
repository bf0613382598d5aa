"""Actions out to a workbook and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from pipeline import knowledge, store
from pipeline.cli.console import output
from pipeline.errors import RapporteurError, UsageError
from pipeline.review import Desk, Filters
from pipeline.review.sheets import Change, Refusal, change_of, lines, workbook
from pipeline.run import Settings


@contextmanager
def desk_of(settings: Settings) -> Iterator[Desk]:
    """The desk on which reviewers work."""
    with store.opened(settings.database) as engine:
        yield Desk(settings, engine, knowledge.load(settings.models))


def exported(settings: Settings, filters: Filters) -> tuple[bytes, int]:
    """The workbook of the actions that pass the filters, and how many. Raises UsageError: none does."""
    with desk_of(settings) as desk:
        rows = desk.select(filters)
        if not rows:
            raise UsageError(f"no action of cycle {filters.cycle} passes these filters")
        by_report: dict[str, list[str]] = {}
        for row in rows:
            by_report.setdefault(row.source, []).append(row.id)
        cases = ((desk.case(filters.cycle, source), ids) for source, ids in by_report.items())
        definitions = {code: one.definition for code, one in desk.knowledge.mechanisms.codes.items()}
        about = {"cycle": filters.cycle, "release": desk.cycle(filters.cycle).run_id, "actions": str(len(rows))}
        return workbook(cases, definitions, about), len(rows)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a workbook."""

    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]


def imported(settings: Settings, file: Path, cycle: str, reviewer: str, dry: bool) -> Taken:
    """Takes over what a workbook changes, row by row; a row that cannot be taken does not keep the others back."""
    changes: list[Change] = []
    refusals: list[Refusal] = []
    with desk_of(settings) as desk:
        for line in lines(file.read_bytes(), str(file)):
            try:
                found = change_of(line, desk.case(cycle, line.text("report")), reviewer, desk.codes)
                if isinstance(found, Change) and not dry:
                    desk.say(cycle, found.decision)
            except RapporteurError as error:
                found = Refusal(line.cell("report"), str(error))
            if isinstance(found, Change):
                changes.append(found)
            elif found:
                refusals.append(found)
    return Taken(tuple(changes), tuple(refusals))


def show_taken(taken: Taken, name: str, dry: bool) -> None:
    """Prints what changed and what was refused."""
    console = output()
    for change in taken.changes:
        told = "; ".join(f"{field}: {shown(then)} -> {shown(now)}" for field, (then, now) in change.fields.items())
        console.print(Text(f"{name} row {change.row}: {change.source} {change.action}: {told}"), soft_wrap=True)
    for refusal in taken.refusals:
        console.print(Text.assemble(("refused ", "red"), f"{name} cell {refusal.cell}: {refusal.why}"), soft_wrap=True)
    verb = "would be changed" if dry else "changed; run again to publish them"
    console.print(f"{len(taken.changes)} actions {verb}, {len(taken.refusals)} rows refused", soft_wrap=True)


def shown(value: object) -> str:
    """A value in a line."""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "-")
