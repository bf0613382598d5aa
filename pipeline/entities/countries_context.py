"""What a form that looks like a country is, judged by the words around it: a state, a person, a street, a town, money."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest

from pipeline.entities.countries_persons import nickname, person, title_of_work, titled
from pipeline.entities.countries_text import BREAK, LEAD, Hit, Line
from pipeline.entities.countries_tongues import without_languages

STATES = frozenset({"name", "official", "former", "abbreviation", "body"})
"""Rules whose hits vouch for a doubtful neighbour in an enumeration."""
REACH = 6
"""Most tokens between two countries of one enumeration."""
CODES = 2
"""Letters of an abbreviation that may be a word in capitals."""
TOWN = 0.3
"""Confidence of a form that is a town there."""
TOWNS = frozenset({"capital", "town"})
HYPHENS = frozenset("-‐‑\u00ad")
SURE = 0.8
"""Confidence of a demonym of several states once the text has named one of them."""
GLUE = frozenset("./-_@#=&")
ADDRESS = re.compile(r"://|www\.|@|\w\.(?:com|org|net|edu|gov|gouv|int|info|eu|html?|pdf|[a-z]{2})(?:/|$|\?)|/\S*[-_/]\S*[-_/]")


def judged(line: Line, found: Sequence[list[Hit]]) -> list[Hit]:
    """The hits that name a state, leftmost longest, each with its code and confidence."""
    kept, doubtful = sifted(line, found)
    kept = in_company(line, kept, doubtful) if doubtful else kept
    kept = without_foreign_abbreviations(line, without_languages(line, kept))
    kept = [hit for hit, after in zip_longest(kept, kept[1:]) if hit.form.rule != "prefix" or joined(line, hit, after)]
    return settled(line, [replace(hit, code=hit.form.code, confidence=hit.form.confidence) for hit in kept if hit.form.rule != "trap"])


def sifted(line: Line, found: Sequence[list[Hit]]) -> tuple[list[Hit], set[int]]:
    """Hits that stand by themselves, and the starts of those that count only in company."""
    starts = {hits[0].start for hits in found}
    kept: list[Hit] = []
    doubtful: set[int] = set()
    free = 0
    for n, hits in enumerate(found):
        if hits[0].start < free:
            continue
        for hit in map(partial(as_town, line), hits):
            verdict = hit.form.rule == "trap" or verdict_on(line, hit, starts)
            if verdict is False or outgrown(hit, found[n + 1 : n + 1 + hit.end - hit.start]):
                continue
            if verdict is None:
                doubtful.add(hit.start)
            kept.append(hit)
            free = hit.end
            break
    return kept, doubtful


def outgrown(hit: Hit, later: Sequence[list[Hit]]) -> bool:
    """Whether a longer form begins inside the hit: "Cap-Vert" in "le Cap-Vert", which opens like "Le Cap"."""
    size = hit.end - hit.start
    return any(hits[0].start < hit.end < hits[0].end and hits[0].end - hits[0].start > size for hits in later)


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
    if form.rule == "body" and form.exact and of_another(line, hit, starts):
        return False
    if form.rule in {"body", "institution", "bloc", "region", "prefix"}:
        return True
    if carrier(line, hit) or money(line, hit) or negated(line, hit) or nickname(line, hit) or title_of_work(line, hit):
        return False
    if form.rule == "demonym":
        return False if titled(line, hit) else decided(line, hit)
    if hit.end - hit.start == 1 and person(line, hit, starts):
        return False
    if in_street(line, hit) or in_us_state(line, hit) or town_elsewhere(line, hit, starts):
        return False
    return False if form.rule in TOWNS and of_treaty(line, hit) else decided(line, hit)


def well_written(line: Line, hit: Hit) -> bool:
    """Whether case and accents are those the form asks for."""
    form = hit.form
    if form.plain and not line.text(hit.start).isascii():
        return False
    if form.broken and line.text(hit.start + 1) not in HYPHENS:
        return False
    if form.exact:
        return spelled(line, hit) in form.exact and not (form.rule == "abbreviation" and abbreviated_otherwise(line, hit))
    return form.small != "never" or line.capital(hit.end - 1) or (form.rule in TOWNS and lowered(line, hit))


def lowered(line: Line, hit: Hit) -> bool:
    """Whether a town stands after a preposition in a text without capitals, as web platforms print them."""
    nearest, _, _ = line.before(hit.start)
    return line.text(nearest).lower() in line.cues.prepositions and line.small_around(hit.start)


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
    if form.after and line.word(nearest) not in form.after:
        return None
    if (form.accompanied and not stands_alone(line, hit)) or (form.small == "context" and not line.capital(hit.end - 1)):
        lead = second if line.word(nearest) in line.cues.articles and second >= 0 else nearest
        return True if line.text(lead).lower() in line.cues.prepositions or qualifying(line, hit, nearest) else None
    return True


def qualifying(line: Line, hit: Hit, before: int) -> bool:
    """Whether it is an adjective between article and noun: "the polish institute", not "the polish is dry"."""
    between = line.word(before) in line.cues.articles and line.text(hit.end).isalpha()
    return hit.form.rule == "demonym" and between and line.word(hit.end) not in line.cues.language_follows


def stands_alone(line: Line, hit: Hit) -> bool:
    """Whether it is all that stands in brackets, or opens the line before a colon: "Pirkkala (Finnland)", "Camerooon: ..."."""
    before, after = line.text(hit.start - 1), line.text(hit.end)
    return (before == "(" and after == ")") or (not before.strip() and after == ":")


def spelled(line: Line, hit: Hit) -> str:
    """The form as written, without signs."""
    return "".join(text for at in range(hit.start, hit.end) if (text := line.text(at)) == "&" or text[:1].isalnum())


def abbreviated_otherwise(line: Line, hit: Hit) -> bool:
    """ "US$", "300 US", "JOIN US NOW": letters of an abbreviation that are none."""
    if "$" in (line.text(hit.end), line.text(hit.end + 1)):
        return True
    if len(spelled(line, hit)) > CODES and not hit.form.accompanied:
        return False
    if line.text(hit.end)[:1].isdigit():
        return True
    around = [at for at in (hit.start - 1, hit.end) if line.text(at)[:1].isalpha()]
    shouting = all(line.text(at).isupper() for at in around) and any(line.shouted(at) for at in around)
    return shouting and line.text(hit.start - 1) != "THE"


def carrier(line: Line, hit: Hit) -> bool:
    """An airline: "Singapore Airlines", "Air Mauritius"."""
    return line.word(hit.end) in line.cues.carriers or line.text(hit.start - 1) == "Air"


def negated(line: Line, hit: Hit) -> bool:
    """ "Spain, not Mexico", "et non au Pérou": an article or a preposition may stand between."""
    cues = line.cues
    if cues.negations.isdisjoint(line.words[max(0, hit.start - LEAD) : hit.start]):
        return False
    for nth, at in enumerate(line.before(hit.start)):
        if line.word(at) in cues.negations:
            return nth > 0 or hit.form.rule != "demonym"  # "non-American films" are about a state all the same
        if line.word(at) not in cues.articles and line.text(at).lower() not in cues.prepositions:
            return False
    return False


def of_another(line: Line, hit: Hit, starts: set[int]) -> bool:
    """Whether another state's name hangs on the letters: "the ICAA of Portugal"."""
    if line.word(hit.end) not in {"of", "de", "du", "d"}:
        return False
    return any(at in starts for at in range(hit.end + 1, hit.end + 4))


