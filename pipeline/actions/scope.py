"""What headings, lead-ins and openings set for the lines under them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.actions.evidence import Evidence, Page, distinct
from pipeline.types import Mention, Segment, Span

SHORT_OPENING = 80  # characters: a longer line before a colon is a sentence, not a caption


@dataclass(frozen=True, slots=True)
class Scope:
    """Partners, period and mechanisms for a line that names none itself; `rule` says where they come from."""

    partners: tuple[Mention, ...] = ()
    periods: tuple[Mention, ...] = ()
    mechanisms: tuple[Mention, ...] = ()
    rule: str = ""


@dataclass(slots=True)
class Scopes:
    """Walks the segments in order and answers what is set for each of them."""

    page: Page
    headings: dict[str, Evidence] = field(default_factory=dict)
    leads: dict[int, Evidence] = field(default_factory=dict)
    parents: dict[int, Segment] = field(default_factory=dict)
    caption: tuple[tuple[str, ...], Evidence] | None = None

    def enter(self, segment: Segment, evidence: Evidence) -> None:
        """Remember what the segment may set for those after it."""
        if segment.kind == "heading":
            kept = evidence if names_mechanism(self.page, evidence) else replace(evidence, mechanisms=())
            self.headings[segment.span.of(self.page.text)] = kept
            self.caption = None
            return
        self.leads[segment.ordinal] = evidence
        self.parents[segment.ordinal] = segment
        if self.caption and self.caption[0] != segment.heading_path:
            self.caption = None
        words = segment.span.of(self.page.text)
        if evidence.partners and len(words) <= SHORT_OPENING and words.rstrip().endswith(":"):
            self.caption = (segment.heading_path, evidence)

    def of(self, segment: Segment) -> Scope:
        """The nearest that names partners: the lead-in, a caption line, then headings from the inside out."""
        found = [*self.lead(segment), *self.captions(), *self.heading(segment)]
        partners = next((s for s in found if s.partners), Scope())
        periods = next((s for s in found if s.periods), Scope())
        mechanisms = next((s for s in found if s.mechanisms), Scope())
        return Scope(partners.partners, periods.periods, mechanisms.mechanisms, partners.rule)

    def lead(self, segment: Segment) -> list[Scope]:
        """The chain of lead-ins: the item above a nested item, the paragraph that opens the list."""
        found, seen = [], set()
        lead = segment.lead
        while lead is not None and lead in self.leads and lead not in seen:
            seen.add(lead)
            evidence = self.leads[lead]
            found.append(Scope(distinct(evidence.partners), evidence.periods, evidence.mechanisms, "lead"))
            lead = self.parents[lead].lead
        return found

    def captions(self) -> list[Scope]:
        """A short line "With Chile:" above."""
        if self.caption is None:
            return []
        evidence = self.caption[1]
        return [Scope(distinct(evidence.partners), evidence.periods, evidence.mechanisms, "caption")]

    def heading(self, segment: Segment) -> list[Scope]:
        """Headings from the nearest outwards."""
        found = []
        for title in reversed(segment.heading_path):
            evidence = self.headings.get(title)
            if evidence:
                found.append(Scope(distinct(evidence.partners), evidence.periods, evidence.mechanisms, "heading"))
        return found


def names_mechanism(page: Page, heading: Evidence) -> bool:
    """Whether a heading is a mechanism's name ("Joint Commissions", "a) Residencies for artists"), not a chapter that holds several."""
    if not heading.mechanisms:
        return False
    first = heading.mechanisms[0].span
    opens = NUMBER.fullmatch(page.flat, heading.span.start, first.start) is not None
    return opens or (first.end - first.start) * 2 >= heading.span.end - heading.span.start


def opening(page: Page, evidence: Evidence) -> Evidence | None:
    """ "Chile: ...", "Chile and Peru – ...": countries at the very start, closed by a colon or dash. None where there is none."""
    end = evidence.span.start
    for mention in evidence.partners:
        between = page.flat[end : mention.span.start].strip(" *•-–—(),&/")
        if between and between not in page.rules.opening_links and not is_number(between):
            break
        end = mention.span.end
    if end == evidence.span.start:
        return None
    rest = page.text[end : end + 60]
    if not OPENING_SIGN.match(rest):
        return None
    return evidence.within(Span(evidence.span.start, end))


NUMBER = re.compile(r"(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]+)[.):–-]*)?\s*")
# a colon or dash; a full stop where the name stands like a run-in heading; a short bracket ("Spain (AECID): ...") in between
OPENING_SIGN = re.compile(r"(?:\s?\([^()\n]{1,40}\))?\s?(?:[:–—]|- |\.\s+[A-ZÀ-Þ])")


def is_number(text: str) -> bool:
    """An entry's own number: "1.", "a)", "iv."."""
    return len(text) <= 5 and text[-1:] in ".)" and text[:-1].strip("(").isalnum()
