"""Asides that only the other dates of their sentence unmask: what came first, what ended, what another text was called after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.entities.years_case import Case
from pipeline.entities.years_meaning import Meaning

ASIDE = frozenset({"background", "target", "name"})
CONFIDENCE = 0.4
FIRST_REACH, ENDED_REACH, SINCE_REACH, TEXT_REACH = 7, 6, 14, 6
"""How many words before a date the word may stand that makes it an aside."""
DENIED_REACH, DENYING_REACH = 7, 5
DISASTER_REACH = 3
RENEWED_REACH = 4
FRAME_REACH, FOUNDED_REACH, WISHED_REACH = 9, 6, 5
APPOSED_REACH = 3
QUOTED_REACH = 12
FIRM = frozenset({"signature", "founded", "opened", "renewed", "planned"})

Judged = tuple[Case, Meaning]


def contrasted(judged: Sequence[Judged]) -> list[Meaning]:
    """The meanings of one line's periods, asides told apart by what stands beside them."""
    live = [(case, meaning) for case, meaning in judged if meaning.label not in ASIDE]
    if not live:
        return [meaning for _, meaning in judged]
    kept: list[Meaning] = []
    for case, meaning in judged:
        if meaning.label not in ASIDE and _aside(case, [other for other in live if other[0] is not case]):
            kept.append(replace(meaning, label="background", confidence=CONFIDENCE))
        else:
            kept.append(meaning)
    return kept


def _aside(case: Case, others: Sequence[Judged]) -> bool:
    limits = case.words.periods.years
    now, old = case.year, case.past(limits.lately)
    marks = case.line.marks
    if not (marks or old or case.found.nearest == "origin"):
        return False
    rivals = [other for other in others if other[0].sentence == case.sentence]
    later = [rival for rival in rivals if rival[0].year > now or (rival[0].end or 0) > now]
    if case.found.nearest == "origin":
        # "the accord with X goes back to 1992" after a date of another act is a clause of its own
        return bool(later) and not all(rival.found.i < case.found.i for rival, _ in later) if rivals else old
    if _quoted(case):
        return old or any(rival.year > now + limits.elder for rival, _ in rivals)
    near = {kind: k for kind, k in case.far().items() if case.found.i - k <= SINCE_REACH}
    if case.bare and old and _framed(case, near):
        return True
    if case.after("disaster", DISASTER_REACH) and case.code(case.found.i - 1) == "l":
        return True
    if any(kind in near and _founded(case, near[kind]) for kind in ("opened", "remade")):
        return bool(later) and not _helped(case)
    if "bound" in near and case.found.nearest == "since" and _founded(case, near["bound"]):
        return bool(later)
    if "founded" in near and _founded(case, near["founded"]):
        closed = case.code(case.found.j) in (",", ")")
        return bool(later) or (closed and any((rival.end or rival.year) > now for rival, _ in others))
    if "disaster" in near and case.found.i - near["disaster"] <= DISASTER_REACH and case.found.nearest in ("from", "at", ""):
        dated = bool(rivals) or any(meaning.label == "trailing" for _, meaning in others)
        return dated or not _aftermath(case, near["disaster"])
    if case.found.kind in ("range", "list"):
        return False
    if case.found.nearest == "since" and "denied" in near and _denied(case, near["denied"]):
        return old or bool(later)
    if "first" in near and _first(case, near["first"]):
        return old or bool(later) or any(other.year > now for other, _ in others)
    if "ties" in near and case.found.i - near.get("restored", -ENDED_REACH) <= ENDED_REACH and "restored" in near:
        return True
    if _led_up(case, near) and (later or any(other.year > now and meaning.label == "signature" for other, meaning in others)):
        return True
    if not later:
        return False
    if _titled(case, near):
        return True
    if case.found.i - near.get("ended", -ENDED_REACH) <= ENDED_REACH and "ended" in near:
        return True
    if "initialled" in near and near["initialled"] > near.get("signature", -1):
        return any(meaning.label == "signature" and rival.found.i > case.found.i for rival, meaning in later)
    if not (case.bare and old and any(rival.year >= now + limits.elder for rival, _ in later)):
        return False
    return _of_text(case, near) or _named_text(case) or _renewed_behind(case) or _apposed(case, near)


def _denied(case: Case, place: int) -> bool:
    """ "qui n'avait plus siégé depuis 2006", "had not met since 2009"."""
    if case.found.i - place > DENIED_REACH:
        return False
    return any(case.word(k) in case.words.denying for k in range(place - DENYING_REACH, place + 1))


