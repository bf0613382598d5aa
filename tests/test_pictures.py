"""Pages of a PDF as pictures, the place of every word on them, and where a quote may be cut."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.knowledge import load
from pipeline.read import read
from pipeline.read.pictures import boxes, page_words, picture
from pipeline.review.marks import cuts
from pipeline.types import Span
from tests.web import FAIR, LONG, TOUR, report_pdf

RAW = Path(__file__).resolve().parents[1] / "raw"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("A fair in Kenya. A tour in Peru.", ["A tour in Peru."], id="sentence"),
        pytest.param("a fair in Kenya; a tour in Peru", ["a tour in Peru"], id="clause"),
        pytest.param("a fair in Kenya and a tour in Peru", ["and a tour in Peru"], id="and"),
        pytest.param("one act alone", [], id="none"),
    ],
)
def test_where_a_second_act_may_begin(text: str, wanted: list[str]) -> None:
    assert [text[at:] for at in cuts(text, 0, len(text), load().actions.second_acts)] == wanted


@pytest.mark.parametrize(
    "path", [path for path in sorted(RAW.glob("*/*.pdf")) if path.stem not in ("damaged", "encrypted")], ids=lambda path: path.stem
)
def test_every_word_of_a_page_has_a_place(path: Path) -> None:
    data = path.read_bytes()
    document = read(data)
    assert document.pages
    for number in range(1, document.pages + 1):
        page = page_words(data, document, number)
        lines = [one for one in document.fragments if one.box.page == number]
        assert "".join(word.span.of(document.text) for word in page.words) == "".join(
            "".join(line.span.of(document.text).split()) for line in lines
        )
        for word in page.words:
            assert -1 <= word.box.x0 < word.box.x1 <= page.width + 1
            assert -1 <= word.box.top < word.box.bottom <= page.height + 1
        for line in lines:
            found = boxes(page, line.span)
            assert len(found) <= 1 or len(found) == len({(one.x0, one.top) for one in found})
    made, first = picture(data, 1), page_words(data, document, 1)
    assert (made.jpeg[:3], made.width, made.height) == (b"\xff\xd8\xff", first.width, first.height)
    for number in (0, document.pages + 1):
        with pytest.raises(IndexError):
            picture(data, number)
        with pytest.raises(IndexError):
            page_words(data, document, number)


def test_pages_are_shown_and_read_by_several_threads() -> None:
    data = report_pdf(TOUR, FAIR, LONG)
    document = read(data)
    wanted = picture(data, 1), page_words(data, document, 1), document
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: (picture(data, 1), page_words(data, document, 1), read(data)), range(24)))
    assert found == [wanted] * 24


def test_a_file_that_is_no_pdf_has_no_pages() -> None:
    with pytest.raises(IndexError, match="no page 1: the PDF cannot be opened"):
        picture(b"no PDF", 1)


def test_boxes_of_a_quote_that_runs_over_two_pages() -> None:
    data = report_pdf(TOUR, FAIR, LONG)
    document = read(data)
    start = document.text.index(LONG[:20])
    first, second = (page_words(data, document, number) for number in (1, 2))
    whole = Span(start, start + len(LONG))
    assert (len(boxes(first, whole)), len(boxes(second, whole))) == (1, 2)
    word = document.text.index("Belgique")
    assert (boxes(first, Span(word, word + 8)), len(boxes(second, Span(word, word + 8)))) == ([], 1)
