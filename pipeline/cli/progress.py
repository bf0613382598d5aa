"""How far a run is, on a terminal; silent elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.run import Outcome

Callbacks = tuple[Callable[[int], None], Callable[[Outcome], None]]


@contextmanager
def watched(direct: bool) -> Iterator[Callbacks]:
    """Two callables for a run: how many files it will read, and each of them when done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("listing" if direct else "starting Prefect", total=None)

        def on_plan(files: int) -> None:
            progress.update(bar, total=files, description="reading")

        def on_done(outcome: Outcome) -> None:
            progress.update(bar, advance=1, description=outcome.source)

        yield on_plan, on_done
