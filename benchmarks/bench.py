"""`make bench`: what a run costs, beside what it should cost; prints the table and writes docs/benchmarks.md.

`python -m benchmarks.bench [--reports FOLDER]`: PDFs to measure on besides the synthetic ones, such as real reports.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks import dask, inside, runs, synthetic
from benchmarks.afternoon import FRENCH
from benchmarks.costs import ROOT, least, python, rapporteur
from benchmarks.fidelity import fidelity
from benchmarks.rows import measure

PAGE = ROOT / "docs" / "benchmarks.md"
READ = "import sys, pathlib; from pipeline import read; read.read(pathlib.Path(sys.argv[1]).read_bytes())"
TIMES = 3
"""Runs of the smaller measurements; the least of each figure counts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `goal` in words, `found` in words, and whether it is reached (None: there is no goal)."""

    what: str
    goal: str
    found: str
    reached: bool | None = None


def whole(folder: Path) -> Iterator[Row]:
    """One long report, from start to published tables, beside the afternoon version."""
    report = folder / "raw" / "2020" / "report.pdf"
    report.parent.mkdir(parents=True)
    report.write_bytes(synthetic.report(300))
    rapporteur(folder, "--direct", processed="warm")  # the knowledge is unfolded once a machine
    ours = least([rapporteur(folder, "--direct", processed=f"processed-{n}") for n in range(TIMES)])
    theirs = python("-m", "benchmarks.afternoon", report, folder / "afternoon.csv")
    model = "French model" if find_spec(FRENCH) else "blank pipelines"
    ratio = theirs.cpu / ours.cpu
    yield Row(
        "300 bilingual pages, imports included, CPU of the afternoon version over ours",
        "20",
        f"{ratio:.1f} ({theirs.cpu:.1f} s with {model}, {ours.cpu:.2f} s)",
        ratio >= 20,
    )
    yield Row("its peak memory without Prefect", "250 MiB", f"{ours.peak:.0f} MiB (afternoon version {theirs.peak:.0f})", ours.peak <= 250)
    (report.parent / "report.pdf").write_bytes(synthetic.report(3000))
    long = rapporteur(folder, "--direct", processed="long")
    yield Row(
        "peak memory of 3,000 pages over 300", "1.1", f"{long.peak / ours.peak:.2f} ({long.peak:.0f} MiB)", long.peak <= 1.1 * ours.peak
    )
    report.write_bytes(synthetic.drawing(30_000))
    drawn = python("-c", READ, report)
    yield Row("peak memory of reading a page of 30,000 drawing objects", "150 MiB", f"{drawn.peak:.0f} MiB", drawn.peak <= 150)


def parts(files: list[Path], name: str) -> Iterator[Row]:
    """The stages by themselves, over some PDFs."""
    found = inside.speed(files)
    read, total = found.spent["read"], sum(found.spent.values())
    healthy = "no page on the slow path" if not found.slow_pages else f"{found.slow_pages} of {found.pages} pages on the slow path"
    yield Row(f"{name}: reading over pdfium's lines with boxes", "1.5", f"{read / found.boxes:.2f}", read <= 1.5 * found.boxes)
    yield Row(f"{name}: reading over pdfium's raw text", "", f"{read / found.raw:.1f}")
    yield Row(f"{name}: reading, pages a second", "100", f"{found.pages / read:.0f} ({healthy})", found.pages / read >= 100)
    yield Row(f"{name}: all stages, pages a second", "40", f"{found.pages / total:.0f}", found.pages / total >= 40)
    speed = found.words / found.text
    each = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in found.spent.items())
    yield Row(f"{name}: text stages, words a second", "300,000", f"{speed:,.0f} ({found.words:,} words: {each})", speed >= 300_000)


def like(files: list[Path]) -> Iterator[Row]:
    """The reader beside pdfplumber."""
    found = fidelity(files)
    pages = f"on {found.pages} pages of one column"
    yield Row(f"words beside pdfplumber's {pages}, Jaccard index", "0.99", f"{found.bag:.4f}", found.bag >= 0.99)
    yield Row(f"their order {pages}", "0.97", f"{found.order:.4f}", found.order >= 0.97)


def tongues(files: list[Path]) -> Iterator[Row]:
    """Language by itself."""
    changed, speed = inside.labels(files)
    yield Row("language, segments a second", "50,000", f"{speed:,.0f}", speed >= 50_000)
    yield Row(f"labels that change over {inside.AGAIN} runs", "0", str(changed), changed == 0)


def again(folder: Path) -> Iterator[Row]:
    """Runs over many reports: what is done twice, what is done at once."""
    found = runs.again(folder / "again")
    yield Row(
        "second run of 300 reports over the first",
        "1 %",
        f"{found.second.cpu / found.cold.cpu:.1%}",
        found.second.cpu <= 0.01 * found.cold.cpu,
    )
    each = 1000 * (found.second.cpu - found.start.cpu) / 300
    yield Row("second run, for each report beyond start-up", "2 ms", f"{each:.2f} ms", each <= 2)
    yield Row("tables of the second run", "identical", "identical" if found.same else "other", found.same)
    more = 1000 * (found.changed.cpu - found.single.cpu) / 299
    yield Row("one report of 300 changed, for each other one", "2 ms", f"{more:.2f} ms", more <= 2)
    ratio = runs.growth(folder / "growth")
    yield Row("cost of a report among 1,000 over among 10", "1.05", f"{ratio:.2f}", ratio <= 1.05)
    speedup = runs.two_workers(folder / "workers")
    yield Row("100 reports, wall time of one worker over two", "1.8", f"{speedup:.2f}", speedup >= 1.8)


def scheduled(folder: Path) -> Iterator[Row]:
    """What Prefect adds."""
    flow, report = runs.prefect(folder / "prefect")
    yield Row("Prefect, for a flow once its server runs", "2 s", f"{flow:.2f} s", flow <= 2)
    yield Row("Prefect, for each report", "15 ms", f"{1000 * report:.1f} ms", report <= 0.015)


def clustered(folder: Path) -> Iterator[Row]:
    """Past one machine."""
    folder.mkdir()
    ratio, same = dask.measure(folder)
    yield Row("two Dask workers, wall time of one over two", "1.7", f"{ratio:.2f}", ratio >= 1.7)
    yield Row("their tables beside those of a direct run", "identical", "identical" if same else "other", same)


def large() -> Iterator[Row]:
    """Large tables."""
    found = [measure(count) for count in (200_000, 2_000_000)]
    for task in ("write", "compare"):
        peaks = [one[f"{task}_mib"] for one in found]
        yield Row(
            f"2,000,000 action rows, to {task}: peak memory over that of 200,000",
            "1.5",
            f"{peaks[1] / peaks[0]:.2f} ({peaks[1]} MiB, {found[1][f'{task}_seconds']} s, {found[1]['parquet_mib']} MiB of Parquet)",
            peaks[1] <= 1.5 * peaks[0],
        )


def page(rows: list[Row]) -> str:
    """docs/benchmarks.md."""
    signs = {None: "", True: "yes", False: "no"}
    lines = [f"| {row.what} | {row.goal} | {row.found} | {signs[row.reached]} |" for row in rows]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return HEAD.format(machine=machine) + "\n".join(lines) + "\n\n## Why" + PAGE.read_text(encoding="utf-8").partition("## Why")[2]


HEAD = """# What a run costs

