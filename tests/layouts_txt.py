"""Text files of many makes around one report: each function prints a `Report` its own way."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from tests.layout_reports import Answer, Report


def _bare(label: str) -> str:
    return label.rstrip(" :")


def _partners(answer: Answer, joint: str = " - ") -> list[str]:
    return [f"{name}{joint}{kind}" for name, kind, _ in answer.partners]


def _wrap(text: str, width: int = 76, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def markdown(report: Report) -> bytes:
    """Hash signs, asterisks, pipes."""
    out = [f"# {report.title}", "", report.agency, ""]
    for a in report.answers:
        out += [f"## {_bare(a.label)}", ""]
        for text in a.paragraphs:
            out += [text, ""]
        out += [f"* {text}" for text in a.items]
        if a.partners:
            out += [f"| {report.header[0]} | {report.header[1]} |", "| --- | --- |"]
            out += [f"| {name} | {kind} |" for name, kind, _ in a.partners]
        out.append("")
    return "\n".join(out).encode()


def bold_marks(report: Report) -> bytes:
    """Questions between double asterisks, the answer on the same line."""
    out = [f"**{report.title}**", "", report.agency, ""]
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        out += [f"**{_bare(a.label)}:** {first}".rstrip(), ""]
        for text in more:
            out += [text, ""]
        out += [f"- {text}" for text in a.items] + _partners(a) + [""]
    return "\n".join(out).encode()


def dumped_pages(report: Report) -> bytes:
    """A PDF's text dump: hard-wrapped, form feeds between the pages, a running title and a page number on each."""
    lines: list[str] = [report.title, report.agency, ""]
    for a in report.answers:
        lines += _wrap(a.label)
        for text in a.paragraphs:
            lines += [*_wrap(text), ""]
        for text in a.items:
            lines += _wrap(text, first="    • ", rest="      ")
        lines += [*_partners(a), ""]
    pages = [lines[at : at + 14] for at in range(0, len(lines), 14)]
    printed = []
    for number, page in enumerate(pages, start=1):
        printed.append("\n".join(["Periodic report                                        Sylvania", "", *page, "", f"{'':36}{number}"]))
    return "\n\f".join(printed).encode()


def footers(report: Report) -> bytes:
    """The same dump with "Page 2 of 9" at the foot and no header."""
    lines: list[str] = [report.title, report.agency, ""]
    for a in report.answers:
        lines += _wrap(a.label)
        for text in a.paragraphs:
            lines += [*_wrap(text), ""]
        for text in a.items:
            lines += _wrap(text, first="- ", rest="  ")
        lines += [*_partners(a), ""]
    pages = [lines[at : at + 15] for at in range(0, len(lines), 15)]
    return "\f".join("\n".join([*page, f"Page {n} of {len(pages)}", ""]) for n, page in enumerate(pages, start=1)).encode()


def tabbed(report: Report) -> bytes:
    """Question, tab, answer; further paragraphs and items behind a tab."""
    out = [report.title, report.agency, ""]
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        out.append(f"{_bare(a.label)}\t{first}".rstrip())
        out += [f"\t{text}" for text in more] + [f"\t• {text}" for text in a.items]
        out += [f"\t{name}\t{kind}" for name, kind, _ in a.partners]
    return "\r\n".join(out).encode("utf-8-sig")


def numbered_indented(report: Report) -> bytes:
    """Numbered questions at the margin, wrapped answers indented below."""
    out = [report.title, report.agency, ""]
    for n, a in enumerate(report.answers, start=1):
        out += _wrap(f"{n}. {_bare(a.label)}")
        for text in a.paragraphs:
            out += ["", *_wrap(text, first="     ", rest="     ")]
        for text in a.items:
            out += _wrap(text, first="       - ", rest="         ")
        out += [f"     {line}" for line in _partners(a)] + [""]
    return "\n".join(out).encode("cp1252")


