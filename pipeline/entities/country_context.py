"""What a form that looks like a country is, judged by the words around it: a state, a person, a language, a street, money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.strings import StringStore

from pipeline.knowledge.countries import Cues, Form

NAMES = frozenset({"name", "former", "capital", "official"})
REACH = 6
"""Most tokens between two countries of one enumeration."""
CODES = 2
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
    strings: StringStore
    cues: Cues

    def word(self, at: int) -> str:
        """The folded word, empty beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def text(self, at: int) -> str:
        """The word as written, empty beyond the ends."""
        return str(self.strings[self.orths[at]]) if 0 <= at < len(self.orths) else ""

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
        at -= 1
        while at >= 0 and len(found) < 3:
            if self.words[at] != "-" or self.text(at) not in "'’‘":
                found.append(self.words[at])
            at -= 1
        return (*found, "", "", "")[:3]  # type: ignore[return-value]


def judged(line: Line, found: Sequence[list[Hit]]) -> list[Hit]:
    """The hits that name a state, leftmost longest, each with its code and confidence."""
    kept, doubtful = sifted(line, found)
    kept = [hit for hit in kept if hit.start not in doubtful or accompanied(line, kept, hit, doubtful)]
    kept = without_languages(line, kept)
    kept = [hit for hit, after in zip(kept, [*kept[1:], None], strict=True) if hit.form.rule != "prefix" or joined(line, hit, after)]
    kept = [hit for hit in kept if hit.form.rule != "trap"]
    return settled(line, [replace(hit, code=hit.form.code, confidence=hit.form.confidence) for hit in kept])


def sifted(line: Line, found: Sequence[list[Hit]]) -> tuple[list[Hit], set[int]]:
    """Hits that stand by themselves, and the starts of those that count only in company."""
    starts = {hits[0].start for hits in found}
    kept: list[Hit] = []
    doubtful: set[int] = set()
    free = 0
    for hits in found:
        if hits[0].start < free:
            continue
        for hit in hits:
            verdict = True if hit.form.rule == "trap" else verdict_on(line, hit, starts)
            if verdict is False:
                continue
            if verdict is None:
                doubtful.add(hit.start)
            kept.append(hit)
            free = hit.end
            break
    return kept, doubtful


def verdict_on(line: Line, hit: Hit, starts: set[int]) -> bool | None:
    """True: a state; False: something else; None: it depends on the company."""
    form = hit.form
    if form.exact:
        if spelled(line, hit) != form.exact or (form.rule == "abbreviation" and abbreviated_otherwise(line, hit)):
            return False
    elif not line.capital(hit.start) and form.small == "never":
        return False
    if form.rule in {"body", "bloc", "region", "prefix"}:
        return True
    if form.rule == "demonym":
        return False if money(line, hit) else decided(line, hit)
    if hit.end - hit.start == 1 and person(line, hit, starts):
        return False
    if in_street(line, hit) or in_us_state(line, hit):
        return False
    if form.rule == "capital":
        return not of_treaty(line, hit)
    if form.city_after_a and line.word(hit.start - 1) == "a" and line.capital(hit.start):
        return False
    return decided(line, hit)


def decided(line: Line, hit: Hit) -> bool | None:
    """What the guards of the form say."""
    form = hit.form
    nearest, second, _ = line.before(hit.start)
    if form.not_before and line.word(hit.end) in form.not_before:
        return False
    if form.after and nearest not in form.after and second not in form.after:
        return None
    if form.accompanied or (form.small == "context" and not line.capital(hit.start)):
        articles = line.cues.articles
        lead = second if nearest in articles and second else nearest
        return True if lead in line.cues.prepositions or nearest in line.cues.prepositions else None
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


def accompanied(line: Line, kept: Sequence[Hit], hit: Hit, doubtful: set[int]) -> bool:
    """Whether only signs and small words part the hit from another that is no doubt a state."""
    at = kept.index(hit)
    for near in (at - 1, at + 1):
        if 0 <= near < len(kept):
            other = kept[near]
            left, right = (other, hit) if near < at else (hit, other)
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
    follow, last = group[-1].end, group[-1]
    after = line.word(follow + 1) if line.word(follow) == "-" else line.word(follow)
    if after in cues.language_after or any(line.word(hit.end) == "-" and line.word(hit.end + 1) == "speaking" for hit in group):
        return True
    if first in cues.language_before or (first in {"in", "into", "en", "of", "to", "de", "d"} and second in cues.language_before):
        return True
    if first in {"in", "into"}:
        return ends_phrase(line, follow)
    small = not line.capital(last.start)
    if first == "en":
        return True
    masculine = last.form.language and line.text(last.start)[-1:] not in {"e", "s"} or line.text(last.start).endswith("ais")
    return small and masculine and first in cues.masculine_articles and ends_phrase(line, follow)


def ends_phrase(line: Line, at: int) -> bool:
    """Whether nothing follows that the adjective could qualify."""
    text = line.text(at)
    return not text[:1].isalpha() or line.word(at) in line.cues.language_follows


def settled(line: Line, hits: list[Hit]) -> list[Hit]:
    """Demonyms of two states take the one that their paragraph names, or else the one that the text names more."""
    unsettled = [n for n, hit in enumerate(hits) if hit.form.other]
    if not unsettled:
        return hits
    for n in unsettled:
        pair = (hits[n].form.code, hits[n].form.other)
        near = [h for h in hits if h.code in pair and not h.form.other and same_paragraph(line, h, hits[n])]
        named = [h.code for h in near] or [h.code for h in hits if h.code in pair and not h.form.other]
        if named:
            code = max(pair, key=named.count)
            hits[n] = replace(hits[n], code=code, confidence=SURE)
    return hits


def same_paragraph(line: Line, left: Hit, right: Hit) -> bool:
    """Whether no line break parts two hits."""
    low, high = sorted((left.start, right.start))
    return not any("\n" in line.text(at) for at in range(low, high))
