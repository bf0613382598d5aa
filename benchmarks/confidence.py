"""What the layers `sure-...` learn from: the acts of whole reports, read by layers that had not seen the report, beside its gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from benchmarks.lessons import GOLD
from pipeline.actions import acts
from pipeline.actions.confidence import questions
from pipeline.actions.evidence import Page
from pipeline.actions.judging import YES
from pipeline.actions.prose import Act
from pipeline.evaluate import calibration
from pipeline.evaluate.figures import Prediction, tally
from pipeline.evaluate.gold import Gold, read_gold
from pipeline.evaluate.match import NOTHING_RIGHT, Claim, Rights, Sure, pair, rights
from pipeline.evaluate.tallies import Tally
from pipeline.knowledge import Knowledge
from pipeline.knowledge.layers import SURE, Feature, Layer
from pipeline.periods import bounds
from pipeline.run.chain import Source, prepared
from pipeline.tables import Report
from pipeline.types import Segment
from tests.samples.build import LAYOUTS
from tests.samples.source import Source as Sample


class Asked(NamedTuple):
    """One act: its features for each of SURE, and what is right; None where no gold judges it."""

    claim: Claim
    features: dict[str, list[Feature]]
    right: Rights | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts of one report as the layers of its fold read them."""

    split: str
    fold: int
    gold: Gold
    media_type: str
    asked: tuple[Asked, ...]


def reading(split: str, sample: Sample, fold: int, layers: Mapping[str, Layer], known: Knowledge) -> Reading:
    """Set the report, read it, and compare its acts with gold. `layers`: claims, cuts, acts and codes of the fold."""
    report = prepared(Source(sample.path.removeprefix("raw/"), LAYOUTS[sample.layout](sample)), known)
    gold = read_gold(GOLD / ("" if split == "reports" else split) / f"{sample.id}.yaml")
    page = replace(Page.of(report.document.text, report.identity.party, known), **layers)
    return Reading(split, fold, gold, report.document.media_type, tuple(judged(page, report, gold)))


def judged(page: Page, report: Report, gold: Gold) -> Iterator[Asked]:
    """Each act with what is right of it; acts without a counterpart are wrong in all."""
    named = defaultdict(list)
    for mention in report.mentions:
        named[mention.segment].append(mention)
    found = [(claim_of(page, segment, act), questions(segment, act)) for segment, act in acts(page, report.segments, named)]
    wanted = [action for passage in gold.passages() for action in passage.actions]
    partner = {i: wanted[j] for i, j in pair([claim for claim, _ in found], wanted)[0]}
    for i, (claim, asked) in enumerate(found):
        action = partner.get(i)
        if action is None:
            yield Asked(claim, asked, NOTHING_RIGHT)
        else:
            yield Asked(claim, asked, None if action.optional else rights(claim, action))


def claim_of(page: Page, segment: Segment, act: Act) -> Claim:
    """The act as evaluation sees it."""
    years = bounds(act.periods[0].value) if act.periods else (None, None)
    return Claim(
        act.span.of(page.text),
        frozenset(m.value for m in act.partners),
        None if years == (None, None) else years,
        frozenset(m.value for m in act.mechanisms),
        segment.field,
        segment.language,
    )


def instances(readings: Sequence[Reading], what: str) -> Iterator[tuple[list[Feature], str]]:
    """(features, yes or no) of every act that gold judges; `what`: one of SURE."""
    for one in readings:
        for asked in one.asked:
            if asked.right is not None:
                yield asked.features[what], YES if asked.right[SURE.index(what)] else "no"


def tested(readings: Sequence[Reading], fit: Callable[[Sequence[Reading], str], Layer]) -> Iterator[tuple[Reading, Tally]]:
    """Each report scored with confidences of layers that learnt from the other folds."""
    for fold in sorted({one.fold for one in readings}):
        sure = {what: fit([one for one in readings if one.fold != fold], what) for what in SURE}
        for one in readings:
            if one.fold == fold:
                claims = tuple(replace(asked.claim, sure=sure_of(asked, sure)) for asked in one.asked)
                yield one, tally(one.gold, Prediction(one.media_type, claims=claims), lambda _: None)


def sure_of(asked: Asked, sure: Mapping[str, Layer]) -> Sure:
    """The confidences, as `pipeline.actions.confidence` gives them."""
    found = {what: sure[what].read(asked.features[what])[YES] for what in SURE}
    return Sure(min(found.values()), *(found[what] for what in SURE[1:]))


def errors(tallies: Sequence[Tally]) -> dict[str, float]:
    """{action, partner, period, mechanism: expected calibration error}."""
    return {figure: calibration(tallies, figure)[0] for figure in Sure._fields}
