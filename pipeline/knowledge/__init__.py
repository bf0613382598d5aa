"""Everything the program knows and code does not: `models/`, loaded and checked once.

Each part is imported where it is first read: a run that finds nothing new asks for the version alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.knowledge.base import MODELS, fingerprint
from pipeline.knowledge.kept import kept

if TYPE_CHECKING:
    from pipeline.knowledge.actions import ActionRules
    from pipeline.knowledge.countries import Countries
    from pipeline.knowledge.cycles import Cycles
    from pipeline.knowledge.forms import Forms
    from pipeline.knowledge.language import LanguageKnowledge
    from pipeline.knowledge.layers import Layer
    from pipeline.knowledge.mechanisms import Mechanisms
    from pipeline.knowledge.periods import Periods

PARTS = ("forms", "language", "countries", "mechanisms", "periods", "cycles", "actions", "claims", "cuts", "acts", "codes", "sure")


@dataclass(frozen=True)
class Knowledge:
    """The content of one `models/` folder; each part is read at its first use, `load` reads all of them.

    `version`: twelve hex digits over every file of the folder, so that one changed word gives another version.
    """

    models: Path
    version: str

    @cached_property
    def forms(self) -> Forms:
        """Form templates: labels to field codes."""
        from pipeline.knowledge.forms import load_forms

        return load_forms(self.models)

    @cached_property
    def language(self) -> LanguageKnowledge:
        """What tells English, French and Spanish apart."""
        from pipeline.knowledge.language import load_language

        return load_language(self.models)

    @cached_property
    def countries(self) -> Countries:
        """Names, demonyms and bodies of states."""
        from pipeline.knowledge.countries import load_countries

        return load_countries(self.models)

    @cached_property
    def mechanisms(self) -> Mechanisms:
        """The closed list of codes with its vocabulary."""
        from pipeline.knowledge.mechanisms import load_mechanisms

        return load_mechanisms(self.models)

    @cached_property
    def periods(self) -> Periods:
        """Month names, cues and traps of dates."""
        from pipeline.knowledge.periods import load_periods

        return load_periods(self.models)

    @cached_property
    def cycles(self) -> Cycles:
        """Instruments and their reporting cycles."""
        from pipeline.knowledge.cycles import load_cycles

        return load_cycles(self.models)

    @cached_property
    def actions(self) -> ActionRules:
        """Cue words for reading actions."""
        from pipeline.knowledge.actions import load_actions

        return load_actions(self.models)

    @cached_property
    def claims(self) -> Layer:
        """Which mechanism the words of a clause claim, or "-"."""
        from pipeline.knowledge.layers import load_layer

        return load_layer(self.models, "claims")

    @cached_property
    def cuts(self) -> Layer:
        """Whether a new act begins at a joint of a sentence."""
        from pipeline.knowledge.layers import load_layer

        return load_layer(self.models, "cuts")

    @cached_property
    def acts(self) -> Layer:
        """Whether a part of a paragraph tells of an act."""
        from pipeline.knowledge.layers import load_layer

        return load_layer(self.models, "acts")

    @cached_property
    def codes(self) -> Layer:
        """Whether an act is rightly given a mechanism."""
        from pipeline.knowledge.layers import load_layer

        return load_layer(self.models, "codes")

    @cached_property
    def sure(self) -> Mapping[str, Layer]:
        """How likely an act is right, as a whole and in each of its values."""
        from pipeline.knowledge.layers import load_sure

        return load_sure(self.models)


def load(models: Path | None = None) -> Knowledge:
    """The knowledge in `models` (the project's own by default). Parts are checked when first read.

    Raises KnowledgeError: a file is missing, not YAML, or contradicts itself.
    """
    root = models or MODELS
    return Knowledge(root, fingerprint(root))


def check(knowledge: Knowledge) -> None:
    """Read every part now, unless these very files were found right before. Raises KnowledgeError for the first that is wrong."""
    checked(knowledge.models)


@kept
def checked(models: Path) -> bool:
    """True. Raises KnowledgeError."""
    fresh = Knowledge(models, "")
    for part in PARTS:
        getattr(fresh, part)
    return True
