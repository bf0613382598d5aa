"""The Party: evidence of many kinds, added up; the lead before the second state is the confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipeline.identity.contacts import hosts, money, phones, symbols
from pipeline.identity.contexts import contexts
from pipeline.identity.titles import fields, path, responsible, titles
from pipeline.knowledge.cycles import Cycles
from pipeline.knowledge.party import Kind, PartyRules
from pipeline.types import Document, Mention, Outline

DIRECT = frozenset({"field", "symbol", "responsible", "title", "opening", "path", "partner"})

Votes = Mapping[Kind, Counter[str]]


def find_party(
    document: Document, outline: Outline, countries: Sequence[Mention], source: str, cycles: Cycles
) -> tuple[str | None, float, str]:
    """(code, confidence 0..1, reason in words); (None, 0, ...) where too little speaks for anybody."""
    rules = cycles.party
    votes: dict[Kind, Counter[str]] = {
        "field": Counter(fields(document, outline, cycles)),
        "symbol": Counter(symbols(document.text, rules)),
        "responsible": Counter(responsible(document, outline, cycles)),
        **titles(document, outline, cycles),
        "path": Counter(path(source, cycles)),
        "host": Counter(hosts(document.text, rules)),
        "phone": Counter(phones(document.text, rules)),
        "currency": Counter(money(document.text, rules)),
        **contexts(document.text, countries, cycles),
    }
    scores = weigh(votes, rules)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < rules.least:
        return None, 0.0, "too little speaks for any state"
    best, first = ranked[0]
    second = max(ranked[1][1], 0.0) if len(ranked) > 1 else 0.0
    certainty = first**2 / (first**2 + second**2) * (1 - 0.5**first)
    reason = explain(best, votes, cycles)
    if certainty < cycles.bar and len(ranked) > 1 and second > 0.4 * first:
        reason += f", but {explain(ranked[1][0], votes, cycles)}"
    return best, round(certainty, 3), reason


def weigh(votes: Votes, rules: PartyRules) -> dict[str, float]:
    """State -> evidence, over all kinds."""
    scores: dict[str, float] = defaultdict(float)
    for kind, everybody in votes.items():
        weight = rules.evidence[kind]
        counts = Counter({code: count for code, count in everybody.items() if code in rules.parties})
        leaders = [count for _, count in counts.most_common(2)]
        for code, count in counts.items():
            if weight.each < 0:
                scores[code] -= min(weight.most, -weight.each * count)
                continue
            rival = leaders[0] if count < leaders[0] else sum(leaders[1:])
            scores[code] += min(weight.most, weight.each * count) * count / (count + rival) * standing(code, kind, rules)
    return scores


def standing(code: str, kind: Kind, rules: PartyRules) -> float:
    """What a bloc or a territory counts for where it is not named as the Party outright."""
    if kind in DIRECT:
        return 1.0
    return rules.bloc if code in rules.party_blocs else rules.territory if code in rules.territories else 1.0


def explain(code: str, votes: Votes, cycles: Cycles) -> str:
    """The kinds of evidence that speak for a state, the weightiest first."""
    name = cycles.countries.name(code)
    said = []
    for kind, weight in cycles.party.evidence.items():
        count = votes[kind][code] if kind in votes else 0
        if count and weight.each > 0:
            said.append(weight.says.format(country=name, times="once" if count == 1 else f"{count} times"))
    return "; ".join(said)
