"""Forms that are a person's name, a nickname or part of a work's title: "Mr Jordan", "the potter Georgia Hall"."""

from __future__ import annotations

from pipeline.entities.countries_text import BREAK, LEAD, QUOTES, Hit, Line

TRADE = 4
"""Most tokens between a person's name and the word for what the person does."""
OPENING = QUOTES - {"'"}
CLOSING = frozenset('»”"“')
TITLE = 10
"""Most tokens between the opening quotation mark of a title and the form."""


def person(line: Line, hit: Hit, starts: set[int]) -> bool:
    """A given name, title or profession before it, or a surname after a form that is also a given name."""
    if titled(line, hit) or introduced(line, hit.end):
        return True
    if not line.capital(hit.start):
        return False
    if surname(line, hit.start) or (hit.form.person and called(line, hit.start)):
        return True
    if not hit.form.first_name or line.shouted(hit.start) or hit.end in starts:
        return False
    after = line.text(hit.end)
    return len(after) > 1 and after[0].isupper() and not after.isupper() and line.word(hit.end) not in line.cues.institutions


def titled(line: Line, hit: Hit) -> bool:
    """Whether a title or a given name stands at once before a single word: "Mr. Jordan", "John English"."""
    if hit.end - hit.start > 1:
        return False
    previous = line.word(hit.start - 1)
    if previous in line.cues.short_titles or (previous == "." and line.word(hit.start - 2) in line.cues.short_titles):
        return True
    if not line.capital(hit.start):
        return False
    if previous == "." and (line.word(hit.start - 2) in line.cues.titles or initial(line, hit.start - 2)):
        return True
    named = hit.form.rule != "demonym" and previous in line.cues.given_names
    return bool(previous) and line.capital(hit.start - 1) and (previous in line.cues.titles or named)


def surname(line: Line, at: int) -> bool:
    """Whether a capitalised word, itself behind a title or a profession, stands before: "Mme Oumou Peru-Tchad"."""
    cues = line.cues
    before = line.words[max(0, at - LEAD) : at]
    if cues.professions.isdisjoint(before) and cues.titles.isdisjoint(before):
        return False
    if line.word(at - 1) == "-" and line.capital(at - 2):
        at -= 2
    if not line.capital(at - 1) or line.word(at - 1) in cues.institutions | cues.prepositions | cues.articles:
        return False
    lead = at - 2
    if line.text(lead) in {",", "."}:
        lead -= 1
    word = line.word(lead)
    return word in cues.professions or (word in cues.titles and line.capital(lead))


def called(line: Line, at: int) -> bool:
    """Whether a profession stands at once before, or before a name joined to it: "the potter Jordan", "consultants Chad & Holland"."""
    if line.text(at - 1) == "&" and line.capital(at - 2):
        at -= 2
    return line.word(at - 1) in line.cues.professions and line.text(at - 1)[:1].isalpha()


def introduced(line: Line, at: int) -> bool:
    """Whether an unknown word and what the person does follow: "jordan chirwa, a sculptor"."""
    if line.word(at) or not line.text(at).isalpha() or line.text(at + 1) not in {",", "("}:
        return False
    return any(line.word(place) in line.cues.professions for place in range(at + 2, at + 2 + TRADE))


def title_of_work(line: Line, hit: Hit) -> bool:
    """Whether it stands inside the quoted title of a book, a film, a song: the novel "Winter in Peru"."""
    for at in range(hit.start - 1, max(-1, hit.start - TITLE), -1):
        if line.words[at] == BREAK:
            return False
        if line.text(at) in OPENING:
            return line.word(at - 1) in line.cues.works or signed(line, hit.end)
    return False


def signed(line: Line, at: int) -> bool:
    """Whether quotation marks close soon and the author follows: ..., by the novelist Ana Ruiz."""
    for close in range(at, min(len(line.words), at + TITLE)):
        if line.words[close] == BREAK:
            return False
        if line.text(close) in CLOSING:
            by = close + 2 if line.word(close + 1) == "," else close + 1
            return line.word(by) in {"by", "de", "du"} and any(line.word(word) in line.cues.professions for word in range(by + 1, by + 3))
    return False


def nickname(line: Line, hit: Hit) -> bool:
    """ "dit « le Chilien »": in quotation marks after a word that gives a name."""
    if line.cues.nicknames.isdisjoint(line.words[max(0, hit.start - LEAD) : hit.start]):
        return False
    at = hit.start - 1
    while at > 0 and (line.word(at) in line.cues.articles or line.word(at) == "-"):
        at -= 1
    if line.text(at) not in QUOTES:
        return False
    at -= 1
    while line.word(at) in line.cues.articles:
        at -= 1
    return line.word(at) in line.cues.nicknames


def initial(line: Line, at: int) -> bool:
    """Whether the word is a person's initial and not the letter of a list item, which opens its line."""
    text, ahead = line.text(at), line.text(at - 1)
    return len(text) == 1 and text.isupper() and bool(ahead.strip()) and ahead != "."
