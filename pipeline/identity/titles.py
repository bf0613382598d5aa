"""What fields, titles and file names say of the Party."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pipeline.identity.names import Named, states_in
from pipeline.knowledge.base import flat, fold
from pipeline.knowledge.cycles import Cycles
from pipeline.knowledge.party import Kind, PartyRules
from pipeline.types import Document, Outline

HEAD_BLOCKS = 40
FIRST_BLOCKS = 6
OPENING_BLOCKS = 2
LABELLED_BLOCKS = 200
LONG_LINE = 160
LONG_TITLE = 8  # words besides the state's name: a longer line that ends in a full stop is a sentence
LETTERHEAD = 6  # words besides a state's name in a line of capitals
RESPONSIBLE = frozenset({"agency", "who"})
DASH = re.compile(r"\s[-–—]\s")
SPLIT = re.compile(r"[^A-Za-zÀ-ÿ'’]+")
CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


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
    blocks = [block.span.of(document.text) for block in document.blocks[:LABELLED_BLOCKS]]
    for i, text in enumerate(blocks):
        if len(text) > LONG_LINE:
            continue
        question, _, answer = text.replace("\t", ":", 1).partition(":")
        if bare(question) in rules.labelled:
            yield answer if answer.strip(" :*") else (blocks[i + 1] if i + 1 < len(blocks) else "")


def bare(text: str) -> str:
    """Folded words only: "1. * Name of Party (Country) " -> "name of party country"."""
    return " ".join(re.findall(r"[^\W\d_]+", fold(text)))


def titles(document: Document, outline: Outline, cycles: Cycles) -> dict[Kind, Counter[str]]:
    """States of the file's title and of the lines at the head of the text.

    A state's name alone is a title among the first lines only: further down it may head what was done with a partner.
    """
    votes: dict[Kind, Counter[str]] = {"title": Counter(), "opening": Counter(), "head": Counter()}
    answers = {segment.span for segment in outline.segments if segment.field == "party"}
    blocks = [block for block in document.blocks[:HEAD_BLOCKS] if block.kind in ("heading", "paragraph")]
    short = [block for block in blocks if block.span.end - block.span.start <= LONG_LINE and block.span not in answers]
    last = blocks[:FIRST_BLOCKS][-1].span if blocks else None
    for line, first in ((document.title, True), *((block.span.of(document.text), last is None or block.span <= last) for block in short)):
        code, calls_itself = title(line, cycles)
        if code:
            votes["title" if first or calls_itself else "head"][code] += 1
    lines = {document.title, *(block.span.of(document.text) for block in short if block in blocks[:OPENING_BLOCKS])}
    votes["opening"].update(code for line in sorted(lines) for code in opening(line, cycles))
    return votes


def title(line: str, cycles: Cycles) -> tuple[str, bool]:
    """(the one state of a line that calls itself a report or holds little but the name, whether it calls itself a report)."""
    found, rest = states_in(line, cycles.countries)
    if len({named.code for named in found}) != 1 or (len(rest) > LONG_TITLE and line.rstrip().endswith((".", ";"))):
        return "", False
    calls_itself = any(word in cycles.party.title_words for word in rest) or starts_with_state(line, found[0])
    if not calls_itself and ":" in line:  # "Chile: a residency" opens what was done with it
        return "", False
    left = [word for word in rest if word.isalpha() and len(word) > 2]
    return (found[0].code if calls_itself or not left or alone(line, found, left) else ""), calls_itself


def starts_with_state(line: str, state: Named) -> bool:
    """ "Algeria - Cultural diplomacy": the state's name, then a dash; a colon would open what was done with it."""
    return any(len(re.findall(r"\w+", line[: dash.start()])) == state.words for dash in DASH.finditer(line)) and state.at == 0


def alone(line: str, found: Sequence[Named], left: Sequence[str]) -> bool:
    """ "Republic of Mali, Ministry of Culture" or "EMBASSY OF MALI IN ROME": the long name of a state or a line of capitals, with few
    words more."""
    return (any(named.official for named in found) and len(left) <= 4) or (line.isupper() and len(left) <= LETTERHEAD)


def opening(line: str, cycles: Cycles) -> Iterator[str]:
    """The one state that the first line names in any way but as the other side: "Promotion of Malian culture abroad"."""
    found, _ = states_in(line, cycles.countries, demonyms=True)
    if len({named.code for named in found}) == 1:
        words = [word for word in re.findall(r"\w+", flat(line))]
        before = " ".join(words[: found[0].at])
        if not cycles.party.partner_before.search(before):
            yield found[0].code


def path(source: str, cycles: Cycles) -> Iterator[str]:
    """The state that the file name (or a folder below the cycle's) spells out or gives as a code."""
    parts = PurePosixPath(source).parts
    names = [*parts[1:-1], PurePosixPath(source).stem]
    for name in names:
        words = SPLIT.sub(" ", name).strip()
        found = {named.code for named in states_in(words, cycles.countries)[0]}
        found |= set(CODE.findall(name)) & cycles.party.alpha3
        if words.lower() in cycles.party.alpha2 and name.isalpha() and len(name) == 2:
            found.add(cycles.party.alpha2[words.lower()])
        if len(found) == 1:
            yield found.pop()
