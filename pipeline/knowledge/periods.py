"""The words of time: months, seasons, cues before and after a year, and the words that make a number no year at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, model_validator

from pipeline.errors import KnowledgeError
from pipeline.knowledge import base
from pipeline.knowledge.documents import Frozen, load_model

FILE = "periods.yaml"
LEXEME = re.compile(r"[^\W_]+|[^\w\s]|_")

LeftCue = Literal[
    "filler", "at", "since", "from", "between", "until", "by", "before", "after", "approximate", "part", "term", "school", "decade",
    "money", "quantity", "reference", "agenda", "target", "creation", "origin", "except",
]  # fmt: skip
RightCue = Literal["on", "onwards", "school", "term", "money", "count", "agenda", "prices", "calendar"]
ClauseCue = Literal[
    "signature", "law", "instrument", "ratified", "born", "founded", "opened", "remade", "bound", "history", "plan", "work",
    "code", "address", "anniversary", "relations", "statistics", "first", "ended", "initialled", "renewed", "force", "ties",
    "restored", "denied", "planned", "disaster", "listed", "frame", "talks", "begun", "done", "wished",
]  # fmt: skip
WordClass = Literal["quarter", "half", "of", "to", "and", "determiner", "year", "until"]


SIGNS = dict.fromkeys("ʼ´`", "'") | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”„", '"') | dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", " ")
SIGN = re.compile("[" + "".join(SIGNS) + "]")


def flat(text: str) -> str:
    """`base.flat` with one kind of apostrophe, dash and quote, and no raised figures; every character keeps its place."""
    return SIGN.sub(lambda sign: SIGNS[sign[0]], base.flat(text))


def phrase(text: str) -> str:
    """A phrase as the reader of years sees it: flat, one space between words and signs ("d'ici à" -> "d ' ici a")."""
    return " ".join(LEXEME.findall(flat(text)))


Phrase = Annotated[str, AfterValidator(phrase)]
Phrases = tuple[Phrase, ...]


class Month(Frozen):
    """One month's names in every language; `short` ones may carry a dot."""

    names: Phrases
    short: Phrases


class Relative(Frozen):
    """Phrases that point to a period named before; `shift` in `unit`s.

    `unit`: year; month; next or same: the month or season that stands for @, the first after that period or the one of its
    year; whole: the period itself; start: its first point; season: the school year or season of theatres after or before
    it. `lead`: it opens a period ("since then"). `counted`: a number stands in front, or for #. `run`: all the years from the first to the
    last that is counted. `closing`: they point only where nothing follows ("two years after, ...").
    """

    shift: int = 0
    unit: Literal["year", "month", "next", "same", "whole", "start", "season"] = "year"
    phrases: Phrases
    counted: bool = False
    run: bool = False
    closing: bool = False
    lead: Literal["", "since"] = ""


class Duration(Frozen):
    """ "signed in 2014 for five years": `leads`, a number, `units`, never before `not_before`; without a lead, never after `never_after`.

    It counts only from a date whose sentence has a word of `agreed`. `running`: verbs before "until 2026" whose subject stands
    further back. `texts`: what a "five-year" or an adjective must stand beside to tell the term of a signature. Any duration counts
    from a date that one of `starts` links to it at once. `adjectives`: years by the word that tells them.
    """

    leads: Phrases
    starts: Phrases
    texts: Phrases
    adjectives: dict[int, Phrases]
    units: Phrases
    not_before: Phrases
    never_after: Phrases
    agreed: Phrases
    running: Phrases


class Spans(Frozen):
    """Which years can be what; all counted in calendar years.

    `first`..`last`: anything outside is no year of an act. `oldest`: no report speaks from before it. `usual`: the year a
    report is taken to speak from where it names too few. `future`: from it on a year is a target. `age`: how far before the
    report's own years an aside lies. `works`: how old a bracketed year must be to date a work of art. `lately`: how old a year
    may be and still be no origin ("goes back to 2018"). `elder`: how much older than the other year of its sentence a text's
    own year is ("protocol to the accord of 1990"). `ahead`: how far beyond the report's own years a year is a target.
    `range`: the longest believable range. `round`: agendas aim at its multiples.
    """

    first: int
    last: int
    oldest: int
    usual: int
    future: int
    age: int
    works: int
    lately: int
    elder: int
    ahead: int
    range: int
    round: int


class Periods(Frozen):
    """`models/periods.yaml`. Raises KnowledgeError (through `load_periods`) where a word stands for two things."""

    years: Spans
    months: dict[int, Month]
    roman: Phrases
    seasons: dict[int, Phrases]
    season_traps: Phrases
    weekdays: Phrases
    ordinals: dict[int, Phrases]
    ordinal_suffixes: Phrases
    loose_suffixes: Phrases
    numbers: dict[int, Phrases]
    quarter_letters: Phrases
    half_letters: Phrases
    fiscal_letters: Phrases
    classes: dict[WordClass, Phrases]
    connectors: Phrases
    conjunctions: Phrases
    left: dict[LeftCue, Phrases]
    opening: Phrases
    plural_articles: Phrases
    right: dict[RightCue, Phrases]
    clause: dict[ClauseCue, Phrases]
    bridges: Phrases
    deeds: Phrases
    auxiliaries: Phrases
    relatives: Phrases
    sharing: Phrases
    universal: Phrases
    compared: Phrases
    help: Phrases
    aftermath: Phrases
    heritage: Phrases
    times: Phrases
    denying: Phrases
    plain_before: Phrases
    treaty_years: tuple[int, ...]
    bodies: Phrases
    street_words: Phrases
    relative: tuple[Relative, ...]
    relative_keys: tuple[str, ...]
    relative_named: tuple[str, ...]
    relative_back: int
    duration: Duration

    @model_validator(mode="after")
    def _one_meaning(self) -> Periods:
        if sorted(self.months) != list(range(1, 13)):
            raise ValueError(f"months must be 1..12, not {sorted(self.months)}")
        if len(self.roman) != len(self.months):
            raise ValueError(f"roman must number the twelve months, not {len(self.roman)}")
        _unique({f"month {n}": month.names + month.short for n, month in self.months.items()})
        _unique({f"season {n}": words for n, words in self.seasons.items()})
        _unique({f"ordinal {n}": words for n, words in self.ordinals.items()})
        _unique(self.left)
        _unique(self.right)
        _unique(self.clause)
        _unique(self.classes)
        _unique({f"relative {n}": group.phrases for n, group in enumerate(self.relative)})
        return self


def _unique(groups: Mapping[Any, Phrases]) -> None:
    owner: dict[str, str] = {}
    for group, words in groups.items():
        for word in words:
            other = owner.setdefault(word, group)
            if other != group:
                raise ValueError(f"{word!r} is both {other} and {group}")


def load_periods(models: Path) -> Periods:
    """`models/periods.yaml` as a value. Raises KnowledgeError: broken, or a word that stands for two things."""
    path = models / FILE
    periods = load_model(Periods, path)
    for shift in periods.relative:
        for words in shift.phrases:
            if "@" not in words and not any(key in f" {words} " for key in periods.relative_keys):
                raise KnowledgeError(f"{path}: relative phrase {words!r} holds none of relative_keys {list(periods.relative_keys)}")
    return periods
