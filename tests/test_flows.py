from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.run import Settings, build
from tests.conftest import fill
from tests.test_run import tables

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw/, and what the flow made of it in processed/."""
    home = tmp_path_factory.mktemp("flow")
    fill(home / "raw")
    result = CliRunner().invoke(main, ["run", "--raw", str(home / "raw"), "--processed", str(home / "processed")])
    assert result.exit_code == 0, result.output
    assert "2020: 3 files = 2 processed + 0 unchanged + 1 quarantined" in result.output
    return home


def test_the_flow_makes_the_same_bytes_as_a_direct_run(published: Path) -> None:
    build(Settings(published / "raw", published / "direct"))
    assert tables(published / "processed") == tables(published / "direct") != {}


@pytest.mark.usefixtures("published")
def test_the_flow_tells_prefect_what_it_did() -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        found = {artifact.key: artifact for artifact in client.read_latest_artifacts()}
    assert {"ingest-ledger", "ingest-progress"} <= set(found)
    assert "quarantined" in str(found["ingest-ledger"].data)
    assert found["ingest-progress"].data == 100.0


def test_an_error_in_the_flow_is_one_line(published: Path) -> None:
    home = published.parent / "other"
    shutil.copytree(published / "raw", home / "raw")
    (home / "processed" / "2020").mkdir(parents=True)
    result = CliRunner().invoke(main, ["run", "--raw", str(home / "raw"), "--processed", str(home / "processed")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "is in the way" in result.stderr


def test_the_deployment_names_the_flow_and_its_parameters(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.flows import load_flow_from_entrypoint

    monkeypatch.chdir(ROOT)
    (deployment,) = yaml.safe_load(Path("prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    flow = load_flow_from_entrypoint(deployment["entrypoint"])
    assert flow.name == "ingest-cycle"
    assert flow.validate_parameters(deployment["parameters"] | {"raw": str(published)})["raw"] == str(published)
