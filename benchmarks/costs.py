"""What a process costs: CPU time, wall time and peak memory, its own and that of its children."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOOK = 0.02
"""Seconds between two looks at a process."""
MAIN = "from pipeline.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` and `wall` in seconds; `peak`: most memory of any one process, MiB."""

    cpu: float
    wall: float
    peak: float


def cost(*command: str | Path, env: Mapping[str, str] | None = None) -> Cost:
    """Runs a command to its end. Raises CalledProcessError: it failed."""
    begun = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), cwd=ROOT, env=os.environ | (env or {}), stdout=subprocess.DEVNULL)
    done, most = 0, 0.0
    while not done:  # what wait4 tells of memory includes this process, from which the other was split off
        time.sleep(LOOK)
        most = max(most, high_water(process.pid))
        done, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(map(str, command)))
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begun, most)


def high_water(pid: int) -> float:
    """The most memory that a process has held so far, MiB; 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    held = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(held[0].split()[1]) / 1024 if held else 0.0


def python(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Cost:
    """Runs this Python."""
    return cost(sys.executable, *arguments, env=env)


def rapporteur(folder: Path, *options: str, raw: str = "raw", processed: str = "processed") -> Cost:
    """`rapporteur run` over `folder`/`raw`, with a database of its own beside it; the clock stands still, so that bytes can be compared."""
    database = f"sqlite:///{folder / processed}.sqlite"
    places = ("--raw", str(folder / raw), "--processed", str(folder / processed), "--db", database)
    return python("-c", MAIN, "run", *places, *options, env={"SOURCE_DATE_EPOCH": "1600000000"})


def least(costs: Sequence[Cost]) -> Cost:
    """The smallest of each figure: what disturbs a machine only ever adds."""
    return Cost(*(min(getattr(one, name) for one in costs) for name in ("cpu", "wall", "peak")))
