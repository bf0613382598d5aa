"""How often Python looks for garbage."""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 100_000, 20, 20
"""New objects before the youngest are looked through, and rounds before the older ones are."""


def collect_rarely() -> None:
    """Values are frozen and form no cycles, so looking for cycles finds nothing; at Python's own pace it took a fifth of a run."""
    gc.set_threshold(YOUNG, MIDDLE, OLD)
