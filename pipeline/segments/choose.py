"""Which form a document was filled in on: the template whose labels explain most of what the document prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.knowledge.form_labels import Phrase
from pipeline.knowledge.forms import Forms
from pipeline.segments.labels import Hit

FIT = 6.0
"""Weight (about one a word) that a template's labels must reach together; below it the form is unknown."""
ALONE = 6
"""Words of a single label that is proof enough."""
HEADED = 3
"""Labels of its own that a report must show before the measure pages in it count."""


def choose(forms: Forms, hits: Sequence[Hit]) -> str:
    """The id of the template that explains the hits best, `generic` where none does.

    Each label counts once, by its length. A report's form takes in the labels of the measure pages it holds, but only where its
    own headings show that it is a whole report.
    """
    found: dict[tuple[str, ...], float] = {}
    for hit in hits:
        found[hit.phrase.words] = max(found.get(hit.phrase.words, 0.0), hit.similarity)
    if not found:
        return "generic"
    best, best_score = "generic", 0.0
    for template in forms.templates:
        own = forms.own[template.id]
        weight, count, longest = _score(own, found)
        if template.id == "generic" or weight < FIT or (count < 2 and longest < ALONE):
            continue
        held = [forms.own[other] for other in template.holds]
        alone = {words: similarity for words, similarity in found.items() if not any(words in labels for labels in held)}
        if held and _score(own, alone)[1] >= HEADED:
            inside = {words: similarity for words, similarity in found.items() if words not in own}
            weight += max(_score(labels, inside)[0] for labels in held)
        if weight > best_score + 1e-9:
            best, best_score = template.id, weight
    return best


def _score(labels: Mapping[tuple[str, ...], Phrase], found: Mapping[tuple[str, ...], float]) -> tuple[float, int, int]:
    """(weight, labels seen, words of the longest) of one set of labels."""
    seen = [(labels[words], similarity) for words, similarity in found.items() if words in labels]
    weight = sum(phrase.weight * similarity for phrase, similarity in seen)
    counted = [phrase for phrase, _ in seen if phrase.role in ("field", "section")]
    return weight, len(counted), max((len(phrase.words) for phrase in counted), default=0)
