from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.grids import heads, is_form
from pipeline.read.hyphens import NOTHING, glued, keeps_hyphen, vocabulary
from pipeline.read.lists import Markers
from pipeline.read.text import box, bullet, clean, lone_bullet, numbering, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ﬁnancé par l’oﬃce", "financé par l’office", id="ligatures"),
        pytest.param("e\u0301change", "échange", id="nfc"),
        pytest.param("coo\u00adpé\u00adration", "coopération", id="soft-hyphen"),
        pytest.param(" le\u00a0Bénin \u202f: oui\t", "le Bénin : oui", id="spaces"),
        pytest.param("a\u200bb\ufeff\x07c", "abc", id="invisible"),
        pytest.param("\uf0fe Oui \uf0a8 Non", "☒ Oui ☐ Non", id="tick-boxes"),
        pytest.param("l'œuvre – « 2019 »", "l'œuvre – « 2019 »", id="kept"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_clean_leaves_no_odd_character(text: str) -> None:
    cleaned = plain(text)
    assert cleaned == plain(cleaned) == cleaned.strip()
    assert "  " not in cleaned
    assert not any(unicodedata.category(sign) in {"Cc", "Co", "Cs"} for sign in cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("• Signed in 2019", 2, id="bullet"),
        pytest.param("•Signed", 1, id="bullet-without-space"),
        pytest.param("- mobility", 2, id="dash"),
        pytest.param("– mobilité", 2, id="en-dash"),
        pytest.param("-Ateliers", 1, id="dash-glued"),
        pytest.param("-12 %", 0, id="minus"),
        pytest.param("* visit", 2, id="star"),
        pytest.param("o For HLD 2018", 2, id="letter-o"),
        pytest.param("O Meeting", 2, id="capital-o"),
        pytest.param("O meeting", 0, id="vocative"),
        pytest.param("0 projects", 0, id="zero"),
        pytest.param("\uf0b7 training", 2, id="symbol-font"),
        pytest.param(clean("(cid:127) training"), 2, id="unmapped-glyph"),
        pytest.param("on the way", 0, id="word"),
        pytest.param("•", 0, id="nothing-after"),
        pytest.param("**bold**", 0, id="markdown-bold"),
    ],
)
def test_bullet(text: str, length: int) -> None:
    assert bullet(text) == length


@pytest.mark.parametrize("sign", ["•", "▪", "\uf0b7", "-", "o", "❖"])
def test_lone_bullet(sign: str) -> None:
    assert lone_bullet(sign)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("1. Europe", True, id="figure"),
        pytest.param("a) Chile", True, id="letter"),
        pytest.param("(iv) training", True, id="roman"),
        pytest.param("2.1 Context", True, id="section"),
        pytest.param("2019 Agreement", False, id="year"),
        pytest.param("2019. Agreement", False, id="year-with-stop"),
        pytest.param("U.S. partners", False, id="abbreviation"),
        pytest.param("1.", False, id="alone"),
    ],
)
def test_numbering(text: str, found: bool) -> None:
    assert bool(numbering(text)) is found


def test_box() -> None:
    assert box("☒ Oui") == 2
    assert not box("Oui ☒")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("the agree-", "ment of", "the agreement of", id="broken-word"),
        pytest.param("a co-", "production with", "a co-production with", id="known-prefix"),
        pytest.param("franco-", "tunisien", "franco-tunisien", id="demonym"),
        pytest.param("for 2015-", "2018", "for 2015-2018", id="years"),
        pytest.param("Guinée-", "Bissau", "Guinée-Bissau", id="capital"),
        pytest.param("decision-", "making", "decision-making", id="known-second-part"),
        pytest.param("https://example.org/a-", "page", "https://example.org/a-page", id="address"),
        pytest.param("soft\u00ad", "ware", "software", id="soft-hyphen"),
        pytest.param("no hyphen", "here", "no hyphen here", id="plain"),
        pytest.param("a dash –", "here", "a dash – here", id="dash"),
    ],
)
def test_glued(left: str, right: str, expected: str) -> None:
    assert glued(left, right, NOTHING) == expected


def test_a_documents_own_words_decide() -> None:
    known = vocabulary(["Our cooperation with Peru, our micro-credits,", "our vice presidency"])
    assert not keeps_hyphen("our co-", "operation", known)
    assert keeps_hyphen("the micro-", "credits", known)


def test_halves_of_broken_words_are_no_words() -> None:
    known = vocabulary(["a festi-", "val of the neigh-", "bours and the resi-", "dency"])
    assert known.breaks_words
    assert "festi" not in known.words
    assert "val" not in known.words


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([["Country", "Year"], ["Chile", "2019"], ["Peru", "2020"]], True, id="figures-below"),
        pytest.param([["Partner", "Type of entity"], ["Film office", "Public sector"], ["Guild", "Private sector"]], True, id="words"),
        pytest.param([["Film office", "Public sector"], ["Library", "Public sector"]], False, id="value-comes-back"),
        pytest.param([["Chile", "2019"], ["Peru", "2020"]], False, id="figures"),
        pytest.param([["www.example.org", "Library"], ["x", "y"]], False, id="address"),
        pytest.param([["Country", ""], ["Chile", "2019"]], False, id="one-cell"),
        pytest.param([["Country", "Year"]], False, id="nothing-below"),
    ],
)
def test_heads(rows: list[list[str]], expected: bool) -> None:
    assert heads(rows[0], rows[1:]) is expected


def test_is_form() -> None:
    assert is_form([["Name of Party:", "Chile"], ["Was it evaluated?", "No"]])
    assert not is_form([["Peru:", "a visit"], ["Chile:", "a loan"]])
    assert is_form([["Peru:", "a visit, then a loan"], ["Chile:", "a loan"]], parted=True)
    assert not is_form([["Chile", "visit"], ["Peru", "fund"]])
    assert not is_form([])


def test_levels_by_indent_and_by_sign() -> None:
    markers = Markers()
    assert [markers.level(0, "*"), markers.level(0, "o"), markers.level(0, "o"), markers.level(0, "*")] == [1, 2, 2, 1]
    markers.close()
    assert [markers.level(2, "-"), markers.level(6, "-"), markers.level(2, "-"), markers.level(0, "-")] == [1, 2, 1, 1]
