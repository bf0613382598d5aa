"""Whole reports in many layouts: text, fields and order come out the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.read import read
from tests import whole_docx, whole_html, whole_pdf, whole_txt
from tests.read_checks import assert_sound
from tests.whole_reports import REPORTS, Whole, found


def _cases() -> list[object]:
    rooms = {"html": whole_html, "txt": whole_txt, "docx": whole_docx, "pdf": whole_pdf}
    found: list[object] = []
    for kind, room in rooms.items():
        left_out = getattr(room, "NO_ROWS", frozenset())
        for name, make in room.LAYOUTS.items():
            for language, report in REPORTS.items():
                bare = replace(report, parts=tuple(replace(part, rows=()) for part in report.parts))
                found.append(pytest.param(make, bare if name in left_out else report, id=f"{kind}-{name}-{language}"))
    return found


@pytest.mark.parametrize(("make", "report"), _cases())
def test_layout(make: Callable[[Whole], bytes | str], report: Whole) -> None:
    data = make(report)
    assert_sound(read(data.encode() if isinstance(data, str) else data))
    assert found(data) == report.expected
