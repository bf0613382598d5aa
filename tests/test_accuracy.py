"""No figure falls by more than 0.01 below what `make accuracy` recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.accuracy import RECORD, figures, measure

ALLOWED = 0.01


@pytest.mark.parametrize("split", ["reports", "dev", "held"])
def test_no_figure_falls(split: str, tmp_path: Path) -> None:
    recorded, now = json.loads(RECORD.read_text(encoding="utf-8"))[split], figures(measure(split, tmp_path))
    fallen = {figure: (recorded[figure], value) for figure, value in now.items() if value < recorded[figure] - ALLOWED}
    assert not fallen, f"{split}: {fallen}; if the change is wanted, run make accuracy and say why in the commit"
