"""How sure we are of an act: what was read from its own words counts full, what was filled in from around it less."""

from __future__ import annotations

from pipeline.actions.evidence import strong
from pipeline.actions.prose import Act

FILLED = {
    "carried": 0.9,
    "lead": 0.9,
    "caption": 0.9,
    "heading": 0.85,
    "scope-period": 0.9,
    "scope-mechanism": 0.7,
    "ellipsis": 0.85,
    "cell-above": 0.85,
}


def confidence(act: Act) -> float:
    """0..1, three digits."""
    sure = 0.95
    for rule in act.rules:
        sure *= FILLED.get(rule, 1.0)
    for mention in (*act.partners, *act.periods, *act.mechanisms):
        sure *= 0.5 + 0.5 * mention.confidence
    if not act.periods:
        sure *= 0.9
    if not act.mechanisms:
        sure *= 0.6
    elif not strong(act.mechanisms):
        sure *= 0.75
    return round(sure, 3)
