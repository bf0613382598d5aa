"""A date that a line names, before anything asks what it dates."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.entities.years_words import Cue

SILENT = frozenset({"filler", "part", "approximate", "decade"})


@dataclass(slots=True)
class Found:
    """A period between words i and j of a line, and the chain of cues before it, nearest first.

    `nearest`: the kind of the closest cue that says something, or ''.
    """

    i: int
    j: int
    kind: str
    value: str
    cues: list[Cue] = field(default_factory=list)
    nearest: str = field(init=False)

    def __post_init__(self) -> None:
        self.nearest = next((kind for kind, _ in self.cues if kind not in SILENT), "")

    def cued(self, kind: str) -> bool:
        """Whether a cue of this kind stands before it."""
        return any(cue == kind for cue, _ in self.cues)
