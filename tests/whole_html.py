"""HTML pages of many makes around one whole report."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e

from tests.whole_reports import Part, Whole


def _body(part: Part) -> str:
    body = "".join(f"<p>{e(text)}</p>" for text in part.paragraphs)
    if part.items:
        body += "<ul>" + "".join(f"<li>{e(text)}</li>" for text in part.items) + "</ul>"
    if part.rows:
        head = "".join(f"<th>{e(cell)}</th>" for cell in part.rows[0])
        rows = "".join("<tr>" + "".join(f"<td>{e(cell)}</td>" for cell in row) + "</tr>" for row in part.rows[1:])
        body += f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return body


def _page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def headings(report: Whole) -> str:
    """Headings of two levels."""
    body = "".join(f"<h{3 if part.deep else 2}>{e(part.heading)}</h{3 if part.deep else 2}>{_body(part)}" for part in report.parts)
    return _page(f"<h1>{e(report.title)}</h1>{body}")


def flat_headings(report: Whole) -> str:
    """One level of headings for everything, numbered by hand."""
    body = "".join(f"<h2>{n}. {e(part.heading)}</h2>{_body(part)}" for n, part in enumerate(report.parts, start=1))
    return _page(f"<h1>{e(report.title)}</h1>{body}")


def bold_paragraphs(report: Whole) -> str:
    """Bold paragraphs for headings, underlined ones for those below them."""
    body = ""
    for part in report.parts:
        head = f"<u>{e(part.heading)}</u>" if part.deep else f"<b>{e(part.heading.upper())}</b>"
        body += f"<p>{head}</p>{_body(part)}"
    return _page(f"<p><b><font size='5'>{e(report.title)}</font></b></p>{body}")


def classes(report: Whole) -> str:
    """Divisions whose classes say what they are."""
    body = ""
    for part in report.parts:
        kind = "field-label" if part.deep else "section-title"
        body += f"<div class='field'><div class='{kind}'>{e(part.heading)}</div><div class='field-item'>{_body(part)}</div></div>"
    return _page(f"<div class='page-title'>{e(report.title)}</div><div class='content'>{body}</div>")


def details(report: Whole) -> str:
    """Folding panels within folding panels."""
    body, open_ = "", False
    for part in report.parts:
        panel = f"<details><summary>{e(part.heading)}</summary>{_body(part)}"
        if part.deep:
            body += f"{panel}</details>"
            continue
        body += ("</details>" if open_ else "") + panel
        open_ = True
    return _page(f"<main><h1>{e(report.title)}</h1>{body}</details></main>")


def cards(report: Whole) -> str:
    """Cards with a header and a body."""
    body = ""
    for part in report.parts:
        head = f"<div class='card-header'><strong>{e(part.heading)}</strong></div>"
        body += f"<div class='card'>{head}<div class='card-body'>{_body(part)}</div></div>"
    return _page(f"<div class='container'><h1>{e(report.title)}</h1>{body}</div>")


def definitions(report: Whole) -> str:
    """One list of definitions."""
    body = "".join(f"<dt>{e(part.heading)}</dt><dd>{_body(part)}</dd>" for part in report.parts)
    return _page(f"<h1>{e(report.title)}</h1><dl>{body}</dl>")


def fieldsets(report: Whole) -> str:
    """A printed web form: legends and labels."""
    body, open_ = "", False
    for part in report.parts:
        if part.deep:
            body += f"<div class='form-group'><label>{e(part.heading)}</label><div>{_body(part)}</div></div>"
            continue
        body += ("</fieldset>" if open_ else "") + f"<fieldset><legend>{e(part.heading)}</legend>{_body(part)}"
        open_ = True
    return _page(f"<form><h1>{e(report.title)}</h1>{body}</fieldset></form>")


def tabs(report: Whole) -> str:
    """Tabs for the chapters, their names repeated in a list of links."""
    chapters: list[list[Part]] = []
    for part in report.parts:
        if part.deep and chapters:
            chapters[-1].append(part)
        else:
            chapters.append([part])
    links = "".join(f"<li><a href='#t{n}'>{e(chapter[0].heading)}</a></li>" for n, chapter in enumerate(chapters))
    panels = ""
    for n, chapter in enumerate(chapters):
        inner = "".join(f"<h3>{e(part.heading)}</h3>{_body(part)}" for part in chapter)
        panels += f"<div class='tab-pane' id='t{n}'>{inner}</div>"
    return _page(f"<h1>{e(report.title)}</h1><ul class='nav nav-tabs'>{links}</ul><div class='tab-content'>{panels}</div>")


def contents(report: Whole) -> str:
    """A table of contents with links before everything, a path of links and a footer."""
    links = "".join(f"<li><a href='#s{n}'>{e(part.heading)}</a></li>" for n, part in enumerate(report.parts))
    body = "".join(
        f"<section id='s{n}'><h{3 if part.deep else 2}>{e(part.heading)}</h{3 if part.deep else 2}>{_body(part)}</section>"
        for n, part in enumerate(report.parts)
    )
    return _page(
        f"<nav class='breadcrumb'><a href='/'>Home</a> &gt; <a href='/r'>Reports</a></nav><h1>{e(report.title)}</h1>"
        f"<div class='toc'><ol>{links}</ol></div>{body}<footer><p>© The Organization</p></footer>"
    )


def breaks(report: Whole) -> str:
    """One block of text with line breaks, headings in bold."""
    body = ""
    for part in report.parts:
        lines = [*part.paragraphs, *(f"- {text}" for text in part.items)]
        table = _body(Part("", "", rows=part.rows)) if part.rows else ""
        body += f"<b>{e(part.heading)}</b><br>" + "<br><br>".join(e(text) for text in lines) + "<br><br>" + table
    return _page(f"<h1>{e(report.title)}</h1><div>{body}</div>")


def rows(report: Whole) -> str:
    """One table: a row that spans both columns for a chapter, a heading beside its answer else."""
    body = ""
    for part in report.parts:
        if part.deep and part.field:
            body += f"<tr><td>{e(part.heading)}</td><td>{_body(part)}</td></tr>"
        else:
            body += f"<tr><th colspan='2'>{e(part.heading)}</th></tr>"
            body += f"<tr><td colspan='2'>{_body(part)}</td></tr>" if part.paragraphs else ""
    return _page(f"<h1>{e(report.title)}</h1><table border='1'>{body}</table>")


LAYOUTS: dict[str, Callable[[Whole], str]] = {
    make.__name__: make
    for make in (
        headings,
        flat_headings,
        bold_paragraphs,
        classes,
        details,
        cards,
        definitions,
        fieldsets,
        tabs,
        contents,
        breaks,
        rows,
    )
}
