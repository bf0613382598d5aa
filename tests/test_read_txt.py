from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.read import read
from pipeline.types import Document
from tests.read_checks import assert_sound, blocks, checked

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

WRAPPED = """\
Describe the main features of the measure:
In 2019 the Ministry of Culture of Freedonia and its Sylvanian counter-
part signed a co-production agreement that opens the way to the joint
making of films. It was renewed in 2021 and again in 2023 for a new
term.

* A first item that is too long for its line and goes on in the next
  one
  o a nested item
* A second item
"""


def kinds(data: str | bytes) -> list[tuple[str, int, str]]:
    found = checked(data)
    return [(block.kind, block.level, block.span.of(found.text)) for block in found.blocks]


def test_hard_wrapped_text_becomes_paragraphs() -> None:
    assert kinds(WRAPPED) == [
        ("paragraph", 0, "Describe the main features of the measure:"),
        (
            "paragraph",
            0,
            "In 2019 the Ministry of Culture of Freedonia and its Sylvanian counterpart signed a co-production agreement that opens"
            " the way to the joint making of films. It was renewed in 2021 and again in 2023 for a new term.",
        ),
        ("item", 1, "A first item that is too long for its line and goes on in the next one"),
        ("item", 2, "a nested item"),
        ("item", 1, "A second item"),
    ]


def test_lines_that_are_paragraphs_stay_lines() -> None:
    act = "In 2019, a commission approved an exchange of archivists, which both sides had long asked for."
    text = f"Joint Commissions\na. Freedonia\n{act}\nb. Sylvania\n"
    assert [words for _, words in blocks(text)] == text.splitlines()


def test_gap_marks_blank_lines() -> None:
    found = checked("One\nTwo\n\nThree\n \t\n\nFour")
    assert [block.gap for block in found.blocks] == [True, False, True, True]
    assert [block.place for block in found.blocks] == ["line 1", "line 2", "line 4", "line 7"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("* One\n- two\n- three\n* Four", [("item", 1), ("item", 2), ("item", 2), ("item", 1)], id="signs"),
        pytest.param("- One\n    - two\n        - three\n- Four", [("item", 1), ("item", 2), ("item", 3), ("item", 1)], id="indents"),
        pytest.param("• One\no Two\no Three", [("item", 1), ("item", 2), ("item", 2)], id="o"),
        pytest.param("* One\n\nText between\n\n- Two", [("item", 1), ("paragraph", 0), ("item", 1)], id="new-list"),
        pytest.param("1. Europe\na. Canada\n(i) Peru", [("paragraph", 0)] * 3, id="numbers-may-be-headings"),
        pytest.param("# Report\n## Measures\ntext", [("heading", 1), ("heading", 2), ("paragraph", 0)], id="markdown"),
        pytest.param("Report\n======\nMeasures\n--------\ntext", [("heading", 1), ("heading", 2), ("paragraph", 0)], id="underlined"),
        pytest.param("Text\n----------------------------------------\nMore", [("paragraph", 0), ("paragraph", 0)], id="rule"),
    ],
)
def test_structure(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(kind, level) for kind, level, _ in kinds(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| Country | Year |\n|---|---|\n| Chile | 2019 |\n| Peru | 2020 |\n", id="markdown"),
        pytest.param("Country | Year | \nChile | 2019 | \nPeru | 2020 | \n", id="pipes"),
        pytest.param("+---+---+\n| Country | Year |\n+===+===+\n| Chile | 2019 |\n+---+---+\n| Peru | 2020 |\n+---+---+\n", id="boxed"),
        pytest.param("Country\tYear\nChile\t2019\nPeru\t2020\n", id="tabs"),
        pytest.param("Country      Year\nChile        2019\nPeru         2020\n", id="aligned"),
        pytest.param("Country      Year\n-------      ----\nChile        2019\nPeru         2020\n", id="aligned-with-rule"),
    ],
)
def test_tables(text: str) -> None:
    found = checked(f"Before the table.\n\n{text}\nAfter it.")
    rows = [block for block in found.blocks if block.kind == "row"]
    cells = [tuple(cell.of(found.text) for cell in block.cells if cell.of(found.text)) for block in rows]
    assert cells == [("Country", "Year"), ("Chile", "2019"), ("Peru", "2020")]
    assert [block.header for block in rows] == [True, False, False]
    assert {block.table for block in rows} == {0}
    assert [found.blocks[0].kind, found.blocks[-1].kind] == ["paragraph", "paragraph"]


def test_cells_over_two_lines_are_joined() -> None:
    text = """\
Country        Mechanism              Year
Chile          Co-production          2019
               agreement
Peru           Training               2018
"""
    assert blocks(text)[1] == ("row", "Chile | Co-production agreement | 2019")


def test_labels_and_answers_are_no_table() -> None:
    assert blocks("Name of the partner that was in charge:\tFilm Office\nType of entity:\tPublic sector\n") == [
        ("label", "Name of the partner that was in charge:"),
        ("paragraph", "Film Office"),
        ("label", "Type of entity:"),
        ("paragraph", "Public sector"),
    ]


def test_short_names_with_a_colon_are_rows() -> None:
    assert blocks("Peru:\ta visit\nChile:\ta loan\n") == [("row", "Peru: | a visit"), ("row", "Chile: | a loan")]


SAMPLE = "Coopération : l’œuvre coûte 5 € – « accord signé à Genève », où l'été fut très long ; français, naïf, forêt, Noël"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"])
def test_encodings(encoding: str) -> None:
    assert read(SAMPLE.encode(encoding)).text == SAMPLE


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp850"])
def test_encodings_without_typographic_signs(encoding: str) -> None:
    text = "Coopération culturelle : accord signé à Genève, où l'été fut très long ; français, naïf, forêt, Noël, théâtre"
    assert read(text.encode(encoding)).text == text


def test_line_ends_of_all_systems() -> None:
    assert read(b"one\r\ntwo\rthree\nfour").text == "one\ntwo\nthree\nfour"


def test_a_broken_byte_does_not_change_the_encoding() -> None:
    assert "Coopération" in read("Coopération très forte à Évian, déjà signée".encode() + b" \xff fin").text


@pytest.mark.parametrize("data", [b"\x01\x02\x03\x04\x05\x06" * 50, b"abc\0def" * 40])
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(DocumentError, match="unknown-type"):
        read(data)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "S"], include_characters="\n\t-*•|=#"), min_size=1))
def test_any_text_gives_a_sound_document(text: str) -> None:
    try:
        found: Document = read(("a" + text).encode())
    except DocumentError:
        return
    assert_sound(found)
    assert found.media_type in {"text/plain", "text/html"}


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,9}( [a-z]{2,9}){3,30}\.", fullmatch=True), min_size=4, max_size=8), st.integers(50, 90))
def test_wrapping_loses_no_word(paragraphs: list[str], width: int) -> None:
    import textwrap

    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert read(text.encode()).text.split() == text.split()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="no seeds beside the project")
def test_seeds_stay_line_by_line() -> None:
    for path in SEEDS.glob("*.txt"):
        data = path.read_bytes()
        found = checked(data)
        lines = [line for line in data.decode().splitlines() if line.strip()]
        assert len(found.blocks) == len(lines)
        assert {block.kind for block in found.blocks} == {"paragraph", "item"}
