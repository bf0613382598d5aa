"""The samples' actions as they are read today, one file a report: a change of reading shows as a diff to be judged.

`pytest tests/test_golden.py --update-golden` rewrites the files; it refuses in CI.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path, PurePosixPath

import pyarrow.parquet as pq
import pytest

GOLDEN = Path(__file__).with_name("golden")


def listing(processed: Path) -> dict[str, str]:
    """{stem of the report: its actions, a line each: partners, period, mechanisms, status, quote}."""
    found: dict[str, str] = {}
    for cycle in sorted(p for p in processed.iterdir() if not p.name.startswith(".")):
        table = {
            name: pq.read_table(cycle / f"{name}.parquet").to_pylist()
            for name in ("reports", "actions", "action_countries", "action_mechanisms")
        }
        partners, mechanisms, lines = defaultdict(list), defaultdict(list), defaultdict(list)
        for row in table["action_countries"]:
            partners[row["action_id"]].append(row["country"])
        for row in sorted(table["action_mechanisms"], key=lambda r: r["rank"]):
            mechanisms[row["action_id"]].append(row["mechanism"])
        for row in sorted(table["actions"], key=lambda r: r["start"]):
            values = (
                "+".join(partners[row["action_id"]]),
                row["period"] or "-",
                "+".join(mechanisms[row["action_id"]]) or "-",
                row["status"],
            )
            lines[row["report_id"]].append("\t".join((*values, row["quote"].replace("\t", " | ").replace("\n", " "))))
        for row in table["reports"]:
            if row["status"] != "quarantined":
                found[PurePosixPath(row["source"]).stem] = "\n".join(lines[row["report_id"]]) + "\n"
    return found


@pytest.mark.xdist_group("samples")
def test_actions_of_the_samples(sample_run: Path, request: pytest.FixtureRequest) -> None:
    now = listing(sample_run)
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "golden files are rewritten by people, not by CI"
        GOLDEN.mkdir(exist_ok=True)
        for path in GOLDEN.glob("*.tsv"):
            path.unlink()
        for stem, text in now.items():
            (GOLDEN / f"{stem}.tsv").write_text(text, encoding="utf-8")
    then = {path.stem: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.tsv"))}
    assert now.keys() == then.keys()
    for stem, text in now.items():
        assert text == then[stem], f"{stem}: actions changed; judge the diff, then run with --update-golden"
