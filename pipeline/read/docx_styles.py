"""What a Word paragraph is by its style: heading, list item or plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.read.docx_runs import W, on
from pipeline.types import BlockKind

_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titulo|kop|titolo)\s*([1-9])$", re.IGNORECASE)
_LIST = re.compile(
    r"(?:list (?:bullet|number)|liste (?:à puces|à numéros)|listepuces|listenum(?:é|e)ros|list(?:bullet|number))\s*([1-9])?$", re.IGNORECASE
)
_CONTENTS = re.compile(r"(?:toc|tm|table of figures|table des illustrations)\s*[1-9]?$", re.IGNORECASE)
_TITLES = {"title": 1, "titre": 1, "subtitle": 2, "sous-titre": 2, "sous-titre1": 2}
_DEEPEST = 20
"""Styles are based on one another; a longer chain is a circle."""


@dataclass(frozen=True, slots=True)
class Role:
    """`numbered`: an item with a number, not a bullet; `spaced`: set off from the text above; `is_contents`: a line of a contents list."""

    kind: BlockKind = "paragraph"
    level: int = 0
    bold: bool = False
    numbered: bool = False
    spaced: bool = True
    is_contents: bool = False


class Styles:
    """The style sheet and the list definitions of one document."""

    def __init__(self, styles: Mapping[str, Any], default: str, bullets: Mapping[tuple[str, int], bool]) -> None:
        self._styles, self._default, self._bullets = styles, default, bullets
        self._known: dict[str, Role] = {}

    @classmethod
    def of(cls, package: Any) -> Styles:
        """From a python-docx document."""
        styles: dict[str, Any] = {}
        default = ""
        for style in package.styles.element.iterchildren(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            styles[name] = style
            if style.get(f"{W}type") == "paragraph" and on_attribute(style.get(f"{W}default")):
                default = name
        return cls(styles, default, _bullets(package))

    def role(self, paragraph: Any) -> Role:
        """What the paragraph is; its own properties win over its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return self._of_style(self._default)
        style = properties.find(f"{W}pStyle")
        role = self._of_style(style.get(f"{W}val", self._default) if style is not None else self._default)
        outline = properties.find(f"{W}outlineLvl")
        if outline is not None and outline.get(f"{W}val", "9") in "012345":
            return Role("heading", int(outline.get(f"{W}val")) + 1, role.bold)
        number = properties.find(f"{W}numPr")
        if number is not None and role.kind != "heading":
            return self._listed(number, role)
        return role

    def _listed(self, number: Any, role: Role) -> Role:
        level = number.find(f"{W}ilvl")
        listing = number.find(f"{W}numId")
        depth = int(level.get(f"{W}val", "0")) if level is not None and level.get(f"{W}val", "0").isdigit() else 0
        name = listing.get(f"{W}val", "0") if listing is not None else ""
        if name == "0":
            return Role(bold=role.bold)
        return Role("item", depth + 1, role.bold, numbered=not self._bullets.get((name, depth), True), spaced=False)

    def _of_style(self, name: str) -> Role:
        if name not in self._known:
            self._known[name] = self._derive(name)
        return self._known[name]

    def _derive(self, name: str) -> Role:
        chain = self._chain(name)
        bold = next((on(mark, False) for style in chain if (mark := style.find(f"{W}rPr/{W}b")) is not None), False)
        for style in chain:
            shown = style.find(f"{W}name")
            for called in (shown.get(f"{W}val", "") if shown is not None else "", style.get(f"{W}styleId", "")):
                role = _named(called, bold)
                if role is not None:
                    return role
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and outline.get(f"{W}val", "9") in "012345":
                return Role("heading", int(outline.get(f"{W}val")) + 1, bold)
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                return self._listed(number, Role(bold=bold))
        return Role(bold=bold)

    def _chain(self, name: str) -> list[Any]:
        chain: list[Any] = []
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[name])
            base = self._styles[name].find(f"{W}basedOn")
            name = base.get(f"{W}val", "") if base is not None else ""
        return chain


def on_attribute(value: str | None) -> bool:
    """A switch written as an attribute."""
    return value is not None and value.casefold() not in {"0", "false", "off"}


def _named(called: str, bold: bool) -> Role | None:
    heading = _HEADING.match(called)
    if heading:
        return Role("heading", min(int(heading[1]), 6), bold)
    if called.casefold() in _TITLES:
        return Role("heading", _TITLES[called.casefold()], bold)
    listed = _LIST.match(called)
    if listed:
        return Role("item", int(listed[1] or 1), bold, numbered="num" in called.casefold(), spaced=False)
    if _CONTENTS.match(called):
        return Role(is_contents=True)
    return None


def _bullets(package: Any) -> dict[tuple[str, int], bool]:
    """{(list, level): it has bullets, not numbers}."""
    found: dict[tuple[str, int], bool] = {}
    numbering = next((part for part in package.part.package.iter_parts() if str(part.partname).endswith("/numbering.xml")), None)
    root = getattr(numbering, "element", None)
    if root is None:
        return found
    kinds = {
        (abstract.get(f"{W}abstractNumId", ""), int(level.get(f"{W}ilvl", "0"))): shape.get(f"{W}val", "") == "bullet"
        for abstract in root.iterchildren(f"{W}abstractNum")
        for level in abstract.iterchildren(f"{W}lvl")
        if (shape := level.find(f"{W}numFmt")) is not None
    }
    for number in root.iterchildren(f"{W}num"):
        target = number.find(f"{W}abstractNumId")
        if target is None:
            continue
        for (abstract, depth), bullet in kinds.items():
            if abstract == target.get(f"{W}val", ""):
                found[number.get(f"{W}numId", ""), depth] = bullet
    return found
