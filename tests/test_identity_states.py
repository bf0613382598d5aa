"""Whose report it is, for every Member State of the United Nations and for what the template says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from pipeline import entities, identity, knowledge, language, read, segments
from pipeline.knowledge import Knowledge
from pipeline.types import Identity
from tests.identity_reports import TEMPLATES, words, written

KNOWN = knowledge.load()
TEXTS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "identity_texts.yaml").read_text(encoding="utf-8"))
UNREADABLE = {"en": set(), "fr": {"SLV", "SWZ", "MUS"}, "es": {"GRD"}}
"""Names that are first of all a town: Salvador, Granada; swazi is first of all a language, Maurice a first name."""
CONFUSABLE = """
    NER NGA COD COG KOR PRK GIN GNB GNQ PNG DMA DOM GEO IRL GBR WSM SDN SSD MLI MWI GMB ZMB SVK SVN AUS AUT LBN LBY LBR SWZ CHE SWE IRN IRQ
    GUY GRD MRT MUS MAR TCD JOR TUR LUX BLR BEL IND IDN NLD PRY URY MKD MNE MNG VCT LCA KNA STP TTO ATG USA ARE CZE CAF CIV CPV TLS
"""
STEP = 6
"""Besides the confusable states each template is tried on every sixth, so that all templates together try all."""


def who(text: str, known: Knowledge = KNOWN) -> Identity:
    document = read.read(text.encode(), "x.txt")
    outline = segments.outline(document, known.forms)
    outline = replace(outline, segments=language.label(document.text, outline.segments, known.language))
    countries = [mention for mention in entities.annotate(document.text, outline.segments, known) if mention.kind == "country"]
    return identity.identify(document, outline, countries, "unknown/x.txt", known.cycles)


@pytest.mark.parametrize(("party", "text"), [pytest.param(*case, id=name) for name, case in TEXTS.items()])
def test_confusable(party: str, text: str) -> None:
    assert who(text).party == party


CASES = [(lang, template) for lang in TEMPLATES for template in TEMPLATES[lang]]


@pytest.mark.parametrize(("nth", "lang", "template"), [pytest.param(n, *case, id=" ".join(case)) for n, case in enumerate(CASES)])
def test_states(nth: int, lang: str, template: str) -> None:
    wrong = {}
    codes = list(words(KNOWN))
    for code in sorted({*codes[nth % STEP :: STEP], *CONFUSABLE.split()} - UNREADABLE[lang]):
        text = written(lang, template, code, KNOWN)
        found = who(text) if text else None
        if found and found.party != code:
            wrong[code] = (found.party, found.party_confidence, found.party_reason)
    assert not wrong
