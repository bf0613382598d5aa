"""One paragraph or item -> its acts: cut apart, then each part completed by what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.actions.claims import Claims, claims_of
from pipeline.actions.clauses import alternating, respectively, settled
from pipeline.actions.cuts import Outlook, are_cuts, parts
from pipeline.actions.evidence import Evidence, Page, distinct, strong
from pipeline.actions.judging import (
    ACT,
    Verdict,
    Weighed,
    act_probability,
    code_before,
    is_background,
    is_caption,
    is_repeated,
    mechanisms_of,
    verdicts,
)
from pipeline.actions.lines import Line
from pipeline.actions.scope import Scope
from pipeline.actions.sentences import sentences
from pipeline.periods import bounds
from pipeline.types import Mention, Span

OPENING = 30  # characters from the start of a sentence within which a date is said for all of it


@dataclass(frozen=True, slots=True)
class Act:
    """One act before it is written down: its words, what they say, and the rules that filled the gaps.

    `own`, `said`, `likely`: what stands in its own words, what they claim, and how likely they tell of an act; `first`, `rival`: how
    likely the primary mechanism is, and the likeliest that was not given; all for its confidence.
    """

    span: Span
    partners: tuple[Mention, ...]
    periods: tuple[Mention, ...]
    mechanisms: tuple[Mention, ...]
    rules: tuple[str, ...]
    own: Evidence
    said: Verdict
    likely: float
    first: float
    rival: float


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paragraph with the number of its sentence (semicolons end none) and what its words say."""

    sentence: int
    evidence: Evidence
    said: Verdict


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line cut apart. `above`: the mechanisms that stand above, or that a caption among the parts has set."""

    line: Line
    claims: Claims
    parts: tuple[Part, ...]
    above: tuple[Mention, ...]

    def beside(self, n: int) -> list[Evidence]:
        """The parts of the sentence of part `n`, itself among them."""
        return [part.evidence for part in self.parts if part.sentence == self.parts[n].sentence]


def may_tell(whole: Evidence, scope: Scope) -> bool:
    """Whether a paragraph or list item can tell of an act: it, or what stands above, names somebody to do it with."""
    return bool(whole.partners or scope.partners or whole.places)


def read(paragraph: Paragraph) -> list[Act]:
    """The acts of one paragraph or list item, in order."""
    page = paragraph.line.page
    acts: list[Act] = []
    for n, part in enumerate(paragraph.parts):
        if is_caption(page, part.evidence):
            paragraph = replace(paragraph, above=part.evidence.mechanisms or paragraph.above)
        elif acts and continues(paragraph, n, acts[-1]):
            acts[-1] = replace(acts[-1], periods=acts[-1].periods or part.evidence.periods[:1])
        elif acts and is_repeated(page, part.evidence):
            acts.append(repeated(acts[-1], part))
        elif act := completed(paragraph, n, acts):
            acts.append(act)
        elif acts and not acts[-1].periods and paragraph.parts[n - 1].sentence == part.sentence:
            acts[-1] = replace(acts[-1], periods=part.evidence.periods[:1])
    return acts


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Each line cut apart. The trained layers are asked about all lines at once, which costs little more than one."""
    if not lines:
        return
    page = lines[0].page
    claims = claims_of([line.words for line in lines], page.claims, page.rules.links)
    outlooks = [Outlook.of(page, line.body, said, sentences_of(line)) for line, said in zip(lines, claims, strict=True)]
    apart = [told_apart(outlook, are) for outlook, are in zip(outlooks, are_cuts(outlooks), strict=True)]
    said = iter(verdicts([(some, [one.span for _, one in told]) for some, told in zip(claims, apart, strict=True)]))
    for line, some, told in zip(lines, claims, apart, strict=True):
        yield Paragraph(line, some, tuple(Part(sentence, one, next(said)) for sentence, one in told), line.scope.mechanisms)


def sentences_of(line: Line) -> list[Span]:
    """The sentences of the line in the report's text."""
    page, span = line.page, line.body.span
    return [Span(s.start + span.start, s.end + span.start) for s in sentences(span.of(page.text), page.rules.abbreviations)]


def told_apart(outlook: Outlook, are: Sequence[bool]) -> list[tuple[int, Evidence]]:
    """The parts of a paragraph, each with the number of its sentence; one with "respectively" is parted by its pairs."""
    page, body, spans = outlook.page, outlook.whole, outlook.sentences
    groups = list(accumulate((0, *(page.text[one.end - 1] != ";" for one in spans[:-1]))))
    paired = {n: pairs for n, one in enumerate(spans) if (pairs := respectively(page, body.within(one)))}
    told: list[tuple[int, Evidence]] = []
    for sentence, part in parts(outlook, are):
        found = [settled(page, one) for one in alternating(page, part)]
        if sentence in paired:
            found, paired[sentence] = paired[sentence], []  # the pairs stand for all parts of their sentence
        told += [(groups[sentence], one) for one in found]
    return told


