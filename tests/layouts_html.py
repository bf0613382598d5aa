"""HTML pages of many makes around one report: each function prints a `Report` its own way."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e

from tests.layout_reports import Answer, Report


def _bare(label: str) -> str:
    return label.rstrip(" :")


def _answer(answer: Answer, report: Report) -> str:
    body = "".join(f"<p>{e(text)}</p>" for text in answer.paragraphs)
    if answer.items:
        body += "<ul>" + "".join(f"<li>{e(text)}</li>" for text in answer.items) + "</ul>"
    return body + _partners(answer, report)


def _partners(answer: Answer, report: Report) -> str:
    if not answer.partners:
        return ""
    rows = "".join(f"<tr><td>{e(name)}</td><td>{e(kind)}</td></tr>" for name, kind, _ in answer.partners)
    return f"<table><tr><th>{e(report.header[0])}</th><th>{e(report.header[1])}</th></tr>{rows}</table>"


def _page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def div_grid(report: Report) -> str:
    """Rows and columns of a style sheet's grid, the question left, the answer right."""
    rows = "".join(
        f"<div class='row'><div class='col-md-4'>{e(a.label)}</div><div class='col-md-8'>{_answer(a, report)}</div></div>"
        for a in report.answers
    )
    return _page(f"<div class='container'><h1>{e(report.title)}</h1><p>{e(report.agency)}</p>{rows}</div>")


def bare_divs(report: Report) -> str:
    """Nothing but nested divisions and line breaks."""
    rows = ""
    for a in report.answers:
        lines = [*a.paragraphs, *(f"- {text}" for text in a.items), *(f"{name} - {kind}" for name, kind, _ in a.partners)]
        rows += f"<div><div>{e(_bare(a.label))}</div><div>{'<br>'.join(map(e, lines))}</div></div>"
    return _page(f"<div><div>{e(report.title)}</div><div>{e(report.agency)}</div>{rows}</div>")


def definition_list(report: Report) -> str:
    """Terms and definitions, one of each or several."""
    rows = "".join(f"<dt>{e(_bare(a.label))}</dt><dd>{_answer(a, report)}</dd>" for a in report.answers)
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p><dl>{rows}</dl>")


def word_page(report: Report) -> str:
    """A word processor's page: MsoNormal, empty paragraphs, bullets as letters of a symbol font."""

    def para(text: str, style: str = "MsoNormal") -> str:
        return f"<p class={style}><span lang=EN-GB style='font-size:11.0pt'>{text}<o:p></o:p></span></p>"

    space = "<span style='font:7.0pt Times'>&nbsp;&nbsp;&nbsp; </span>"
    bullet = f"<span style='font-family:Symbol'><span style='mso-list:Ignore'>·{space}</span></span>"
    body = para(f"<b>{e(report.title)}</b>") + para(e(report.agency)) + para("&nbsp;")
    for a in report.answers:
        body += para(f"<b>{e(a.label)}</b>") + para("&nbsp;")
        body += "".join(para(e(text)) + para("&nbsp;") for text in a.paragraphs)
        body += "".join(f"<p class=MsoListParagraph style='margin-left:36.0pt'>{bullet}{e(text)}<o:p></o:p></p>" for text in a.items)
        if a.partners:
            rows = "".join(f"<tr><td>{para(e(name))}</td><td>{para(e(kind))}</td></tr>" for name, kind, _ in a.partners)
            heads = f"<tr><td>{para(f'<b>{e(report.header[0])}</b>')}</td><td>{para(f'<b>{e(report.header[1])}</b>')}</td></tr>"
            body += f"<table class=MsoTableGrid border=1>{heads}{rows}</table>"
        body += para("<o:p>&nbsp;</o:p>")
    return _page(f"<div class=WordSection1>{body}</div>", "<style><!-- p.MsoNormal {margin:0cm} --></style>")


