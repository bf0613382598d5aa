"""The Party: evidence of many kinds, added up; the lead before the second state is the confidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from pipeline.identity.names import Named, states_in
from pipeline.knowledge.base import flat, fold
from pipeline.knowledge.cycles import Cycles, Kind, PartyRules
from pipeline.types import Document, Mention, Outline

HEAD_BLOCKS = 40
FIRST_BLOCKS = 6
LABELLED_BLOCKS = 200
LONG_LINE = 160
LONG_TITLE = 8  # words besides the state's name: a longer line that ends in a full stop is a sentence
MENTIONS = 5_000
BEFORE, AFTER, LINK = 110, 40, 12
RESPONSIBLE = frozenset({"agency", "who"})
STATES = frozenset({"name", "official", "former", "demonym", "abbreviation", "bloc"})
DIRECT = frozenset({"field", "responsible", "title", "path"})
OF = re.compile(r"(?:\b(?:of|for|in|de|du|des|del)|\bd['’]|,)(?:\s+(?:the|la|le|les|el)|\s*l['’])?\s*$", re.IGNORECASE)
HOST = re.compile(r"(?:@|://|www\.)([A-Za-z0-9.-]+\.[A-Za-z]{2,})")
PUBLIC_HOST = re.compile(r"\.(?:gov|gouv|gob|go|edu|ac|org|com)\.[a-z]{2}\b")
PHONES = (re.compile(r"\+\s?\(?(\d{1,3})\)?[\s().-]?(?=\d)"), re.compile(r"\((?:00)?(\d{3})\)\s?\d{2}"))
SPLIT = re.compile(r"[^A-Za-zÀ-ÿ'’]+")
CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")

Votes = Mapping[Kind, Counter[str]]


def find_party(
    document: Document, outline: Outline, countries: Sequence[Mention], source: str, cycles: Cycles
) -> tuple[str | None, float, str]:
    """(code, confidence 0..1, reason in words); (None, 0, ...) where too little speaks for anybody."""
    rules = cycles.party
    votes: dict[Kind, Counter[str]] = {
        "field": Counter(fields(document, outline, cycles)),
        "responsible": Counter(responsible(document, outline, cycles)),
        **titles(document, outline, cycles),
        "path": Counter(path(source, cycles)),
        "host": Counter(hosts(document.text, cycles)),
        "phone": Counter(phones(document.text, rules)),
        "currency": Counter(money(document.text, cycles)),
        **contexts(document.text, countries, cycles),
    }
    scores = weigh(votes, rules)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < rules.least:
        return None, 0.0, "too little speaks for any state"
    best, first = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    certainty = first**2 / (first**2 + second**2) * (1 - 0.5 ** (first / 1.5))
    reason = explain(best, votes, cycles)
    if certainty < cycles.bar and len(ranked) > 1 and second > 0.4 * first:
        reason += f", but {explain(ranked[1][0], votes, cycles)}"
    return best, round(certainty, 3), reason


def weigh(votes: Votes, rules: PartyRules) -> dict[str, float]:
    """State -> evidence, over all kinds."""
    scores: dict[str, float] = defaultdict(float)
    for kind, counts in votes.items():
        weight, everything = rules.evidence[kind], sum(counts.values())
        for code, count in counts.items():
            part = rules.bloc if code in rules.party_blocs and kind not in DIRECT else 1.0
            scores[code] += min(weight.most, weight.each * count) * count / everything * part
    return scores


def explain(code: str, votes: Votes, cycles: Cycles) -> str:
    """The kinds of evidence that speak for a state, the weightiest first."""
    name = cycles.countries.name(code)
    said = []
    for kind, weight in cycles.party.evidence.items():
        count = votes[kind][code] if kind in votes else 0
        if count:
            said.append(weight.says.format(country=name, times="once" if count == 1 else f"{count} times"))
    return "; ".join(said)


def fields(document: Document, outline: Outline, cycles: Cycles) -> Iterator[str]:
    """States that answer the form's question for the Party, or stand beside a label that asks for it."""
    answers = [segment.span.of(document.text) for segment in outline.segments if segment.field == "party"]
    for answer in answers or labelled(document, cycles.party):
        found = {named.code for named in states_in(answer[:LONG_LINE], cycles.countries)[0]}
        if len(found) == 1:
            yield found.pop()


def responsible(document: Document, outline: Outline, cycles: Cycles) -> Iterator[str]:
    """States that the answer to "agency responsible" names: "Ministry of Culture of Colombia"."""
    for segment in outline.segments:
        if segment.field in RESPONSIBLE and segment.span.end - segment.span.start <= LONG_LINE:
            yield from {named.code for named in states_in(segment.span.of(document.text), cycles.countries)[0]}


def labelled(document: Document, rules: PartyRules) -> Iterator[str]:
    """What follows "Country:" and the like, on the same line or the next."""
    labels = frozenset(rules.labels)
    blocks = [block.span.of(document.text) for block in document.blocks[:LABELLED_BLOCKS]]
    for i, text in enumerate(blocks):
        if len(text) > LONG_LINE:
            continue
        question, _, answer = text.replace("\t", ":", 1).partition(":")
        if bare(question) in labels:
            yield answer if answer.strip(" :*") else (blocks[i + 1] if i + 1 < len(blocks) else "")


def bare(text: str) -> str:
    """Folded words only: "1. * Name of Party (Country) " -> "name of party country"."""
    return " ".join(re.findall(r"[^\W\d_]+", fold(text)))


