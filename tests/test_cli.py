from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

COMMANDS = ("run", "show", "evaluate", "diff", "corrections", "review", "user", "gold", "serve", "version")


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def places(raw: Path) -> tuple[str | Path, ...]:
    return ("--raw", raw, "--processed", raw.parent / "processed")


def every_command() -> list[tuple[str, ...]]:
    """All commands, those of groups too."""
    groups = {name: found for name, found in main.commands.items() if isinstance(found, click.Group)}
    return [(), *((name,) for name in main.commands), *((name, one) for name, group in groups.items() for one in group.commands)]


@pytest.mark.parametrize("words", every_command(), ids=lambda words: " ".join(words) or "all")
def test_help_has_an_example(words: tuple[str, ...]) -> None:
    result = call(*words, "--help")
    assert result.exit_code == 0
    assert "Example:  rapporteur" in result.output


def test_every_command_is_tested_here() -> None:
    assert set(main.commands) == set(COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    heavy = {"spacy", "pandas", "prefect", "pyarrow", "sqlalchemy", "rich", "duckdb"}
    code = f"import sys, pipeline.cli; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "exit_code", "message"),
    [
        pytest.param(("run", "--raw", "nowhere", "--direct"), 2, "rapporteur: nowhere: no such folder", id="no-raw"),
        pytest.param(("run", "--raw", "empty", "--direct"), 2, "holds no reports; put them into", id="empty-raw"),
        pytest.param(("run", "--raw", "full", "--cycle", "1999", "--direct"), 2, "no cycle 1999 in full; there are: 2020", id="no-cycle"),
        pytest.param(("run", "--raw", "full", "--cycle", "1999"), 2, "no cycle 1999", id="no-cycle-with-prefect"),
        pytest.param(("run", "--raw", "full", "--processed", "full/out", "--direct"), 2, "lie in each other", id="inside"),
        pytest.param(("run", "--raw", "full", "--db", "nonsense", "--direct"), 1, "rapporteur: state database nonsense", id="no-db"),
        pytest.param(("run", "--workers", "0"), 2, "--workers", id="no-worker"),
        pytest.param(("run", "more"), 2, "unexpected extra argument", id="extra"),
        pytest.param(("show", "nowhere.pdf"), 2, "rapporteur: nowhere.pdf: no such file", id="show-nothing"),
        pytest.param(("show", "full/2020/cut.pdf"), 1, "rapporteur: ", id="show-damaged"),
        pytest.param(("evaluate", "nowhere", "nowhere"), 2, "rapporteur: ", id="no-gold"),
        pytest.param(("review", "--processed", "nowhere"), 2, "no tables in nowhere; run `rapporteur run` first", id="no-tables"),
        pytest.param(("review", "export", "--xlsx", "x.xlsx", "--cycle", "2020"), 2, "no tables in processed", id="no-tables-to-export"),
        pytest.param(("user", "add", "ana", "--password", "short"), 2, "a password needs 10 characters", id="short-password"),
        pytest.param(("user", "set", "ana"), 2, "say what to change", id="nothing-to-set"),
        pytest.param(("user", "remove", "ana"), 2, "there is no user ana", id="no-user"),
        pytest.param(("gold", "export", "gold"), 2, "no report in processed of which all actions are reviewed", id="nothing-reviewed"),
    ],
)
def test_errors_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], exit_code: int, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("full/2020").mkdir(parents=True)
    Path("full/2020/cut.pdf").write_bytes(b"%PDF-1.4\ncut")
    result = call(*words)
    assert result.exit_code == exit_code
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_run_tells_what_it_did(raw: Path) -> None:
    result = call("run", *places(raw), "--direct")
    assert result.exit_code == 0, result.output
    for words in (
        "2020: 3 files = 2 processed + 0 unchanged + 1 quarantined",
        "quarantined 2020/broken.pdf: ",
        f"tables in {raw.parent / 'processed' / '2020'}",
        "PRT",
        "TUN",
    ):
        assert words in result.output
    again = call("run", *places(raw), "--direct")
    assert again.exit_code == 0
    assert "2020: 3 files = 0 processed + 2 unchanged + 1 quarantined" in again.output
    assert "2020: nothing new" in again.output


def test_a_run_in_which_every_file_failed_is_not_green(tmp_path: Path) -> None:
    (tmp_path / "raw" / "2020").mkdir(parents=True)
    (tmp_path / "raw" / "2020" / "cut.pdf").write_bytes(b"%PDF-1.4\ncut")
    for _ in range(2):
        result = call("run", *places(tmp_path / "raw"), "--direct")
        assert result.exit_code == 3
        assert "not one file could be processed" in result.stderr
        assert "2020: not published" in result.output
    assert not (tmp_path / "processed" / "2020").exists()


def test_the_database_may_stand_elsewhere(raw: Path) -> None:
    result = call("run", *places(raw), "--direct", "--db", f"sqlite:///{raw.parent / 'mine.sqlite'}")
    assert result.exit_code == 0
    assert (raw.parent / "mine.sqlite").exists()
    assert not (raw.parent / "rapporteur.sqlite").exists()


def test_show_tells_what_is_understood(raw: Path) -> None:
    result = call("show", raw / "2020" / "portugal.txt", "--raw", raw)
    assert result.exit_code == 0, result.output
    for words in ("2020/portugal.txt", "text/plain", "PRT", "Brazil<BRA>", "2018<2018>", "mentions: country year mechanism"):
        assert words in result.output
    assert "\x1b[" not in result.output


def test_version_names_everything_rows_depend_on() -> None:
    result = call("version")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == ["rapporteur", "knowledge", "schema"]


def test_evaluate_prints_figures_or_json(raw: Path) -> None:
    gold = raw.parent / "gold"
    gold.mkdir()
    (gold / "portugal.yaml").write_text(
        "id: portugal\nparty: PRT\ncycle: '2016'\nfields:\n  - code: international_cooperation\n    blocks:\n"
        "      - p: The Ministry of Culture signed a cooperation agreement with Brazil in 2018 and opened a joint residence for writers.\n"
        "        lang: en\n        actions:\n          - {partners: [BRA], period: [2018, 2018], required: [cooperation_agreement]}\n",
        encoding="utf-8",
    )
    assert call("run", *places(raw), "--cycle", "2016", "--direct").exit_code == 0
    plain = call("evaluate", gold, raw.parent / "processed", "--misses")
    assert plain.exit_code == 0, plain.output
    assert "action" in plain.output
    assert "language and format:en txt" in plain.output
    assert "field:international_cooperation" not in plain.output
    told = call("evaluate", gold, raw.parent / "processed", "--confusion", "--fields").output
    assert "figure  " in told
    assert "field:international_cooperation" in told
    assert [words for words in ("read as", "share", "calibration error of period confidence") if words not in told] == []
    found = call("evaluate", gold, raw.parent / "processed", "--json")
    assert {score["figure"] for score in json.loads(found.output)["scores"]} >= {"text", "action"}


def test_the_command_itself(raw: Path) -> None:
    command = [Path(sys.executable).with_name("rapporteur"), "run", *places(raw), "--direct", "--workers", "2"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "tables in" in done.stdout
    assert (raw.parent / "processed" / "2020" / "actions.parquet").exists()
