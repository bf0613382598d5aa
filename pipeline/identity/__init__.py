"""Whose report it is and for which cycle, from a document, its outline and the countries it names."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.identity.cycle import find_cycle
from pipeline.identity.party import find_party
from pipeline.knowledge.cycles import Cycles
from pipeline.types import Document, Identity, Mention, Outline

__all__ = ["identify"]


def identify(document: Document, outline: Outline, countries: Sequence[Mention], source: str, cycles: Cycles) -> Identity:
    """Party and cycle of one report.

    `countries`: the document's country mentions. `source`: the path under raw/, whose first folder names the cycle; the file's own
    name may say nothing. The Party's confidence (0..1) tells how far it leads before the next; compare it with `cycles.bar`.
    A cycle that the report itself contradicts is kept, and `cycle_basis` says "folder 2020, but ...".
    """
    party, confidence, reason = find_party(document, outline, countries, source, cycles)
    cycle, basis = find_cycle(document, outline, source, cycles)
    return Identity(party, confidence, reason, cycle, basis)
