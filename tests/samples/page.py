"""HTML layouts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from tests.samples.source import Block, Source

SITE = """<!DOCTYPE html>
<html lang="en" dir="ltr" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<title>{title} | Diversity of Cultural Expressions</title>
<link rel="stylesheet" href="/themes/policy/css/style.css?r8k2q1">
<style>.field__label {{ font-weight: bold }} .visually-hidden {{ position: absolute; left: -9999px }}</style>
<script type="application/json" data-drupal-selector="settings-json">{{"path":{{"currentPath":"node\\/8123"}},"year":2015}}</script>
</head>
<body class="path-node page-node-type-policy-measure">
<a href="#main" class="visually-hidden focusable">Skip to main content</a>
<div id="cookie-banner" role="dialog">We use cookies on this site to enhance your experience.
Cookies from Canada, Japan and Brazil may be set.
<button>Accept</button> <button>Decline</button></div>
<header role="banner"><img src="/logo.svg" alt="Home">
<nav role="navigation" aria-label="Main navigation"><ul class="menu">
<li><a href="/convention">About the Convention</a></li><li><a href="/reports">Periodic reports 2012-2020</a></li>
<li><a href="/ifcd">Fund</a></li><li><a href="/fr">Français</a></li></ul></nav></header>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li>
<li><a href="/policy-monitoring">Policy Monitoring Platform</a></li></ol></nav>
<main id="main"><article class="node node--type-policy-measure">
{body}
</article></main>
<aside><h2>Related policies</h2><ul><li><a href="/node/77">Senegal: Regional arts fund (2017)</a></li>
<li><a href="/node/78">Ecuador: Mobility grants</a></li></ul></aside>
<footer role="contentinfo"><p>© 2021 Secretariat of the Convention, 7 place de Fontenoy, 75007 Paris, France</p>
<ul><li><a href="/terms">Terms of use</a></li></ul></footer>
<script>window.dataLayer = window.dataLayer || []; dataLayer.push({{"event": "agreement with Peru 2014"}});</script>
</body>
</html>
"""

PLATFORM = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - UNESCO</title><script>var period = "2007-2009";</script></head>
<body><header><nav><a href="/en">Home</a> <a href="/creativity">Creativity</a></nav></header>
<main>
{body}
</main>
<footer><nav><a href="/privacy">Privacy</a></nav> 2022 All rights reserved</footer></body></html>
"""

OLD = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><title>{title}</title></head>
<body bgcolor="#ffffff"><table width="100%" border="0"><tr>
<td width="160" valign="top"><a href="index.htm">Accueil</a><br><a href="liste.htm">Mesures</a></td><td>
{body}
</td></tr></table></body></html>
"""

PLAIN = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title></head><body><div id="content">
{body}
</div></body></html>
"""


def lists(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Blocks one by one, neighbouring list items together."""
    for is_item, group in groupby(blocks, key=lambda piece: piece.kind == "li"):
        if is_item:
            yield list(group)
        else:
            yield from ([piece] for piece in group)


def items(pieces: list[Block]) -> str:
    """A list."""
    return "<ul>\n" + "\n".join(f"<li>{escape(piece.text)}</li>" for piece in pieces) + "\n</ul>"


def table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """A table with a head."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"


def site(source: Source) -> bytes:
    """A page of a content management system, with menu, cookie banner, side column and footer."""
    out: list[str] = []
    for group in lists(source.blocks):
        piece = group[0]
        if piece.kind == "li":
            out.append(items(group))
        elif piece.kind == "title":
            out.append(f'<h1 class="page-header"><span>{escape(piece.text)}</span></h1>')
        elif piece.kind == "label":
            out.append(f'<div class="field__label">{escape(piece.text)}</div>')
        elif piece.kind == "heading":
            out.append(f"<h{piece.level}>{escape(piece.text)}</h{piece.level}>")
        elif piece.kind == "partners":
            out.append(table(piece.header, piece.rows))
        else:
            out.append(f'<div class="field__item"><p>{escape(piece.text)}</p></div>')
    return SITE.format(title=escape(source.first("title")), body="\n".join(out)).encode()


def old(source: Source) -> bytes:
    """A page of the years of table layouts: fonts, line breaks instead of paragraphs, Windows-1252."""
    out: list[str] = []
    for group in lists(source.blocks):
        piece = group[0]
        if piece.kind == "li":
            out.append(items(group))
        elif piece.kind == "title":
            out.append(f'<font size="5"><b>{escape(piece.text)}</b></font><br><br>')
        elif piece.kind == "label":
            out.append(f"<b>{escape(piece.text)}</b><br>")
        elif piece.kind == "heading":
            out.append(f"<i>{escape(piece.text)}</i><br>")
        else:
            out.append(f"{escape(piece.text)}<br><br>")
    return OLD.format(title=escape(source.first("title")), body="\n".join(out)).encode("cp1252")


def platform(source: Source) -> bytes:
    """A page of the platform of 2022: labels and answers as a definition list."""
    out = [f"<h1>{escape(source.first('title'))}</h1>", "<dl>"]
    answer: list[str] = []
    for piece in source.blocks:
        if piece.kind == "label":
            if answer:
                out.append("<dd>" + "\n".join(answer) + "</dd>")
            out.append(f"<dt>{escape(piece.text)}</dt>")
            answer = []
        elif piece.kind != "title":
            answer.append(f"<p>{escape(piece.text)}</p>")
    out += ["<dd>" + "\n".join(answer) + "</dd>", "</dl>"]
    return PLATFORM.format(title=escape(source.first("title")), body="\n".join(out)).encode()


def bilingual(source: Source) -> bytes:
    """A page saved from an editor: inline spans glue the partner table's header, a line of host names ends the page."""
    out: list[str] = []
    for piece in source.blocks:
        text = escape(piece.text)
        if piece.kind == "title":
            out.append(f"<h1>{text}</h1>")
        elif piece.kind == "label":
            out.append(f"<p><strong>{text}</strong></p>")
        elif piece.kind == "heading":
            out.append(f"<h{piece.level}>{text}</h{piece.level}>")
        elif piece.kind == "partners":
            out.append("<div><span>" + "</span><span>".join(map(escape, piece.header)) + "</span></div>")
            out += [f"<div>{escape(name)}</div>\n<div>{escape(entity)}</div>" for name, entity in piece.rows]
        else:
            out.append(f"<p>{text.replace(' ; ', '&nbsp;; ')}</p>")
    return PLAIN.format(title=escape(source.first("title")), body="\n".join(out)).encode()


LAYOUTS = {
    "html_site": site,
    "html_old": old,
    "html_platform": platform,
    "html_bilingual": bilingual,
}