def in_street(line: Line, hit: Hit) -> bool:
    """ "rue de Suède", "avenue du Maroc", "place d'Italie", "Peru Street"."""
    cues = line.cues
    if line.word(hit.end) in cues.streets_after and line.capital(hit.end):
        return True
    first, second, third = line.words_before(hit.start)
    if first in cues.streets:
        return True
    if first in {"de", "d"} and (second in cues.streets or second in cues.streets_of):
        return True
    return (first in {"du", "des"} and second in cues.streets) or (first in {"la", "l"} and second == "de" and third in cues.streets)


def in_us_state(line: Line, hit: Hit) -> bool:
    """ "Lebanon, Tennessee"."""
    if hit.form.federated and beside_us_state(line, hit):
        return True
    if line.word(hit.end) != ",":
        return False
    after = line.word(hit.end + 1)
    return after in line.cues.states or f"{after} {line.word(hit.end + 2)}" in line.cues.states


def beside_us_state(line: Line, hit: Hit) -> bool:
    """ "Georgia and Hawaii", "Texas, Georgia": a name that is also one of the states of the USA, among others of them."""
    pairs = ((hit.end, hit.end + 1), (hit.start - 1, hit.start - 2))
    return any(line.word(sign) in line.cues.separators and line.word(place) in line.cues.states for sign, place in pairs)


