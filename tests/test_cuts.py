"""Joints of a paragraph, and the parts that the cuts among them leave."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import knowledge
from pipeline.actions.claims import Claims, Words, claims_of
from pipeline.actions.cuts import CUT, SENTENCE, Outlook, are_cuts, features_of, joints, parts, tidy
from pipeline.actions.evidence import Evidence, Page, gather
from pipeline.actions.prose import told_apart
from pipeline.actions.sentences import sentences
from pipeline.entities import annotate
from pipeline.types import Language, Segment, Span

KNOWLEDGE = knowledge.load()
RULES = KNOWLEDGE.actions
PHRASES = [
    "A residency with Kenya",
    "in 2018",
    "a workshop",
    "with Ghana and Togo (2019)",
    "une exposition a été accueillie du Bénin",
    "1,200 visitors",
    "while",
    "respectively",
    "e.g. books",
    "«Lumières d'Afrique»",
]
SIGNS = [" ", ", ", "; ", ". ", " and ", " – ", " (", ") ", ": ", ", and ", " - ", "\u00a0; ", ",", " et ", ".", " …"]


def looked_at(text: str, language: Language = "en") -> tuple[Page, Evidence, Claims, list[Span]]:
    """A text as one paragraph of a report of Mali."""
    segment = Segment(0, Span(0, len(text)), "paragraph", "main_features", language=language)
    mentions = list(annotate(text, [segment], KNOWLEDGE))
    page = Page.of(text, "MLI", KNOWLEDGE)
    spans = list(sentences(text, RULES.abbreviations))
    (claims,) = claims_of([Words.of(page.flat, segment.span, mentions, "MLI")], page.claims, RULES.links)
    return page, gather(page, segment.span, mentions), claims, spans


def apart(page: Page, whole: Evidence, claims: Claims, spans: list[Span]) -> list[tuple[int, Evidence]]:
    """The parts of a paragraph."""
    outlook = Outlook.of(page, whole, claims, spans)
    (cuts,) = are_cuts([outlook])
    return list(parts(outlook, cuts))


def signs(text: str) -> list[str]:
    """The joints inside the sentences of a text."""
    page, _, _, spans = looked_at(text)
    return [joint.sign for joint in joints(page, spans) if joint.sign != SENTENCE]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Residencies with Chile, with Peru", [","], id="comma"),
        pytest.param("The fair drew 1,200 visitors", [], id="comma-inside-a-number"),
        pytest.param("Tours in 2017, 2019", [","], id="comma-before-a-number"),
        pytest.param("Residencies with Chile (2017)", ["("], id="bracket"),
        pytest.param("Chile: a workshop", [":"], id="colon"),
        pytest.param("a workshop – an exhibition", ["–"], id="dash"),
        pytest.param("a workshop - an exhibition", ["-"], id="hyphen-between-blanks"),
        pytest.param("a Franco-Malian fair", [], id="hyphen-inside-a-word"),
        pytest.param("in 2017-2019", [], id="hyphen-of-a-range"),
        pytest.param("a workshop, and a fair", [", and"], id="sign-and-word-are-one"),
        pytest.param("a workshop and a fair", ["and"], id="word"),
        pytest.param("un atelier et une foire, puis une tournée", ["et", ", puis"], id="french-words"),
        pytest.param("handy sand", [], id="word-inside-a-word"),
        pytest.param("And a workshop", [], id="word-that-opens-the-sentence"),
    ],
)
def test_joints_inside_a_sentence(text: str, wanted: list[str]) -> None:
    assert signs(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("A fair. A tour.", ["A fair.", "A tour."], id="full-stop"),
        pytest.param("A fair; a tour", ["A fair;", "a tour"], id="semicolon"),
        pytest.param("Mr. Keita came. A tour.", ["Mr. Keita came.", "A tour."], id="abbreviation"),
        pytest.param("A fair was held. 2018", ["A fair was held. 2018"], id="lone-year"),
    ],
)
def test_every_sentence_begins_with_a_joint(text: str, wanted: list[str]) -> None:
    page, _, _, spans = looked_at(text)
    found = joints(page, spans)
    begins = [joint for joint in found if joint.sign == SENTENCE]
    assert [text[spans[joint.sentence].start : spans[joint.sentence].end] for joint in begins] == wanted
    assert [joint.start for joint in found] == sorted(joint.start for joint in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(", with Peru ", "with Peru", id="sign-and-blanks"),
        pytest.param(" – ", "", id="signs-alone"),
        pytest.param("with Peru (", "with Peru", id="bracket-of-the-next"),
        pytest.param("with Peru (2018)", "with Peru (2018)", id="bracket-of-its-own"),
        pytest.param("with Peru.", "with Peru.", id="full-stop-stays"),
        pytest.param("", "", id="empty"),
    ],
)
def test_signs_at_the_ends_belong_to_no_part(text: str, wanted: str) -> None:
    page = Page.of(text, None, KNOWLEDGE)
    assert tidy(page, Span(0, len(text))).of(text) == wanted


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Phrases with signs between them, in any order."""
    pieces = draw(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=7))
    return "".join(piece + draw(st.sampled_from(SIGNS)) for piece in pieces).strip()


