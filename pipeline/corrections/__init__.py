"""What people said of actions, and how it meets what the machine says now. Pure values; the store keeps them."""

from __future__ import annotations

from pipeline.corrections.merge import Conflict, Merged, Orphan, Place, Reviewed, Seen, merge
from pipeline.corrections.values import FIELDS, VALUES, VERDICTS, Anchor, Correction, Field, counting, from_json, latest, problem

__all__ = [
    "FIELDS",
    "VALUES",
    "VERDICTS",
    "Anchor",
    "Conflict",
    "Correction",
    "Field",
    "Merged",
    "Orphan",
    "Place",
    "Reviewed",
    "Seen",
    "counting",
    "from_json",
    "latest",
    "merge",
    "problem",
]
