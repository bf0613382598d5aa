"""`models/forms/*.yaml`: one template a form; which printed label asks for which field.

A label is compared by its words: case, accents and signs do not count. A label that ends in "..." is open: it runs
to the end of its sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import flat
from pipeline.knowledge.documents import Frozen, load_model
from pipeline.knowledge.form_labels import Index, LabelRole, Phrase
from pipeline.knowledge.form_words import fold_words
from pipeline.types import EntityType, Language

Texts = dict[Language, tuple[str, ...]]

CORE_FIELDS = frozenset(
    {
        "title",
        "agency",
        "website",
        "when",
        "who",
        "objectives",
        "context",
        "scope",
        "nature",
        "main_features",
        "expected_results",
        "results",
        "financial_resources",
        "partners",
        "evaluated",
        "evaluation_findings",
        "goals",
        "cultural_domains",
        "transversal_priorities",
        "sustainable_development_goals",
        "executive_summary",
        "technical_information",
        "consultation",
        "policy_context",
        "cultural_policies",
        "international_cooperation",
        "preferential_treatment",
        "sustainable_development",
        "civil_society",
        "transversal_issues",
        "achievements",
        "challenges",
        "next_steps",
        "annex",
        "other",
    }
)


class FormField(Frozen):
    """One field a form asks for. `number`: the question's printed number; `required`: an empty answer is worth an issue.

    `own`: the code belongs to this form alone (a questionnaire's question), not to the common core. `early`: asked in the form's
    opening part; its short labels ("When", "Name") mean nothing further down.
    """

    code: str
    labels: Texts = Field(default_factory=dict)
    kind: Literal["text", "choice", "table", "year", "url", "stakeholders"] = "text"
    required: bool = False
    number: str = ""
    own: bool = False
    early: bool = False


class Section(Frozen):
    """A heading of a form: what stands under it answers `code`. `goal` and `area` number the monitoring framework's.

    `shared`: it means the same in every form, also in those that do not ask for it (an executive summary before a measure page).
    """

    code: str
    labels: Texts
    level: int = 1
    goal: int | None = None
    area: int | None = None
    own: bool = False
    shared: bool = False


class Template(Frozen):
    """One generation of one form.

    `opening`: the fields of the lines before the first label, the last one for all that follow. `holds`: templates whose pages a
    report of this form contains. `prompts`: words of the form that do not change the field ("If yes, please ...").
    `notes`: openings of explanatory notes that the form itself prints. `choices`: its printed answers.
    `partner_header`: headings of the partner table. `sentence_words`: words that no heading contains; `linking_words`: words
    before which a name cannot end; `answer_words`: words that open an answer; `answer_marks`: what forms print before an answer,
    with a colon (all four in the template `generic`).
    """

    id: str
    instrument: str
    generation: str = ""
    description: str
    opening: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = ()
    sections: tuple[Section, ...] = ()
    prompts: Texts = Field(default_factory=dict)
    notes: Texts = Field(default_factory=dict)
    choices: tuple[str, ...] = ()
    entity_types: dict[EntityType, tuple[str, ...]] = Field(default_factory=dict)
    partner_header: tuple[str, ...] = ()
    sentence_words: tuple[str, ...] = ()
    linking_words: tuple[str, ...] = ()
    answer_words: tuple[str, ...] = ()
    answer_marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Forms:
    """All templates of `models/forms`."""

    templates: tuple[Template, ...]

    @cached_property
    def by_id(self) -> dict[str, Template]:
        """Template id -> template."""
        return {template.id: template for template in self.templates}

    @cached_property
    def phrases(self) -> dict[str, tuple[Phrase, ...]]:
        """Template id -> every wording of its labels."""
        return {template.id: tuple(phrases(template)) for template in self.templates}

    @cached_property
    def own(self) -> dict[str, dict[tuple[str, ...], Phrase]]:
        """Template id -> folded words -> its own label."""
        return {form: {phrase.words: phrase for phrase in reversed(found)} for form, found in self.phrases.items()}

    @cached_property
    def everything(self) -> Index:
        """The labels of all templates: what a document is first read with."""
        unique = {p.words: p for template in reversed(self.templates) for p in self.phrases[template.id]}
        return Index(tuple(unique.values()), {f.number: f.code for t in self.templates for f in t.fields if f.number})

    @cached_property
    def indexes(self) -> dict[str, Index]:
        """Template id -> its labels, those of the templates it holds, unambiguous ones of its instrument, and shared headings.

        A Party fills in this year's form with the headings of its last report: those of every generation are known in each.
        """
        return {template.id: self._index(template) for template in self.templates}

    @cached_property
    def entity_types(self) -> dict[tuple[str, ...], EntityType]:
        """Folded words of an entity value -> its code."""
        found: dict[tuple[str, ...], EntityType] = {}
        for template in self.templates:
            for code, values in template.entity_types.items():
                for value in values:
                    other = found.setdefault(fold_words(value), code)
                    if other != code:
                        raise KnowledgeError(f"models/forms/{template.id}.yaml: entity value {value!r} means both {other} and {code}")
        return found

    @cached_property
    def partner_headings(self) -> frozenset[tuple[str, ...]]:
        """Folded words of every heading of a partner table."""
        return frozenset(fold_words(text) for template in self.templates for text in template.partner_header)

    @cached_property
    def choices(self) -> frozenset[tuple[str, ...]]:
        """Folded words of every printed answer: yes, non, under development."""
        return frozenset(fold_words(text) for template in self.templates for text in template.choices)

    @cached_property
    def options(self) -> re.Pattern[str]:
        """Two or more printed answers side by side ("yes / under development / no"), over `flat` text."""
        answers = sorted({flat(text) for template in self.templates for text in template.choices}, key=len, reverse=True)
        one = "(?:" + "|".join(map(re.escape, answers)) + r")\.?(?!\w)"
        return re.compile(rf"\s*{one}(?:\s*[/|]\s*{one})+\s*\.?\s*")

    @cached_property
    def linking_words(self) -> frozenset[str]:
        """Folded words before which a name cannot end: articles, prepositions, "and"."""
        return frozenset(flat(word) for template in self.templates for word in template.linking_words)

    @cached_property
    def answer_words(self) -> frozenset[str]:
        """Folded words that open an answer, never a heading: yes, non."""
        return frozenset(flat(word) for template in self.templates for word in template.answer_words)

    @cached_property
    def answer_marks(self) -> re.Pattern[str]:
        """What a form prints before an answer, with its colon: "A:", "Réponse :"."""
        marks = sorted({mark for template in self.templates for mark in template.answer_marks}, key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(map(re.escape, marks)) or '(?!)'})\s?:\s*", re.IGNORECASE)

    @cached_property
    def sentence_words(self) -> frozenset[str]:
        """Folded words that tell a short sentence from a heading."""
        return frozenset(flat(word) for template in self.templates for word in template.sentence_words)

    def _index(self, template: Template) -> Index:
        own = list(self.phrases[template.id])
        for held in template.holds:
            seen = {p.words for p in own}
            own += [p for p in self.phrases[held] if p.words not in seen]
        known = {p.words for p in own}
        kin = [p for t in self.templates if t.instrument == template.instrument and t.id != template.id for p in self.phrases[t.id]]
        meanings: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for phrase in kin:
            meanings[phrase.words].add(phrase.code)
        common = {p.words: p for t in self.templates for p in self.phrases[t.id] if p.shared and p.words not in known}
        taken = known | common.keys()
        borrowed = {
            p.words: replace(p, borrowed=True)
            for p in kin
            if (p.role == "section" or (p.role == "field" and len(p.words) >= 3)) and p.words not in taken and len(meanings[p.words]) == 1
        }
        taken |= borrowed.keys()
        whole = any(not section.own for section in template.sections)
        general = [p for t in self.templates if t.id == "generic" and whole for p in self.phrases[t.id]]
        loose = [replace(p, borrowed=True) for p in general if p.words not in taken and p.role == "section"]
        return Index((*own, *common.values(), *borrowed.values(), *loose), {f.number: f.code for f in template.fields if f.number})


def phrases(template: Template) -> Iterator[Phrase]:
    """Every wording of every label of one template."""
    for field in template.fields:
        for language, text in _wordings(field.labels):
            yield _phrase(template, text, language, "field", field.code, kind=field.kind, required=field.required, early=field.early)
    for section in template.sections:
        for language, text in _wordings(section.labels):
            yield _phrase(template, text, language, "section", section.code, level=section.level, shared=section.shared)
    for language, text in _wordings(template.prompts):
        yield _phrase(template, text, language, "prompt", "")
    for language, text in _wordings(template.notes):
        yield _phrase(template, text, language, "note", "")


def _wordings(texts: Texts) -> Iterator[tuple[Language, str]]:
    return ((language, text) for language, group in texts.items() for text in group)


def _phrase(
    template: Template,
    text: str,
    language: Language,
    role: LabelRole,
    code: str,
    *,
    kind: str = "text",
    required: bool = False,
    level: int = 1,
    early: bool = False,
    shared: bool = False,
) -> Phrase:
    words = fold_words(text)
    question = text.rstrip().endswith("?")
    return Phrase(
        words, text, language, role, code, template.id, kind, required, level, text.rstrip().endswith("..."), question, early, shared
    )


def load_forms(models: Path) -> Forms:
    """Every template under `models/forms`.

    Raises KnowledgeError: a file does not fit, two templates share an id, a label of one form leads to two fields, a code is
    neither in the core nor marked as the form's own, `holds` names an unknown template, an entity value has two meanings.
    """
    paths = sorted((models / "forms").glob("*.yaml"))
    if not paths:
        raise KnowledgeError(f"{models / 'forms'}: no form templates (*.yaml); restore them from the repository")
    seen: dict[str, Path] = {}
    templates = []
    for path in paths:
        template = load_model(Template, path)
        if template.id in seen:
            raise KnowledgeError(f"{path}: id {template.id!r} is already taken by {seen[template.id]}")
        seen[template.id] = path
        _check(template, path)
        templates.append(template)
    forms = Forms(tuple(templates))
    for template in templates:
        for held in template.holds:
            if held not in forms.by_id:
                raise KnowledgeError(f"{seen[template.id]}: holds {held!r}, which is no template (known: {', '.join(sorted(seen))})")
    if "generic" not in forms.by_id:
        raise KnowledgeError(f"{models / 'forms'}: no template with the id 'generic', which every unknown form falls back to")
    _ = forms.entity_types
    return forms


def _check(template: Template, path: Path) -> None:
    meanings: dict[tuple[str, ...], tuple[str, str]] = {}
    for phrase in phrases(template):
        if not phrase.words:
            raise KnowledgeError(f"{path}: label {phrase.text!r} of {phrase.code or phrase.role} has no words")
        code, text = meanings.setdefault(phrase.words, (phrase.code, phrase.text))
        if code != phrase.code:
            raise KnowledgeError(
                f"{path}: label {phrase.text!r} leads to both {code or 'a prompt'} and {phrase.code or 'a prompt'} ({text!r})"
            )
    entries: Iterable[FormField | Section] = (*template.fields, *template.sections)
    for entry in entries:
        if not entry.own and entry.code not in CORE_FIELDS:
            raise KnowledgeError(f"{path}: field code {entry.code!r} is not in the core; correct it, or mark it `own: true`")