def font_tags(report: Report) -> str:
    """The web of the nineties: font tags, centred titles, two line breaks for a paragraph."""
    body = f"<center><font size=5 color=navy>{e(report.title)}</font></center><br><font size=2>{e(report.agency)}</font><br><br>"
    for a in report.answers:
        body += f"<font color=navy><b>{e(_bare(a.label))}</b></font><br>"
        body += "<br><br>".join(f"<font size=2>{e(text)}</font>" for text in a.paragraphs)
        body += "".join(f"<br>&nbsp;&nbsp;• {e(text)}" for text in a.items)
        body += "".join(f"{e(name)} ({e(kind)})<br>" for name, kind, _ in a.partners)
        body += "<br><br>"
    return f"<HTML><HEAD><TITLE>{e(report.title)}</TITLE></HEAD><BODY BGCOLOR=white>{body}</BODY></HTML>"


def accordion(report: Report) -> str:
    """Panels that fold: the question on a button, the answer in a collapsed panel."""
    cards = ""
    for number, a in enumerate(report.answers):
        button = f"<button class='btn' data-toggle='collapse'>{e(a.label)}</button>"
        cards += (
            f"<div class='card'><div class='card-header' id='h{number}'><h2 class='mb-0'>{button}</h2></div>"
            f"<div id='c{number}' class='collapse' style='display: none'><div class='card-body'>{_answer(a, report)}</div></div></div>"
        )
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p><div class='accordion'>{cards}</div>")


def details(report: Report) -> str:
    """Folding panels of the browser's own."""
    panels = "".join(f"<details><summary>{e(a.label)}</summary>{_answer(a, report)}</details>" for a in report.answers)
    return _page(f"<main><h1>{e(report.title)}</h1><p>{e(report.agency)}</p>{panels}</main>")


def tabs(report: Report) -> str:
    """Tabs: a list of links that repeats the questions, and one panel each."""
    links = "".join(f"<li><a href='#t{n}' role='tab'>{e(_bare(a.label))}</a></li>" for n, a in enumerate(report.answers))
    panels = "".join(
        f"<div id='t{n}' role='tabpanel' class='tab-pane'><h3>{e(_bare(a.label))}</h3>{_answer(a, report)}</div>"
        for n, a in enumerate(report.answers)
    )
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p><ul class='nav nav-tabs' role='tablist'>{links}</ul>{panels}")


def table_per_question(report: Report) -> str:
    """A table for each question: the question heads it, the answer stands in the row below."""
    tables = "".join(
        f"<table border='1'><tr><th>{e(a.label)}</th></tr><tr><td>{_answer(a, report)}</td></tr></table>" for a in report.answers
    )
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p>{tables}")


def one_table(report: Report) -> str:
    """One table for the whole form: question left, answer right, no colons."""
    rows = "".join(f"<tr><td>{e(_bare(a.label))}</td><td>{_answer(a, report)}</td></tr>" for a in report.answers if not a.partners)
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p><table border=1>{rows}</table>")


def numbered_table(report: Report) -> str:
    """Three columns: number, question, answer, under names of columns."""
    rows = "".join(
        f"<tr><td>{n}</td><td>{e(_bare(a.label))}</td><td>{_answer(a, report)}</td></tr>"
        for n, a in enumerate(report.answers, start=1)
        if not a.partners
    )
    head = "<tr><th>No.</th><th>Question</th><th>Answer</th></tr>"
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p><table border=1>{head}{rows}</table>")


def site_frame(report: Report) -> str:
    """A page of a site: menus, a column of related measures, a footer, no main element."""
    related = "".join(f"<li><a href='/m/{n}'>Measure number {n} of another country</a></li>" for n in range(6))
    menu = "<div id='menu'><a href='/'>Home</a> | <a href='/en'>English</a> | <a href='/fr'>Français</a></div>"
    body = "".join(f"<h3>{e(a.label)}</h3>{_answer(a, report)}" for a in report.answers)
    return _page(
        f"<div id='header'>{menu}</div><div id='wrapper'><div class='left-col'><h4>Related measures</h4><ul>{related}</ul></div>"
        f"<div class='right-col'><h1>{e(report.title)}</h1><p>{e(report.agency)}</p>{body}</div></div>"
        "<div id='footer'><p>© The Organization | <a href='/legal'>Legal notice</a> | <a href='/contact'>Contact</a></p></div>"
    )


