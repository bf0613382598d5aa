"""What the words around each country named say of the Party."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.knowledge.base import flat
from pipeline.knowledge.cycles import Cycles
from pipeline.knowledge.party import Kind, PartyRules
from pipeline.types import Mention

MENTIONS = 5_000
HEAD, SHORT = 600, 60  # characters: an address at the head of the text, one line of it
BEFORE, AFTER, LINK = 110, 40, 12
STATES = frozenset({"name", "official", "former", "demonym", "abbreviation", "bloc"})
OF = re.compile(r"(?:\b(?:of|for|in|de|du|des|del)|\bd['’]|,)(?:\s+(?:the|la|le|les|el|los|las)|\s*l['’])?\s*$", re.IGNORECASE)
LEADS = re.compile(r"\s*(?:[:\n\t]|$)")


def contexts(text: str, countries: Sequence[Mention], cycles: Cycles) -> dict[Kind, Counter[str]]:
    """Votes of the mentions: by the words around each, and by the number of segments that name a state other than as a partner."""
    votes: dict[Kind, Counter[str]] = defaultdict(Counter)
    named: set[tuple[str, int]] = set()
    for mention in countries[:MENTIONS]:
        if mention.rule == "capital" and seated(text, mention, cycles.party):
            votes["seat"][mention.value] += 1
        if mention.rule not in STATES or (mention.rule == "bloc" and mention.value not in cycles.party.party_blocs):
            continue
        kind = context(text, mention, cycles.party)
        if kind is None:
            continue
        if kind != "text":
            votes[kind][mention.value] += 1
        if kind != "partner":
            named.add((mention.value, mention.segment))
    votes["text"].update(code for code, _ in named)
    return votes


def seated(text: str, mention: Mention, rules: PartyRules) -> bool:
    """Whether an agency sits in a town: a town of a short line at the head, or one after the agency's name."""
    start = text.rfind("\n", 0, mention.span.start) + 1
    if rules.seat_before.search(flat(text[max(start, mention.span.start - BEFORE) : mention.span.start])):
        return True
    end = text.find("\n", start)
    return mention.span.end <= HEAD and end - start <= SHORT and not text[start:end].rstrip().endswith((".", ";"))


def context(text: str, mention: Mention, rules: PartyRules) -> Kind | None:
    """What the words around make of it: "Ministry of Culture of X", "X's Government", "our country, X"; None: "with X" says nothing."""
    start, end = mention.span.start, mention.span.end
    line = max(text.rfind("\n", 0, start), text.rfind("\t", 0, start)) + 1
    before, after = text[max(line, start - BEFORE) : start], text[end : end + AFTER]
    head, tail = flat(before), flat(after)
    if mention.rule != "demonym" and not before.strip(" -–—•·*.0123456789()") and LEADS.match(after):
        return "partner"
    if OF.search(before[-LINK:]):
        for kind, pattern in rules.before.items():
            match = pattern.search(head)
            if match:
                return None if kind == "agency" and rules.partner_before.search(head[: match.start()]) else kind
    elif mention.rule == "demonym" and rules.demonym_before.search(head.rstrip()):
        return "government"
    elif rules.before["own"].search(head):
        return "own"
    elif rules.before["home"].search(head):
        return "home"
    if rules.home_after.match(tail):
        return "home"
    if mention.rule == "demonym" or tail[:1] == "'":
        match = rules.after.match(tail.replace("\n", " "))
        if match is not None:
            return "agency" if match["agency"] else "government"
    if rules.partner_before.search(head) or rules.partner_after.match(tail) or (before.endswith("(") and after[:1] in ");,"):
        return None
    return "text"
