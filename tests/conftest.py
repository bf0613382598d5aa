"""Prefect in a house of its own that leaves nothing behind, and a small raw/ folder to run on."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files change only when somebody asks for it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what is read today")


HOUSE = tempfile.mkdtemp(prefix="rapporteur-prefect-")
os.environ |= {
    "DO_NOT_TRACK": "1",
    "PREFECT_HOME": HOUSE,
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}
for name in ("PREFECT_API_URL", "RAPPORTEUR_DB", "SOURCE_DATE_EPOCH"):
    os.environ.pop(name, None)

ENGLISH = """Name of Party: Portugal
Quadrennial Periodic Report 2020

International cultural cooperation

The Ministry of Culture signed a cooperation agreement with Brazil in 2018 and opened a joint residence for writers.

- In 2019 a delegation of Japanese museum directors visited Lisbon for a seminar on conservation.
- =SUM(A1:A2) is how the annex of a careless office begins, and Morocco was its guest of honour in 2017.
"""

FRENCH = """Nom de la Partie : Tunisie
Rapport périodique quadriennal 2020

Coopération culturelle internationale

Le Ministère des affaires culturelles a signé en 2019 un accord de coproduction avec la Belgique.

- Une tournée de jeunes musiciens au Sénégal a été organisée de 2018 à 2019 avec l'Institut national de musique.
"""


@pytest.fixture(scope="session", autouse=True)
def _prefect_house() -> Iterator[None]:
    yield
    shutil.rmtree(HOUSE, ignore_errors=True)


def fill(raw: Path) -> Path:
    """Two cycles: three good reports, a damaged one, and files that are no reports."""
    for name, data in {
        "2020/portugal.txt": ENGLISH.encode(),
        "2020/africa/tunisie.txt": FRENCH.encode(),
        "2020/broken.pdf": b"%PDF-1.4\nthis is where the file was cut",
        "2016/portugal.txt": ENGLISH.replace("2020", "2016").encode(),
        "2020/README.md": b"# Not a report\n",
        "2020/.gitkeep": b"",
        "2020/~$portugal.docx": b"lock",
    }.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return raw


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw/ folder with two cycles."""
    return fill(tmp_path / "raw")


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """processed/ of a direct run over the project's own samples."""
    from pipeline.run import Settings, build

    root = tmp_path_factory.mktemp("samples")
    samples = Path(__file__).resolve().parents[1] / "raw"
    build(Settings(raw=samples, processed=root / "processed", db=f"sqlite:///{root / 'state.sqlite'}"))
    return root / "processed"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL."""
    from tests.databases import postgresql

    with postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    from tests.databases import new_database

    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.sqlite'}"
    return new_database(request.getfixturevalue("postgresql_server"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    from tests.databases import absent
    from tests.web import chromium

    path = chromium()
    if path is None:
        absent("Chromium")
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=quiet)
        yield running
        running.close()
