"""Where sentences and clauses end. Plain code: reports lose capitals, full stops and blanks, which trained splitters need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.types import Span

END = re.compile(r"[.!?…;]+[\"'”’»)\]]*(?=\s)|[.!?][\"”»)]*(?=[A-ZÀ-Þ][a-zà-ÿ])")
LAST_WORD = re.compile(r"(\w+)\W*$")
ORDER = re.compile(r"^(?:\(?[a-z0-9]{1,3}|[ivx]+)$", re.IGNORECASE)


def sentences(text: str, abbreviations: frozenset[str]) -> Iterator[Span]:
    """The sentences of one paragraph, without the white space between them; a semicolon ends one as well.

    A lone year after the last full stop ("... satellite account. 2017") stays with its sentence.
    """
    start = 0
    for match in END.finditer(text):
        end = match.end()
        if not is_end(text, start, match, abbreviations):
            continue
        rest = text[end:].strip()
        if not any(c.isalpha() for c in rest):
            break
        yield trimmed(text, start, end)
        start = end
    if text[start:].strip():
        yield trimmed(text, start, len(text))


def is_end(text: str, start: int, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether the sign ends a sentence: not after an abbreviation, an initial or a list number."""
    if inside_quotes(text, start, match.start()):
        return False
    if match.group()[0] in "!?…;":
        return True
    word = LAST_WORD.search(text, start, match.start())
    if word is None:
        return False
    token, follow = word.group(1), text[match.end() :].lstrip()[:1]
    if token.casefold() in abbreviations:
        return False
    if ORDER.match(token) and word.start(1) == start + len(text[start:]) - len(text[start:].lstrip()):
        return False  # "2. Title", "a. Title": the number of an entry
    if len(token) == 1 and not token.isdigit():
        return False  # an initial: "U.S. ", "J. Doe"
    return follow.isupper() or follow.isdigit() or follow in "\"'“«([-–•*" or len(token) > 3 or match.group() != "."


def inside_quotes(text: str, start: int, at: int) -> bool:
    """Whether a title or speech opened in this sentence is still open; one of over 200 characters has lost its end."""
    begun = max(start, at - 200)
    plain = text.count('"', begun, at)
    return (
        plain % 2 == 1 or text.count("“", begun, at) > text.count("”", begun, at) or text.count("«", begun, at) > text.count("»", begun, at)
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """The range without white space at its ends."""
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
