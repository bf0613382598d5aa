"""Which part of an HTML page is the report, and which is the site around it."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_NEVER_TEXT = """
script style noscript template svg math button nav aside iframe object embed canvas audio video map dialog head datalist
"""
_NEVER = frozenset(_NEVER_TEXT.split())
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar", "toolbar"}
)
_SITE = re.compile(
    r"(?:^|[-_ ])(?:cookies?|cookiebar|consent|gdpr|breadcrumbs?|fil-ariane|share|sharing|partage|social|addthis|sharethis"
    r"|skip-?(?:link|nav|to)"
    r"|pager|pagination|navbar|navigation|nav|menu|sidebar|side-bar|lang(?:uage)?-?(?:switcher|selector|nav)|site-(?:header|footer)"
    r"|page-(?:footer)|footer|masthead|banner|advert(?:isement)?|newsletter|subscribe|search-?(?:form|box|block)|toolbar|print-?links?"
    r"|related|see-also|voir-aussi|tag-?cloud|popup|modal|back-to-top|visually-hidden|sr-only|element-invisible|screen-reader-text"
    r"|hidden|d-none)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_LABELS = re.compile(r"\b(?:field__label|field-label|form-label|control-label)\b")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NAMED = re.compile(r"www\.|://|@")
_FOLDED = re.compile(r"panel|collaps|accordion|tab-?(?:pane|content)|toggle|content|answer|body|details", re.IGNORECASE)
_FOLDS = re.compile(r"accordion|collaps|toggle|panel", re.IGNORECASE)
_CONTAINER = re.compile(
    r"^(?:main|content|main-?content|page-?content|region-content|node__content|field-items|content-?(?:main|area|body|inner))$", re.I
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"})
_KEPT = frozenset({"html", "body", "main", "article"})
MOST = 0.4
"""Share of the page's text above which nothing is taken for the site's furniture by its class name alone."""


def contents(root: HtmlElement) -> list[HtmlElement]:
    """The elements to read, in order. What they must not show is taken out of the tree."""
    body = root.find(".//body")
    if body is None:
        body = root
    total = max(1, _weight(body))
    _strip(body, total)
    main = _main(body)
    chosen = [main]
    if main.find(".//h1") is None and main.tag != "h1":
        title = next((h1 for h1 in body.iter("h1") if h1.text_content().strip()), None)
        if title is not None and main not in title.iterancestors():
            chosen.insert(0, title)
    _strip_contents_lists(main)
    if main is body:
        _strip_link_lists(body)
    else:
        _strip_frame(main)
    if chosen[0] is not main and chosen[0].getparent() is None:
        chosen = [main]
    return chosen


def _weight(element: HtmlElement) -> int:
    return len("".join(element.itertext()).split())


def _strip(body: HtmlElement, total: int) -> None:
    doomed = []
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "button" and _opens_panel(element):
            continue
        if element.tag in _NEVER or element.get("role", "") in _ROLES or _is_hidden(element):
            doomed.append(element)
        elif element.tag not in _KEPT:
            names = f"{element.get('class', '')} {element.get('id', '')}"
            if names != " " and _site(names) and not _LABELS.search(names) and _weight(element) < total * MOST:
                doomed.append(element)
    for element in doomed:
        if element is not body and element.getparent() is not None and not _holds_report(element, total):
            element.drop_tree()


def _site(names: str) -> bool:
    """Whether class or id names are those of a site's furniture; "no-sidebar" and "with-menu" only describe a page."""
    return any(
        _SITE.search(name) and not re.match(r"(?:no|has|with|one|two|layout|is|not|page)[-_]", name, re.IGNORECASE)
        for name in names.split()
    )


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true" or bool(style and _HIDDEN.search(style))
    return hidden and not _is_folded(element)


def _is_folded(element: HtmlElement) -> bool:
    """Whether an element that does not show is a panel that a click unfolds, with text rather than links in it."""
    if element.get("role") != "tabpanel" and not _FOLDED.search(f"{element.get('class', '')} {element.get('id', '')}"):
        return False
    return _weight(element) > 0 and _link_share(element) < 0.5


