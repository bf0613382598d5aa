"""Headings: which lines are some, how they nest, and how far they reach."""

from __future__ import annotations

import pytest

from pipeline.segments import outline
from pipeline.segments.headings import number
from pipeline.types import Segment
from tests.segment_documents import FORMS, document, read

BODY = "In that year the two ministers met and signed a programme of exchanges between their museums, which is still in force."
LABEL = "Describe the main features of the policy/measure:"
END = "Has the implementation of the policy/measure been evaluated?:\nNO"


def headings(text: str) -> list[str]:
    made, result = read(text)
    return [s.span.of(made.text) for s in result.segments if s.kind == "heading"]


def paths(text: str) -> list[tuple[str, ...]]:
    _, result = read(text)
    return [s.heading_path for s in result.segments if s.kind != "heading"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1. Europe and North America", id="decimal"),
        pytest.param("a. Chile", id="letter"),
        pytest.param("b) Viet Nam", id="bracket"),
        pytest.param("(iii) Nordic countries", id="roman-in-brackets"),
        pytest.param("IV. COOPERATION WITH NEIGHBOURS", id="roman"),
        pytest.param("2.3 Traités signés", id="two-levels"),
        pytest.param("4.b Principaux partenaires", id="number-and-letter"),
        pytest.param("Part 2. Exchanges", id="part"),
        pytest.param("Joint Commissions", id="plain"),
        pytest.param("Visites de hautes autorités", id="plain-fr"),
        pytest.param("Europa y Norteamérica", id="plain-es"),
        pytest.param("1. Japan:", id="numbered-with-colon"),
        pytest.param("3. Asia.", id="numbered-with-full-stop"),
    ],
)
def test_lines_that_head_what_follows(line: str) -> None:
    assert headings(f"{LABEL}\nSome words that come before.\n\n{line}\n\n{BODY}\n\n{END}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Chile: a workshop for weavers", id="country-with-colon"),
        pytest.param("* a film week in Lima;", id="item"),
        pytest.param("The choir sang in Riga.", id="sentence"),
        pytest.param("There is no such programme", id="sentence-without-full-stop"),
        pytest.param("Aucun accord n'a été signé", id="sentence-fr"),
        pytest.param("Yes", id="answer"),
        pytest.param("No data available", id="answer-of-three-words"),
        pytest.param("1. The first of these acts was a loan of nineteen paintings to the gallery in Oslo;", id="numbered-item"),
        pytest.param("www.culture.example.org", id="address"),
        pytest.param("12 500 euros", id="money"),
        pytest.param("Festival of the two rivers 2019", id="line-that-ends-with-a-year"),
        pytest.param("and so it went on", id="lower-case"),
        pytest.param('"Rivers of the North"', id="quoted-title"),
    ],
)
def test_lines_that_are_answers(line: str) -> None:
    assert headings(f"{LABEL}\nSome words that come before.\n\n{line}\n\n{BODY}\n\n{END}") == []


def test_the_last_line_of_an_answer_heads_nothing() -> None:
    assert headings(f"{LABEL}\n{BODY}\n\nJoint Commissions\n\n{END}") == []


def test_a_run_of_short_numbered_lines_is_a_list() -> None:
    assert headings(f"{LABEL}\nThe partners:\n1. Norway\n2. Sweden\n3. Finland\n{END}") == []


def test_a_run_of_short_plain_lines_is_a_list() -> None:
    assert headings(f"{LABEL}\nGothenburg Library\nBergen Museum\nTurku School of Music\n{BODY}\n{END}") == []


def test_unnumbered_headings_between_numbered_ones() -> None:
    text = f"""{LABEL}
    1. Europe

    Visits of High Authorities

    {BODY}

    b. Canada and UK

    {BODY}

    Joint Commissions
    a. Russia
    {BODY}

    2. Latin America and the Caribbean
    Joint Commissions

    a. Chile

    {BODY}

    b. Panama

    {BODY}

    Binational Cabinets

    {BODY}
    {END}"""
    latin = "2. Latin America and the Caribbean"
    assert paths(text) == [
        ("1. Europe", "Visits of High Authorities"),
        ("1. Europe", "Visits of High Authorities", "b. Canada and UK"),
        ("1. Europe", "Joint Commissions", "a. Russia"),
        (latin, "Joint Commissions", "a. Chile"),
        (latin, "Joint Commissions", "b. Panama"),
        (latin, "Binational Cabinets"),
        (),
    ]