def continues(paragraph: Paragraph, n: int, last: Act) -> bool:
    """Whether part `n` only says more of the act before: it names no new partner and no date of its own.

    An act is one thing done with one set of partners in one period; a date alone completes an act that has none.
    """
    part = paragraph.parts[n].evidence
    if {m.value for m in part.partners} - {m.value for m in last.partners}:
        return False
    page = paragraph.line.page
    if page.rules.demonstrative_pattern.match(page.flat, part.span.start, part.span.end):
        return True
    known = {m.value for m in last.mechanisms}
    return not part.periods or (not last.periods and all(m.value in known for m in strong(part.mechanisms)[:1]))


def repeated(last: Act, part: Part) -> Act:
    """The act before, done again: "the next took place in Bamako in 2019"."""
    own = part.evidence
    return Act(
        own.span,
        distinct(own.partners) or last.partners,
        own.periods[:1],
        last.mechanisms[:1],
        ("again",),
        own,
        part.said,
        last.likely,
        last.first,
        last.rival,
    )


def completed(paragraph: Paragraph, n: int, acts: Sequence[Act]) -> Act | None:
    """Part `n` as an act, with its gaps filled from the paragraph and from above; None where it tells of none."""
    page, part = paragraph.line.page, paragraph.parts[n]
    likely = act_probability(paragraph.line, part.evidence, part.said, [act.own for act in acts])
    if likely < ACT or is_background(page, part.evidence):
        return None
    partners, whence = partners_of(paragraph, n)
    periods, when = periods_of(paragraph, n, acts)
    partners = tuple(m for m in distinct(partners) if existed(page, m, periods))
    if not partners:
        return None
    rules = tuple(rule for rule in (whence, when) if rule)
    told = told_mechanisms(paragraph, n, acts)
    own = part.evidence
    return Act(own.span, partners, periods[:1], told.mechanisms, rules, own, part.said, likely, told.first, told.rival)


def partners_of(paragraph: Paragraph, n: int) -> tuple[tuple[Mention, ...], str]:
    """The partners of part `n` and where they come from (empty: its own words)."""
    own, head, scope = paragraph.parts[n].evidence, paragraph.line.head, paragraph.line.scope
    if head and own.span.covers(head.span):
        return (*head.partners, *own.partners), ""
    if own.partners:
        return own.partners, ""
    if head:
        return head.partners, "carried"
    if own.places and not scope.partners:
        return own.places[:1], "place"
    before = next((p.evidence.partners for p in reversed(paragraph.parts[:n]) if p.evidence.partners), ())
    if before:
        return before, "carried"
    if scope.partners:
        return scope.partners, scope.rule
    return next((one.partners for one in paragraph.beside(n) if one.partners), ()), "ellipsis"


def periods_of(paragraph: Paragraph, n: int, acts: Sequence[Act]) -> tuple[tuple[Mention, ...], str]:
    """The period of part `n`, none or one, and where it comes from (empty: its own words)."""
    own = paragraph.parts[n].evidence
    dated = paragraph.line.dated
    if dated and not (own.periods and strong(own.mechanisms)):
        return dated[:1], "trailing"
    if own.periods:
        return own.periods, ""
    if shared := said_for_all(paragraph.beside(n)):
        return shared, "shared-period"
    if acts and acts[-1].periods and not own.partners:
        return acts[-1].periods, "carried-period"
    return paragraph.line.scope.periods[:1], "scope-period"


def said_for_all(parts_of_sentence: Sequence[Evidence]) -> tuple[Mention, ...]:
    """The date of a sentence that has only one, or that opens with one, for its parts without a date."""
    dates = distinct([m for part in parts_of_sentence for m in part.periods])
    if len(dates) == 1:
        return dates
    start = parts_of_sentence[0].span.start
    return tuple(m for m in dates if m.span.start - start <= OPENING)[:1]


def told_mechanisms(paragraph: Paragraph, n: int, acts: Sequence[Act]) -> Weighed:
    """The mechanisms of part `n`; with too few words of its own, those of the act before or what the rest of its sentence says."""
    line, part = paragraph.line, paragraph.parts[n]
    same = bool(acts) and (part.said.silent or paragraph.parts[n - 1].sentence == part.sentence)
    near = acts[-1].mechanisms if same else paragraph.above
    said, own = part.said, part.evidence
    if said.silent and not near:  # "Chile (2017) and Peru (2018): tours": the rest of the sentence says what was done
        beside = paragraph.beside(n)
        (said,) = verdicts([(paragraph.claims, [Span(beside[0].span.start, beside[-1].span.end)])])
        own = replace(own, mechanisms=tuple(m for one in beside for m in one.mechanisms))
    primary = acts[-1].mechanisms[0].value if acts and acts[-1].mechanisms else ""
    return mechanisms_of(line, own, said, near, code_before(line, own.span.start, primary))


def existed(page: Page, partner: Mention, periods: Sequence[Mention]) -> bool:
    """Whether a former state can be meant as a partner: only with a date of its time."""
    last = page.rules.former_states.get(partner.value)
    return last is None or any((bounds(m.value)[0] or last + 1) <= last for m in periods)
