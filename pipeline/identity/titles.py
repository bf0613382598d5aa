"""What fields, titles and file names say of the Party."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pipeline.identity.names import Named, states_in
from pipeline.knowledge.base import fold
from pipeline.knowledge.cycles import Cycles
from pipeline.knowledge.party import Kind, PartyRules
from pipeline.types import Document, Outline

HEAD_BLOCKS = 40
FIRST_LINES = 3
BELOW = 2  # lines below one that speaks of a report
OPENING_LINES = 2
LABELLED_BLOCKS = 200
LONG_LINE = 160
LONG_TITLE = 8  # words besides the state's name: a longer line that ends in a full stop is a sentence
LETTERHEAD = 6  # words besides a state's name in a line of capitals
RESPONSIBLE = frozenset({"agency", "who"})
HEAD_FIELDS = RESPONSIBLE | {"title", "party", "when", "other", "technical_information"}  # what stands before the answers
DASH = re.compile(r"\s[-–—]\s")
COLON = re.compile(r"\s[-–—]\s|\s?:(?=\s)")
SPLIT = re.compile(r"[^A-Za-zÀ-ÿ'’]+")
CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def fields(document: Document, outline: Outline, cycles: Cycles) -> Iterator[str]:
    """States that answer the form's question for the Party, or stand beside a label that asks for it."""
    answers = [segment.span.of(document.text) for segment in outline.segments if segment.field == "party"]
    for answer in answers or labelled(document, cycles.party):
        found = {state.code for state in named(answer[:LONG_LINE], cycles)[0]}
        if len(found) == 1:
            yield found.pop()


def responsible(document: Document, outline: Outline, cycles: Cycles) -> Iterator[str]:
    """States that the answer to "agency responsible" names: "Ministry of Culture of Colombia"."""
    for segment in outline.segments:
        if segment.field in RESPONSIBLE and segment.span.end - segment.span.start <= LONG_LINE:
            yield from {state.code for state in named(segment.span.of(document.text), cycles)[0]}


def named(text: str, cycles: Cycles, demonyms: bool = False) -> tuple[list[Named], list[str]]:
    """`states_in`, without those that cannot report: states that are no more and most blocs ("Mission of Mali to the United Nations")."""
    found, rest = states_in(text, cycles.countries, demonyms)
    return [state for state in found if state.code in cycles.party.parties], rest


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

    A state's name alone is a title on the first lines and right below a line that speaks of a report: elsewhere it may head what
    was done with a partner.
    """
    votes: dict[Kind, Counter[str]] = {"title": Counter(), "opening": Counter(), "head": Counter()}
    lines = [document.title, *headlines(document, outline)]
    read = [title(line, cycles, first=at <= 1) for at, line in enumerate(lines)]
    several = len({code for code, sure in read if code and not sure}) > 1  # a list of states heads what was done with each
    below = 0
    for at, (line, (code, sure)) in enumerate(zip(lines, read, strict=True)):
        if code:
            votes["title" if sure or at <= below or (at <= FIRST_LINES and not several) else "head"][code] += 1
        if cycles.party.title_words.intersection(bare(line).split()):
            below = at + BELOW
    votes["opening"].update(code for line in dict.fromkeys(lines[: OPENING_LINES + 1]) for code in opening(line, cycles))
    return votes


def headlines(document: Document, outline: Outline) -> Iterator[str]:
    """Short lines at the head of the text, as far as the first answer of a form."""
    answers = {segment.span for segment in outline.segments if segment.field == "party"}
    body = next((segment.span for segment in outline.segments if segment.field not in HEAD_FIELDS), None)
    for block in [block for block in document.blocks[:HEAD_BLOCKS] if block.kind in ("heading", "paragraph")]:
        line = block.span.of(document.text)
        if len(line) <= LONG_LINE and block.span not in answers and (body is None or block.span < body):
            yield line


def title(line: str, cycles: Cycles, first: bool = False) -> tuple[str, bool]:
    """(the one state of a line that calls itself a report or holds little but the name, whether it is surely a title).

    "Chile: a residency" opens what was done with Chile, but on the `first` line it is the title of all.
    """
    found, rest = named(line, cycles)
    if len({state.code for state in found}) != 1 or (len(rest) > LONG_TITLE and line.rstrip().endswith((".", ";"))):
        return "", False
    surely = any(word in cycles.party.title_words for word in rest) or starts_with(line, found[0], COLON if first else DASH)
    if ":" in line and not surely:
        return "", False
    left = [word for word in rest if word.isalpha() and len(word) > 2]
    return (found[0].code if surely or not left or alone(line, found, left) else ""), surely


def starts_with(line: str, state: Named, sign: re.Pattern[str]) -> bool:
    """ "Algeria - Cultural diplomacy": the state's name, then the sign."""
    return not state.before and any(len(re.findall(r"\w+", line[: found.start()])) == state.words for found in sign.finditer(line))


def alone(line: str, found: Sequence[Named], left: Sequence[str]) -> bool:
    """ "Republic of Mali, Ministry of Culture" or "EMBASSY OF MALI IN ROME": the long name of a state or a line of capitals, with few
    words more."""
    return (any(state.official for state in found) and len(left) <= 4) or (line.isupper() and len(left) <= LETTERHEAD)


def opening(line: str, cycles: Cycles) -> Iterator[str]:
    """The one state that the first line names in any way but as the other side: "Promotion of Malian culture abroad"."""
    found, _ = named(line, cycles, demonyms=True) if not line.rstrip().endswith((".", ";")) else ([], [])
    if len({state.code for state in found}) == 1 and not cycles.party.partner_before.search(found[0].before):
        yield found[0].code


def path(source: str, cycles: Cycles) -> Iterator[str]:
    """The state that the file name (or a folder below the cycle's) spells out or gives as a code."""
    parts = PurePosixPath(source).parts
    names = [*parts[1:-1], PurePosixPath(source).stem]
    for name in names:
        words = SPLIT.sub(" ", name).strip()
        found = {state.code for state in named(words, cycles)[0]}
        found |= set(CODE.findall(name)) & cycles.party.alpha3
        if words.lower() in cycles.party.alpha2 and name.isalpha() and len(name) == 2:
            found.add(cycles.party.alpha2[words.lower()])
        if len(found) == 1:
            yield found.pop()
