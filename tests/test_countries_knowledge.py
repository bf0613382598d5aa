from __future__ import annotations

import shutil
import unicodedata
from functools import lru_cache
from pathlib import Path

import pycountry
import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.entities.words import blank
from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.countries import load_countries
from pipeline.knowledge.countries_forms import english, french, key, spanish

TEMPLATES = {"en": "The festival was held with partners from {} in 2018.", "fr": "Le festival a réuni des partenaires de {} en 2018."}
NEEDS_ARTICLE = {"Dominique", "Grenade", "Salvador"}
"""French names that are also first names, cities or weapons: only "la Dominique", "la Grenade", "le Salvador" count."""
NOT_IN_SMALL = {"Jersey", "Réunion", "La Réunion", "Maurice", "Dominique", "Grenade", "Salvador"}
"""Names that are common words or first names when written small."""


@lru_cache
def component(language: str | None) -> Language:
    nlp = blank()
    nlp.add_pipe("rapporteur_countries", config={"language": language})
    return nlp


def codes(text: str, language: str | None) -> list[str]:
    doc = component(language)(text)
    return [span.kb_id_ for span in doc.spans["countries"]]


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def iso_names() -> list[tuple[str, str, str]]:
    names = {(lang, Locale(lang).territories[c.alpha_2], c.alpha_3) for lang in TEMPLATES for c in pycountry.countries}
    return sorted(names | {("en", c.name, c.alpha_3) for c in pycountry.countries})


def sentence(language: str, name: str) -> str:
    return TEMPLATES[language].format(f"la {name}" if language == "fr" and name in NEEDS_ARTICLE - {"Salvador"} else name)


@pytest.mark.parametrize(("language", "name", "code"), [pytest.param(*row, id=f"{row[2]}-{row[0]}-{row[1]}") for row in iso_names()])
def test_every_state_is_found_by_its_name(language: str, name: str, code: str) -> None:
    text = "Des partenaires venus du Salvador" if (language, name) == ("fr", "Salvador") else sentence(language, name)
    for form in (text, without_accents(text)):
        assert codes(form, language) == [code]
        assert codes(form, None) == [code]
    upper = text.replace(name, name.upper())
    assert codes(upper, language) == [code]
    if name not in NOT_IN_SMALL:
        assert codes(text.lower(), language) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("République de Corée", "KOR"),
        ("COLOMBIE", "COL"),
        ("the", None),
        ("Viet Nam", "VNM"),
        ("Haute-Volta", "HVO"),
        ("Canadian", None),
        ("Paris", None),
        ("", None),
        ("Côte d’Ivoire", "CIV"),
        ("Bolivia (Plurinational State of)", "BOL"),
    ],
)
def test_a_whole_text_as_a_name(text: str, code: str | None) -> None:
    assert load_countries(MODELS).code(text) == code


def test_display_names() -> None:
    countries = load_countries(MODELS)
    assert countries.name("COL", "fr") == "Colombie"
    assert countries.name("XKX") == "Kosovo"
    assert countries.name("YUG") == "Yugoslavia"
    assert countries.name("MERCOSUR") == "MERCOSUR"


def test_codes_are_known() -> None:
    known = {c.alpha_3 for c in pycountry.countries} | {c.alpha_3 for c in pycountry.historic_countries} | {"XKX", "EU"}
    forms = load_countries(MODELS).forms.values()
    assert {form.code for form in forms if form.rule not in {"bloc", "trap"}} <= known
    assert {c.alpha_3 for c in pycountry.countries} <= {form.code for form in forms}
    assert all(0 < form.confidence <= 1 for form in forms)


@pytest.mark.parametrize(
    ("inflect", "base", "forms"),
    [
        (english, "Canadian", "Canadian Canadians"),
        (english, "Japanese", "Japanese"),
        (french, "tunisien", "tunisien tunisienne tunisiens tunisiennes"),
        (french, "coréen", "coréen coréenne coréens coréennes"),
        (french, "français", "français française français françaises"),
        (french, "turc", "turc turque turcs turques"),
        (french, "belge", "belge belge belges belges"),
        (spanish, "chileno", "chileno chilena chilenos chilenas"),
        (spanish, "japonés", "japones japonesa japoneses japonesas"),
    ],
)
def test_inflection(inflect: object, base: str, forms: str) -> None:
    assert callable(inflect)
    assert list(inflect(base)) == forms.split()


