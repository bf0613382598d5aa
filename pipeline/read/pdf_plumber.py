"""The slow reader: a page by pdfplumber, for the few that pdfium cannot turn into characters. About 5 pages a second."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.read.pdf_ink import ASCENT, DESCENT, Ink, Rule, Word

# pdfminer reports every odd operator of a broken page; what matters is whether the page gets better
logging.getLogger("pdfminer").setLevel(logging.ERROR)

UNREADABLE = 0.05
"""Share of a page's characters without a Unicode value, from which on the slow reader is asked."""
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
_UNMAPPED = re.compile(r"\(cid:\d+\)")


def needed(page: Ink) -> bool:
    """Whether a page's text is so broken that the slow reader may do better."""
    characters = sum(len(word.text) for word in page.words) + page.unmapped
    return page.unmapped > UNREADABLE * max(1, characters)


def better(data: bytes, page: Ink) -> Ink | None:
    """The page as pdfplumber reads it, None where that is no better."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            sheet = pdf.pages[page.number - 1]
            found = ink(sheet, page)
            sheet.close()
    except (PdfminerException, PDFException, PSException, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None
    return found if found.unmapped < page.unmapped and found.words else None


def ink(sheet: Any, page: Ink) -> Ink:
    """What pdfplumber finds on a page; fields and pictures are those that pdfium found on the same page."""
    words: list[Word] = []
    unmapped = 0
    for word in sheet.extract_words(extra_attrs=["fontname", "size"], use_text_flow=True):
        size = float(word["size"])
        base = float(word["bottom"]) - DESCENT / (ASCENT + DESCENT) * (float(word["bottom"]) - float(word["top"]))
        words.append(Word(word["text"], float(word["x0"]), float(word["x1"]), base, size, bool(_BOLD.search(word["fontname"]))))
        unmapped += len(_UNMAPPED.findall(word["text"]))
    rules = []
    for edge in sheet.edges:
        x0, x1, top, bottom = (float(edge[side]) for side in ("x0", "x1", "top", "bottom"))
        flat = edge["orientation"] == "h"
        rules.append(Rule(x0, top, x1, top) if flat else Rule(x0, top, x0, bottom))
    return page._replace(words=words, rules=rules, unmapped=unmapped)
