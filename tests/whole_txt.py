"""Text files of many makes around one whole report."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

from tests.whole_reports import RUNNING, Part, Whole


def _wrap(text: str, width: int = 78, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _columns(rows: Sequence[Sequence[str]], joint: str = "  ") -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return [joint.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _body(part: Part, *, indent: str = "", wrap: bool = True, sign: str = "- ") -> list[str]:
    out: list[str] = []
    for text in part.paragraphs:
        out += [*(_wrap(text, first=indent, rest=indent) if wrap else [indent + text]), ""]
    for text in part.items:
        pad = " " * len(sign)
        out += _wrap(text, first=f"{indent}{sign}", rest=f"{indent}{pad}") if wrap else [f"{indent}{sign}{text}"]
    if part.items:
        out.append("")
    if part.rows:
        out += [f"{indent}{line}" for line in _columns(part.rows)] + [""]
    return out


def underlined(report: Whole) -> str:
    """Headings underlined with equal signs and dashes, text wrapped."""
    out = [report.title, "*" * len(report.title), ""]
    for part in report.parts:
        heads = _wrap(part.heading)
        out += [*heads, ("-" if part.deep else "=") * len(heads[-1]), "", *_body(part)]
    return "\n".join(out)


def capitals(report: Whole) -> str:
    """Headings in capitals, no white space below them."""
    out = [report.title.upper(), "", ""]
    for part in report.parts:
        out += [*_wrap(part.heading.upper()), *_body(part), ""]
    return "\n".join(out)


def plain_lines(report: Whole) -> str:
    """Headings that only blank lines set off; every paragraph one long line."""
    out = [report.title, ""]
    for part in report.parts:
        out += ["", part.heading, "", *_body(part, wrap=False, sign="• ")]
    return "\r\n".join(out)


def tight_lines(report: Whole) -> str:
    """A blank line above a heading, none below; paragraphs wrapped."""
    out = [report.title, ""]
    for part in report.parts:
        out += ["", *_wrap(part.heading), *_body(part, sign="* ")]
    return "\n".join(out)


def numbered(report: Whole) -> str:
    """Numbered headings, body indented."""
    out, chapter, section = [report.title, ""], 0, 0
    for part in report.parts:
        chapter, section = (chapter, section + 1) if part.deep else (chapter + 1, 0)
        number = f"{chapter}.{section}" if part.deep else f"{chapter}."
        out += ["", *_wrap(f"{number} {part.heading}"), "", *_body(part, indent="    ")]
    return "\n".join(out)


def colons(report: Whole) -> str:
    """`Heading: answer` on one wrapped line, further paragraphs below; the report's own headings stand alone."""
    out = [report.title, ""]
    for part in report.parts:
        if not part.field:
            out += [part.heading, "", *_body(part)]
            continue
        first, *more = part.paragraphs or ("",)
        out += [*_wrap(f"{part.heading}: {first}".rstrip()), ""]
        out += _body(Part("", "", tuple(more), part.items, part.rows))
    return "\n".join(out)


def boxed(report: Whole) -> str:
    """A rule above and below each heading."""
    out = ["#" * 78, report.title, "#" * 78, ""]
    for part in report.parts:
        rule = ("-" if part.deep else "=") * 78
        out += [rule, *_wrap(part.heading), rule, "", *_body(part)]
    return "\n".join(out)


def pages(report: Whole) -> str:
    """The dump of a word processor: form feeds, a running head and a page number in the middle of the foot."""
    lines: list[str] = [report.title, ""]
    for part in report.parts:
        lines += ["", *_wrap(part.heading), "", *_body(part)]
    parts = [lines[at : at + 30] for at in range(0, len(lines), 30)]
    return "\f".join("\n".join([RUNNING, "", *page, "", f"{'':38}{number}", ""]) for number, page in enumerate(parts, start=1))


def roman(report: Whole) -> str:
    """Roman chapters and lettered sections; tables drawn with bars and rules."""
    romans = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
    out, chapter, section = [report.title, ""], 0, 0
    for part in report.parts:
        chapter, section = (chapter, section + 1) if part.deep else (chapter + 1, 0)
        out += ["", *_wrap(f"{chr(96 + section)}) {part.heading}" if part.deep else f"{romans[chapter - 1]}. {part.heading}"), ""]
        out += _body(Part("", "", part.paragraphs, part.items))
        if part.rows:
            widths = [max(len(row[column]) for row in part.rows) for column in range(len(part.rows[0]))]
            rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
            lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |" for row in part.rows]
            out += [rule, *(text for line in lines for text in (line, rule)), ""]
    return "\n".join(out)


def tabbed(report: Whole) -> str:
    """Tables with tabs, headings between brackets."""
    out = [report.title, ""]
    for part in report.parts:
        out += ["", f"[{part.heading}]", "", *_body(Part("", "", part.paragraphs, part.items), wrap=False)]
        out += ["\t".join(row) for row in part.rows]
    return "\n".join(out)


LAYOUTS: dict[str, Callable[[Whole], str]] = {
    make.__name__: make for make in (underlined, capitals, plain_lines, tight_lines, numbered, colons, boxed, pages, roman, tabbed)
}
