"""What a form that looks like a country is, judged by the words around it: a state, a person, a language, a street, money."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest

from spacy.tokens import Doc

from pipeline.knowledge.countries import Cues, Form

BREAK = "\n"
"""Stands for white space that ends a line."""
REACH = 6
"""Most tokens between two countries of one enumeration."""
CODES = 2
"""Letters of an abbreviation that may be a word in capitals."""
LONGEST_RUN = 40
"""Most tokens of a web address looked at on either side."""
AROUND_LANGUAGE = 6
"""Most tokens between the word "languages" and the languages."""
SENTENCE_ENDS = frozenset(".;!?")
APOSTROPHES = frozenset("'’‘")
GLUE = frozenset("./-_@#=&")
ADDRESS = re.compile(r"://|www\.|@|\w\.(?:com|org|net|edu|gov|gouv|int|info|eu|html?|pdf|[a-z]{2})(?:/|$|\?)|/\S*[-_/]\S*[-_/]")
TOWN = 0.3
"""Confidence of a form that is a town there."""
SURE = 0.8
"""Confidence of a demonym of two states once the text has named one of them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A form in the text, tokens [start, end)."""

    start: int
    end: int
    form: Form
    code: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a Doc: folded where a form or a cue knows them, else empty; `text` gives the spelling of any."""

    words: Sequence[str]
    orths: Sequence[int]
    doc: Doc
    cues: Cues

    def word(self, at: int) -> str:
        """The folded word, empty beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def text(self, at: int) -> str:
        """The word as written, empty beyond the ends."""
        return str(self.doc.vocab.strings[self.orths[at]]) if 0 <= at < len(self.orths) else ""

    def capital(self, at: int) -> bool:
        """Whether the word opens with a capital."""
        return self.text(at)[:1].isupper()

    def shouted(self, at: int) -> bool:
        """Whether the word is a word in capitals, not an abbreviation of two or three letters."""
        text = self.text(at)
        return len(text) > 3 and text.isupper()

    def before(self, at: int) -> tuple[str, str, str]:
        """The three words before, nearest first, apostrophes left out."""
        found: list[str] = []
        while at > 0 and len(found) < 3:
            at -= 1
            if self.words[at] != "-" or self.text(at) not in APOSTROPHES:
                found.append(self.words[at])
        found += ["", "", ""]
        return found[0], found[1], found[2]

    def glued(self, start: int, end: int) -> str:
        """The run of tokens [start, end) with all that stands next to it without a blank."""
        low, high = start, end
        while low > 0 and start - low < LONGEST_RUN and not self.doc[low - 1].whitespace_ and not self.text(low - 1).isspace():
            low -= 1
        while high < len(self.words) and high - end < LONGEST_RUN and not self.doc[high - 1].whitespace_ and not self.text(high).isspace():
            high += 1
        return "".join(self.text(at) for at in range(low, high))


def judged(line: Line, found: Sequence[list[Hit]]) -> list[Hit]:
    """The hits that name a state, leftmost longest, each with its code and confidence."""
    kept, doubtful = sifted(line, found)
    kept = [hit for n, hit in enumerate(kept) if hit.start not in doubtful or accompanied(line, kept, n, doubtful)]
    kept = without_foreign_abbreviations(line, without_languages(line, kept))
    kept = [hit for hit, after in zip_longest(kept, kept[1:]) if hit.form.rule != "prefix" or joined(line, hit, after)]
    return settled(line, [replace(hit, code=hit.form.code, confidence=hit.form.confidence) for hit in kept if hit.form.rule != "trap"])


def sifted(line: Line, found: Sequence[list[Hit]]) -> tuple[list[Hit], set[int]]:
    """Hits that stand by themselves, and the starts of those that count only in company."""
    starts = {hits[0].start for hits in found}
    kept: list[Hit] = []
    doubtful: set[int] = set()
    free = 0
    for hits in found:
        if hits[0].start < free:
            continue
        for hit in map(partial(as_town, line), hits):
            verdict = hit.form.rule == "trap" or verdict_on(line, hit, starts)
            if verdict is False:
                continue
            if verdict is None:
                doubtful.add(hit.start)
            kept.append(hit)
            free = hit.end
            break
    return kept, doubtful


def as_town(line: Line, hit: Hit) -> Hit:
    """The hit, turned into a town where the word before says so ("à Panama")."""
    if hit.form.town_after and line.word(hit.start - 1) in hit.form.town_after and line.capital(hit.start):
        return replace(hit, form=replace(hit.form, rule="capital", confidence=TOWN))
    return hit


def verdict_on(line: Line, hit: Hit, starts: set[int]) -> bool | None:
    """True: a state; False: something else; None: it depends on the company."""
    form = hit.form
    if not well_written(line, hit) or in_address(line, hit):
        return False
    if form.rule in {"body", "bloc", "region", "prefix"}:
        return True
    if form.rule == "demonym":
        return False if money(line, hit) else decided(line, hit)
    if hit.end - hit.start == 1 and person(line, hit, starts):
        return False
    if in_street(line, hit) or in_us_state(line, hit):
        return False
    return not of_treaty(line, hit) if form.rule == "capital" else decided(line, hit)


def well_written(line: Line, hit: Hit) -> bool:
    """Whether case and accents are those the form asks for."""
    form = hit.form
    if form.plain and not line.text(hit.start).isascii():
        return False
    if form.exact:
        return spelled(line, hit) == form.exact and not (form.rule == "abbreviation" and abbreviated_otherwise(line, hit))
    return form.small != "never" or line.capital(hit.end - 1)


def in_address(line: Line, hit: Hit) -> bool:
    """Whether the hit is part of a web or mail address or of a file's name."""
    if line.text(hit.end) not in GLUE and line.text(hit.start - 1) not in GLUE:
        return False
    return ADDRESS.search(line.glued(hit.start, hit.end).rstrip(".,;:)")) is not None


