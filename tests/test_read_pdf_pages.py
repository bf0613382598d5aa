"""PDF pages: their numbers beside the text, rows at a page break, small print, tables in a column."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from pipeline.read.pdf_pages import _NOTE
from tests.read_checks import blocks
from tests.read_files import BODY, GRID, Paragraph, pdf, table

LONG = "The council has done this with its partners since 2018, and will go on with it for three years more. " * 6


def test_page_numbers_beside_the_text_are_no_text() -> None:
    def decorate(canvas: Canvas, doc: Any) -> None:
        canvas.drawString(0.7 * cm if doc.page % 2 else 20.2 * cm, 14 * cm, str(doc.page))

    story = [part for _ in range(3) for part in (*(Paragraph(LONG, BODY) for _ in range(6)), PageBreak())]
    assert all(text.startswith("The council") for _, text in blocks(pdf(story, decorate=decorate)))


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param(["", "2019", "Exhibition of drawings"], " | 2019 | Exhibition of drawings", id="as above"),
        pytest.param(["Ghana", "2019", "Loan of masks"], "Ghana | 2019 | Loan of masks", id="another"),
    ],
)
def test_a_row_that_opens_a_page_without_a_first_cell_is_one_of_its_own(below: list[str], expected: str) -> None:
    rows = [["Country", "Year", "What was done"], *([f"State {n}", "2018", "Agreement on film"] for n in range(12)), below]
    found = blocks(pdf([table(rows, GRID, [4 * cm, 3 * cm, 9 * cm])], pagesize=(21 * cm, 5 * cm + 13 * 19.2)))
    assert found[-1] == ("row", expected)
    assert len(found) == 14


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1 See the annual account", True, id="number"),
        pytest.param("12See the annual account", True, id="raised number"),
        pytest.param("* See the annual account", True, id="star"),
        pytest.param("iv. See the annual account", True, id="Roman"),
        pytest.param("valuing and sharing of results", False, id="a word"),
        pytest.param("level of the institutions", False, id="another word"),
    ],
)
def test_what_opens_a_note(text: str, expected: bool) -> None:
    assert bool(_NOTE.match(text)) is expected
