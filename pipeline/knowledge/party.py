"""`models/identity.yaml`: what tells whose report a document is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, PositiveFloat

from pipeline.knowledge.base import fold
from pipeline.knowledge.documents import Frozen

Kind = Literal[
    "field",
    "symbol",
    "responsible",
    "review",
    "title",
    "opening",
    "head",
    "own",
    "home",
    "agency",
    "government",
    "seat",
    "path",
    "host",
    "phone",
    "currency",
    "text",
    "partner",
]

Codes = Annotated[frozenset[str], BeforeValidator(lambda value: frozenset(value.split()) if isinstance(value, str) else value)]

ARTICLES = r"(?: the| la| le| les| l'| el| los| las| d')?\s*$"
LINKED = r"(?:of|for|in|de|du|des|del|d')(?: the| la| le| les| l'| el| los| las)?\s*$"
LANGUAGES = ("en", "fr", "es")


class Weight(Frozen):
    """What one kind of evidence counts `each` time (negative: against) and at `most`, and how it is `says` in words."""

    each: float
    most: PositiveFloat
    says: str


class Around(Frozen):
    """Words right before a state's name, and words right after it."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class PartyRules(Frozen):
    """`identity.yaml` as written. `calling`: country calling code -> state; `domains`: top-level domain -> state."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    evidence: dict[Kind, Weight]
    least: PositiveFloat
    bloc: PositiveFloat
    territory: PositiveFloat
    territories: Codes
    party_blocs: tuple[str, ...]
    labels: tuple[str, ...]
    titles: tuple[str, ...]
    agencies: tuple[str, ...]
    governments: tuple[str, ...]
    reviews: tuple[str, ...]
    owns: tuple[str, ...]
    homes: Around
    others: Around
    domains: dict[str, str]
    worldwide: frozenset[str]
    public: frozenset[str]
    shorteners: frozenset[str]
    world_money: frozenset[str]
    not_money: frozenset[str]
    calling: dict[str, str]

    @cached_property
    def alpha2(self) -> Mapping[str, str]:
        """Lower-case ISO 3166-1 alpha-2 -> alpha-3."""
        import pycountry

        return {country.alpha_2.lower(): country.alpha_3 for country in pycountry.countries}

    @cached_property
    def alpha3(self) -> frozenset[str]:
        """ISO 3166-1 alpha-3."""
        return frozenset(self.alpha2.values())

    @cached_property
    def parties(self) -> frozenset[str]:
        """Who may report: states that are, and the blocs that are Parties themselves."""
        return self.alpha3.union(self.party_blocs, ["XKX"])

    @cached_property
    def currencies(self) -> Mapping[str, str]:
        """ISO 4217 code -> the one state whose money it is today; of several users the one that the code begins with, if any."""
        chosen = {
            code: next(iter(users)) if len(users) == 1 else code[:2]
            for code, users in self.users.items()
            if len(users) == 1 or code[:2] in users
        }
        return {code: self.alpha2[territory.lower()] for code, territory in chosen.items() if code not in self.world_money}

    @cached_property
    def users(self) -> Mapping[str, set[str]]:
        """ISO 4217 code -> ISO 3166-1 alpha-2 codes of those whose legal tender it is today."""
        from babel.core import get_global

        users: dict[str, set[str]] = {}
        for territory, history in get_global("territory_currencies").items():
            for code, _, end, tender in history:
                if end is None and tender and territory.lower() in self.alpha2:
                    users.setdefault(code, set()).add(territory)
        return users

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Folded unit of money that one currency alone is counted in -> its state: "gourdes" -> HTI."""
        from babel import Locale

        owners: dict[str, set[str]] = {}
        for language in LANGUAGES:
            locale = Locale(language)
            for code in self.users:
                for name in (locale.currencies.get(code), *(locale._data["currency_names_plural"].get(code, {}).values())):
                    if name:
                        owners.setdefault(fold(name.split()[-1 if language == "en" else 0]), set()).add(code)
        return {
            unit: self.currencies[next(iter(codes))]
            for unit, codes in owners.items()
            if len(codes) == 1 and next(iter(codes)) in self.currencies and unit.rstrip("s") not in self.not_money and unit.isalpha()
        }

    @cached_property
    def labelled(self) -> frozenset[str]:
        """Labels that ask for the Party, as `bare` gives them."""
        return frozenset(self.labels)

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Words that make the line a report's title."""
        return frozenset(word for phrase in self.titles for word in phrase.split())

    @cached_property
    def before(self) -> Mapping[Kind, re.Pattern[str]]:
        """Kind -> the flat words that end right before a state's name: "ministry of culture of the", "our country,"."""
        return {
            "review": re.compile(r"\b(?:" + either(self.reviews) + ")" + ARTICLES),
            "own": re.compile(r"\b(?:" + either(self.owns) + "),?" + ARTICLES),
            "agency": re.compile(r"\b(?:" + either(self.agencies) + r")\b[^.;:!?()]*(?:\b" + LINKED + r"|,\s*$)"),
            "government": re.compile(r"\b(?:" + either(self.governments) + r")\b (?:[^\W\d_]+ )?" + LINKED),
            "home": re.compile(r"\b(?:" + either(self.homes.before) + r")(?: of| in| en| au| aux| du| de| des| d')?" + ARTICLES),
        }

    @cached_property
    def seat_before(self) -> re.Pattern[str]:
        """What stands before the town where an agency is: "Ministry of Arts, ", "Directorate of Culture in "."""
        return re.compile(r"\b(?:" + either(self.agencies) + r")\b[^.;:!?()]*(?:, ?|\b(?:in|a|en) )$")

    @cached_property
    def partner_before(self) -> re.Pattern[str]:
        """What stands before the other side: "with the", "our embassy in"."""
        return re.compile(r"\b(?:" + either(self.others.before) + ")" + ARTICLES)

    @cached_property
    def partner_after(self) -> re.Pattern[str]:
        """What follows the other side."""
        return re.compile(r",? ?(?:" + either(self.others.after) + r")\b")

    @cached_property
    def home_after(self) -> re.Pattern[str]:
        """What follows a state that tells of itself: "Mali ratified", "in Mali and abroad"."""
        return re.compile(r",? ?(?:" + either(self.homes.after) + r")\b")

    @cached_property
    def after(self) -> re.Pattern[str]:
        """What follows a demonym or "X's" in flat text; the group `agency` where it is an agency."""
        return re.compile(
            r"(?:'s?)? ?(?:[a-z]+ ){0,2}?(?:(?P<agency>" + either(self.agencies) + r")|(?:" + either(self.governments) + r"))\b"
        )

    @cached_property
    def demonym_before(self) -> re.Pattern[str]:
        """What precedes a demonym in French and Spanish: "le gouvernement", "les autorités"."""
        return re.compile(r"\b(?:" + either((*self.governments, *self.agencies)) + r")$")


def either(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases in folded text, the longest first."""
    words = sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(map(re.escape, words))