def titles(document: Document, outline: Outline, cycles: Cycles) -> dict[Kind, Counter[str]]:
    """States of the file's title and of the lines at the head of the text.

    A state's name alone is a title among the first lines only: further down it may head what was done with a partner.
    """
    votes: dict[Kind, Counter[str]] = {"title": Counter(), "head": Counter()}
    words = frozenset(word for phrase in cycles.party.titles for word in phrase.split())
    answers = {segment.span for segment in outline.segments if segment.field == "party"}
    blocks = [block for block in document.blocks[:HEAD_BLOCKS] if block.kind in ("heading", "paragraph")]
    short = [block for block in blocks if block.span.end - block.span.start <= LONG_LINE and block.span not in answers]
    last = blocks[:FIRST_BLOCKS][-1].span if blocks else None
    for line, first in ((document.title, True), *((block.span.of(document.text), last is None or block.span <= last) for block in short)):
        code, calls_itself = title(line, words, cycles)
        if code:
            votes["title" if first or calls_itself else "head"][code] += 1
    return votes


def title(line: str, report_words: frozenset[str], cycles: Cycles) -> tuple[str, bool]:
    """(the one state of a line that calls itself a report or holds little but the name, whether it calls itself a report)."""
    found, rest = states_in(line, cycles.countries)
    if len({named.code for named in found}) != 1 or (len(rest) > LONG_TITLE and line.rstrip().endswith((".", ";"))):
        return "", False
    calls_itself = any(word in report_words for word in rest) or starts_with_state(line, found[0])
    left = [word for word in rest if word.isalpha() and len(word) > 2]
    return (found[0].code if calls_itself or not left or alone(found, left) else ""), calls_itself


def starts_with_state(line: str, state: Named) -> bool:
    """ "Algeria - Cultural diplomacy": the state's name, then a dash; a colon would open what was done with it."""
    words, sign, _ = line.replace("–", "-").replace("—", "-").partition(" - ")
    return bool(sign) and len(words.split()) <= state.words + 1


def alone(found: Sequence[Named], left: Sequence[str]) -> bool:
    """ "Republic of Mali, Ministry of Culture": the long name of a state, and few words more."""
    return any(named.official for named in found) and len(left) <= 4


def path(source: str, cycles: Cycles) -> Iterator[str]:
    """The state that the file name (or a folder below the cycle's) spells out or gives as a code."""
    parts = PurePosixPath(source).parts
    names = [*parts[1:-1], PurePosixPath(source).stem]
    for name in names:
        words = SPLIT.sub(" ", name).strip()
        found = {named.code for named in states_in(words, cycles.countries)[0]}
        codes = set(CODE.findall(name)) & set(cycles.alpha2.values())
        found |= codes
        if words.lower() in cycles.alpha2 and name.isalpha() and len(name) == 2:
            found.add(cycles.alpha2[words.lower()])
        if len(found) == 1:
            yield found.pop()


def hosts(text: str, cycles: Cycles) -> Iterator[str]:
    """The state of each host name, once a host."""
    rules = cycles.party
    names = {match.lower().strip(".-") for match in HOST.findall(text)}
    for match in PUBLIC_HOST.finditer(text):
        start = max(text.rfind(sign, max(0, match.start() - 60), match.start()) for sign in " \n\t/@(")
        names.add(text[start + 1 : match.end()].lower())
    for name in sorted(names):
        labels = name.removeprefix("www.").split(".")
        domain, second = labels[-1], labels[-2] if len(labels) > 1 else ""
        if name in rules.shorteners or (domain in rules.worldwide and second not in rules.public):
            continue
        code = rules.domains.get(domain) or cycles.alpha2.get(domain)
        if code:
            yield code
            if second in ("gov", "gouv", "gob", "go", "gub", "govt"):
                yield code


def phones(text: str, rules: PartyRules) -> Iterator[str]:
    """The state of each telephone number written with a calling code."""
    for pattern in PHONES:
        for digits in pattern.findall(text):
            code = next((rules.calling[digits[:size]] for size in (3, 2) if digits[:size] in rules.calling), None)
            if code:
                yield code


def money(text: str, cycles: Cycles) -> Iterator[str]:
    """The state of each sum that is followed or led by the code of its currency."""
    for currency in sorted(cycles.currencies.keys() & set(text.split())):
        for _ in re.finditer(rf"\b{currency}\s?(?=\d)|\d\s?{currency}\b", text):
            yield cycles.currencies[currency]


def contexts(text: str, countries: Sequence[Mention], cycles: Cycles) -> dict[Kind, Counter[str]]:
    """Votes of the mentions: by the words around each, and by the number of segments that name a state."""
    votes: dict[Kind, Counter[str]] = defaultdict(Counter)
    named: set[tuple[str, int]] = set()
    for mention in countries[:MENTIONS]:
        if mention.rule not in STATES or (mention.rule == "bloc" and mention.value not in cycles.party.party_blocs):
            continue
        named.add((mention.value, mention.segment))
        kind = context(text, mention, cycles)
        if kind is not None:
            votes[kind][mention.value] += 1
    votes["text"].update(code for code, _ in named)
    return votes


def context(text: str, mention: Mention, cycles: Cycles) -> Kind | None:
    """What the words before and after a mention make of it: "Ministry of Culture of X", "X's Government", "our country, X"."""
    start, end = mention.span.start, mention.span.end
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - BEFORE) : start]
    if OF.search(before[-LINK:]):
        head = flat(before)
        for kind, pattern in cycles.before.items():
            if pattern.search(head):
                return kind
        return None
    if mention.rule == "demonym" and cycles.demonym_before.search(flat(before).rstrip()):
        return "government"
    after = text[end : end + AFTER]
    if mention.rule == "demonym" or after[:1] in ("'", "’"):
        match = cycles.after.match(flat(after.replace("\n", " ")))
        if match is not None:
            return "agency" if match["agency"] else "government"
    return None
