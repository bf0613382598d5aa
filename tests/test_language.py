"""Language of texts and of segments: each alone, then with its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import language
from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.language import LanguageKnowledge, load_language
from pipeline.types import Segment, Span

PUD = Path(__file__).resolve().parents[2] / "shared" / "language"


@pytest.fixture(scope="module")
def knowledge() -> LanguageKnowledge:
    return load_language(MODELS)


def cut(*parts: str, field: str = "main_features", **values: object) -> tuple[str, tuple[Segment, ...]]:
    """A text of one segment a line."""
    segments, at = [], 0
    for ordinal, part in enumerate(parts):
        segments.append(replace(Segment(ordinal, Span(at, at + len(part)), "paragraph", field), **values))
        at += len(part) + 1
    return "\n".join(parts), tuple(segments)


def languages(segments: Sequence[Segment]) -> list[str]:
    return [segment.language for segment in segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Ministry and the embassy of Japan jointly organised a film week.", "en", id="en"),
        pytest.param("Le ministère et l'ambassade du Japon ont organisé ensemble une semaine du film.", "fr", id="fr"),
        pytest.param("El ministerio y la embajada de Japón organizaron juntos una semana de cine.", "es", id="es"),
        pytest.param("Yes", "en", id="yes"),
        pytest.param("Oui", "fr", id="oui"),
        pytest.param("Joint workshops were held with partners", "en", id="en short"),
        pytest.param("Signé en 2017", "fr", id="fr participle"),
        pytest.param("Signed in 2017", "en", id="en participle"),
        pytest.param("Memorandum of Understanding", "en", id="en title case"),
        pytest.param("Protocole d'accord", "fr", id="fr elision"),
        pytest.param("Protocole d’accord", "fr", id="fr elision, curly"),
        pytest.param("the artists' union and the state's archives", "en", id="possessives"),
        pytest.param("They don't charge entrance fees", "en", id="contraction"),
        pytest.param("cinema et developpement des capacites", "fr", id="lost accents"),
        pytest.param("BILATERAL COOPERATION BETWEEN MALI AND FRANCE", "en", id="EN capitals"),
        pytest.param("COOPERATION BILATERALE ENTRE LE MALI ET LA FRANCE", "fr", id="FR capitals"),
        pytest.param("the republic of turkey supports young directors", "en", id="lower-cased page"),
        pytest.param("Décrivez les principales caractéristiques de la politique/mesure:", "fr", id="fr label"),
        pytest.param("Objetivo(s) de la Convención 2005 de la UNESCO", "es", id="es label"),
        pytest.param("Coproduction cinématographique franco-tunisienne", "fr", id="fr compound"),
        pytest.param("« Stories of the River » au programme", "fr", id="French quotation marks"),
        pytest.param("Bosnia and Herzegovina: Serbian theatre days in Banja Luka and Sarajevo", "en", id="foreign names"),
        pytest.param("Das Ministerium fördert die Zusammenarbeit mit Partnern in Frankreich.", "und", id="de"),
        pytest.param("De Vlaamse Gemeenschap ondersteunt kunstenaars en culturele organisaties", "und", id="nl"),
        pytest.param("O Ministério da Cultura apoia projetos de cooperação com outros países", "und", id="pt"),
        pytest.param("Il Ministero della Cultura promuove la cooperazione con i paesi africani", "und", id="it"),
        pytest.param("Kültür Bakanlığı uluslararası işbirliğini destekliyor", "und", id="tr"),
        pytest.param("Министерство культуры поддерживает проекты", "und", id="ru"),
        pytest.param("وزارة الثقافة تدعم المشاريع", "und", id="ar"),
        pytest.param("文化部支持国际合作项目", "und", id="zh"),
        pytest.param("https://www.culture.example.org/the-and-of", "und", id="address"),
        pytest.param("info@example.org", "und", id="e-mail"),
        pytest.param("2018", "und", id="number"),
        pytest.param("(ii) 17.b, 17.c", "und", id="references"),
        pytest.param("", "und", id="empty"),
        pytest.param(" \n\t", "und", id="blank"),
    ],
)
def test_detect(text: str, expected: str, knowledge: LanguageKnowledge) -> None:
    assert language.detect(text, knowledge)[0] == expected


def test_detect_mixed_paragraph_goes_with_most_words(knowledge: LanguageKnowledge) -> None:
    french = "Le festival a réuni des musiciens de toute la région pendant trois jours. "
    assert language.detect(french * 2 + "It was opened by the mayor.", knowledge)[0] == "fr"
    assert (
        language.detect(french + "It was opened by the mayor and was seen by many people from all over the country.", knowledge)[0] == "en"
    )


def test_detect_is_surer_of_more_words(knowledge: LanguageKnowledge) -> None:
    short = language.detect("the choir", knowledge)[1]
    long = language.detect("the choir of the town sang with their guests for the whole evening", knowledge)[1]
    assert 0.5 < short < long <= 1.0


def test_detect_chooses_among(knowledge: LanguageKnowledge) -> None:
    assert language.detect("Una semana de cine con Japón", knowledge, among=("en", "fr"))[0] in ("en", "fr", "und")


def test_detect_is_deterministic(knowledge: LanguageKnowledge) -> None:
    texts = ["a. Japan", "Joint Commissions", "Europa y Norteamerica", "Das ist ein Test mit Worten", "Chorale, chant"]
    first = [language.detect(text, knowledge) for text in texts]
    for _ in range(100):
        language.scorer.cache_clear()
        assert [language.detect(text, knowledge) for text in reversed(texts)] == first[::-1]


@settings(deadline=None)  # the first text loads what language needs
@given(st.text(max_size=200))
def test_detect_accepts_any_text(text: str) -> None:
    found, confidence = language.detect(text, load_cached())
    assert found in ("en", "fr", "es", "und")
    assert 0.0 <= confidence <= 1.0


def load_cached() -> LanguageKnowledge:
    return _LOADED.setdefault("knowledge", load_language(MODELS))


_LOADED: dict[str, LanguageKnowledge] = {}


def test_scorer_forgets_when_full(knowledge: LanguageKnowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MEMORY", 3)
    language.scorer.cache_clear()
    assert language.detect("each of these words takes one place in the memory", knowledge)[0] == "en"
    assert len(language.scorer(knowledge)) <= 4
    language.scorer.cache_clear()


ENGLISH = "The two ministries agreed on a joint programme for young film makers."
FRENCH = "Les deux ministères ont convenu d'un programme commun pour les jeunes cinéastes."


@pytest.mark.parametrize("short", ["a. Japan", "Joint Commissions", "Vanuatu", "2018", "US$ 12,000", "Aminata Koné", "iii.", "UNESCO"])
def test_label_short_segments_follow_their_neighbours(short: str, knowledge: LanguageKnowledge) -> None:
    text, segments = cut(ENGLISH, short, ENGLISH)
    assert languages(language.label(text, segments, knowledge)) == ["en", "en", "en"]


@pytest.mark.parametrize("short", ["a. Vanuatu", "2018", "Aminata Koné", "12 000 USD", "UNESCO"])
def test_label_short_segments_follow_french_neighbours(short: str, knowledge: LanguageKnowledge) -> None:
    text, segments = cut(FRENCH, short, FRENCH)
    assert languages(language.label(text, segments, knowledge)) == ["fr", "fr", "fr"]


def test_label_follows_the_document_where_the_field_is_silent(knowledge: LanguageKnowledge) -> None:
    text, segments = cut(FRENCH, FRENCH, "Aminata Koné")
    segments = (*segments[:2], replace(segments[2], field="contact"))
    assert languages(language.label(text, segments, knowledge)) == ["fr", "fr", "fr"]


def test_label_neighbours_do_not_outweigh_words(knowledge: LanguageKnowledge) -> None:
    text, segments = cut(ENGLISH, "Les artistes invités ont été logés chez l'habitant.", ENGLISH)
    assert languages(language.label(text, segments, knowledge)) == ["en", "fr", "en"]


def test_label_answers_do_not_follow_their_label(knowledge: LanguageKnowledge) -> None:
    text, segments = cut("Vanuatu", ENGLISH, label="Décrivez les principales caractéristiques de la mesure")
    labelled = language.label(text, segments, knowledge)
    assert languages(labelled) == ["en", "en"]
    assert {segment.label_language for segment in labelled} == {"fr"}


def test_label_addresses_stay_undetermined(knowledge: LanguageKnowledge) -> None:
    text, segments = cut(ENGLISH, "https://www.example.org/the/programme", "culture.example.gov", ENGLISH)
    labelled = language.label(text, segments, knowledge)
    assert languages(labelled) == ["en", "und", "und", "en"]
    assert labelled[1].language_confidence == 0.0


def test_label_rows_share_the_language_of_their_table(knowledge: LanguageKnowledge) -> None:
    rows = ("Chile\t2018\tWorkshop on archives", "Perú\t2019\tTaller", "Senegal\t2019\tTraining of librarians for two weeks")
    text, segments = cut(*rows, kind="row", table=0)
    assert languages(language.label(text, segments, knowledge)) == ["en", "en", "en"]


def test_label_foreign_segments_stay_foreign(knowledge: LanguageKnowledge) -> None:
    text, segments = cut(ENGLISH, "Das Ministerium fördert die Zusammenarbeit mit Partnern.", ENGLISH)
    assert languages(language.label(text, segments, knowledge)) == ["en", "und", "en"]


def test_label_keeps_everything_else(knowledge: LanguageKnowledge) -> None:
    text, segments = cut(ENGLISH, FRENCH, label="Context", level=2, page=3)
    labelled = language.label(text, segments, knowledge)
    blank = {"language": "und", "language_confidence": 0.0, "label_language": "und"}
    assert tuple(replace(segment, **blank) for segment in labelled) == segments


def test_label_nothing(knowledge: LanguageKnowledge) -> None:
    assert language.label("", (), knowledge) == ()


def test_words_without_accents_are_known(knowledge: LanguageKnowledge) -> None:
    assert knowledge.words["musee"] == frozenset({"fr"})
    assert knowledge.words["festival"] >= frozenset({"en", "fr"})


def test_broken_word_list_is_named(tmp_path: Path) -> None:
    written = (MODELS / "language.yaml").read_text(encoding="utf-8").replace("\n    function: >\n", "\n    function: >\n      e-mail\n", 1)
    (tmp_path / "language.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"words\.en\.function: 'e-mail'"):
        load_language(tmp_path)


def pieces(name: str, size: int) -> list[str]:
    """The sentences of one file cut into pieces of exactly `size` words."""
    words = [line.split() for line in (PUD / name).read_text(encoding="utf-8").splitlines()]
    return [" ".join(line[i : i + size]) for line in words for i in range(0, len(line) - size + 1, size)]


@pytest.mark.skipif(not PUD.exists(), reason="the measuring sentences are not part of the project")
@pytest.mark.parametrize(("size", "goal"), [(3, 0.985), (5, 0.998), (10, 0.9995)])
def test_accuracy_on_pieces_of_sentences(size: int, goal: float, knowledge: LanguageKnowledge) -> None:
    right = total = 0
    for name, expected in (("pud_en.txt", "en"), ("pud_fr.txt", "fr")):
        found = [language.detect(piece, knowledge, among=("en", "fr"))[0] for piece in pieces(name, size)]
        right, total = right + found.count(expected), total + len(found)
    assert right / total >= goal
