"""The chain of stages: one file in, one report out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.run.steps import Steps
from pipeline.tables.report import Report
from pipeline.types import Document, Identity, Issue

if TYPE_CHECKING:
    from pipeline.knowledge import Knowledge
    from pipeline.store import Results


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it came in. `name`: its path under raw/ with slashes, "2020/x.pdf"."""

    name: str
    data: bytes = field(repr=False)


def process(source: Source, knowledge: Knowledge, results: Results | None = None) -> Report:
    """Bytes -> Report, stage by stage; what `results` hold of it is not made again. Raises DocumentError: the file is unusable."""
    from pipeline import actions

    report = prepared(source, knowledge, results)
    acts = actions.assemble(report.document.text, report.segments, report.mentions, report.identity.party, knowledge)
    return replace(report, actions=acts)


def prepared(source: Source, knowledge: Knowledge, results: Results | None = None) -> Report:
    """Bytes -> Report without its actions. Raises DocumentError: the file is unusable.

    The stages are imported here, so that a run that finds nothing new to read loads none of their libraries.
    """
    from pipeline import entities, identity, language, read, segments

    steps = Steps(sha256(source.data).hexdigest(), results, knowledge)
    document = steps.of("read", lambda: read.read(source.data, source.name))
    cut = steps.of("segments", lambda: segments.outline(document, knowledge.forms))
    outline = steps.of("language", lambda: replace(cut, segments=language.label(document.text, cut.segments, knowledge.language)))
    mentions = steps.of("entities", lambda: entities.annotate(document.text, outline.segments, knowledge))
    steps.keep()
    countries = tuple(mention for mention in mentions if mention.kind == "country")
    who = identity.identify(document, outline, countries, source.name, knowledge.cycles)
    issues = (*outline.issues, *open_questions(who))
    return Report(source.name, document, outline.form, who, outline.segments, mentions, (), outline.partners, issues)


def document(source: Source, knowledge: Knowledge, results: Results) -> Document:
    """What the first stage made of a file, kept or made again. Raises DocumentError: the file is unusable."""
    from pipeline import read

    return Steps(sha256(source.data).hexdigest(), results, knowledge).of("read", lambda: read.read(source.data, source.name))


def open_questions(who: Identity) -> Iterator[Issue]:
    """What the report leaves open about itself."""
    if who.party is None:
        yield Issue("warning", "party-unknown", who.party_reason or "nothing in the report says which Party files it")
    if who.cycle is None:
        yield Issue("warning", "cycle-unknown", "nothing in the report or its path says for which reporting cycle it is")
