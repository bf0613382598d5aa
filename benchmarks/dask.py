"""Two Dask workers against one: `python -m benchmarks.dask`. All are processes of their own, warm when the clock starts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import synthetic
from benchmarks.costs import rapporteur
from flows.server import free_port

REPORTS, PAGES = 100, 20
TIMES = 2


@contextmanager
def processes(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers."""
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    commands = [("scheduler", "--host", "127.0.0.1", "--port", port)] + [("worker", address, "--nthreads", "1")] * workers
    with (folder / "dask.log").open("wb") as log:
        running = [subprocess.Popen([sys.executable, "-m", "dask", *one, "--no-dashboard"], stdout=log, stderr=log) for one in commands]
        try:
            yield address
        finally:
            for process in reversed(running):
                process.terminate()
                process.wait()


def measure(folder: Path) -> tuple[float, bool]:
    """(wall time of one worker over that of two, whether the tables are those of a direct run)."""
    synthetic.write(folder / "raw", REPORTS, PAGES)
    synthetic.write(folder / "warm", 8, 1)
    os.environ["PREFECT_HOME"] = str(folder / "prefect")
    wall, tables = {}, []
    for workers in (1, 2):
        with processes(folder, workers) as address:
            time.sleep(5)
            for n in range(2):
                rapporteur(folder, "--dask", address, raw="warm", processed=f"warm-{workers}-{n}")
            runs = [rapporteur(folder, "--dask", address, processed=f"dask-{workers}-{n}") for n in range(TIMES)]
            start = rapporteur(folder, "--dask", address, raw="warm", processed=f"warm-{workers}-0")
        wall[workers] = min(run.wall for run in runs) - start.wall
        tables.append(published(folder / f"dask-{workers}-0"))
    rapporteur(folder, "--direct", processed="direct")
    return wall[1] / wall[2], all(one == published(folder / "direct") for one in tables)


def published(processed: Path) -> dict[str, bytes]:
    """Every table by its name."""
    return {path.name: path.read_bytes() for path in (processed / "2020").iterdir() if path.suffix in (".csv", ".parquet")}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        ratio, same = measure(Path(temporary))
        print(f"one worker over two: {ratio:.2f}; tables {'identical' if same else 'differ'}")
