"""What every page has in common: templates that escape all they are given, the frame, language and colours."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from nicegui import ui
from starlette.requests import Request

from pipeline.errors import RapporteurError
from pipeline.web.access import account_of
from pipeline.web.words import Words, words_of

HOME = Path(__file__).parent
THEME = "rapporteur_theme"
THEMES = {"light": False, "dark": True, "auto": None}

TEMPLATES = Environment(
    loader=FileSystemLoader(HOME / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
TEMPLATES.globals["urlencode"] = urlencode


def rendered(template: str, t: Words, **values: Any) -> str:
    """A template with its values, all of them escaped."""
    return TEMPLATES.get_template(template).render(t=t, **values)


def html(template: str, t: Words, **values: Any) -> ui.html:
    """A template as an element of a page."""
    return plain(rendered(template, t, **values))


def plain(markup: str) -> ui.html:
    """Markup that a template made: it is escaped already."""
    return ui.html(markup, sanitize=False)


def button(text: str, act: Callable[..., Any], main: bool = False) -> ui.button:
    """A button in the pages' own colours, which have the contrast that letters need."""
    made = ui.button(text, on_click=act, color=None).props("no-caps unelevated")
    return made.classes("act main" if main else "act")


def frame(request: Request, title: str, here: str, cycle: str = "", signs_in: bool = False) -> Words:
    """The frame of a page: language, colours, styles, header. Returns the words of the request."""
    t = words_of(request)
    client = ui.context.client
    page = copy.copy(client.page)
    page.language = "fr" if t.tongue == "fr" else "en-US"
    client.page = page
    client.title = f"{title} · Rapporteur"
    theme = request.cookies.get(THEME, "auto")
    ui.dark_mode(THEMES.get(theme))
    ui.add_head_html('<link rel="stylesheet" href="/static/style.css"><script src="/static/keys.js" defer></script>')
    with ui.header(bordered=True).classes("top"):
        shown = {"here": here, "cycle": cycle, "theme": theme, "themes": tuple(THEMES), "back": here_of(request)}
        html("header.html", t, account=account_of(request), signs_in=signs_in, **shown).classes("wide")
    return t


@contextmanager
def told(t: Words) -> Iterator[None]:
    """Whatever cannot be shown is said on the page, in place of what it would have shown."""
    try:
        yield
    except RapporteurError as error:
        html("message.html", t, message=str(error), wrong=True)


PATIENCE = 60.0
"""Seconds in which a page has to be there: a cycle of many reports is read when it is opened first."""


def here_of(request: Request) -> str:
    """The address of a request, to come back to it."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