def wide_utf16(report: Report) -> bytes:
    """A note pad's file: UTF-16 with a mark, one long line a paragraph."""
    out = [report.title, report.agency, ""]
    for a in report.answers:
        out += [a.label, *a.paragraphs, *(f"• {text}" for text in a.items), *_partners(a), ""]
    return "\r\n".join(out).encode("utf-16")


def ruled(report: Report) -> bytes:
    """Questions in capitals, ruled off with dashes; answers wrapped."""
    out = ["=" * 76, report.title.upper(), "=" * 76, report.agency, ""]
    for a in report.answers:
        question = _wrap(_bare(a.label).upper())
        out += [*question, "-" * 76]
        for text in a.paragraphs:
            out += [*_wrap(text), ""]
        for text in a.items:
            out += _wrap(text, first=" * ", rest="   ")
        out += [*_partners(a), ""]
    return "\n".join(out).encode()


def questions_and_answers(report: Report) -> bytes:
    """Q: and A: before questions and answers."""
    out = [report.title, report.agency, ""]
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        out += [
            f"Q: {_bare(a.label)}",
            f"A: {first}".rstrip() if first else "A:",
            *more,
            *(f"- {text}" for text in a.items),
            *_partners(a),
            "",
        ]
    return "\n".join(out).encode()


def run_in(report: Report) -> bytes:
    """Label, colon, answer on one wrapped line."""
    out = [report.title, report.agency, ""]
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        out += _wrap(f"{_bare(a.label)}: {first}".rstrip())
        for text in more:
            out += ["", *_wrap(text)]
        for text in a.items:
            out += _wrap(text, first="  - ", rest="    ")
        out += [*_partners(a), ""]
    return "\n".join(out).encode()


def dashed(report: Report) -> bytes:
    """Label, dash, answer; further paragraphs below."""
    out = [report.title, report.agency, ""]
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        out += [f"{_bare(a.label)} – {first}" if first else _bare(a.label), *more, *(f"- {text}" for text in a.items), *_partners(a), ""]
    return "\n".join(out).encode()


def side_by_side(report: Report) -> bytes:
    """Questions in a column on the left, answers wrapped in a column on the right."""
    out = [report.title, report.agency, ""]
    for a in report.answers:
        left = textwrap.wrap(_bare(a.label), 28)
        right: list[str] = []
        for text in a.paragraphs:
            right += [*([""] if right else []), *_wrap(text, 60)]
        for text in a.items:
            right += ["", *_wrap(text, 60, first="- ", rest="  ")]
        right += _partners(a)
        height = max(len(left), len(right))
        left, right = left + [""] * (height - len(left)), right + [""] * (height - len(right))
        out += [f"{one:30}{other}".rstrip() for one, other in zip(left, right, strict=True)] + [""]
    return "\n".join(out).encode()


def quoted(report: Report) -> bytes:
    """A letter's answers: the questions quoted with angle brackets."""
    out = [report.title, report.agency, ""]
    for a in report.answers:
        out += [*(f"> {line}" for line in _wrap(a.label, 74)), ""]
        for text in a.paragraphs:
            out += [*_wrap(text), ""]
        for text in a.items:
            out += _wrap(text, first="* ", rest="  ")
        out += [*_partners(a), ""]
    return "\n".join(out).encode()


def dotted(report: Report) -> bytes:
    """Dots between the question and what was typed on the line below."""
    out = [report.title, report.agency, ""]
    for a in report.answers:
        out += [f"{_bare(a.label)} " + "." * 20, *a.paragraphs, *(f"- {text}" for text in a.items), *_partners(a), ""]
    return "\n".join(out).encode()


LAYOUTS: dict[str, Callable[[Report], bytes]] = {
    make.__name__: make
    for make in (
        markdown,
        bold_marks,
        dumped_pages,
        footers,
        tabbed,
        numbered_indented,
        wide_utf16,
        ruled,
        questions_and_answers,
        run_in,
        dashed,
        side_by_side,
        quoted,
        dotted,
    )
}
