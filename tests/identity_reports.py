"""Short reports of any state of the world, made from `identity_reports.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from pipeline.knowledge import Knowledge
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.countries import Demonyms
from pipeline.knowledge.countries_forms import french
from pipeline.knowledge.documents import load_model

TEMPLATES: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "identity_reports.yaml").read_text(encoding="utf-8"))
DONORS = ("FRA", "DEU", "JPN", "CHN", "USA", "ESP")
LONG = {
    "COD": {"en": "Democratic Republic of the Congo", "fr": "République démocratique du Congo", "es": "República Democrática del Congo"},
    "COG": {"en": "Republic of the Congo", "fr": "République du Congo", "es": "República del Congo"},
}
"""What the catalogue calls by the capital."""
NO_ARTICLE = """
    AND ATG BHR BRB BLZ CPV CUB CYP DJI HTI ISR KIR KNA LCA MCO MDG MLT MUS NRU OMN PLW SGP SMR STP TLS TON TUV TTO VCT VUT LKA
"""
PLURAL = "ARE BHS COM FJI FSM MDV MHL NLD PHL SLB SYC USA"
MASCULINE = "KHM MEX MOZ ZWE SUR"
VOWELS = "AEIOUÉÎÔH"


@cache
def words(knowledge: Knowledge) -> dict[str, dict[str, str]]:
    """Code -> what the templates say of the state."""
    demonyms = load_model(Demonyms, MODELS / "countries" / "demonyms.yaml").demonyms
    import pycountry

    alpha2 = {one.alpha_3: one for one in pycountry.countries}
    table = {}
    for code, name in sorted(members(knowledge).items(), key=lambda item: item[1]["en"]):
        forms = demonyms.get(code)
        official = getattr(alpha2[code], "official_name", None) or name["en"]
        table[code] = {
            "code": code,
            "domain": {"GBR": "uk"}.get(code, alpha2[code].alpha_2.lower()),
            "en": name["en"],
            "es": name["es"],
            "en_official": official.split(",")[0].removeprefix("The "),
            "en_demonym": forms.en[0] if forms and forms.en else name["en"],
            "fr_demonym": forms.fr[0] if forms and forms.fr else "",
            **in_french(code, name["fr"]),
        }
    return table


def members(knowledge: Knowledge) -> dict[str, dict[str, str]]:
    """Member States of the United Nations: every state of ISO 3166-1 that is no territory of another."""
    names = knowledge.countries.names
    import pycountry

    return {
        one.alpha_3: dict(LONG.get(one.alpha_3, names[one.alpha_3]))
        for one in pycountry.countries
        if one.alpha_3 not in knowledge.cycles.party.territories
    }


def in_french(code: str, name: str) -> dict[str, str]:
    """ "le Mali", "du Mali", "au Mali"."""
    if code in PLURAL:
        return {"fr": name, "the": f"les {name}", "of": f"des {name}", "in": f"aux {name}"}
    if code in NO_ARTICLE:
        return {"fr": name, "the": name, "of": ("d'" if name[0] in VOWELS else "de ") + name, "in": f"à {name}"}
    if name[0] in VOWELS:
        return {"fr": name, "the": f"l'{name}", "of": f"de l'{name}", "in": f"en {name}"}
    if (name.endswith("e") and code not in MASCULINE) or name.startswith("République"):
        return {"fr": name, "the": f"la {name}", "of": f"de la {name}", "in": f"en {name}"}
    return {"fr": name, "the": f"le {name}", "of": f"du {name}", "in": f"au {name}"}


def written(language: str, template: str, code: str, knowledge: Knowledge) -> str:
    """The text of one template for one state; empty where the template needs a French demonym and the state has none."""
    table = words(knowledge)
    codes = list(table)
    at = codes.index(code)
    others = [codes[(at + step) % len(codes)] for step in (1, -1, 2)]
    donors = [donor for donor in DONORS if donor != code and donor not in others]
    start = at % len(donors)
    own, people = table[code], dict(zip("abcxy", [*others, donors[start], donors[start - 1]], strict=True))
    values = {
        "code": code,
        "domain": own["domain"],
        "name": own[language],
        "lower": own["en"].lower(),
        "demonym": own["fr_demonym" if language == "fr" else "en_demonym"],
        "OFFICIAL": (own["en_official"] if language == "en" else own[language]).upper(),
        "the_name": own["the"],
        "of_name": own["of"],
        "in_name": own["in"],
        "x_demonym": table[people["x"]]["en_demonym"],
    }
    if own["fr_demonym"]:
        values["men"] = french(own["fr_demonym"])[2]
    for letter, other in people.items():
        row = table[other]
        values |= {letter: row[language], f"{letter}_lower": row["en"].lower(), f"the_{letter}": row["the"]}
        values |= {f"of_{letter}": row["of"], f"in_{letter}": row["in"]}
    text = TEMPLATES[language][template]
    return "" if "{men}" in text and "men" not in values else text.format(**values)
