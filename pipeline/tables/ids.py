"""Ids from raw values only, so that a better matcher never orphans a correction."""

from __future__ import annotations

import hashlib
from collections import defaultdict


def digest(prefix: str, *parts: str) -> str:
    """The prefix and 64 bits of SHA-256 over the parts; white space within a part does not count."""
    key = "\x1f".join(" ".join(part.split()) for part in parts)
    return f"{prefix}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def report_id(report_key: str) -> str:
    """The report that came in under this name."""
    return f"rep-{hashlib.sha256(report_key.encode()).hexdigest()[:16]}"


def segment_id(report_key: str, field: str, text: str, nth: int = 0) -> str:
    """The nth segment with these words in this field of this report."""
    return digest("seg", report_key, field, text, str(nth))


def mention_id(segment: str, kind: str, text: str, nth: int = 0) -> str:
    """The nth mention of this kind with these words in this segment (its id)."""
    return digest("men", segment, kind, text, str(nth))


def action_id(report_key: str, field: str, quote: str, nth: int = 0) -> str:
    """The nth time these words stand in this field of this report."""
    return digest("act", report_key, field, quote, str(nth))


class Occurrences:
    """Counts from 0 how often the same words came before."""

    def __init__(self) -> None:
        self.seen: defaultdict[tuple[str, ...], int] = defaultdict(int)

    def nth(self, *parts: str) -> int:
        """0 at the first call with these parts, then 1, 2 ..."""
        key = tuple(" ".join(part.split()) for part in parts)
        self.seen[key] += 1
        return self.seen[key] - 1
