"""`rapporteur serve`: the flow every night on one machine, with Prefect's pages to watch it."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from prefect import settings as prefect_settings
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest_cycle
from pipeline.errors import StoreError
from pipeline.run import Settings

PATIENCE = 90
"""Seconds that a server may take to answer."""
GRACE = 5
"""Seconds that it may take to end."""


def serve(settings: Settings, cron: str, port: int) -> None:
    """Runs the flow at the times of `cron` until it is interrupted; uses the Prefect server that is configured, or starts one."""
    parameters = {
        "raw": str(settings.raw.resolve()),
        "processed": str(settings.processed.resolve()),
        "cycles": list(settings.cycles),
        "workers": settings.workers,
    }
    with server(port):
        ingest_cycle.serve("nightly", cron=cron, parameters=parameters, limit=1, entrypoint_type=EntrypointType.MODULE_PATH)


@contextmanager
def server(port: int, quiet: bool = False) -> Iterator[None]:
    """A Prefect server, unless one is configured, that ends with this process. Raises StoreError: it does not start."""
    if prefect_settings.PREFECT_API_URL.value():
        yield
        return
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL if quiet else None, stderr=subprocess.DEVNULL if quiet else None)
    try:
        url = f"http://127.0.0.1:{port}/api"
        await_health(url, process)
        os.environ["PREFECT_API_URL"] = url
        with prefect_settings.temporary_settings({prefect_settings.PREFECT_API_URL: url}):
            yield
    finally:
        atexit.register(stop, process)  # only then has Prefect handed over its last logs, which it would offer a dead server for a minute


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the server, even where it waits for connections that a dead worker never closed."""
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_health(url: str, process: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{url}/health", timeout=1).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    raise StoreError(f"Prefect's server does not answer at {url}; is the port taken? choose another with --port")
