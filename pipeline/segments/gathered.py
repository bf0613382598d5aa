"""What a walk through a document has gathered so far, and how an answer, a label or a partner is added to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge.form_labels import Phrase
from pipeline.knowledge.forms import Forms
from pipeline.segments import partners, scan
from pipeline.segments.headings import Entry, Line
from pipeline.segments.labels import Hit
from pipeline.segments.leads import Leads
from pipeline.segments.looks import Looks
from pipeline.types import Block, Document, Issue, Language, Partner, Segment, SegmentKind, Span


@dataclass(frozen=True, slots=True)
class Label:
    """The label that answers stand under just now."""

    field: str
    text: str = ""
    language: Language = "und"
    phrase: Phrase | None = None
    span: Span | None = None
    block: Block | None = None


class Gathered:
    """The segments, partners and issues found, the label and the headings that stand over what comes next."""

    def __init__(self, document: Document, forms: Forms, form: str, found: dict[int, Hit]) -> None:
        self.document, self.text, self.blocks = document, document.text, document.blocks
        self.forms, self.form, self.found = forms, form, found
        self.index = forms.indexes[form]
        self.template = forms.by_id[form]
        self.generic = form == "generic"
        self.lines: Sequence[Line] = scan.lines(document, found)
        self.stop = len(self.blocks) - self._hosts()
        self.looks = Looks(document, self.lines, found, self.stop)
        self.starts = [fragment.span.start for fragment in document.fragments]
        self.segments: list[Segment] = []
        self.partners: list[Partner] = []
        self.issues: list[Issue] = []
        self.stack: tuple[Entry, ...] = ()
        self.label: Label | None = None
        self.answered = True
        self.late = False
        self.seen: set[str] = set()
        self.questions = ""
        self.leads = Leads()
        self.cells: list[partners.Cell] = []
        self.columns: dict[int, tuple[str, ...]] = {}
        self.running = scan.running_rows(document)

    def _set_label(self, label: Label) -> None:
        self._close_label()
        self.stack = tuple(entry for entry in self.stack if not entry.in_answer)
        self.label, self.answered = label, False
        self.leads.close()

    def _close_label(self) -> None:
        """The current label's answers are over: partners are read, an empty answer is noted."""
        self._flush_partners()
        label = self.label
        if label and not self.answered and label.phrase and label.phrase.required:
            page = self._page(label.span) if label.span else None
            self.issues.append(Issue("info", "empty-answer", f"{label.field}: {label.text[:120]!r} has no answer", label.span, page))
        self.answered = True

    def _names_partner(self, filled: Sequence[Span]) -> bool:
        """Whether a row under the partners' label holds a type of entity: a partner, though it stands first."""
        return self.label is not None and self.label.field == "partners" and any(partners.entity(self.forms, self.text, c) for c in filled)

    def _partner_cell(self, at: int, filled: Sequence[Span]) -> partners.Cell:
        types = [cell for cell in filled if partners.entity(self.forms, self.text, cell)]
        names = [cell for cell in filled if cell not in types] or list(filled)
        return partners.Cell(names[0], at, row=True, beside=types[0] if types and names[0] != types[0] else None)

    def _flush_partners(self) -> None:
        """Read the lines gathered under the partners' label."""
        if not self.cells:
            return
        cells, self.cells = self.cells, []
        for row in partners.rows(self.forms, self.text, cells):
            if row.prose:
                self._emit("paragraph", row.span)
                continue
            parts = (row.name, row.type_span) if row.type_span and row.type_span.start >= row.name.end else (row.name,)
            self._emit("row", row.span, cells=tuple(parts), table=self.blocks[row.block].table)
            self.partners.append(Partner(len(self.partners), row.name.of(self.text), row.entity_type, row.name, self._page(row.name)))

    def _field(self) -> str:
        if self.label and not self.generic:
            return self.label.field
        return next((entry.code for entry in reversed(self.stack) if entry.code), "other")

    def _trim(self, span: Span) -> Span:
        part = span.of(self.text)
        left = len(part) - len(part.lstrip(" \n:."))
        return Span(span.start + left, span.start + max(left, len(part.rstrip())))

    def _trusted(self) -> bool:
        """Whether heading levels are the file's own; a PDF has none, its reader guesses them from the print."""
        return self.document.media_type != "application/pdf"

    def _page(self, span: Span) -> int | None:
        if not self.starts:
            return None
        return self.document.fragments[max(0, bisect_right(self.starts, span.start) - 1)].box.page

    def _hosts(self) -> int:
        """Trailing blocks of bare host names, unless a website is what was asked for."""
        count = scan.trailing_hosts(self.document)
        before = self.found.get(len(self.blocks) - count - 1)
        return 0 if before and before.phrase.kind == "url" else count

    def _emit(
        self,
        kind: SegmentKind,
        span: Span,
        *,
        field: str | None = None,
        labelled: bool = True,
        level: int = 0,
        lead: int | None = None,
        table: int | None = None,
        cells: tuple[Span, ...] = (),
        columns: tuple[str, ...] = (),
    ) -> None:
        """Add a segment, under the current label unless `labelled` says otherwise."""
        current = self.label if labelled else None
        if kind != "heading" and labelled:
            self.answered = True
        self.segments.append(
            Segment(
                ordinal=len(self.segments),
                span=span,
                kind=kind,
                field=field or self._field(),
                label=current.text if current else "",
                label_language=current.language if current else "und",
                heading_path=tuple(entry.text for entry in self.stack),
                level=level,
                lead=lead,
                table=table,
                cells=cells,
                columns=columns,
                page=self._page(span),
            )
        )
