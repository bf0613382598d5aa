"""Whole reports in many layouts: text, fields and order come out the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.read import read
from tests import whole_docx, whole_html, whole_pdf, whole_txt
from tests.read_checks import assert_sound
from tests.whole_reports import REPORTS, Whole, found


def _cases() -> list[object]:
    rooms = {"html": whole_html, "txt": whole_txt, "docx": whole_docx, "pdf": whole_pdf}
    return [
        pytest.param(make, report, id=f"{kind}-{name}-{language}")
        for kind, room in rooms.items()
        for name, make in room.LAYOUTS.items()
        for language, report in REPORTS.items()
    ]


@pytest.mark.parametrize(("make", "report"), _cases())
def test_layout(make: Callable[[Whole], bytes | str], report: Whole) -> None:
    data = make(report)
    assert_sound(read(data.encode() if isinstance(data, str) else data))
    assert found(data) == report.expected
