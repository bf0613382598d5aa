"""What the trained layer of claims sees: words without the who and when, and how much each feature weighs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import knowledge
from pipeline.actions.claims import NORM, Words, claims_of, content, features, read_each
from pipeline.entities import annotate
from pipeline.knowledge.base import flat
from pipeline.types import Language, Segment, Span

KNOWLEDGE = knowledge.load()
LINKS = KNOWLEDGE.actions.links


def masked(text: str, party: str | None = "MLI", language: Language = "en") -> Words:
    """The words of a text that is one paragraph."""
    segment = Segment(0, Span(0, len(text)), "paragraph", "main_features", language=language)
    return Words.of(flat(text), segment.span, list(annotate(text, [segment], KNOWLEDGE)), party)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("A workshop with Kenya", "a workshop with xland", id="country"),
        pytest.param("A workshop with the United Kingdom", "a workshop with the xland", id="name-of-two-words-is-one"),
        pytest.param("Kenyan dancers", "xland dancers", id="demonym"),
        pytest.param("Mali and Kenya signed", "xself and xland signed", id="the-party-itself"),
        pytest.param("signed on 3 June 2018", "signed on xyear", id="date-of-three-words-is-one"),
        pytest.param("held 2017-2019", "held xyear", id="range"),
        pytest.param("in 2016 and in 2019", "in xyear and in xyear", id="two-dates"),
        pytest.param("trained 125 dancers", "trained 9 dancers", id="number"),
        pytest.param("the 12th fair", "the 9th fair", id="digits-inside-a-word"),
        pytest.param("Théâtre à l'école", "theatre a l ecole", id="folded"),
        pytest.param("a fair in Nairobi", "a fair in xland", id="town-stands-for-its-country"),
        pytest.param("", "", id="nothing"),
        pytest.param("... - !", "", id="signs-alone"),
    ],
)
def test_who_and_when_are_masked(text: str, wanted: str) -> None:
    assert " ".join(masked(text).words) == wanted


def test_without_a_party_every_country_is_another() -> None:
    assert masked("Mali and Kenya signed", None).words == ("xland", "and", "xland", "signed")


def test_two_partners_in_a_row_are_two_masks() -> None:
    assert masked("Kenya, Ghana, Togo").words == ("xland",) * 3


def test_other_countries_and_dates_give_the_same_words() -> None:
    here = masked("In 2018 a residency was opened with Kenya for 12 artists")
    there = masked("In 1999 a residency was opened with Japan for 9 artists")
    assert here.words == there.words


TEXT = "A residency with Kenya in 2018 and a workshop with Peru"


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        pytest.param(TEXT, "a residency with xland in xyear and a workshop with xland", id="all"),
        pytest.param("residency with", "residency with", id="middle"),
        pytest.param("esidency with Ken", "with xland", id="a-word-belongs-where-it-begins"),
        pytest.param("in 2018 and", "in xyear and", id="mask"),
        pytest.param("", "", id="empty"),
    ],
)
def test_words_within_a_span(part: str, wanted: str) -> None:
    start = TEXT.index(part)
    assert " ".join(masked(TEXT).within(Span(start, start + len(part)))) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param("a residency for dancers", 2, id="two"),
        pytest.param("with xland in xyear", 0, id="masks-and-links"),
        pytest.param("9 xself", 0, id="number-and-party"),
        pytest.param("", 0, id="none"),
    ],
)
def test_words_of_content(words: str, wanted: int) -> None:
    assert content(words.split(), LINKS) == wanted


@given(st.lists(st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=12), min_size=1, max_size=40))
def test_features_have_one_length_whatever_the_words(words: list[str]) -> None:
    found = features(words, LINKS)
    assert sum(weight**2 for _, weight in found) ** 0.5 == pytest.approx(NORM)
    assert features(words, LINKS) == found


WORDS = st.lists(st.sampled_from(["a", "of", "signature", "workshop", "xland", "xyear", "agreement", "9", "ministers"]), max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_running_sums_say_what_the_features_of_each_stretch_say(lines: list[list[str]], data: st.DataObject) -> None:
    asked = []
    for claims in claims_of([Words(tuple(range(len(words))), tuple(words)) for words in lines], KNOWLEDGE.claims, LINKS):
        edges = st.integers(0, len(claims.words.words))
        ranges = data.draw(st.lists(st.tuples(edges, edges).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=5))
        asked.append((claims, ranges))
    stretches = [claims.words.words[first:last] for claims, ranges in asked for first, last in ranges]
    for words, row in zip(stretches, read_each(asked).tolist(), strict=True):
        assert row == pytest.approx(list(KNOWLEDGE.claims.read(features(words, LINKS)).values()), abs=1e-6)


def test_no_words_have_no_features() -> None:
    assert features([], LINKS) == []


def test_pairs_reach_over_link_words() -> None:
    names = {name for name, _ in features(["signature", "of", "the", "agreement"], LINKS)}
    assert {"w signature", "s signa", "b of the", "p signa agree", "o signa"} <= names
