"""A report as rows of the nine tables, in the order of the contract's columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from pipeline.tables import ids
from pipeline.tables.contract import TABLES
from pipeline.tables.report import Quarantined, Report, Stamp
from pipeline.types import EVIDENCE_ONLY, Action, Mention, Segment, Span

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]

SURE_PARTY = 0.5
"""Below this confidence a person should look at who reports."""

UNDATED = frozenset({"background", "target"})
"""Roles of a period that dates no action."""

OWN = frozenset({"body", "region"})
"""Rules of what belongs to a state; where its words do not name the state, it is no mention of the Party that it belongs to."""


def rows_of(report: Report, stamp: Stamp) -> Rows:
    """Every row of one report. Towns, institutions, and blocs of states but the European Union, name no country: left out."""
    rows: Rows = {table.name: [] for table in TABLES}
    rows["reports"].append(report_row(report, stamp))
    rows["segments"] = segment_rows(report)
    segment_ids = {row[2]: row[0] for row in rows["segments"]}
    mention_ids = name_mentions(report, segment_ids)
    rows["mentions"] = mention_rows(report, segment_ids, mention_ids)
    fill_actions(rows, report, mention_ids)
    rows["partners"] = partner_rows(report, mention_ids)
    rows["issues"] = issue_rows(report)
    return rows


def rows_of_quarantined(file: Quarantined, stamp: Stamp) -> Rows:
    """The two rows of a file that could not be used."""
    rows: Rows = {table.name: [] for table in TABLES}
    key = ids.report_id(file.source)
    nothing = (None, None, None, 0.0, None, None, None, 0, 0.0, 0.0)
    versions = (stamp.pipeline_version, stamp.knowledge_version)
    rows["reports"].append((key, file.source, file.sha256, *nothing, "quarantined", stamp.at, *versions))
    rows["quarantine"].append((file.source, file.sha256, file.reason, file.message, stamp.at))
    return rows


def report_row(report: Report, stamp: Stamp) -> Row:
    """The row of the reports table."""
    document, identity = report.document, report.identity
    return (
        ids.report_id(report.source),
        report.source,
        document.sha256,
        document.media_type,
        report.form,
        identity.party,
        round(identity.party_confidence, 3),
        identity.cycle,
        identity.cycle_basis,
        document.pages,
        len(document.text),
        language_share(report.segments, "en"),
        language_share(report.segments, "fr"),
        "needs_review" if needs_review(report) else "ok",
        stamp.at,
        stamp.pipeline_version,
        stamp.knowledge_version,
    )


def needs_review(report: Report) -> bool:
    """Whether a person should look before the rows are used."""
    identity = report.identity
    unsure = identity.party is None or identity.party_confidence < SURE_PARTY or identity.cycle is None
    return unsure or any(issue.severity == "error" for issue in report.issues)


def language_share(segments: tuple[Segment, ...], language: str) -> float:
    """Share of the segments' characters in one language, 0 to 1."""
    every = sum(segment.span.end - segment.span.start for segment in segments)
    some = sum(segment.span.end - segment.span.start for segment in segments if segment.language == language)
    return round(some / every, 3) if every else 0.0


def joined(path: tuple[str, ...]) -> str | None:
    """A heading path as one cell."""
    return " > ".join(path) or None


def segment_rows(report: Report) -> list[Row]:
    """Rows of the segments table."""
    text, source, key = report.document.text, report.source, ids.report_id(report.source)
    seen, rows = ids.Occurrences(), []
    for segment in report.segments:
        words, span = segment.span.of(text), segment.span
        rows.append(
            (
                ids.segment_id(source, segment.field, words, seen.nth(segment.field, words)),
                key,
                segment.ordinal,
                segment.field,
                segment.label or None,
                segment.label_language,
                joined(segment.heading_path),
                segment.kind,
                segment.language,
                round(segment.language_confidence, 3),
                segment.page,
                span.start,
                span.end,
                words,
            )
        )
    return rows


def name_mentions(report: Report, segment_ids: dict[int, str]) -> dict[Mention, str]:
    """The mentions that the table shows, with their ids."""
    text, seen = report.document.text, ids.Occurrences()
    named: dict[Mention, str] = {}
    for mention in report.mentions:
        if mention not in named and names_a_state(mention, report.identity.party):
            segment, words = segment_ids[mention.segment], mention.span.of(text)
            named[mention] = ids.mention_id(segment, mention.kind, words, seen.nth(segment, mention.kind, words))
    return named


