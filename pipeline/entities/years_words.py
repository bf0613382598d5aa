"""A line of text as the grammar of dates sees it: one code letter a word, so that one regex over the codes reads every notation.

Codes: Y a year of four digits, D a number 1..31, x another of two digits, n any other number, H an hour, K a decade, M a month,
m its abbreviation, S a season, o an ordinal, q "quarter", h "half", Q "Q1", f "of", t "to", & "and", l an article, A "year",
j "jusqu", T a tab, w any other word; a sign stands for itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.knowledge.periods import Periods

LEXEME = re.compile(r"[^\W_]+|[^\w\s]|[_\t]")
CLASS_CODES = {"quarter": "q", "half": "h", "of": "f", "to": "t", "and": "&", "determiner": "l", "year": "A", "until": "j"}
NUMBER = re.compile(r"\d+")
SIGNS = frozenset("-/,.;:()[]'\"%&!?@_")
YEAR_DIGITS = 4
STOP = re.compile(r"[.T;!?]")
SHORT_WORD = 2
GAP = re.compile(r"(?<=[^-/.,:+()DxnY])(D[Dx])(?![-/:+]|[DxnYqhH]|[.,][DxnY])")
YEAR = re.compile(r"(?:19|20)\d\d$")
TIMELY = frozenset({"at", "since", "until", "from", "between"})

Cue = tuple[str, int]
"""(kind, where the cue begins or ends in the line)."""


@dataclass(slots=True)
class Line:
    """The words of one line: flat forms, character ranges in the whole text, and their codes.

    `marks`: (place, kind) of the words that tell from afar what a year means; `stops`: places where a sentence or a cell ends.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    codes: str
    marks: list[tuple[int, str]] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)

    def glued(self, k: int) -> bool:
        """Whether word k touches the one before it."""
        return 0 < k < len(self.words) and self.ends[k - 1] == self.starts[k]

    def tight(self, i: int, j: int) -> bool:
        """Whether the words i..j-1 stand without white space."""
        return all(self.ends[k - 1] == self.starts[k] for k in range(i + 1, j))

    def stops_at(self, k: int) -> bool:
        """Whether the sign at k ends a sentence: a dot after a number, an abbreviation or an initial does not."""
        if self.codes[k] != ".":
            return True
        return k > 0 and not self.glued(k + 1) and len(self.words[k - 1]) > SHORT_WORD and self.codes[k - 1] != "m"

    def number(self, k: int) -> int:
        """The digits that word k holds."""
        found = NUMBER.search(self.words[k])
        return int(found[0]) if found else 0