def _first(case: Case, place: int) -> bool:
    """ "first signed in 1996", "signé pour la première fois en 1996", "the first since 1986"."""
    found, clause = case.found, case.words.clause
    after = case.word(place + 1)
    if found.nearest == "since":
        cue = next(k for kind, k in found.cues if kind == "since")
        return clause.get(case.word(cue - 1)) != "force" and clause.get(after) not in FIRM
    if found.i - place > FIRST_REACH:
        return False
    if clause.get(after) in FIRM:
        return True
    return after in case.words.times and any(k < place and clause.get(case.word(k)) in FIRM for k in range(place - 4, place))


def _of_text(case: Case, near: dict[str, int]) -> bool:
    """Whether the year tells which text is meant: "protocol to the accord of 1990"."""
    place = max(near.get("plan", -1), near.get("instrument", -1))
    return place >= 0 and case.found.i - place <= TEXT_REACH and case.linked


def _named_text(case: Case) -> bool:
    """ "the 1992 co-production agreement"."""
    return case.code(case.found.i - 1) in ("l", "f") and (case.after("plan", TEXT_REACH) or case.after("instrument", TEXT_REACH))


def _framed(case: Case, near: dict[str, int]) -> bool:
    """Whether an act is done under a text that the year tells: "under the agreement of 1987"."""
    place = near.get("frame", -1)
    if place >= 0 and place < near.get("plan", -1) < near.get("signature", -1):
        return case.found.i - near["signature"] <= APPOSED_REACH  # "based on the agreement signed in 1987"
    return place >= 0 and case.found.i - place <= FRAME_REACH and (_of_text(case, near) or _named_text(case))


def _founded(case: Case, place: int) -> bool:
    """ "the museum, founded in 2015 with a grant, ...": whom the sentence tells of, not what was done."""
    return case.found.i - place <= FOUNDED_REACH and case.apposed(place)


def _titled(case: Case, near: dict[str, int]) -> bool:
    """ "the film "Horizons" (2014) was shown in 2016", "the film (Mali, 2014)": the year of the work."""
    work = near.get("work", -1)
    opening = case.line.codes.rfind("(", max(0, work, case.found.i - QUOTED_REACH), case.found.i)
    if work < 0 or opening < 0 or case.code(case.found.j) != ")" or not case.bare:
        return False
    return opening == (work + 1) or (case.word(opening - 1) in ('"', "»") and case.found.i == opening + 1)


def _aftermath(case: Case, place: int) -> bool:
    """ "after the floods of 2010": what is done then has no other date."""
    return not case.words.aftermath.isdisjoint(case.line.words[max(0, place - DISASTER_REACH) : place])


def _helped(case: Case) -> bool:
    """Whether the apposition tells with whose help: an act of its own."""
    end = case.line.codes.find(",", case.found.j)
    return not case.words.help.isdisjoint(case.line.words[case.found.j : end if end >= 0 else None])


def _led_up(case: Case, near: dict[str, int]) -> bool:
    """ "negotiated since 2012", "the talks opened in 2018": what led to an act of a later date in the same sentence."""
    wished = near.get("wished", -1)
    if wished >= 0 and case.found.i - wished <= WISHED_REACH:
        return True
    begun, talks = max(near.get("begun", -1), near.get("opened", -1)), near.get("talks", -1)
    return 0 <= talks < begun and case.found.i - talks <= ENDED_REACH


def _renewed_behind(case: Case) -> bool:
    """Whether a renewal follows at once: "(1986, revised in 2016)"."""
    clause = case.words.clause
    return any(clause.get(case.word(k)) == "renewed" for k in range(case.found.j + 1, case.found.j + RENEWED_REACH))


def _apposed(case: Case, near: dict[str, int]) -> bool:
    """ "the twinning, signed in 1978, was revived in 2016"."""
    place = near.get("signature", -1)
    return place >= 0 and case.found.i - place <= APPOSED_REACH and case.code(place - 1) == "," == case.code(case.found.j)


def _quoted(case: Case) -> bool:
    """Whether the period ends a title in quotation marks: "Harbour Light, 1951-1966"."""
    if case.word(case.found.j) not in ('"', "»"):
        return False
    opening = "«" if case.word(case.found.j) == "»" else '"'
    return any(case.word(k) == opening for k in range(max(0, case.found.i - QUOTED_REACH), case.found.i))