def names_a_state(mention: Mention, party: str | None) -> bool:
    """Whether the mention names a state (or is no country at all)."""
    own = mention.value == party and mention.rule in OWN and mention.confidence < 1
    return mention.rule not in EVIDENCE_ONLY and not own and not is_bloc(mention)


def is_bloc(mention: Mention) -> bool:
    """Whether the mention is of a bloc of states that is no Party itself."""
    return mention.rule == "bloc" and mention.value != "EU"


def mention_rows(report: Report, segment_ids: dict[int, str], mention_ids: dict[Mention, str]) -> list[Row]:
    """Rows of the mentions table; a country takes the role that an action gives it."""
    key = ids.report_id(report.source)
    roles = {country.mention: country.role for action in report.actions for country in action.countries if country.mention}
    rows = []
    for mention, identifier in mention_ids.items():
        role = "background" if mention.role in UNDATED else mention.role or roles.get(mention)
        rows.append(
            (
                identifier,
                key,
                segment_ids[mention.segment],
                mention.kind,
                mention.value,
                role or None,
                mention.span.of(report.document.text),
                mention.span.start,
                mention.span.end,
                round(mention.confidence, 3),
                mention.rule,
            )
        )
    return rows


def fill_actions(rows: Rows, report: Report, mention_ids: dict[Mention, str]) -> None:
    """Adds the rows of the actions table and of its two lists."""
    seen, page_of = ids.Occurrences(), pages(report)
    blocs = {mention.value for mention in report.mentions if is_bloc(mention)}
    segments = {segment.ordinal: segment for segment in report.segments}
    for action in report.actions:
        segment, quote = segments[action.segment], action.span.of(report.document.text)
        key = ids.action_id(report.source, segment.field, quote, seen.nth(segment.field, quote))
        rows["actions"].append(action_row(key, report, action, segment, page_of(action.span.start, segment.page)))
        shown = (country for country in action.countries if country.code not in blocs)
        rows["action_countries"] += [
            (key, country.code, country.role, mention_ids.get(country.mention) if country.mention else None) for country in shown
        ]
        rows["action_mechanisms"] += [
            (key, code, rank, mention_ids.get(mention) if mention else None)
            for rank, (code, mention) in enumerate(action.mechanisms, start=1)
        ]


def action_row(key: str, report: Report, action: Action, segment: Segment, page: int | None) -> Row:
    """The row of the actions table, as the machine sees it."""
    first, last = action.years or (None, None)
    return (
        key,
        ids.report_id(report.source),
        report.identity.cycle,
        report.identity.party,
        action.title,
        action.span.of(report.document.text),
        segment.language,
        segment.field,
        joined(segment.heading_path),
        action.period,
        first,
        last,
        action.status,
        action.mechanisms[0][0] if action.mechanisms else None,
        page,
        action.span.start,
        action.span.end,
        round(action.confidence, 3),
        "machine",
        None,
        None,
        three_digits(action.partner_confidence),
        three_digits(action.period_confidence),
        three_digits(action.mechanism_confidence),
    )


def three_digits(share: float | None) -> float | None:
    """A share as the tables hold it."""
    return None if share is None else round(share, 3)


def pages(report: Report) -> Callable[[int, int | None], int | None]:
    """How to find the page of an offset; the second argument answers where the format has no printed lines."""
    fragments = report.document.fragments
    starts = [fragment.span.start for fragment in fragments]

    def page_of(offset: int, otherwise: int | None) -> int | None:
        at = bisect_right(starts, offset) - 1
        return fragments[at].box.page if at >= 0 else otherwise

    return page_of


def partner_rows(report: Report, mention_ids: dict[Mention, str]) -> list[Row]:
    """Rows of the partners table; the country is the only one that the line names."""
    key = ids.report_id(report.source)
    named = [mention for mention in mention_ids if mention.kind == "country"] if report.partners else []
    rows = []
    for partner in report.partners:
        codes = {mention.value for mention in named if partner.span.covers(mention.span)}
        country = codes.pop() if len(codes) == 1 else None
        rows.append((key, partner.ordinal, partner.name, partner.entity_type, country, partner.page))
    return rows


def issue_rows(report: Report) -> list[Row]:
    """Rows of the issues table."""
    key, nowhere = ids.report_id(report.source), (None, None)

    def place(span: Span | None) -> tuple[int | None, int | None]:
        return (span.start, span.end) if span else nowhere

    return [(key, issue.severity, issue.code, issue.message, issue.page, *place(issue.span)) for issue in report.issues]