Generated by `make bench` ({machine}). CPU time unless it says otherwise; ratios are of one run, side by side. The synthetic report is
made of the example sentences, French and English in turn, one act in eight sentences; `reports` are the PDFs given with `--reports`.

| what | at most or at least | found | reached |
|---|---|---|---|
"""


def main() -> None:
    """Measure everything, or the parts that are named."""
    options = argparse.ArgumentParser()
    options.add_argument("--reports", type=Path)
    options.add_argument("--only", nargs="*", default=())
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        long = folder / "synthetic.pdf"
        long.write_bytes(synthetic.report(300))
        files = sorted(asked.reports.rglob("*.pdf")) if asked.reports else []
        measures = {
            "whole": lambda: whole(folder / "whole"),
            "parts": lambda: parts([long], "synthetic"),
            "reports": lambda: parts(files, "reports") if files else iter(()),
            "fidelity": lambda: like(files or [long]),
            "language": lambda: tongues(files or [long]),
            "again": lambda: again(folder),
            "prefect": lambda: scheduled(folder),
            "dask": lambda: clustered(folder / "dask"),
            "rows": large,
        }
        rows = []
        for name, measure in measures.items():
            if not asked.only or name in asked.only:
                for row in measure():
                    print(f"{row.what} | {row.goal} | {row.found} | {row.reached}", file=sys.stderr, flush=True)
                    rows.append(row)
    if asked.only:
        return
    PAGE.write_text(page(rows), encoding="utf-8")
    print(page(rows))


if __name__ == "__main__":
    main()
