"""What addresses, telephone numbers, money and document symbols say of the Party."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.knowledge.base import fold
from pipeline.knowledge.party import PartyRules

HEAD = 3_000
HOST = re.compile(r"(?:@|://|www\.)([A-Za-z0-9.-]+\.[A-Za-z]{2,})")
PUBLIC_HOST = re.compile(r"\.(?:gov|gouv|gob|go|edu|ac|org|com)\.[a-z]{2}\b")
PHONE = re.compile(r"(?:\+\s?|\(\+?(?=\d{1,3}\))|(?<![\d.])00(?=[1-9]))\(?(\d(?:[\s().-]{0,2}\d){4,14})")
CURRENCY = re.compile(r"\b([A-Z]{3}|[a-z]{3}|[A-Z][a-z]{2})\s?(?=\d)|\d\s?([A-Z]{3})\b")
MEASURES = r"(?: (?:thousand|million|billion|trillion|milliard|mille|mil|millone|m|bn|mn|k|m?rd)s?)?"
SUM = re.compile(rf"\d{MEASURES}(?: of| de| d['’]|,-)? ?([^\W\d_]{{3,}})")
SYMBOL = re.compile(r"\b(?:A|E|S|HRI|CEDAW|CRC|CCPR|CERD|CAT|CMW|CRPD|CED)(?:/[A-Za-z0-9.-]+){2,}")
GOVERNMENTS = frozenset({"gov", "gouv", "gob", "go", "gub", "govt", "gv", "government"})
LONGEST_CODE = 4


def symbols(text: str, rules: PartyRules) -> Iterator[str]:
    """The state of each symbol that the United Nations give a state's document, at the head: "A/HRC/WG.6/10/GEO/1"."""
    for symbol in SYMBOL.findall(text[:HEAD]):
        yield from rules.alpha3.intersection(symbol.split("/"))


def hosts(text: str, rules: PartyRules) -> Iterator[str]:
    """The state of each host name, once a host; a government's host counts twice."""
    names = {match.lower().strip(".-") for match in HOST.findall(text)}
    for match in PUBLIC_HOST.finditer(text):
        start = max(text.rfind(sign, max(0, match.start() - 60), match.start()) for sign in " \n\t/@(")
        names.add(text[start + 1 : match.end()].lower())
    for name in sorted(names):
        labels = name.removeprefix("www.").split(".")
        domain, second = labels[-1], labels[-2] if len(labels) > 1 else ""
        if name in rules.shorteners or (domain in rules.worldwide and second not in rules.public):
            continue
        code = rules.domains.get(domain) or rules.alpha2.get(domain)
        if code:
            yield code
            if second in GOVERNMENTS:
                yield code


def phones(text: str, rules: PartyRules) -> Iterator[str]:
    """The state of each telephone number written with a calling code."""
    for number in PHONE.findall(text):
        digits = "".join(filter(str.isdigit, number))
        code = next((rules.calling[digits[:size]] for size in range(LONGEST_CODE, 0, -1) if digits[:size] in rules.calling), None)
        if code:
            yield code


def money(text: str, rules: PartyRules) -> Iterator[str]:
    """The state of each sum that is followed or led by the code of its currency, or by its unit: "300 gourdes"."""
    for before, after in CURRENCY.findall(text):
        code = rules.currencies.get((before or after).upper())
        if code and (before.isupper() or after or before.lower() not in rules.not_money):
            yield code
    for unit in map(fold, SUM.findall(text)):
        if unit in rules.units:
            yield rules.units[unit]
