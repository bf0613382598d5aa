"""The flow `ingest-cycle`: one run of `pipeline.run` with a task for each batch of reports, watched in Prefect as it goes."""

# No postponed annotations here: Prefect may load this file under a name of its own, where it cannot look them up.

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import SecretStr

from pipeline import run
from pipeline.errors import RapporteurError

SHOWN = 500
"""Most files in the artifact; the tables have all of them."""


def threads(workers: int) -> Any:
    """As many threads as there are workers; each only waits for its batch."""
    return ThreadPoolTaskRunner(max_workers=workers)


def may_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Whether trying again may help: what Rapporteur itself reports stays as it is."""
    return not isinstance(state.result(raise_on_failure=False), RapporteurError)


@task(
    name="extract",
    task_run_name="extract {batch[0].file.name} ...",
    retries=2,
    retry_delay_seconds=1,
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def extract(work: run.Run, batch: run.Batch) -> tuple[run.Outcome, ...]:
    """Reads one batch of reports."""
    return work.extract(batch)


@flow(name="ingest-cycle", task_runner=threads(1), persist_result=False)
def ingest_cycle(
    raw: Path = Path("raw"),
    processed: Path = Path("processed"),
    cycles: tuple[str, ...] = (),
    db: SecretStr | None = None,
    workers: int = 1,
    on_plan: Callable[[int], None] | None = None,
    on_done: Callable[[run.Outcome], None] | None = None,
) -> run.Summary:
    """One run; the parameters are those of `rapporteur run`. The two callables tell a caller in this process how far it is."""
    logger = get_run_logger()
    settings = run.Settings(raw, processed, cycles, db.get_secret_value() if db else None, workers)
    with run.opened(settings) as work:
        logger.info("%d of %d files to read, in %d batches", len(work.todo), len(work.inputs), len(work.batches))
        if on_plan:
            on_plan(len(work.todo))
        progress = cast(UUID, create_progress_artifact(0.0, key="ingest-progress", description=f"run {work.run_id}"))
        futures = [extract.submit(work, batch) for batch in work.batches]
        for count, future in enumerate(futures, start=1):
            for outcome in future.result():
                logger.info("%s: %s", outcome.source, outcome.reason or "read")
                if on_done:
                    on_done(outcome)
            update_progress_artifact(progress, 100.0 * count / len(futures))
        summary = work.finish()
    publish_ledger(summary)
    return summary


def publish_ledger(summary: run.Summary) -> None:
    """What became of every file, as a table in Prefect."""
    entries = [asdict(entry) for cycle in summary.cycles for entry in cycle.entries]
    counts = "; ".join(f"{cycle.cycle}: {asdict(cycle.counts)}" for cycle in summary.cycles)
    columns = ("source", "status", "reason", "party", "cycle", "segments", "actions")
    create_table_artifact(
        [{column: entry[column] for column in columns} for entry in entries[:SHOWN]],
        key="ingest-ledger",
        description=f"Run {summary.run_id}: {summary.read} files read; {counts}",
    )


def ingest(settings: run.Settings, on_plan: Callable[[int], None], on_done: Callable[[run.Outcome], None]) -> run.Summary:
    """The flow on the server that Prefect finds, or on one that it starts for this run alone."""
    db = SecretStr(settings.db) if settings.db else None
    summary: run.Summary = ingest_cycle.with_options(task_runner=threads(settings.workers))(
        settings.raw, settings.processed, settings.cycles, db, settings.workers, on_plan, on_done
    )
    return summary
