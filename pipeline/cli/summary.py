"""What a run did, file by file and cycle by cycle."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.cli.console import output
from pipeline.run import CycleResult, Summary
from pipeline.store import Entry

SHOWN = 60
"""Most reports of a cycle that are listed; the reports table has all of them."""

COLUMNS = ("report", "party", "cycle", "languages", "segments", "actions", "status")
STYLES = {"ok": "green", "needs_review": "yellow", "quarantined": "red"}


def show_summary(summary: Summary) -> None:
    """Prints each cycle's reports, quarantine and place."""
    console = output()
    for cycle in summary.cycles:
        show_cycle(console, cycle)
    for source, count in summary.gone.items():
        words = f"gone {source}: {count} corrections wait for it; under another name? rapporteur corrections move {source} NEW"
        console.print(Text(words, "yellow"), soft_wrap=True)


def show_cycle(console: Console, cycle: CycleResult) -> None:
    """One cycle: a table of its reports, then what could not be used, then counts and place."""
    if cycle.fresh:
        console.print(reports(cycle))
    for entry in cycle.entries:
        if entry.status == "quarantined":
            console.print(Text.assemble(("quarantined ", "red"), f"{entry.source}: {entry.reason}: {entry.message}"), soft_wrap=True)
    counts = cycle.counts
    console.print(
        f"{cycle.cycle}: {counts.sources} files = {counts.processed} processed + {counts.unchanged} unchanged "
        f"+ {counts.quarantined} quarantined",
        soft_wrap=True,
    )
    console.print(Text(f"{cycle.cycle}: {verdict(cycle)}"), soft_wrap=True)
    for conflict in cycle.conflicts:
        values = ", ".join(f"{name} {conflict[key]!r}" for name, key in (("then", "then"), ("person", "person"), ("now", "now")))
        console.print(Text(f"conflict {conflict['source']}: {conflict['action']}: {conflict['field']}: {values}", "yellow"), soft_wrap=True)
    for orphan in cycle.orphans:
        near = f"; most like it is {orphan['best']} ({orphan['score']:.2f})" if orphan["best"] else ""
        words = f"orphaned {orphan['source']}: {orphan['action']}: {orphan['quote']!r} is not found any more{near}"
        console.print(Text(words, "yellow"), soft_wrap=True)


def verdict(cycle: CycleResult) -> str:
    """Where the tables are and whether they are new."""
    if not cycle.fresh:
        return f"nothing new, release {cycle.release} stays published in {cycle.folder}"
    if cycle.published:
        return f"tables in {cycle.folder}"
    return f"not published, since no file could be used; what was found is in {cycle.folder}"


def reports(cycle: CycleResult) -> Table:
    """One line a report."""
    table = Table(title=f"Cycle {cycle.cycle}", title_justify="left")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column in ("segments", "actions") else "left", overflow="fold")
    for entry in cycle.entries[:SHOWN]:
        table.add_row(*cells(entry))
    if len(cycle.entries) > SHOWN:
        table.add_row(f"... and {len(cycle.entries) - SHOWN} more")
    return table


def cells(entry: Entry) -> tuple[str | Text, ...]:
    """A report's line."""
    status = Text(entry.status.replace("_", " "), STYLES[entry.status])
    if entry.status == "quarantined":
        return (Text(entry.source), "", "", "", "", "", status)
    shares = f"en {entry.share_en:.0%} fr {entry.share_fr:.0%}"
    return (Text(entry.source), entry.party or "?", entry.cycle or "?", shares, str(entry.segments), str(entry.actions), status)
