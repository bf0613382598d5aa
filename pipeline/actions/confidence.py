"""How likely an act is right: as a whole, and in its partners, its period and its mechanisms.

Trained layers answer, one for each question. They learn from acts that were read by layers which had not seen their report, so that
a confidence of 0.9 means nine right out of ten in a report that nobody has learnt from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from pipeline.actions.evidence import distinct, strong
from pipeline.actions.judging import NO_PHRASE, YES, step
from pipeline.actions.prose import Act
from pipeline.knowledge.layers import SURE, Feature, Layer
from pipeline.types import Mention, Segment

ABOUT_PERIODS = frozenset({"trailing", "shared-period", "carried-period", "scope-period"})
"""Rules that filled a period; any other filled the partners."""
LEAST = 0.002
"""Odds are kept within what so few examples can tell."""
AT_ONCE = 256
"""Acts that the layers are asked about together."""
MANY = 3
"""More partners or dates than these are not told apart."""


class Confidence(NamedTuple):
    """Probabilities 0..1, three digits. `action`: all three are right, so never above any of them."""

    action: float
    partners: float
    period: float
    mechanisms: float


def confidences(told: Sequence[tuple[Segment, Act]], sure: Mapping[str, Layer]) -> Iterator[Confidence]:
    """Ask the layers, one for each of SURE, of each act with its segment."""
    for at in range(0, len(told), AT_ONCE):
        asked = [questions(segment, act) for segment, act in told[at : at + AT_ONCE]]
        found = [[said[YES] for said in sure[what].read_each([one[what] for one in asked])] for what in SURE]
        for right in zip(*found, strict=True):
            known = dict(zip(SURE, right, strict=True)) | {"action": min(right)}
            yield Confidence(**{what: round(p, 3) for what, p in known.items()})


def questions(segment: Segment, act: Act) -> dict[str, list[Feature]]:
    """{what may be right: what speaks for and against it}, for each of SURE."""
    shared, partners = about_act(segment, act), about_partners(act)
    period, mechanisms = about_period(act), about_mechanisms(act)
    return {
        "action": [*shared, *partners, *period, *mechanisms],
        "partners": [*shared, *partners],
        "period": [*shared, *period],
        "mechanisms": [*shared, *mechanisms],
    }


def about_act(segment: Segment, act: Act) -> list[Feature]:
    """How surely it is an act, and how much its words tell."""
    kind = "row" if segment.kind == "row" else "prose"
    names = [
        f"act {kind} {step(act.likely)}",
        f"kind {segment.kind}",
        f"silent {act.said.silent}",
        f"nothing {step(act.said.whole.nothing)}",
        f"field known {segment.field != 'other'}",
        f"language {segment.language}",
        f"dates {min(MANY, len(distinct(act.own.periods)))}",
        f"countries {min(MANY, len(codes(act.own.partners)))}",
        f"words {min(4, (act.span.end - act.span.start) // 80)}",
    ]
    return [*named(names), ("act odds", odds(act.likely))]


def about_partners(act: Act) -> list[Feature]:
    """Where the partners come from."""
    filled = next((rule for rule in act.rules if rule not in ABOUT_PERIODS and rule != "row"), "own")
    names = [
        f"partners {min(MANY, len(act.partners))}",
        f"partners from {filled}",
        f"left {bool(codes(act.own.partners) - codes(act.partners))}",
    ]
    names += [f"partner {rule}" for rule in sorted({m.rule for m in act.partners})]
    return [*named(names), ("partner odds", least(act.partners))]


def about_period(act: Act) -> list[Feature]:
    """Where the period comes from."""
    if not act.periods:
        return named(["period none", f"period none {bool(act.own.periods)}"])
    filled = next((rule for rule in act.rules if rule in ABOUT_PERIODS), "own")
    inside = act.span.covers(act.periods[0].span)
    several = len(distinct(act.own.periods)) > 1
    names = [f"period from {filled} {inside}", f"period {act.periods[0].rule}", f"period several {several} {filled}"]
    return [*named(names), ("period odds", least(act.periods))]


def about_mechanisms(act: Act) -> list[Feature]:
    """Which rule gave the primary mechanism, how likely it is, and how close the next one comes."""
    if not act.mechanisms:
        return named(["mechanism none"])
    first = act.mechanisms[0]
    whence = "near" if first.value not in codes(act.own.mechanisms) and first.rule != NO_PHRASE else first.rule
    names = [
        f"mechanism {step(act.first)}",
        f"mechanism by {whence}",
        f"mechanism by {whence} {act.first > 0.5}",
        f"mechanisms {min(MANY, len(act.mechanisms))}",
        f"phrases {min(MANY, len(codes(strong(act.own.mechanisms))))}",
        f"rival {step(act.rival)}",
        f"code {first.value}",
    ]
    return [*named(names), ("mechanism odds", odds(act.first)), ("rival odds", odds(act.rival))]


def named(names: Sequence[str]) -> list[Feature]:
    """Each name once, with weight 1."""
    return [(name, 1.0) for name in dict.fromkeys(names)]


def codes(mentions: Sequence[Mention]) -> frozenset[str]:
    """Their values."""
    return frozenset(m.value for m in mentions)


def least(mentions: Sequence[Mention]) -> float:
    """The odds of the least sure mention."""
    return odds(min(m.confidence for m in mentions)) if mentions else 0.0


def odds(p: float) -> float:
    """The logarithm of the odds, scaled to about -1..1."""
    p = min(1 - LEAST, max(LEAST, p))
    return log(p / (1 - p)) / 6
