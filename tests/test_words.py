"""Every word of the pages is there in French."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import extract, pofile

from pipeline.web.words import LOCALE, Words, tongue_of

WEB = LOCALE.parent


def messages() -> set[str]:
    """What the code and the templates ask for."""
    found = {str(message) for path in WEB.glob("*.py") for message in said_in(path)}
    return found | {one for path in WEB.glob("templates/*.html") for one in re.findall(r"\bt\('([^']*)'", path.read_text(encoding="utf-8"))}


def said_in(path: Path) -> list[str]:
    """The messages of a file."""
    with path.open("rb") as stream:
        every = list(extract.extract("python", stream, keywords={"t": None}))
    with path.open("rb") as stream:
        every += list(extract.extract("python", stream, keywords={"self.t": None}))
    return [str(one[1]) for one in every if one[1]]


def translations() -> dict[str, str]:
    """English -> French."""
    with (LOCALE / "fr" / "LC_MESSAGES" / "rapporteur.po").open("rb") as stream:
        return {str(one.id): str(one.string) for one in pofile.read_po(stream) if one.id}


def test_there_is_french_for_all_that_is_said_and_for_nothing_else() -> None:
    assert messages() == set(translations())
    assert len(messages()) > 100


@pytest.mark.parametrize("english", sorted(translations()))
def test_a_translation_has_words_and_the_same_gaps(english: str) -> None:
    french = translations()[english]
    assert french.strip()
    assert gaps(french) == gaps(english)


def gaps(message: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def test_words_in_both_languages() -> None:
    assert Words("en")("Page {page} of {pages}", page=2, pages=3) == "Page 2 of 3"
    assert Words("fr")("Page {page} of {pages}", page=2, pages=3) == "Page 2 sur 3"


@pytest.mark.parametrize(
    ("headers", "tongue"),
    [
        pytest.param({"accept-language": "fr-CA,fr;q=0.9,en;q=0.8"}, "fr", id="french-first"),
        pytest.param({"accept-language": "de,en;q=0.8,fr;q=0.5"}, "en", id="english-before-french"),
        pytest.param({"accept-language": "de"}, "en", id="neither"),
        pytest.param({}, "en", id="nothing-said"),
        pytest.param({"accept-language": "en", "cookie": "rapporteur_language=fr"}, "fr", id="chosen"),
        pytest.param({"accept-language": "fr", "cookie": "rapporteur_language=xx"}, "fr", id="chosen-badly"),
    ],
)
def test_which_language(headers: dict[str, str], tongue: str) -> None:
    from starlette.requests import Request

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert tongue_of(Request({"type": "http", "headers": raw})) == tongue