def test_key_folds_and_drops_joining_signs() -> None:
    assert key("Côte d’Ivoire") == ("cote", "d", "ivoire")
    assert key("Guinea-Bissau") == ("guinea", "bissau")
    assert key("U.S.A.") == ("u", "s", "a")
    assert key("Trinidad & Tobago") == ("trinidad", "&", "tobago")


@pytest.fixture
def models(tmp_path: Path) -> Path:
    shutil.copytree(MODELS / "countries", tmp_path / "countries")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_form_of_two_states_is_refused_and_both_are_named(models: Path) -> None:
    edit(models / "countries" / "names.yaml", "\nnames:\n", "\nnames:\n  PCN: Zembla\n  ALB: Zembla\n")
    edit(models / "countries" / "names.yaml", "  ALB: Zembla\n", "  BVT: Zembla\n")
    with pytest.raises(KnowledgeError, match=r"'zembla' belongs to both PCN \(name\) and BVT \(name\)"):
        load_countries(models)


def test_an_unknown_code_is_refused(models: Path) -> None:
    edit(models / "countries" / "bodies.yaml", "forms:\n", "forms:\n  QQQ: Zemblan Council\n")
    with pytest.raises(KnowledgeError, match=r"bodies\.yaml: 'QQQ'"):
        load_countries(models)


def test_a_guard_without_a_form_is_refused(models: Path) -> None:
    edit(models / "countries" / "traps.yaml", "plain: german", "plain: zembla; german")
    with pytest.raises(KnowledgeError, match="guards 'zembla'"):
        load_countries(models)


def test_an_unknown_key_is_refused(models: Path) -> None:
    edit(models / "countries" / "former.yaml", "rule: former", "rule: former\nzembla: 1")
    with pytest.raises(KnowledgeError, match=r"former\.yaml: zembla"):
        load_countries(models)


SNIPPETS = (
    "Peru;the;Republic;of;Korea;Guinea;-;Bissau;Papua;New;l';Allemagne;franco;tunisien;US;,;and;turkey;St;.;Lucia;(;);in;English;congolais"
)
MORE = "RDC;rue;de;Institut français;Jordan;Smith;$;İ;é;Mexico;à;Réunion;La;Cap;Vert;le;EAU;\n\n;\t;  "
WORDS = [*SNIPPETS.split(";"), *MORE.split(";")]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from([" ", ""]))
def test_spans_never_overlap_nor_cross_lines_and_quote_their_source(words: list[str], gap: str) -> None:
    text = gap.join(words)
    doc = component(None)(text)
    end = 0
    for span in doc.spans["countries"]:
        assert span.start_char >= end
        end = span.end_char
        assert text[span.start_char : end] == span.text
        assert "\n" not in span.text
        assert span.kb_id_
        assert span.label_ not in {"", "trap", "prefix"}
        assert span.id_ == "" or 0 < float(span.id_) < 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    assert component(None)(text).spans["countries"] is not None


def test_rules_and_confidence_are_told() -> None:
    doc = component("en")("Beijing hosted the Goethe-Institut, the British Council, Canadian artists and the Republic of Peru")
    told = [(s.kb_id_, s.label_, s.id_) for s in doc.spans["countries"]]
    assert told == [
        ("CHN", "capital", "0.50"),
        ("DEU", "body", "0.80"),
        ("GBR", "body", ""),
        ("CAN", "demonym", ""),
        ("PER", "official", ""),
    ]


def test_a_town_in_french_and_a_state_in_english() -> None:
    french_text = component("fr")("un festival à Mexico")
    assert [(s.kb_id_, s.label_) for s in french_text.spans["countries"]] == [("MEX", "capital")]
    english_text = component("en")("a festival in Mexico")
    assert [(s.kb_id_, s.label_) for s in english_text.spans["countries"]] == [("MEX", "name")]


def test_paragraphs_settle_congolese_one_by_one() -> None:
    text = "Des artistes congolais de la RDC.\n\nDes danseurs congolais venus de Congo-Brazzaville.\n\nUn acteur congolais."
    assert codes(text, "fr") == ["COD", "COD", "COG", "COG", "COD"]
