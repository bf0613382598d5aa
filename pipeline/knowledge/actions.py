"""`models/actions.yaml`: the cue words by which acts are told from what surrounds them."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from pydantic import ConfigDict

from pipeline.knowledge.base import flat
from pipeline.knowledge.documents import Frozen, load_model


def any_of(phrases: tuple[str, ...], before: str = "", after: str = "") -> re.Pattern[str]:
    """A pattern over `flat` text for any of the phrases as whole words; `*` stands for any ending, `_` for any one word."""
    words: list[str] = []
    signs: list[str] = []
    for phrase in sorted({flat(p) for p in phrases}, key=len, reverse=True):
        body = re.escape(phrase).replace(r"\*", r"\w*").replace("_", r"\w+").replace(r"\ ", r"\s+")
        whole = body + (r"(?!\w)" if phrase[-1:].isalnum() or phrase.endswith("*") else "")
        (words if phrase[:1].isalnum() else signs).append(whole)
    # one look behind for all words: most characters of a text stand inside a word and need no further look
    parts = ([r"(?<!\w)(?:" + "|".join(words) + ")"] if words else []) + signs
    return re.compile(before + "(?:" + "|".join(parts) + ")" + after)


class ActionRules(Frozen):
    """Cue words for reading actions; every pattern matches `base.flat` text, so its spans fit the text itself."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    skipped_fields: frozenset[str]
    statuses: dict[str, tuple[str, ...]]
    background: tuple[str, ...]
    speech: tuple[str, ...]
    pronouns: tuple[str, ...]
    demonstratives: tuple[str, ...]
    introducing: tuple[str, ...]
    again: tuple[str, ...]
    likewise: tuple[str, ...]
    denied: tuple[str, ...]
    lapsed: tuple[str, ...]
    of: tuple[str, ...]
    mentioned_before: tuple[str, ...]
    abbreviations: frozenset[str]
    joints: tuple[str, ...]
    second_acts: tuple[str, ...]
    links: frozenset[str]
    respectively: tuple[str, ...]
    pointers: dict[str, tuple[str, ...]]
    opening_links: frozenset[str]
    former_states: dict[str, int]
    columns: dict[str, tuple[str, ...]]

    @cached_property
    def status_patterns(self) -> dict[str, re.Pattern[str]]:
        """Status -> pattern of its cues."""
        return {status: any_of(cues) for status, cues in self.statuses.items()}

    @cached_property
    def background_pattern(self) -> re.Pattern[str]:
        """Sentences that tell of the world."""
        return any_of(self.background)

    @cached_property
    def aside_pattern(self) -> re.Pattern[str]:
        """Text that ends in words before a country the act is not with."""
        return any_of(self.mentioned_before, after=r"\s+(?:the\s+|la\s+|le\s+|les\s+|l')?$")

    @cached_property
    def of_pattern(self) -> re.Pattern[str]:
        """What stands between an instrument and the year that names it."""
        return re.compile(r"\s*(?:\w+\s+)?(?:" + any_of(self.of).pattern + r")\s*(?:the\s+year\s+)?")

    @cached_property
    def speech_pattern(self) -> re.Pattern[str]:
        """What follows a country that only speaks."""
        return any_of(self.speech, before=r"\s+(?:also\s+|further\s+|egalement\s+|aussi\s+)?")

    @cached_property
    def demonstrative_pattern(self) -> re.Pattern[str]:
        """The opening of a sentence that says more of what was said."""
        return any_of(self.demonstratives)

    @cached_property
    def pronoun_pattern(self) -> re.Pattern[str]:
        """A pronoun that stands for the speaker of the sentence before."""
        return any_of(self.pronouns)

    @cached_property
    def introducing_pattern(self) -> re.Pattern[str]:
        """Words of a sentence that only leads to what follows it."""
        return any_of(self.introducing)

    @cached_property
    def likewise_pattern(self) -> re.Pattern[str]:
        """Words that point back to what was done before."""
        return any_of(self.likewise)

    @cached_property
    def again_pattern(self) -> re.Pattern[str]:
        """Words by which the act before was done again."""
        return any_of(self.again)

    @cached_property
    def denied_pattern(self) -> re.Pattern[str]:
        """Words by which nothing was done, or not yet."""
        return any_of(self.denied)

    @cached_property
    def lapsed_pattern(self) -> re.Pattern[str]:
        """Words that make "since 2009" the time in which nothing was done."""
        return any_of(self.lapsed)

    @cached_property
    def pointer_pattern(self) -> re.Pattern[str]:
        """Words that point back to one of two partners: the group that matched says which."""
        return re.compile("|".join(f"(?P<{which}>{any_of(words).pattern})" for which, words in self.pointers.items()))

    @cached_property
    def joint_pattern(self) -> re.Pattern[str]:
        """Signs and linking words at which a new act may begin; a comma inside a number is none."""
        words = any_of(self.joints).pattern
        return re.compile(rf"(?:,(?!\d)|[;:(–—]|\s-(?=\s))\s*(?:{words})?|(?<=\s){words}")

    @cached_property
    def respectively_pattern(self) -> re.Pattern[str]:
        """The word that pairs two enumerations."""
        return any_of(self.respectively)

    @cached_property
    def column_kinds(self) -> dict[str, str]:
        """Flat column heading -> country, period or mechanism."""
        return {flat(name): kind for kind, names in self.columns.items() for name in names}


def load_actions(models: Path) -> ActionRules:
    """Raises KnowledgeError: the file is missing or does not fit."""
    return load_model(ActionRules, models / "actions.yaml")
