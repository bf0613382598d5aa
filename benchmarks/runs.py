"""Whole runs over many reports, each in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import synthetic
from benchmarks.costs import Cost, least, rapporteur

PAGES, MANY = 10, 30
"""Pages of a report; of one of those that two workers share."""


@dataclass(frozen=True, slots=True)
class Again:
    """A first run over 300 reports, a second one, one with a changed report; a second run over nothing much, a run over one report."""

    cold: Cost
    second: Cost
    changed: Cost
    start: Cost
    single: Cost
    same: bool


def again(folder: Path) -> Again:
    """Runs after the first."""
    synthetic.write(folder / "raw", 300, PAGES)
    synthetic.write(folder / "one" / "raw", 1, PAGES)
    rapporteur(folder / "one", "--direct", processed="warm")
    single = rapporteur(folder / "one", "--direct")
    start = least([rapporteur(folder / "one", "--direct") for _ in range(3)])
    cold = rapporteur(folder, "--direct")
    before = published(folder)
    second = least([rapporteur(folder, "--direct") for _ in range(3)])
    same = published(folder) == before
    (folder / "raw" / "2020" / "report-0007.pdf").write_bytes(synthetic.report(PAGES, 3))
    return Again(cold, second, rapporteur(folder, "--direct"), start, single, same)


def published(folder: Path) -> dict[str, bytes]:
    """Every published file."""
    return {path.name: path.read_bytes() for path in sorted((folder / "processed" / "2020").iterdir())}


def growth(folder: Path) -> float:
    """What a report costs beyond start-up among 1,000, over what it costs among 10."""
    costs = {}
    for count in (1, 11, 1001):
        synthetic.write(folder / str(count) / "raw", count, 1)
        rapporteur(folder / str(count), "--direct", processed="warm") if count == 1 else None
        costs[count] = least([rapporteur(folder / str(count), "--direct", processed=f"p{n}") for n in range(3 if count < 1000 else 1)])
    return ((costs[1001].cpu - costs[1].cpu) / 1000) / ((costs[11].cpu - costs[1].cpu) / 10)


def two_workers(folder: Path) -> float:
    """Wall time of one worker over that of two."""
    synthetic.write(folder / "raw", 100, MANY)
    wall = {}
    for workers in ("1", "2"):
        wall[workers] = least([rapporteur(folder, "--direct", "--workers", workers, processed=f"p{workers}{n}") for n in range(2)]).wall
    return wall["1"] / wall["2"]


def prefect(folder: Path) -> tuple[float, float]:
    """Seconds of CPU and waiting that Prefect adds to a flow, and to each report of one, its server running already."""
    for count in (8, 208):
        synthetic.write(folder / str(count) / "raw", count, 1)
    with server(folder):
        rapporteur(folder / "8", processed="warm")
        added = {}
        for count in (8, 208):
            plain = least([rapporteur(folder / str(count), "--direct", processed=f"d{n}") for n in range(2)])
            watched = least([rapporteur(folder / str(count), processed=f"w{n}") for n in range(2)])
            added[count] = watched.wall - plain.wall
    each = (added[208] - added[8]) / 200
    return added[8] - 8 * each, each


@contextmanager
def server(folder: Path) -> Iterator[None]:
    """A Prefect server in a house of its own."""
    os.environ |= {"PREFECT_HOME": str(folder / "prefect"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    from flows.server import free_port
    from flows.server import server as running

    with running(free_port(), quiet=True):
        yield
