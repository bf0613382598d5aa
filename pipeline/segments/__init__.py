"""Document -> Outline: which form it is, which field each paragraph, item and table row answers, and under which headings."""

from __future__ import annotations

from pipeline.knowledge.forms import Forms
from pipeline.segments import scan
from pipeline.segments.choose import choose
from pipeline.segments.walk import Walker
from pipeline.types import Document, Outline

__all__ = ["outline"]


def outline(document: Document, forms: Forms) -> Outline:
    """Cut a document into segments under the labels and headings of the form it was filled in on.

    Every span lies in `document.text`. A document that fits no template gets the form `generic`, with its headings, items and rows.
    """
    places = scan.candidates(forms.everything, document)
    first = scan.hits(forms.everything, document, places)
    form = choose(forms, tuple(first.values()))
    found = scan.again(forms.indexes[form], document, places, first)
    return Walker(document, forms, form, found).outline()
