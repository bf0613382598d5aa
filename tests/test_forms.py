"""The form templates: what they say, and that they contradict neither themselves nor each other."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.form_labels import Phrase
from pipeline.knowledge.form_words import cut_words, fold_words, word_texts
from pipeline.knowledge.forms import CORE_FIELDS, load_forms, phrases
from pipeline.segments import outline, scan
from pipeline.segments.walk import Walker
from pipeline.types import Language
from tests.segment_documents import FORMS, document

WORDINGS = [
    pytest.param(template.id, phrase, id=f"{template.id}-{phrase.role}-{phrase.code}-{number}")
    for template in FORMS.templates
    for number, phrase in enumerate(phrases(template))
    if phrase.role == "field"
]

GENERIC = {"id": "generic", "instrument": "any", "description": "any"}


def write(folder: Path, *templates: dict[str, object]) -> Path:
    forms = folder / "forms"
    forms.mkdir(exist_ok=True)
    for number, template in enumerate(templates):
        (forms / f"{number}-{template['id']}.yaml").write_text(yaml.safe_dump(template, allow_unicode=True), encoding="utf-8")
    return folder


def form(name: str = "one", **more: object) -> dict[str, object]:
    return {"id": name, "instrument": "test", "description": "a form", **more}


def test_every_template_has_an_id_of_its_own_and_the_names_the_project_speaks_of() -> None:
    ids = [template.id for template in FORMS.templates]
    assert len(ids) == len(set(ids))
    assert {
        "generic",
        "open-science-2025",
        "unesco-2005-cso-2019",
        "unesco-2005-measure-2016",
        "unesco-2005-measure-2020",
        "unesco-2005-measure-2022",
        "unesco-2005-qpr-2012",
        "unesco-2005-qpr-2016",
        "unesco-2005-qpr-2020",
        "unesco-2005-qpr-2022",
    } <= set(ids)


def test_codes_are_of_the_core_or_marked_as_the_forms_own() -> None:
    for template in FORMS.templates:
        for entry in (*template.fields, *template.sections):
            assert entry.own or entry.code in CORE_FIELDS


def test_the_questionnaire_has_a_number_and_two_languages_a_question() -> None:
    questions = [field for field in FORMS.by_id["open-science-2025"].fields if field.number]
    assert len(questions) == 33
    assert all(field.code == "os_" + field.number.replace(".", "_") for field in questions)
    assert all(set(field.labels) == {"en", "fr"} for field in questions)


@pytest.mark.parametrize(("form_id", "phrase"), WORDINGS)
def test_every_wording_leads_to_its_field(form_id: str, phrase: Phrase) -> None:
    made = document(("paragraph", phrase.text + " :"), ("paragraph", "The answer of this test stands here, for ever and ever."))
    index = FORMS.indexes[form_id]
    result = Walker(made, FORMS, form_id, scan.hits(index, made, scan.candidates(index, made))).outline()
    assert [(s.field, fold_words(s.label)) for s in result.segments] == [(phrase.code, phrase.words)]


@pytest.mark.parametrize("form_id", [t.id for t in FORMS.templates if t.id != "generic"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_form_filled_in_throughout_is_recognised(form_id: str, language: Language) -> None:
    template = FORMS.by_id[form_id]
    labels = [entry.labels[language][0] for entry in (*template.fields, *template.sections) if language in entry.labels]
    made = document(
        *[block for label in labels for block in (("heading", label), ("paragraph", "An answer of several words stands here."))]
    )
    assert outline(made, FORMS).form == form_id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Describe the policy/measure:", ["describe", "the", "policy", "measure"], id="slash-and-colon"),
        pytest.param("Mise en œuvre de l’Étude", ["mise", "en", "oeuvre", "de", "l", "etude"], id="accents-ligature-apostrophe"),
        pytest.param("Nom du partenaireType d'entité", ["nom", "du", "partenaire", "type", "d", "entite"], id="glued-header"),
        pytest.param("NRENs in the POLiCY", ["nrens", "in", "the", "policy"], id="capitals-do-not-part"),
        pytest.param("Goal(s) of UNESCO's 2005", ["goal", "s", "of", "unesco", "s", "2005"], id="brackets"),
        pytest.param("", [], id="empty"),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert list(fold_words(text)) == words
    assert word_texts(text) == words
    assert [word.text for word in cut_words(text)] == words


def test_words_know_their_places() -> None:
    text = "«  Nom du partenaireType d’entité »"
    assert [text[word.start : word.end] for word in cut_words(text)] == ["Nom", "du", "partenaire", "Type", "d", "entité"]


@pytest.mark.parametrize(
    ("templates", "message"),
    [
        pytest.param(
            [form(fields=[{"code": "scope", "labels": {"en": ["Reach of it"]}}, {"code": "nature", "labels": {"en": ["reach of IT:"]}}])],
            "leads to both scope and nature",
            id="one-label-two-fields",
        ),
        pytest.param([form(fields=[{"code": "scoop"}])], "'scoop' is not in the core", id="unknown-code"),
        pytest.param([form("same"), form("same")], "'same' is already taken", id="one-id-twice"),
        pytest.param([form(holds=["nothing"])], "holds 'nothing'", id="unknown-held"),
        pytest.param([form(fields=[{"code": "scope", "labels": {"en": ["?!"]}}])], "has no words", id="wordless"),
        pytest.param([form(colour="red")], "colour", id="unknown-key"),
        pytest.param(
            [form("a", entity_types={"public": ["State body"]}), form("b", entity_types={"private": ["state BODY"]})],
            "means both public and private",
            id="entity-of-two-types",
        ),
        pytest.param([form(fields=[{"code": "scope", "labels": {"de": ["Umfang"]}}])], "labels", id="unknown-language"),
    ],
)
def test_contradictions_are_refused(tmp_path: Path, templates: list[dict[str, object]], message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        load_forms(write(tmp_path, *templates, GENERIC))


def test_a_folder_without_the_generic_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="generic"):
        load_forms(write(tmp_path, form()))


def test_a_folder_without_forms_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no form templates"):
        load_forms(tmp_path)


def test_broken_yaml_names_its_file(tmp_path: Path) -> None:
    write(tmp_path, GENERIC)
    (tmp_path / "forms" / "bad.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"bad\.yaml"):
        load_forms(tmp_path)


def test_loading_twice_gives_equal_templates() -> None:
    assert load_forms(MODELS).templates == FORMS.templates