def layout_table(report: Report) -> str:
    """A page held together by a table: banner, menu and content in its cells."""
    body = "".join(f"<p><b>{e(a.label)}</b></p>{_answer(a, report)}" for a in report.answers)
    return (
        "<html><body><table width='780' cellpadding='0'><tr><td colspan='2'><img src='banner.gif' alt='Banner'></td></tr>"
        "<tr><td width='150'><a href='a.htm'>Home</a><br><a href='b.htm'>Countries</a><br><a href='c.htm'>Contact</a></td>"
        f"<td><h2>{e(report.title)}</h2><p>{e(report.agency)}</p>{body}</td></tr></table></body></html>"
    )


def run_in(report: Report) -> str:
    """Bold labels that run into their answers, in capitals and without any other mark."""
    body = ""
    for a in report.answers:
        first, *more = a.paragraphs or ("",)
        body += f"<p><strong>{e(_bare(a.label).upper())}:</strong> {e(first)}</p>" + "".join(f"<p>{e(text)}</p>" for text in more)
        body += "<ul>" + "".join(f"<li>{e(text)}</li>" for text in a.items) + "</ul>" + _partners(a, report)
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p>{body}")


def headings_numbered(report: Report) -> str:
    """Numbered headings with asterisks for what must be answered."""
    body = "".join(f"<h3>{n}. {e(_bare(a.label))} *</h3>{_answer(a, report)}" for n, a in enumerate(report.answers, start=1))
    return _page(f"<article><h1>{e(report.title)}</h1><p>{e(report.agency)}</p>{body}</article>")


def xhtml_spans(report: Report) -> str:
    """Block-level spans: display set by style, paragraphs as spans."""
    body = ""
    for a in report.answers:
        body += f"<span style='display:block;font-weight:bold'>{e(_bare(a.label))}</span>"
        body += "".join(f"<span style='display:block'>{e(text)}</span>" for text in a.paragraphs)
        body += "".join(f"<span style='display: block'>• {e(text)}</span>" for text in a.items)
        body += _partners(a, report)
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p>{body}")


def drupal(report: Report) -> str:
    """Fields of a content management system: a label and its items."""
    rows = "".join(
        f"<div class='field field--name-x field--label-above'><div class='field__label'>{e(_bare(a.label))}</div>"
        f"<div class='field__items'><div class='field__item'>{_answer(a, report)}</div></div></div>"
        for a in report.answers
    )
    return _page(f"<article class='node'><h1 class='page-header'>{e(report.title)}</h1><div>{e(report.agency)}</div>{rows}</article>")


def ordered_list(report: Report) -> str:
    """An ordered list of bold questions with their answers inside the entries."""
    rows = "".join(f"<li><strong>{e(a.label)}</strong>{_answer(a, report)}</li>" for a in report.answers)
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p><ol>{rows}</ol>")


def row_headers(report: Report) -> str:
    """A table whose rows are headed by their questions."""
    rows = "".join(
        f"<tr><th scope='row'>{e(_bare(a.label))}</th><td>{_answer(a, report)}</td></tr>" for a in report.answers if not a.partners
    )
    return _page(f"<h1>{e(report.title)}</h1><p>{e(report.agency)}</p><table class='table'><tbody>{rows}</tbody></table>")


def aria(report: Report) -> str:
    """Regions of an application: headings by role alone, answers in block quotations."""
    body = "".join(
        f"<div role='region'><div role='heading' aria-level='2'>{e(_bare(a.label))}</div>"
        f"<blockquote>{_answer(a, report)}</blockquote></div>"
        for a in report.answers
    )
    return _page(f"<div role='main'><div role='heading' aria-level='1'>{e(report.title)}</div><p>{e(report.agency)}</p>{body}</div>")


LAYOUTS: dict[str, Callable[[Report], str]] = {
    make.__name__: make
    for make in (
        div_grid,
        bare_divs,
        definition_list,
        word_page,
        font_tags,
        accordion,
        details,
        tabs,
        table_per_question,
        one_table,
        numbered_table,
        site_frame,
        layout_table,
        run_in,
        headings_numbered,
        xhtml_spans,
        drupal,
        ordered_list,
        row_headers,
        aria,
    )
}
NO_PARTNERS = frozenset({"one_table", "numbered_table", "row_headers"})
"""Layouts that leave the partner table out."""
