"""The words of the pages in the reader's language (gettext); the English ones are the messages themselves."""

from __future__ import annotations

import gettext
import io
from functools import cache
from pathlib import Path
from typing import Literal

from starlette.requests import Request

Tongue = Literal["en", "fr"]
TONGUES: tuple[Tongue, ...] = ("en", "fr")
COOKIE = "rapporteur_language"
LOCALE = Path(__file__).parent / "locale"


class Words:
    """Translates; called with a message and the values that stand in its braces."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue: Tongue = tongue
        self.catalogue = catalogue(tongue)

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language."""
        return self.catalogue.gettext(message).format(**values) if values else self.catalogue.gettext(message)


@cache
def catalogue(tongue: Tongue) -> gettext.NullTranslations:
    """The translations of a language, compiled from its PO file."""
    path = LOCALE / tongue / "LC_MESSAGES" / "rapporteur.po"
    if not path.exists():
        return gettext.NullTranslations()
    from babel.messages import mofile, pofile

    compiled = io.BytesIO()
    with path.open("rb") as stream:
        mofile.write_mo(compiled, pofile.read_po(stream))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))


def tongue_of(request: Request) -> Tongue:
    """The language that somebody chose, or else the one that the browser asks for first."""
    chosen = request.cookies.get(COOKIE)
    if chosen in TONGUES:
        return "fr" if chosen == "fr" else "en"
    asked = [one.partition(";")[0].strip()[:2].casefold() for one in request.headers.get("accept-language", "").split(",")]
    return "fr" if next((one for one in asked if one in TONGUES), "en") == "fr" else "en"


def words_of(request: Request) -> Words:
    """The words for one request."""
    return Words(tongue_of(request))