def town_elsewhere(line: Line, hit: Hit, starts: set[int]) -> bool:
    """ "Trinidad, Cuba", "Antigua (Guatemala)": a town of another state, which is named at once and ends the enumeration."""
    if not hit.form.elsewhere or line.word(hit.end) not in {",", "("} or hit.end + 1 not in starts or line.text(hit.start - 1) == ",":
        return False
    closed = line.word(hit.end) == "(" or line.text(hit.end + 2) in {",", ".", ";", ""}
    return line.word(hit.end + 1) in hit.form.elsewhere and closed


def of_treaty(line: Line, hit: Hit) -> bool:
    """ "Nairobi Convention", "accord de Paris": a text named after the town where it was signed."""
    first, second, _ = line.words_before(hit.start)
    return line.word(hit.end) in line.cues.treaties or (first in {"de", "du", "of", "d"} and second in line.cues.treaties)


def money(line: Line, hit: Hit) -> bool:
    """ "Canadian dollars", "francs suisses", "dollars des États-Unis"."""
    first, second, _ = line.words_before(hit.start)
    currencies = line.cues.currencies
    return line.word(hit.end) in currencies or first in currencies or (first in {"des", "du", "of"} and second in currencies)


def in_company(line: Line, kept: list[Hit], doubtful: set[int]) -> list[Hit]:
    """The hits but for doubtful ones that no enumeration ties to a state; certainty spreads along it both ways."""
    sure = [hit.start not in doubtful for hit in kept]
    last = len(kept) - 1
    for step, order in ((-1, range(1, last + 1)), (1, range(last - 1, -1, -1))):
        for n in order:
            if not sure[n] and sure[n + step] and kept[n + step].form.rule in STATES:
                left, right = sorted((n, n + step))
                sure[n] = enumerated(line, kept[left], kept[right])
    return [hit for hit, certain in zip(kept, sure, strict=True) if certain]


def enumerated(line: Line, left: Hit, right: Hit) -> bool:
    """Whether only commas, "and" and articles stand between two hits, and at least one of them."""
    between = line.words[left.end : right.start]
    return 0 < len(between) <= REACH and all(word in line.cues.separators for word in between)


def joined(line: Line, hit: Hit, after: Hit | None) -> bool:
    """Whether a prefix ("franco") is tied by a hyphen to the next country."""
    return after is not None and after.start == hit.end + 1 and line.word(hit.end) == "-" and after.form.rule != "capital"


def without_foreign_abbreviations(line: Line, hits: list[Hit]) -> list[Hit]:
    """The hits but for abbreviations that the text itself defines as something else: "Research Data Alliance (RDA)"."""
    foreign: set[str] = set()
    for before, hit in zip([None, *hits], hits, strict=False):
        if hit.form.exact and line.text(hit.start - 1) == "(" and line.text(hit.end) == ")":
            own = before is not None and before.end == hit.start - 1 and before.form.code == hit.form.code
            letters = spelled(line, hit)
            if not own and initials(line, hit.start - 2, len(letters)) == letters.upper():
                foreign.add(letters)
    return [hit for hit in hits if not hit.form.exact or spelled(line, hit) not in foreign] if foreign else hits


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
    """Demonyms of several states take the one that their paragraph names, or else the one that the text names more."""
    unsettled = [n for n, hit in enumerate(hits) if hit.form.others]
    if not unsettled:
        return hits
    meant = {code for n in unsettled for code in (hits[n].form.code, *hits[n].form.others)}
    breaks = [at for at, word in enumerate(line.words) if word == BREAK]
    named: dict[int, Counter[str]] = defaultdict(Counter)
    for hit in hits:
        if hit.code in meant and hit.form.rule != "demonym":
            named[bisect(breaks, hit.start)][hit.code] += 1
    everywhere = sum(named.values(), Counter[str]())
    for n in unsettled:
        form = hits[n].form
        group = (form.code, *form.others)
        near = named.get(bisect(breaks, hits[n].start), everywhere)
        if form.mostly or not any(near[code] for code in group):
            near = everywhere
        best = max(group, key=near.__getitem__)
        if near[best] and (best != form.code or not form.mostly):
            hits[n] = replace(hits[n], code=best, confidence=SURE)
    return hits
