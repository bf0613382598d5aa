"""The tables `countries_forms.yaml`, `countries_demonyms.yaml` and `countries_sentences.yaml`, read in every language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.test_countries import codes

FORMS = yaml.safe_load((Path(__file__).parent / "countries_forms.yaml").read_text(encoding="utf-8"))
DEMONYMS = yaml.safe_load((Path(__file__).parent / "countries_demonyms.yaml").read_text(encoding="utf-8"))
SENTENCES = yaml.safe_load((Path(__file__).parent / "countries_sentences.yaml").read_text(encoding="utf-8"))


def listed(table: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(part, code, form) of every form."""
    for part, rows in table.items():
        for code, forms in rows.items():
            yield from ((part, code, form.strip()) for form in forms.split(";"))


def tagged(table: dict[str, dict[str, str]]) -> list[object]:
    return [pytest.param(code, form, id=f"{part}-{code}-{form}") for part, code, form in listed(table)]


@pytest.mark.parametrize(("code", "form"), tagged(FORMS))
@pytest.mark.parametrize("language", ["en", "fr", None])
def test_a_form_is_found_with_its_code(code: str, form: str, language: str | None) -> None:
    assert codes(f"an agreement with {form} in 2015", language) == [code]
    assert codes(f"un accord avec {form} en 2015", language) == [code]


@pytest.mark.parametrize(("code", "form"), tagged(DEMONYMS))
@pytest.mark.parametrize("language", ["en", "fr", None])
def test_a_demonym_is_found_with_its_code(code: str, form: str, language: str | None) -> None:
    assert codes(f"one {form} guest", language) == code.split()
    assert codes(f"guest: {form}", language) == code.split()


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(t, e, id=f"{part}-{t}") for part, rows in SENTENCES.items() for t, e in rows.items()]
)
@pytest.mark.parametrize("language", ["en", "fr", None])
def test_the_states_of_a_sentence(text: str, expected: str, language: str | None) -> None:
    assert codes(text, language) == expected.split()
