"""Reviewed reports become gold, and the tables that they come from agree with it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.report import report_json
from tests.test_corrections import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder that was run once."""
    found = Folder(tmp_path)
    found.run()
    return found


def exported(folder: Folder, *options: str) -> tuple[int, str]:
    """Exit code and output of the command."""
    given = ["gold", "export", str(folder.home / "gold"), "--processed", str(folder.home / "processed"), *options]
    result = CliRunner().invoke(main, given)
    return result.exit_code, result.output


def test_a_report_that_was_looked_at_in_full_becomes_gold(folder: Folder) -> None:
    first, second, third = folder.actions()
    folder.say(first, "partners", ["BRA", "CHL"])
    folder.say(second, "verdict", "accepted")
    folder.run()
    code, told = exported(folder)
    assert (code, "no report in" in told) == (2, True)
    folder.say(third, "verdict", "rejected")
    folder.run()
    assert exported(folder) == (0, f"{folder.home / 'gold' / 'portugal.yaml'}\n")
    gold = read_gold(folder.home / "gold" / "portugal.yaml")
    assert (gold.id, gold.party, gold.cycle) == ("portugal", "PRT", "2020")
    acts = [act for passage in gold.passages() for act in passage.actions]
    assert [(act.partners, act.period, act.optional) for act in acts] == [
        (["BRA", "CHL"], [2018, 2018], False), (["JPN"], [2019, 2019], False),
    ]  # fmt: skip
    assert acts[0].required == [folder.lists(first)["mechanisms"][0], *folder.lists(first)["mechanisms"][1:]]
    scores = json.loads(report_json(folder.home / "gold", folder.home / "processed"))["scores"]
    found = {score["figure"]: score["f1"] for score in scores if score["part"] == "all"}
    assert {figure: found[figure] for figure in ("partner", "period", "mechanism", "action")} == dict.fromkeys(
        ("partner", "period", "mechanism", "action"), 1.0
    )


def test_partly_reviewed_reports_leave_the_rest_optional(folder: Folder) -> None:
    folder.say(folder.actions()[0], "verdict", "accepted")
    folder.run()
    assert exported(folder, "--partly")[0] == 0
    gold = yaml.safe_load((folder.home / "gold" / "portugal.yaml").read_text(encoding="utf-8"))
    optional = [act.get("optional", False) for field in gold["fields"] for block in field["blocks"] for act in block.get("actions", ())]
    assert optional == [False, True, True]


def test_two_reports_of_one_name_are_told(folder: Folder) -> None:
    other = folder.home / "raw" / "2016" / "portugal.txt"
    other.parent.mkdir()
    other.write_bytes((folder.home / "raw" / "2020" / "portugal.txt").read_bytes())
    folder.run()
    for action in folder.actions():
        said = folder.say(action, "verdict", "accepted")
        there = next(row for row in folder.table("actions", "2016") if row["quote"] == action["quote"])
        copied = replace(said, id=f"{said.id}-2016", source="2016/portugal.txt", action=there["action_id"])
        assert folder.call("corrections", "import", "-", lines=copied.to_json()).exit_code == 0
    folder.run()
    code, told = exported(folder)
    assert (code, "2016/portugal.txt and 2020/portugal.txt would both be portugal.yaml" in told) == (2, True)
    assert exported(folder, "--cycle", "2020")[0] == 0
