"""Demonyms that name a language: "in English", "le français", "sous-titres espagnols" are no mention of a state."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.entities.countries_text import BREAK, Hit, Line

AROUND_LANGUAGE = 6
"""Most tokens between the word "languages" and the languages."""
OF = frozenset({"of", "de", "d", "des", "du"})
SENTENCE_ENDS = frozenset(".;!?")


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
    first, second, third = line.words_before(group[0].start)
    follow = group[-1].end
    after = line.word(follow + 1) if line.word(follow) == "-" else line.word(follow)
    if after in cues.language_after or any(line.word(hit.end) == "-" and line.word(hit.end + 1) in cues.language_after for hit in group):
        return True
    lead = next((word for word in (first, second, third) if word not in cues.language_links), "")
    if lead in cues.language_before or first == "en" or (lead != first and lead in cues.language_of):
        return True
    if lead in cues.language_of_no_noun and first not in OF:
        return True
    if not ends_phrase(line, follow):
        return False
    if first in {"in", "into"} or lead in cues.language_of_no_noun or near_language(line, group[0].start, follow):
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
