"""The mechanisms component: what sentences of reports give, what they must not give, and what every Doc must hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.entities.words import blank

HERE = Path(__file__).resolve().parent
SOFT = {"topic", "negated", "weak"}
KNOWN = "! "


@pytest.fixture(scope="module")
def nlp() -> Language:
    return _pipeline()


def _pipeline() -> Language:
    nlp = blank()
    nlp.add_pipe("rapporteur_countries")
    nlp.add_pipe("rapporteur_mechanisms")
    return nlp


def _lines(name: str) -> Iterator[tuple[str, str, str]]:
    """(key, language, line) of a table of sentences."""
    for key, value in yaml.safe_load((HERE / name).read_text(encoding="utf-8")).items():
        blocks = value.items() if isinstance(value, dict) else [(key, value)]
        for language, block in blocks:
            for line in block.splitlines():
                yield key, language, line


def _mark(line: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason="known to be beyond the vocabulary")] if line.startswith(KNOWN) else []


def found(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    return [(span.kb_id_, span.label_) for span in doc.spans["mechanisms"]]


SENTENCES = [
    pytest.param(code, *line.removeprefix(KNOWN).partition(" ++ ")[::2], id=f"{code}-{language}-{n}", marks=_mark(line))
    for n, (code, language, line) in enumerate(_lines("mechanism_sentences.yaml"))
]


@pytest.mark.parametrize(("code", "text", "also"), SENTENCES)
def test_a_report_sentence_gives_its_code_and_no_other(nlp: Language, code: str, text: str, also: str) -> None:
    mentions = found(nlp, text)
    claimed = {c for c, rule in mentions if rule not in SOFT} or {c for c, rule in mentions if rule == "weak"}
    assert code in claimed
    assert claimed <= {code, *also.split()}


NEGATIVES = [pytest.param(line, id=f"{lang}-{n}") for n, (_, lang, line) in enumerate(_lines("mechanism_negatives.yaml"))]


@pytest.mark.parametrize("text", NEGATIVES)
def test_a_sentence_without_an_act_claims_none(nlp: Language, text: str) -> None:
    assert [m for m in found(nlp, text) if m[1] not in SOFT] == []


CLAIMS = [
    pytest.param(*line.removeprefix(KNOWN).partition(" => ")[::2], id=f"{lang}-{n}", marks=_mark(line))
    for n, (_, lang, line) in enumerate(_lines("mechanism_claims.yaml"))
]


@pytest.mark.parametrize(("text", "answers"), CLAIMS)
def test_a_sentence_claims_exactly_its_codes(nlp: Language, text: str, answers: str) -> None:
    mentions = found(nlp, text)
    claimed = {c for c, rule in mentions if rule not in SOFT | {"frame"}} or {c for c, rule in mentions if rule == "weak"}
    assert claimed in [set(answer.split()) for answer in answers.split("|")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "A co-production agreement was signed.", [("co-production agreement", "coproduction_agreement", "noun", "")], id="longest"
        ),
        pytest.param(
            "An agreement on film co-production was signed.",
            [("agreement on film co-production", "coproduction_agreement", "compound", "")],
            id="reaches-to-its-proof",
        ),
        pytest.param("La ville est jumelée avec Sousse.", [("jumelée", "twinning", "verb", "")], id="verb"),
        pytest.param("A new project began.", [("project", "joint_project", "weak", "0.5")], id="weak"),
        pytest.param("An MoU was signed.", [("MoU", "memorandum_of_understanding", "abbreviation", "")], id="abbreviation"),
        pytest.param("Un fromage mou et bon", [], id="abbreviation-is-cased"),
        pytest.param("No festival was held.", [("festival", "festival", "negated", "0.1")], id="negated"),
        pytest.param("Not only a festival was held.", [("festival", "festival", "noun", "")], id="not-only"),
        pytest.param(
            "A memorandum on festivals",
            [("memorandum", "memorandum_of_understanding", "noun", ""), ("festivals", "festival", "topic", "0.4")],
            id="topic",
        ),
        pytest.param(
            "Dans le cadre du jumelage, une exposition a été montée.",
            [("jumelage", "twinning", "frame", "0.7"), ("exposition", "exhibition", "noun", "")],
            id="frame",
        ),
        pytest.param(
            "PROTOCOLE D’ACCORD", [("PROTOCOLE D’ACCORD", "memorandum_of_understanding", "noun", "")], id="capitals-and-apostrophe"
        ),
        pytest.param(
            "A cultural agreement was signed with Fiji and a film co-production treaty with Chile.",
            [
                ("cultural agreement", "cooperation_agreement", "noun", ""),
                ("co-production treaty", "coproduction_agreement", "noun", ""),
            ],
            id="never-across-another-head",
        ),
        pytest.param(
            "Coproduction treaties are many.\nNew treaties were signed.\nAn accord was signed.",
            [
                ("Coproduction treaties", "coproduction_agreement", "noun", ""),
                ("treaties", "coproduction_agreement", "echo", "0.8"),
                ("accord", "cooperation_agreement", "noun", ""),
            ],
            id="echo",
        ),
        pytest.param("Chile: residence at Valdivia", [("residence", "residency", "compound", "")], id="opens-an-entry"),
        pytest.param("The mayor left his residence early", [], id="opens-nothing"),
        pytest.param(
            "The delegation left for the festival.",
            [("delegation", "official_visit", "noun", ""), ("festival", "festival", "noun", "")],
            id="attended-not-talked-of",
        ),
        pytest.param("A credit line came from Japan.", [("credit line", "funding", "noun", "0.8")], id="country-near"),
        pytest.param("A credit line came from banks.", [], id="country-not-near"),
        pytest.param(
            "accord de\n\ncoproduction",
            [("accord", "cooperation_agreement", "noun", ""), ("coproduction", "joint_project", "noun", "0.8")],
            id="newline",
        ),
    ],
)
def test_text_code_rule_and_confidence(nlp: Language, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    doc = nlp(text)
    assert [(s.text, s.kb_id_, s.label_, s.id_) for s in doc.spans["mechanisms"]] == expected


def test_an_abbreviation_means_what_the_text_said(nlp: Language) -> None:
    doc = nlp(
        "ZZD was quiet. A Zonal Zebra Dialogue of high level (ZZD).\n\nThe Joint Border Committee (JBC) met.\n\nJBC 2018: two JBCs, a jbc"
    )
    assert [(s.text, s.kb_id_) for s in doc.spans["mechanisms"] if s.label_ == "abbreviation"] == [
        ("JBC", "joint_commission"),
        ("JBCs", "joint_commission"),
    ]


WORDS = [
    *("agreement", "accord", "de", "coproduction", "co", "-", "production", "training", "workshop", "formation", "the", "no", "not", "was"),
    *("(", ")", "MoU", "HLD", ".", ";", ",", "\n\n", "on", "for", "pour", "festival", "visited", "minister", "visa", "résidence", "d", "'"),
    *("échange", "of", "experiences", "2018", "Japan", "à"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
@settings(max_examples=200, deadline=None)
def test_spans_quote_the_text_in_order_without_overlap(words: list[str]) -> None:
    text = " ".join(words)
    doc = PIPELINE(text)
    end = 0
    for span in doc.spans["mechanisms"]:
        assert span.start_char >= end
        assert text[span.start_char : span.end_char] == span.text
        assert "\n" not in span.text
        assert span.kb_id_
        end = span.end_char


PIPELINE = _pipeline()