@dataclass(frozen=True)
class Vocabulary:
    """`Periods` turned into what matching asks: words by code, phrases by their last or first word."""

    periods: Periods
    states: frozenset[str] = frozenset()
    """Last words of the names of states: a year after one is no part of a name ("Chile 2017")."""

    @cached_property
    def months(self) -> dict[str, int]:
        """{name or abbreviation: 1..12}."""
        return {name: n for n, month in self.periods.months.items() for name in month.names + month.short}

    @cached_property
    def seasons(self) -> dict[str, int]:
        """{name: 21..24}."""
        return {name: n for n, names in self.periods.seasons.items() for name in names}

    @cached_property
    def ordinals(self) -> dict[str, int]:
        """{word: 1..4, or -1 for the last}."""
        return {name: n for n, names in self.periods.ordinals.items() for name in names}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """{word: 1..10}."""
        return {name: n for n, names in self.periods.numbers.items() for name in names}

    @cached_property
    def codes(self) -> dict[str, str]:
        """{word or sign: code}; an empty code is a word to skip."""
        known = dict.fromkeys(self.periods.weekdays, "")
        for kind, words in self.periods.classes.items():
            known |= dict.fromkeys(words, CLASS_CODES[kind])
        known |= dict.fromkeys(self.ordinals, "o") | dict.fromkeys(self.seasons, "S")
        known |= {name: "M" for month in self.periods.months.values() for name in month.names}
        known |= {name: "m" for month in self.periods.months.values() for name in month.short}
        return known | {sign: known.get(sign, sign) for sign in SIGNS} | {"\t": "T"}

    @cached_property
    def numerals(self) -> re.Pattern[str]:
        """Words with digits that mean more than a count."""
        suffixes = "|".join(self.periods.ordinal_suffixes)
        quarter, half, fiscal = ("|".join(x) for x in (self._letters("quarter"), self._letters("half"), self._letters("fiscal")))
        return re.compile(
            rf"(?P<D>(?:[1-9]|[12]\d|3[01])(?:{suffixes}))$|(?P<K>(?:19|20)\d0s)$|(?P<H>\d{{1,2}}h(?:\d\d)?)$"
            rf"|(?P<Q>(?:{quarter})[1-4]|[1-4](?:{quarter})|(?:{half})[12])$|(?P<Y>(?:{fiscal})(?:19|20)\d\d)$"
        )

    def _letters(self, kind: str) -> tuple[str, ...]:
        p = self.periods
        return {"quarter": p.quarter_letters, "half": p.half_letters, "fiscal": p.fiscal_letters}[kind]

    def _code(self, word: str) -> str:
        """The code of a word that the vocabulary does not list."""
        if word.isalpha():
            return "w"
        if word.isdecimal() and word.isascii():
            if len(word) == YEAR_DIGITS:
                return "Y" if word[:2] in ("19", "20") else "n"
            if len(word) > 2:
                return "n"
            return "D" if 1 <= int(word) <= 31 else "x" if len(word) == 2 else "n"
        if word.isalnum():
            found = self.numerals.match(word)
            return str(found.lastgroup) if found else "n" if word[0].isdigit() else "w"
        return "#"

    def read(self, flat: str, start: int, end: int) -> Line:
        """The words of flat[start:end]; weekdays and the loose "er" of "1 er mai" are left out."""
        known, code = self.codes, self._code
        found = list(LEXEME.finditer(flat, start, end))
        words = [one[0] for one in found]
        codes = [known[word] if word in known else code(word) for word in words]
        if not self.loose.isdisjoint(words):
            codes = ["" if word in self.loose and k and codes[k - 1] == "D" else codes[k] for k, word in enumerate(words)]
        if "" in codes:
            found = [one for one, letter in zip(found, codes, strict=True) if letter]
            words = [one[0] for one in found]
        line = Line(words, [one.start() for one in found], [one.end() for one in found], "".join(codes))
        if "x" in line.codes or "DD" in line.codes:
            self._close_gaps(line)
        marks = self.clause
        line.marks = [(k, marks[word]) for k, word in enumerate(line.words) if word in marks]
        line.stops = [k for one in STOP.finditer(line.codes) if line.stops_at(k := one.start())]
        return line

    def _close_gaps(self, line: Line) -> None:
        """ "in 20 19" as one year, where a month or a word like "in" stands before it and no count can be meant."""
        for found in reversed([*GAP.finditer(line.codes)]):
            k = found.start(1)
            year = line.words[k] + line.words[k + 1]
            led = line.codes[k - 1] in "Mm" or any(kind in TIMELY for kind, _ in self.cues_before(line, k, 0)[:1])
            behind = self.cue_behind(line, k + 2)
            if not (led and YEAR.match(year)) or line.starts[k + 1] - line.ends[k] != 1 or (behind and behind[0] in ("count", "money")):
                continue
            line.words[k : k + 2] = [year]
            del line.starts[k + 1], line.ends[k]
            line.codes = f"{line.codes[:k]}Y{line.codes[k + 2 :]}"

    @cached_property
    def before(self) -> Mapping[str, tuple[tuple[list[str], str], ...]]:
        """{last word: ((words, kind), ...)} of the cues before a year, longest first."""
        return _by_edge(self.periods.left.items(), -1)

    @cached_property
    def behind(self) -> Mapping[str, tuple[tuple[list[str], str], ...]]:
        """{first word: ((words, kind), ...)} of the cues after a year, longest first."""
        return _by_edge(self.periods.right.items(), 0)

    @cached_property
    def connectors(self) -> frozenset[tuple[str, ...]]:
        """What may stand between the two ends of a range."""
        return frozenset(tuple(p.split()) for p in self.periods.connectors)

    @cached_property
    def conjunctions(self) -> frozenset[tuple[str, ...]]:
        """What may stand before the last of a list."""
        phrases = [tuple(p.split()) for p in (*self.periods.classes["and"], *self.periods.conjunctions)]
        return frozenset(entry for phrase in phrases for entry in (phrase, (",", *phrase)))

    @cached_property
    def clause(self) -> dict[str, str]:
        """{word: kind} of the words that tell a year's meaning from afar."""
        return {word: kind for kind, words in self.periods.clause.items() for word in words}

    @cached_property
    def bridges(self) -> frozenset[str]:
        """Words that may stand between a law and its date."""
        return frozenset(self.periods.bridges)

    @cached_property
    def times(self) -> frozenset[str]:
        """ "time" in "for the first time"."""
        return frozenset(self.periods.times)

    @cached_property
    def roman(self) -> dict[str, int]:
        """{roman numeral: 1..12}."""
        return {name: n for n, name in enumerate(self.periods.roman, 1)}

    @cached_property
    def loose(self) -> frozenset[str]:
        """Ordinal suffixes that may stand apart from their number."""
        return frozenset(self.periods.loose_suffixes)

    @cached_property
    def denying(self) -> frozenset[str]:
        """Words without which "plus" and "pas" deny nothing."""
        return frozenset(self.periods.denying)

    @cached_property
    def auxiliaries(self) -> frozenset[str]:
        """ "was", "a été"."""
        return frozenset(self.periods.auxiliaries)

    @cached_property
    def relatives(self) -> frozenset[str]:
        """ "which", "qui"."""
        return frozenset(self.periods.relatives)

    @cached_property
    def compared(self) -> frozenset[str]:
        """ "against", before a figure of another year."""
        return frozenset(self.periods.compared)

    @cached_property
    def help(self) -> frozenset[str]:
        """Words before whose help a thing was done with."""
        return frozenset(self.periods.help)

    @cached_property
    def aftermath(self) -> frozenset[str]:
        """ "after", before a disaster."""
        return frozenset(self.periods.aftermath)

    @cached_property
    def heritage(self) -> frozenset[str]:
        """On what a thing is listed."""
        return frozenset(self.periods.heritage)

    @cached_property
    def sharing(self) -> frozenset[str]:
        """Words that make an instrument one between partners."""
        return frozenset(self.periods.sharing)

    @cached_property
    def universal(self) -> Mapping[str, tuple[tuple[list[str], str], ...]]:
        """{last word: ((words, ""), ...)} of the texts that the world knows by their year."""
        return _by_edge([("", self.periods.universal)], -1)

    @cached_property
    def deeds(self) -> frozenset[str]:
        """What an act that is no law is an act of."""
        return frozenset(self.periods.deeds)

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words that are no name even when capitalised."""
        return frozenset(self.periods.plain_before)

    @cached_property
    def traps(self) -> frozenset[str]:
        """Words after which a season's name is a participle."""
        return frozenset(self.periods.season_traps)

    def cues_before(self, line: Line, i: int, limit: int) -> list[Cue]:
        """The chain of cues that ends where word i begins, nearest first; none reaches before `limit`."""
        cues: list[Cue] = []
        while i > limit and len(cues) < 5:
            for words, kind in self.before.get(line.words[i - 1], ()):
                k = i - len(words)
                if k >= limit and line.words[k:i] == words:
                    cues.append((kind, k))
                    i = k
                    break
            else:
                break
        return cues

    def cue_behind(self, line: Line, j: int) -> Cue | None:
        """The longest cue that begins at word j."""
        if j < len(line.words):
            for words, kind in self.behind.get(line.words[j], ()):
                if line.words[j : j + len(words)] == words:
                    return kind, j + len(words)
        return None


def _by_edge(groups: Iterable[tuple[str, tuple[str, ...]]], edge: int) -> dict[str, tuple[tuple[list[str], str], ...]]:
    table: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for kind, phrases in groups:
        for text in phrases:
            words = text.split()
            table[words[edge]].append((words, kind))
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in table.items()}
