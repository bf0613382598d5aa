"""`models/mechanisms.yaml`: the list is closed, the notation unfolds, contradictions are named."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.mechanisms import Context, expand, load_mechanisms

DOMAIN = Path(__file__).resolve().parents[2] / "shared" / "domain" / "mechanisms.yaml"
CONTEXT = dict.fromkeys(Context.model_fields, "")


@pytest.mark.parametrize(
    ("form", "phrases"),
    [
        pytest.param("book fair", {"book fair"}, id="plain"),
        pytest.param("treat(y|ies)", {"treaty", "treaties"}, id="one-of"),
        pytest.param("[film] week[s]", {"film week", "film weeks", "week", "weeks"}, id="optional"),
        pytest.param("co~funding", {"co-funding", "co funding", "cofunding"}, id="hyphen"),
        pytest.param("{kind} fair|expo", {"book fair", "art fair", "expo"}, id="named-and-top-level"),
        pytest.param("a (b|c (d|e))", {"a b", "a c d", "a c e"}, id="nested"),
    ],
)
def test_the_notation_unfolds(form: str, phrases: set[str]) -> None:
    assert set(expand(form, {"kind": ("book", "art")})) == phrases


@pytest.mark.parametrize("form", ["(a|b", "a]", "[a)", "{unknown}", "{open"])
def test_a_broken_form_is_refused(form: str) -> None:
    with pytest.raises(KnowledgeError):
        expand(form, {})


def _write(folder: Path, **codes: str) -> Path:
    entry = {"group": "g", "strength": 1, "labels": {"en": "a", "fr": "b", "es": "c"}, "definition": "d"}
    file = {
        "words": {},
        "nothing": "exchange rate",
        "context": CONTEXT,
        "codes": {code: {**entry, "nouns": forms} for code, forms in codes.items()},
    }
    (folder / "mechanisms.yaml").write_text(yaml.safe_dump(file), encoding="utf-8")
    return folder


def test_a_form_of_two_codes_names_both(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"'book fairs'.*both fair and festival"):
        load_mechanisms(_write(tmp_path, festival="book fair[s]", fair="book fairs"))


def test_a_form_that_is_also_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"exchange rate.*nothing.*mobility"):
        load_mechanisms(_write(tmp_path, mobility="exchange [rate]"))


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, fair="fair") / "mechanisms.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="colour"):
        load_mechanisms(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"mechanisms\.yaml"):
        load_mechanisms(tmp_path)


def test_every_code_can_be_found_in_english_and_french() -> None:
    mechanisms = load_mechanisms(MODELS)
    codes = {reading.code for readings in mechanisms.phrases.values() for reading in readings}
    assert set(mechanisms.codes) <= codes
    assert all(1 <= mechanisms.strength(code) <= 100 for code in mechanisms.codes)


@pytest.mark.skipif(not DOMAIN.exists(), reason="the domain's list is not at hand")
def test_the_list_is_the_domains() -> None:
    ours = {(e.group, code, e.labels.en, e.labels.fr, e.labels.es, e.definition) for code, e in load_mechanisms(MODELS).codes.items()}
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    assert ours == {(g, c, e["en"], e["fr"], e["es"], e["definition"]) for g, codes in domain.items() for c, e in codes.items()}