def decided(line: Line, hit: Hit) -> bool | None:
    """What the guards of the form say."""
    form = hit.form
    nearest, second, _ = line.before(hit.start)
    if form.not_before and line.word(hit.end) in form.not_before:
        return False
    if form.after and nearest not in form.after:
        return None
    if form.accompanied or (form.small == "context" and not line.capital(hit.end - 1)):
        lead = second if nearest in line.cues.articles and second else nearest
        return True if lead in line.cues.prepositions else None
    return True


def spelled(line: Line, hit: Hit) -> str:
    """The form as written, without signs."""
    return "".join(text for at in range(hit.start, hit.end) if (text := line.text(at)) == "&" or text[:1].isalnum())


def abbreviated_otherwise(line: Line, hit: Hit) -> bool:
    """ "US$", "300 US", "JOIN US NOW": letters of an abbreviation that are none."""
    if line.text(hit.end) == "$" or line.word(hit.end) in line.cues.currencies:
        return True
    if len(hit.form.exact) > CODES:
        return False
    if line.text(hit.end)[:1].isdigit():
        return True
    around = [at for at in (hit.start - 1, hit.end) if line.text(at)[:1].isalpha()]
    return bool(around) and all(line.shouted(at) for at in around) and line.text(hit.start - 1) != "THE"


def person(line: Line, hit: Hit, starts: set[int]) -> bool:
    """A given name or title before it, or a surname after a form that is also a given name."""
    if not line.capital(hit.start):
        return False
    previous = line.word(hit.start - 1)
    if previous == "." and (line.word(hit.start - 2) in line.cues.titles or initial(line, hit.start - 2)):
        return True
    if previous and line.capital(hit.start - 1) and (previous in line.cues.titles or previous in line.cues.given_names):
        return True
    if not hit.form.first_name or line.shouted(hit.start) or hit.end in starts:
        return False
    after = line.text(hit.end)
    return len(after) > 1 and after[0].isupper() and not after.isupper() and line.word(hit.end) not in line.cues.institutions


def initial(line: Line, at: int) -> bool:
    """Whether the word is a person's initial and not the letter of a list item, which opens its line."""
    text, ahead = line.text(at), line.text(at - 1)
    return len(text) == 1 and text.isupper() and bool(ahead.strip()) and ahead != "."


def in_street(line: Line, hit: Hit) -> bool:
    """ "rue de Suède", "avenue du Maroc", "place d'Italie", "Peru Street"."""
    cues = line.cues
    if line.word(hit.end) in cues.streets_after and line.capital(hit.end):
        return True
    first, second, third = line.before(hit.start)
    if first in cues.streets:
        return True
    if first in {"de", "d"} and (second in cues.streets or second in cues.streets_of):
        return True
    return (first in {"du", "des"} and second in cues.streets) or (first in {"la", "l"} and second == "de" and third in cues.streets)


def in_us_state(line: Line, hit: Hit) -> bool:
    """ "Lebanon, Tennessee"."""
    if line.word(hit.end) != ",":
        return False
    after = line.word(hit.end + 1)
    return after in line.cues.states or f"{after} {line.word(hit.end + 2)}" in line.cues.states


def of_treaty(line: Line, hit: Hit) -> bool:
    """ "Nairobi Convention", "accord de Paris": a text named after the town where it was signed."""
    first, second, _ = line.before(hit.start)
    return line.word(hit.end) in line.cues.treaties or (first in {"de", "du", "of", "d"} and second in line.cues.treaties)


def money(line: Line, hit: Hit) -> bool:
    """ "Canadian dollars", "francs suisses"."""
    return line.word(hit.end) in line.cues.currencies or line.word(hit.start - 1) in line.cues.currencies


def accompanied(line: Line, kept: Sequence[Hit], at: int, doubtful: set[int]) -> bool:
    """Whether only signs and small words part the hit from another that is no doubt a state."""
    for near in (at - 1, at + 1):
        if 0 <= near < len(kept):
            other = kept[near]
            left, right = (other, kept[at]) if near < at else (kept[at], other)
            sure = other.start not in doubtful and other.form.rule in {"name", "official", "former", "abbreviation"}
            if sure and enumerated(line, left, right):
                return True
    return False


