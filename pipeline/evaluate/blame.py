"""Which rule gave each value that is right, wrong or missing, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.evaluate.gold import GoldAction
from pipeline.evaluate.match import Claim
from pipeline.evaluate.tallies import SegmentRow, Tally
from pipeline.periods import bounds

NONE = "-"
"""No code, in the table of confusions."""
NO_VALUE = "none"
"""The rule of a period that was rightly or wrongly left empty."""
Years = tuple[int | None, ...]


def address(report: str, field: str, at: Claim | SegmentRow | None) -> str:
    """ "report field page 3 [120:180]"."""
    return " ".join(part for part in (report, field, at.place if at else "") if part)


def nearest_partners(claim: Claim, action: GoldAction) -> frozenset[str]:
    """The accepted set of partners that is most like the claim's."""
    return max(action.partner_sets, key=lambda s: len(s & claim.partners) - len(s ^ claim.partners))


def rule_of(claim: Claim, figure: str, value: str = "") -> str:
    """The rule that gave a value of the claim; without a value, the first of the figure."""
    return next((s.rule for s in claim.sources if s.figure == figure and value in ("", s.value)), "unknown")


def unread(row: SegmentRow | None, figure: str, values: Collection[object]) -> str:
    """Why a value is missing: the rule by which its segment names it, although no act was given it; or nothing names it."""
    if row is None:
        return "missing: segment not found"
    for source in row.mentions:
        value: object = bounds(source.value) if figure == "period" and source.figure == figure else source.value
        if source.figure == figure and value in values:
            return f"missing: named as {source.rule}"
    return "missing: not named"


def blame(claim: Claim, action: GoldAction, row: SegmentRow | None, result: Tally) -> list[str]:
    """Count every value of a matched action by its rule; returns the faults in words."""
    result.blamed["action", claim.kind or "unknown", not (faults := list(faults_of(claim, action, row, result)))] += 1
    return faults


def faults_of(claim: Claim, action: GoldAction, row: SegmentRow | None, result: Tally) -> Iterator[str]:
    """Each wrong or missing value as "figure value: rule", counted on the way."""
    nearest = nearest_partners(claim, action)
    for code in sorted(claim.partners | nearest):
        rule = rule_of(claim, "partner", code) if code in claim.partners else unread(row, "partner", {code})
        yield from told(result, "partner", code, rule, code in claim.partners & nearest)
    right = claim.period in action.periods
    if claim.period is not None:
        yield from told(result, "period", years(claim.period), rule_of(claim, "period"), right)
    elif right:
        yield from told(result, "period", NONE, NO_VALUE, right)
    else:
        yield from told(result, "period", years(action.periods[0]), unread(row, "period", action.periods), right)
    unmet = [group for group in action.groups if not group & claim.mechanisms]
    wrong = sorted(claim.mechanisms - action.accepted)
    for code in sorted(claim.mechanisms):
        yield from told(result, "mechanism", code, rule_of(claim, "mechanism", code), code in action.accepted)
    for group in unmet:
        yield from told(result, "mechanism", "/".join(sorted(group)), unread(row, "mechanism", group), False)
    confuse(unmet, wrong, result)


def told(result: Tally, figure: str, value: str, rule: str, right: bool) -> Iterator[str]:
    """Count one value; in words where it is not right."""
    result.blamed[figure, rule, right] += 1
    if not right:
        yield f"{figure} {value}: {rule}"


def confuse(unmet: list[frozenset[str]], wrong: list[str], result: Tally) -> None:
    """Each code that was asked for with the one that was read in its place."""
    for n in range(max(len(unmet), len(wrong))):
        gold = "/".join(sorted(unmet[n])) if n < len(unmet) else NONE
        result.swaps[gold, wrong[n] if n < len(wrong) else NONE] += 1


def blame_invented(claim: Claim, result: Tally) -> None:
    """Every value of an action that no gold answers is wrong."""
    result.blamed["action", f"invented: {claim.kind or 'unknown'}", False] += 1
    for source in claim.sources:
        result.blamed[source.figure, source.rule, False] += 1


def blame_missed(action: GoldAction, result: Tally) -> None:
    """Every value of an action that was not read."""
    rule = "missing: act not read"
    result.blamed["action", rule, False] += 1
    result.blamed["partner", rule, False] += len(action.partner_sets[0])
    result.blamed["period", rule, False] += action.periods[0] is not None
    result.blamed["mechanism", rule, False] += len(action.groups)


def invented(claim: Claim) -> str:
    """The rules of all its values in words."""
    return "; ".join(f"{s.figure} {s.value}: {s.rule}" for s in claim.sources)


def country_faults(row: SegmentRow, wanted: Collection[str]) -> Iterator[str]:
    """Countries that were wrongly named, each with its rule, and those that were not."""
    rules = {s.value: s.rule for s in row.mentions if s.figure == "partner"}
    yield from (f"{code}: {rules.get(code, 'unknown')}" for code in sorted(row.countries - set(wanted)))
    yield from (f"{code}: missing" for code in sorted(set(wanted) - row.countries))


def years(period: Years | None) -> str:
    """(2018, 2019) -> "2018/2019"."""
    return NONE if period is None else "/".join(str(year or "..") for year in dict.fromkeys(period))