def _opens_panel(button: HtmlElement) -> bool:
    """Whether a button is the heading of a panel that it folds; it stays, as a block of its own where no heading holds it."""
    if any(outer.tag in _HEADINGS for outer in button.iterancestors()):
        return True
    names = f"{button.get('class', '')} {button.get('data-toggle', '')} {button.get('data-bs-toggle', '')}"
    if not _FOLDS.search(names) or _site(names) or any(outer.tag == "nav" for outer in button.iterancestors()):
        return False
    button.tag = "summary"
    return True


def _holds_report(element: HtmlElement, total: int) -> bool:
    """Careless pages wrap everything in an element with the wrong name; the report itself is never thrown away."""
    if element.tag in {"script", "style", "noscript", "template", "svg", "head"}:
        return False
    return element.find(".//main") is not None or (element.find(".//h1") is not None and _weight(element) > total * 0.6)


def _main(body: HtmlElement) -> HtmlElement:
    total = max(1, _weight(body))
    for xpath in (".//main", ".//*[@role='main']"):
        found = list(body.iterfind(xpath))
        best = max(found, key=_weight, default=None)
        if best is not None and _weight(best) > total * 0.25:
            return best
    articles = list(body.iter("article"))
    best = max(articles, key=_weight, default=None)
    if best is not None and _weight(best) > total * 0.5:
        return best
    named = [
        element
        for element in body.iter("div", "section", "td", "form")
        if any(_CONTAINER.match(name) for name in [*element.get("class", "").split(), element.get("id", "")])
    ]
    best = max(named, key=_weight, default=None)
    if best is not None and _weight(best) > total * 0.6:
        return best
    for header in [*body.iter("header"), *body.iter("footer")]:
        if header.getparent() is not None and _weight(header) < total * 0.3 and not any(True for _ in header.iterancestors("article")):
            _keep_title(header)
    return body


def _keep_title(header: HtmlElement) -> None:
    """A page's header goes, its title stays."""
    title = header.find(".//h1")
    if header.tag == "header" and title is not None:
        title.drop_tree()
        title.tail = None
        header.addprevious(title)
    header.drop_tree()


def _strip_frame(main: HtmlElement) -> None:
    """Inside the main content, a footer that is mostly links is still furniture."""
    for footer in list(main.iter("footer")):
        if footer is not main and footer.getparent() is not None and _link_share(footer) > 0.5:
            footer.drop_tree()


def _link_share(element: HtmlElement) -> float:
    links = sum(_weight(link) for link in element.iter("a"))
    return links / max(1, _weight(element))


def _strip_contents_lists(main: HtmlElement) -> None:
    """A table of contents, links to places of the same page, repeats the headings."""
    for listing in list(main.iter("ul", "ol")):
        links = list(listing.iter("a"))
        inner = len(links) > 2 and all(link.get("href", "").startswith("#") for link in links)
        if inner and _link_share(listing) > 0.9 and listing.getparent() is not None:
            _around(listing).drop_tree()


def _strip_link_lists(body: HtmlElement) -> None:
    """Lists of short links are menus where nothing marks the main content."""
    for listing in list(body.iter("ul", "ol", "p", "div", "td")):
        links = list(listing.iter("a"))
        if listing.getparent() is None or len(links) < 3 or any(_NAMED.search(link.text_content()) for link in links):
            continue
        if (
            listing.tag not in {"ul", "ol"}
            and next(listing.iterdescendants("p", "div", "table", "ul", "ol", "h1", "h2", "h3"), None) is not None
        ):
            continue
        if _link_share(listing) > 0.9 and _weight(listing) < 8 * len(links):
            _around(listing).drop_tree()


def _around(listing: HtmlElement) -> HtmlElement:
    """A menu with the box around it that holds nothing else but its title."""
    outer = listing.getparent()
    while outer is not None and outer.tag in {"div", "section"} and _link_share(outer) > 0.8 and outer.find(".//h1") is None:
        listing, outer = outer, outer.getparent()
    return listing