def test_a_label_ends_the_headings_of_the_answer_before() -> None:
    result_path = paths(f"{LABEL}\n1. Asia\n{BODY}\nWhat are the results achieved so far?\n{BODY}")
    assert result_path == [("1. Asia",), ()]


def test_the_levels_of_the_file_are_kept() -> None:
    made = document(
        ("heading", "One", {"level": 1}),
        ("heading", "Two", {"level": 2}),
        ("heading", "Three", {"level": 3}),
        ("paragraph", BODY),
        ("heading", "Two again", {"level": 2}),
        ("paragraph", BODY),
        ("heading", "One again", {"level": 1}),
        ("paragraph", BODY),
    )
    found = [s.heading_path for s in outline(made, FORMS).segments if s.kind == "paragraph"]
    assert found == [("One", "Two", "Three"), ("One", "Two again"), ("One again",)]


def test_a_decimal_number_ends_deeper_ones() -> None:
    assert paths(f"2. Exchanges\n\n2.1 Students\n\n{BODY}\n\n2.2 Teachers\n\n{BODY}\n\n3. Loans\n\n{BODY}") == [
        ("2. Exchanges", "2.1 Students"),
        ("2. Exchanges", "2.2 Teachers"),
        ("3. Loans",),
    ]


def leads(text: str) -> list[tuple[str, int | None]]:
    _, result = read(text)
    return [(s.kind, s.lead) for s in result.segments]


def test_a_paragraph_leads_its_list_and_an_item_its_nested_items() -> None:
    text = f"""{LABEL}
    The following acts stand out:
    * a loan to Accra
    * two visits:
    ** one to Lomé
    ** one to Cotonou
    * a tour
    {BODY}
    * an item that nothing introduces
    """
    assert leads(text) == [
        ("paragraph", None), ("item", 0), ("item", 0), ("item", 2), ("item", 2), ("item", 0), ("paragraph", None), ("item", None),
    ]  # fmt: skip


def test_a_paragraph_leads_a_run_of_paragraphs_until_the_next_heading() -> None:
    text = f"{LABEL}\nBoth cabinets agreed on these acts:\n{BODY}\n{BODY}\n\n2. Others\n\n{BODY}"
    assert leads(text) == [("paragraph", None), ("paragraph", 0), ("paragraph", 0), ("heading", None), ("paragraph", None)]


def test_numbered_paragraphs_do_not_lead_their_siblings() -> None:
    text = f"12. The Government did this:\n(a) it {BODY.lower()}\n(b) it {BODY.lower()}\n13. {BODY}"
    assert leads(text) == [("paragraph", None), ("item", 0), ("item", 0), ("paragraph", None)]


@pytest.mark.parametrize(
    ("text", "style", "rank"),
    [
        pytest.param("2. Asia", "decimal1", 2, id="decimal"),
        pytest.param("2.3 Asia", "decimal2", 3, id="two-levels"),
        pytest.param("IV. Asia", "roman", 4, id="roman"),
        pytest.param("ix. Asia", "lower_roman", 9, id="lower-roman"),
        pytest.param("C. Asia", "upper", 3, id="letter"),
        pytest.param("c. Asia", "lower", 3, id="lower-letter"),
        pytest.param("(b) Asia", "(lower)", 2, id="brackets"),
        pytest.param("(12) Asia", "(digit)", 12, id="number-in-brackets"),
        pytest.param("4.b Asia", "decimal2", 2, id="number-and-letter"),
        pytest.param("Goal 3 Asia", "part decimal1", 3, id="goal"),
    ],
)
def test_numbers(text: str, style: str, rank: int) -> None:
    found = number(text)
    assert found is not None
    assert (found.style, found.rank) == (style, rank)
    assert text[found.end :] == "Asia"


@pytest.mark.parametrize("text", ["2019 was good", "10 artists came", "Asia", "U.S. loans", "12.5million", "A loan", "I came"])
def test_no_numbers(text: str) -> None:
    assert number(text) is None


def test_headings_are_segments_under_the_headings_above_them() -> None:
    _, result = read(f"1. Asia\n\na. Japan\n\n{BODY}")
    found: list[Segment] = [s for s in result.segments if s.kind == "heading"]
    assert [s.heading_path for s in found] == [(), ("1. Asia",)]
