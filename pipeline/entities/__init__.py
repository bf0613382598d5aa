"""Countries, periods and mechanisms in the segments of one report.

The pipelines in `models/en` and `models/fr` are plain spaCy pipelines. All segments of a language run through theirs as
one Doc, a blank line between them: a Doc a segment would cost more than the matching.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.types import Mention, MentionKind, Segment, Span

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

    from pipeline.knowledge import Knowledge

KINDS: dict[str, MentionKind] = {"countries": "country", "years": "year", "mechanisms": "mechanism"}
BARRIER = "\n\n"


@lru_cache(maxsize=4)
def pipeline(models: Path, version: str, language: str) -> Pipeline:  # noqa: ARG001
    """The spaCy pipeline of `models/<language>`, under the neutral language class; another `version` of models/ gives another one.

    Loading it as `fr` would make spaCy build seconds' worth of tokenizer exceptions that our tokenizer never asks.
    """
    import spacy

    nlp = spacy.load(models / language, config={"nlp.lang": "xx"})
    nlp.max_length = 1 << 30  # the limit protects parsers' memory; ours are matchers
    return nlp


def annotate(text: str, segments: Sequence[Segment], knowledge: Knowledge) -> tuple[Mention, ...]:
    """Every mention in the segments, in the order of the text; spans count in `text`."""
    mentions: list[Mention] = []
    for language in ("en", "fr"):
        chosen = [s for s in segments if (s.language == "fr") == (language == "fr")]
        if chosen:
            mentions += read_doc(pipeline(knowledge.models, knowledge.version, language), text, chosen)
    return tuple(sorted(mentions, key=lambda m: (m.span, m.kind)))


def read_doc(nlp: Pipeline, text: str, segments: Sequence[Segment]) -> list[Mention]:
    """Run the segments through `nlp` as one Doc and carry its spans back to `text`."""
    words = [s.span.of(text) for s in segments]
    starts, at = [], 0
    for part in words:
        starts.append(at)
        at += len(part) + len(BARRIER)
    doc = nlp(BARRIER.join(words))
    return [mention for key, kind in KINDS.items() for mention in carried(doc, key, kind, starts, segments)]


def carried(doc: Doc, key: str, kind: MentionKind, starts: list[int], segments: Sequence[Segment]) -> list[Mention]:
    """The spans of `doc.spans[key]` as mentions with spans in the report's text."""
    found = []
    for span in doc.spans.get(key, ()):
        nth = bisect_right(starts, span.start_char) - 1
        shift = segments[nth].span.start - starts[nth]
        place = Span(span.start_char + shift, span.end_char + shift)
        confidence = float(span.id_) if span.id_ else 1.0
        found.append(Mention(kind, span.kb_id_, place, segments[nth].ordinal, span.label_, confidence))
    return found