def enumerated(line: Line, left: Hit, right: Hit) -> bool:
    """Whether only commas, "and" and articles stand between two hits, and at least one of them."""
    between = line.words[left.end : right.start]
    return 0 < len(between) <= REACH and all(word in line.cues.separators for word in between)


def joined(line: Line, hit: Hit, after: Hit | None) -> bool:
    """Whether a prefix ("franco") is tied by a hyphen to the next country."""
    return after is not None and after.start == hit.end + 1 and line.word(hit.end) == "-" and after.form.rule != "capital"


def without_languages(line: Line, kept: list[Hit]) -> list[Hit]:
    """The hits but for demonyms that name a language; an enumeration of them is judged as one."""
    groups: list[list[Hit]] = []
    for hit in kept:
        tongue = hit.form.language
        if groups and tongue and groups[-1][-1].form.language and tied(line, groups[-1][-1], hit):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return [hit for group in groups if not (group[0].form.language and language(line, group)) for hit in group]


def tied(line: Line, left: Hit, right: Hit) -> bool:
    """Whether two demonyms stand in one enumeration: "anglais, français et espagnol"."""
    between = line.words[left.end : right.start]
    return 0 < len(between) <= 3 and all(word in line.cues.separators for word in between) and between != ["-"]


def language(line: Line, group: Sequence[Hit]) -> bool:
    """Whether the demonyms of one enumeration are languages there."""
    cues = line.cues
    first, second, _ = line.before(group[0].start)
    follow = group[-1].end
    after = line.word(follow + 1) if line.word(follow) == "-" else line.word(follow)
    if after in cues.language_after or any(line.word(hit.end) == "-" and line.word(hit.end + 1) in cues.language_after for hit in group):
        return True
    if first in cues.language_before or (first in cues.language_links and second in cues.language_before) or first == "en":
        return True
    if not ends_phrase(line, follow):
        return False
    if first in {"in", "into"} or near_language(line, group[0].start, follow):
        return True
    masculine = first in cues.masculine_articles or (first == "l" and not line.text(group[-1].start).endswith("e"))
    return masculine and not line.capital(group[-1].start)


def near_language(line: Line, start: int, end: int) -> bool:
    """Whether the word "language" stands within the sentence a few words from [start, end), which qualifies no noun itself."""
    cues = line.cues
    if line.text(start - 1)[:1].isalpha() and line.word(start - 1) not in cues.language_links | cues.language_follows:
        return False
    size = len(line.words)
    for places in (range(start - 1, max(-1, start - 1 - AROUND_LANGUAGE), -1), range(end, min(size, end + AROUND_LANGUAGE))):
        for at in places:
            if line.text(at) in SENTENCE_ENDS or line.words[at] == BREAK:
                break
            if line.words[at] in cues.language_near:
                return True
    return False


def ends_phrase(line: Line, at: int) -> bool:
    """Whether nothing follows that the adjective could qualify."""
    text = line.text(at)
    return not text[:1].isalpha() or line.word(at) in line.cues.language_follows


def without_foreign_abbreviations(line: Line, hits: list[Hit]) -> list[Hit]:
    """The hits but for abbreviations that the text itself defines as something else: "Research Data Alliance (RDA)"."""
    foreign: set[str] = set()
    for before, hit in zip([None, *hits], hits, strict=False):
        if hit.form.exact and line.text(hit.start - 1) == "(" and line.text(hit.end) == ")":
            own = before is not None and before.end == hit.start - 1 and before.form.code == hit.form.code
            if not own and initials(line, hit.start - 2, len(hit.form.exact)) == hit.form.exact:
                foreign.add(hit.form.exact)
    return [hit for hit in hits if hit.form.exact not in foreign] if foreign else hits


def initials(line: Line, last: int, count: int) -> str:
    """The first letters of the `count` capitalised words that end at `last`; words in small letters are passed over."""
    letters: list[str] = []
    at = last
    while at >= 0 and len(letters) < count and last - at < 3 * count:
        if line.capital(at):
            letters.insert(0, line.text(at)[0])
        elif not line.text(at)[:1].isalpha() and line.word(at) != "-":
            break
        at -= 1
    return "".join(letters)


def settled(line: Line, hits: list[Hit]) -> list[Hit]:
    """Demonyms of two states take the one that their paragraph names, or else the one that the text names more."""
    unsettled = [n for n, hit in enumerate(hits) if hit.form.other]
    if not unsettled:
        return hits
    pairs = {code for n in unsettled for code in (hits[n].form.code, hits[n].form.other)}
    breaks = [at for at, word in enumerate(line.words) if word == BREAK]
    named: dict[int, Counter[str]] = defaultdict(Counter)
    for hit in hits:
        if hit.code in pairs and not hit.form.other:
            named[bisect(breaks, hit.start)][hit.code] += 1
    everywhere = sum(named.values(), Counter[str]())
    for n in unsettled:
        pair = (hits[n].form.code, hits[n].form.other)
        near = named.get(bisect(breaks, hits[n].start), everywhere)
        if any(near[code] for code in pair):
            hits[n] = replace(hits[n], code=max(pair, key=near.__getitem__), confidence=SURE)
    return hits
