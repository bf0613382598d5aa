"""The tables `countries_forms.yaml`, `countries_demonyms.yaml` and `countries_sentences.yaml`, read in every language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.test_countries import codes, read

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


TOWNS = """
a festival in Beijing and Shanghai | CHN capital 0.50, CHN town 0.40
des ateliers à Ouagadougou puis à Bobo-Dioulasso | BFA capital 0.50, BFA town 0.40
shown in Georgetown, Georgia's guests | GUY capital 0.25, GEO name 1
stages à Tours et à Nice | FRA town 0.20, FRA town 0.20
a nice evening; Split the fee; Trente jeunes; the perm |
dans la ville de nouméa, puis à papeete | NCL capital 0.50, PYF capital 0.50
the Louvre lent a mask to Gwangju | FRA institution 0.50, KOR town 0.40
John Milan, Mr London, rue de Paris, the Geneva Convention |
New York, Buenos Aires et Saint-Pétersbourg | USA town 0.40, ARG capital 0.50, RUS town 0.40
"""


@pytest.mark.parametrize("row", [pytest.param(row, id=row) for row in TOWNS.strip().splitlines()])
def test_towns_and_institutions_are_told_apart_from_states(row: str) -> None:
    text, _, told = row.partition("|")
    doc = read(text, None)
    assert ", ".join(f"{s.kb_id_} {s.label_} {s.id_ or 1}" for s in doc.spans["countries"]) == told.strip()
