from __future__ import annotations

import pytest

from pipeline.read.furniture import Edge, running


def edge(text: str, y: float = 30, size: float = 9, apart: float = 40) -> Edge:
    return Edge(text, y, size, apart)


def counts(*pages: tuple[list[Edge], list[Edge]]) -> list[tuple[int, int]]:
    return running(pages, body=10)


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "Page 3",
        "- 3 -",
        "– 3 –",
        "3/23",
        "Page 3 of 10",
        "page 3 sur 10",
        "iv",
        "A/HRC/12/16",
        "16/04/2025, 18:02 Questionnaire on culture",
        "9/26/25, 1:54 PM Questionnaire on culture",
        "https://forms.example.org/a?b=c 4/23",
    ],
)
def test_what_can_be_nothing_else(text: str) -> None:
    assert counts(([edge(text)], [])) == [(1, 0)]
    assert counts(([], [edge(text, 820)])) == [(0, 1)]


@pytest.mark.parametrize(
    "text",
    ["2019", "Chile", "3 visits took place.", "https://example.org/a", "Page of history", "A/V media", "16/04/2025: visit", "Mix"],
)
def test_what_may_be_text(text: str) -> None:
    assert counts(([edge(text)], [])) == [(0, 0)]


def test_lines_that_come_back_with_other_numbers() -> None:
    pages = [([edge(f"Report of Freedonia, {2010 + n}")], [edge(f"Annex, sheet {n}", 820)]) for n in range(4)]
    assert counts(*pages) == [(1, 1)] * 4


def test_a_line_must_come_back_on_enough_pages() -> None:
    pages = [([edge("Chile" if n < 2 else f"Text {'x' * n}")], []) for n in range(20)]
    assert counts(*pages) == [(0, 0)] * 20


def test_a_line_must_come_back_in_its_place() -> None:
    pages = [([edge("No", y)], []) for y in (30, 62, 95, 110)]
    assert counts(*pages) == [(0, 0)] * 4


def test_only_what_stands_at_the_edge_goes() -> None:
    pages = [([edge(f"Text {'x' * n}"), edge("Report of Freedonia", 50)], []) for n in range(4)]
    assert counts(*pages) == [(0, 0)] * 4


def test_headings_and_questions_that_open_pages_stay() -> None:
    assert counts(*[([edge(f"Measure {n}", size=16)], []) for n in range(5)]) == [(0, 0)] * 5
    assert counts(*[([edge("Key objectives of the measure:")], []) for _ in range(5)]) == [(0, 0)] * 5


def test_text_below_a_running_line_stays_even_where_it_comes_back() -> None:
    pages = [([edge("Report of Freedonia"), edge("Executive summary", 80, 10)], []) for _ in range(5)]
    assert counts(*pages) == [(1, 0)] * 5


def test_the_heading_row_of_a_table_is_not_set_apart() -> None:
    assert counts(*[([edge("Country Act Year", apart=2)], []) for _ in range(5)]) == [(0, 0)] * 5