@settings(deadline=None)
@given(paragraphs())
def test_parts_follow_each_other_and_leave_out_only_signs_and_linking_words(text: str) -> None:
    page, whole, claims, spans = looked_at(text)
    found = [(sentence, part.span) for sentence, part in apart(page, whole, claims, spans)]
    assert [sentence for sentence, _ in found] == sorted(sentence for sentence, _ in found)
    at = 0
    for _, span in found:
        assert at <= span.start
        assert left_out(page, at, span.start) <= set(RULES.joints)
        at = span.end
    assert at <= len(text)
    assert left_out(page, at, len(text)) <= set(RULES.joints)


def left_out(page: Page, start: int, end: int) -> set[str]:
    """The words of a stretch that stands in no part."""
    return set(re.findall(r"\w+", page.flat[start:end]))


@settings(deadline=None)
@given(paragraphs())
def test_a_part_holds_only_what_stands_in_it(text: str) -> None:
    page, whole, claims, spans = looked_at(text)
    for _, part in apart(page, whole, claims, spans):
        assert all(part.span.covers(m.span) for m in (*part.partners, *part.periods, *part.mechanisms, *part.places))


@settings(deadline=None, max_examples=30)
@given(paragraphs())
def test_every_joint_has_features(text: str) -> None:
    outlook = Outlook.of(*looked_at(text))
    (every,) = features_of([outlook])
    assert len(every) == len(outlook.joints)
    for found in every:
        assert len({name for name, _ in found}) == len(found)
        assert set(outlook.page.cuts.read(found)) == {CUT, "no"}


def test_an_empty_paragraph_has_no_parts() -> None:
    assert apart(*looked_at("")) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Kenya and Ghana signed memoranda in 2017 and 2019 respectively.", [("KEN", "2017"), ("GHA", "2019")], id="years-one-by-one"
        ),
        pytest.param(
            "Kenya, Ghana and Togo joined in 2014, 2016 and 2018 respectively.",
            [("KEN", "2014"), ("GHA", "2016"), ("TGO", "2018")],
            id="three-pairs",
        ),
        pytest.param(
            "Le Kenya et le Ghana ont signé des accords en 2017 et 2019 respectivement.", [("KEN", "2017"), ("GHA", "2019")], id="french"
        ),
    ],
)
def test_respectively_pairs_partners_and_years(text: str, wanted: list[tuple[str, str]]) -> None:
    page, whole, claims, spans = looked_at(text, "fr" if text.startswith("Le ") else "en")
    outlook = Outlook.of(page, whole, claims, spans)
    told = [part for _, part in told_apart(outlook, *are_cuts([outlook]))]
    assert [(part.partners[0].value, part.periods[0].value) for part in told] == wanted
    assert all(part.span == Span(0, len(text)) or part.span.of(text) for part in told)


def test_respectively_without_pairs_parts_nothing_by_itself() -> None:
    page, whole, claims, spans = looked_at("Kenya and Ghana joined in 2017, respectively.")
    outlook = Outlook.of(page, whole, claims, spans)
    assert told_apart(outlook, *are_cuts([outlook])) == apart(page, whole, claims, spans)
