"""Names of states in short texts: titles, answers to "Country:", parts of a file name."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.knowledge.base import fold
from pipeline.knowledge.countries import Countries
from pipeline.knowledge.countries_forms import JOINERS, WORD

LONGEST = 9
NAMES = frozenset({"name", "official", "former", "abbreviation", "bloc"})


@dataclass(frozen=True, slots=True)
class Named:
    """One state in a short text, and how many of the text's words its name takes; `before`: the folded words before it."""

    code: str
    words: int
    official: bool
    before: str = ""


def states_in(text: str, countries: Countries, demonyms: bool = False) -> tuple[list[Named], list[str]]:
    """(the states that `text` names, in order; the folded words that are left over). Longest names first, traps left alone."""
    printed = [match.group() for match in WORD.finditer(text) if match.group() not in JOINERS]
    words = fold(" ".join(printed)).split(" ")
    if len(words) != len(printed):  # a sign that folds to nothing
        words = [fold(word) for word in printed]
    rules = NAMES | {"demonym"} if demonyms else NAMES
    found, rest, at = [], [], 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            form = countries.forms.get(tuple(words[at : at + size]))
            if form is not None and (not form.exact or "".join(printed[at : at + size]) in form.exact):
                if form.rule in rules and form.code:
                    found.append(Named(form.code, size, form.rule == "official", " ".join(words[:at])))
                else:
                    rest += words[at : at + size]
                at += size
                break
        else:
            rest.append(words[at])
            at += 1
    return found, rest
