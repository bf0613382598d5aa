"""What was understood of one file, for a person to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.cli.console import output
from pipeline.tables import Report
from pipeline.types import Action, Mention, Segment

OPENING = 160
"""Most characters of a quote in the table of actions."""

STYLES = {"country": "bold green", "year": "bold cyan", "mechanism": "bold magenta"}


def show_report(report: Report, color: bool) -> None:
    """Prints identity, text with mentions, partners, actions and issues."""
    console = output(color)
    console.print(identity(report))
    console.print(legend())
    show_segments(console, report)
    if report.partners:
        console.print(partners(report))
    console.print(actions(report))
    for issue in report.issues:
        console.print(Text(f"{issue.severity}: {issue.code}: {issue.message}"), soft_wrap=True)


def grid(rows: Iterable[tuple[str, str]]) -> Table:
    """Names and values side by side."""
    table = Table.grid(padding=(0, 2))
    for name, value in rows:
        table.add_row(Text(name, "bold"), Text(value))
    return table


def identity(report: Report) -> Table:
    """Who reports, for which cycle, in which form and languages."""
    document, who = report.document, report.identity
    sizes: defaultdict[str, int] = defaultdict(int)
    for segment in report.segments:
        sizes[segment.language] += segment.span.end - segment.span.start
    total = sum(sizes.values()) or 1
    languages = ", ".join(f"{language} {size / total:.0%}" for language, size in sorted(sizes.items(), key=lambda item: -item[1]))
    pages = f"{document.pages} pages, " if document.pages else ""
    return grid(
        (
            ("report", report.source),
            ("file", f"{document.media_type}, {pages}{len(document.text)} characters"),
            ("form", report.form),
            ("party", f"{who.party or 'unknown'} ({who.party_confidence:.2f}: {who.party_reason})"),
            ("cycle", f"{who.cycle or 'unknown'} ({who.cycle_basis})"),
            ("languages", languages or "none"),
            ("found", f"{len(report.segments)} segments, {len(report.mentions)} mentions, {len(report.actions)} actions"),
        )
    )


def legend() -> Text:
    """Which colour is which kind of mention; the value follows in brackets."""
    kinds = Text("mentions: ")
    for kind, style in STYLES.items():
        kinds.append(kind, style).append(" ")
    return kinds.append("<value>", "dim")


def show_segments(console: Console, report: Report) -> None:
    """The text in order, under its fields and headings."""
    mentions: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in report.mentions:
        mentions[mention.segment].append(mention)
    field = heading = None
    for segment in report.segments:
        if segment.field != field:
            console.print(Text(f"\n== {segment.field}", "bold blue"))
        if segment.heading_path and segment.heading_path != heading:
            console.print(Text(" > ".join(segment.heading_path), "italic"), soft_wrap=True)
        field, heading = segment.field, segment.heading_path
        console.print(Padding(marked(report.document.text, segment, mentions[segment.ordinal]), (0, 0, 0, 2)))


def marked(text: str, segment: Segment, mentions: Iterable[Mention]) -> Text:
    """A segment's words; a mention is coloured and followed by its value. The inner one of two is left out."""
    page = f" p.{segment.page}" if segment.page else ""
    line, at = Text(f"[{segment.kind} {segment.language}{page}] ", "dim"), segment.span.start
    words = Text()
    for mention in sorted(mentions, key=lambda found: (found.span.start, -found.span.end)):
        if mention.span.start >= at:
            words.append(text[at : mention.span.start]).append(mention.span.of(text), STYLES[mention.kind])
            words.append(f"<{' '.join(filter(None, (mention.value, mention.role)))}>", "dim")
            at = mention.span.end
    return Text.assemble(line, words.append(text[at : segment.span.end]))


def partners(report: Report) -> Table:
    """The form's partner table."""
    table = Table(title="Partners", title_justify="left")
    for column in ("name", "type of entity"):
        table.add_column(column, overflow="fold")
    for partner in report.partners:
        table.add_row(Text(partner.name), partner.entity_type or "")
    return table


def actions(report: Report) -> Table:
    """One line an action."""
    table = Table(title=f"Actions: {len(report.actions)}", title_justify="left", show_lines=True, expand=True)
    for column, width in (("period", 10), ("status", 7), ("countries", 16), ("mechanisms", 24), ("sure", 4), ("quote", None)):
        table.add_column(column, overflow="fold", width=width, ratio=None if width else 1)
    for action in report.actions:
        table.add_row(*cells(action, report.document.text))
    return table


def shortened(quote: str) -> str:
    """The opening words of a quote; the text above has the rest."""
    return quote if len(quote) <= OPENING else quote[:OPENING].rsplit(" ", 1)[0] + " ..."


def cells(action: Action, text: str) -> tuple[str | Text, ...]:
    """An action's line; countries that are no partners carry their role."""
    countries = (country.code if country.role == "partner" else f"({country.role} {country.code})" for country in action.countries)
    mechanisms = ", ".join(code for code, _ in action.mechanisms)
    return (
        action.period or "",
        action.status,
        " ".join(countries),
        mechanisms,
        f"{action.confidence:.2f}",
        Text(shortened(action.span.of(text))),
    )
