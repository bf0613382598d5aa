"""How names of states are written and inflected: the catalogues of CLDR and ISO, and regular endings in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pipeline.knowledge.base import fold

Key = tuple[str, ...]
CatalogueRule = Literal["name", "official", "former"]

WORD = re.compile(r"\w+|[^\w\s]")
JOINERS = frozenset("\u00ad-'.’‘‐‑–—´`ʼ·")
"""Signs that may stand between the words of one name, or be left out."""
LANGUAGES = ("en", "fr", "es")
KOSOVO = "XKX"  # the user-assigned code that everybody uses; ISO has none


def key(text: str) -> Key:
    """The folded words of a form without the signs that join them: "Côte d’Ivoire" -> (cote, d, ivoire)."""
    return tuple(word for word in WORD.findall(folded(text)) if word not in JOINERS)


def folded(text: str) -> str:
    """`fold`, quicker where there is nothing but case to fold."""
    return text.lower() if text.isascii() else fold(text)


def catalogue() -> tuple[dict[str, dict[str, str]], list[tuple[str, str, CatalogueRule]]]:
    """({code: {language: display name}}, [(code, name, rule)]) of ISO 3166-1, 3166-3 and CLDR in English, French and Spanish."""
    import pycountry
    from babel import Locale

    territories = {language: Locale(language).territories for language in LANGUAGES}
    display: dict[str, dict[str, str]] = {}
    names: list[tuple[str, str, CatalogueRule]] = []
    for country in pycountry.countries:
        code = country.alpha_3
        display[code] = {language: territories[language][country.alpha_2] for language in LANGUAGES}
        names += [(code, country.name, "name"), *((code, name, "name") for name in display[code].values())]
        names += [(code, name, "name") for name in [getattr(country, "common_name", None)] if name]
        names += [(code, name.removeprefix("the "), "official") for name in [getattr(country, "official_name", None)] if name]
    for former in pycountry.historic_countries:
        display.setdefault(former.alpha_3, {language: former.name.partition(",")[0] for language in LANGUAGES})
    display[KOSOVO] = {language: territories[language]["XK"] for language in LANGUAGES}
    names += [(KOSOVO, name, "name") for name in display[KOSOVO].values()]
    display["EU"] = {language: territories[language]["EU"] for language in LANGUAGES}
    return display, names


def inverted(name: str) -> list[Key]:
    """ "Bolivia, Plurinational State of" -> itself, with brackets, and in reading order; a name without a comma as it is.

    Where the name has "and" in any of our languages, the sign & is as good.
    """
    spellings = [name]
    main, comma, rest = name.partition(", ")
    if comma and rest.split()[-1] in {"of", "the"}:
        spellings += [f"{main} ({rest})", f"{rest.removeprefix('The ')} {main}"]
    keys = [key(spelling) for spelling in spellings]
    ands = ("and", "et", "y")
    keys += [tuple("&" if word in ands else word for word in words) for words in keys if set(ands) & set(words)]
    keys += [tuple(other if word == "&" else word for word in words) for words in keys if "&" in words for other in ands]
    keys += [("saint", *words[1:]) for words in keys if words[0] == "st"] + [("st", *words[1:]) for words in keys if words[0] == "saint"]
    return list(dict.fromkeys(keys))


ARTICLES = {
    "en": ("of", "of the"),
    "fr": ("de", "d", "du", "de la", "de l", "des"),
    "es": ("de", "del", "de la", "de los"),
}


def styled(names: Mapping[str, str], styles: Mapping[str, str]) -> list[Key]:
    """The style of a state before its name with every article the language may want: "République de la" + "Colombie".

    `names`, `styles`: language -> the state's name, its style.
    """
    return [key(f"{style} {of} {names[language]}") for language, style in styles.items() if language in names for of in ARTICLES[language]]


def exact(name: str) -> frozenset[str]:
    """The spelling that alone counts: that of a single word with a capital inside (AFD, KfW); else none, for any case."""
    letters = "".join(c for c in name if c.isalnum() or c == "&")
    single = len(key(name)) == 1 or (name.replace(".", "").isupper() and "." in name)
    return frozenset({letters} if single and any(c.isupper() for c in name[1:]) else ())


def english(base: str) -> tuple[str, ...]:
    """Singular and plural: Canadian, Canadians; Japanese has one form."""
    return (base,) if base.casefold().endswith(("ese", "ish", "ch", "s", "x")) else (base, base + "s")


FEMININES = (("en", "enne"), ("on", "onne"), ("e", "e"), ("c", "que"), ("i", "ie"))


def french(base: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural: tunisien, tunisienne, tunisiens, tunisiennes."""
    feminine = next((base[: -len(ending)] + other for ending, other in FEMININES if base.endswith(ending)), base + "e")
    plural = base if base.endswith(("s", "x", "z")) else base + "s"
    return (base, feminine, plural, feminine + "s")


def spanish(base: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural: chileno, chilena, chilenos, chilenas."""
    plain = fold(base)
    if base.endswith("o"):
        return tuple(base[:-1] + ending for ending in ("o", "a", "os", "as"))
    if base.endswith(("és", "án", "ol", "ín")):
        return tuple(plain + ending for ending in ("", "a", "es", "as"))
    return (base, base + "s", base + "es") if base.endswith("í") else (base, base + "s")
