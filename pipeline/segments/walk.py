"""The walk through the blocks: which field, label and headings each answer stands under."""

from __future__ import annotations

from pipeline.segments import headings, labels, pages, partners, printed, scan
from pipeline.segments.gathered import Gathered, Label
from pipeline.segments.headings import Entry
from pipeline.segments.labels import Hit
from pipeline.types import Issue, Outline, SegmentKind, Span

ROW = "row"
"""Style of a heading that is a row of a table."""
LONG = 6
"""Words of a heading that is sure though it is slightly misprinted."""
QUESTION = 400
"""Characters of a question that an unknown form asks."""
BRIEF = frozenset({"evaluated", "evaluation_findings", "financial_resources", "website", "cultural_domains", "goals"})
"""Questions of a measure page whose short answers hold no headings: what looks like one heads a further part of the report."""
OPENING = frozenset({"title", "agency", "organization", "party", "contact"})
"""Fields of a page's opening; after any other one its short labels ("When", "Country") are words of an answer."""
BRIEF = frozenset(
    {"goals", "monitoring_areas", "cultural_domains", "transversal_priorities", "sustainable_development_goals", "scope", "nature"}
)
"""Fields answered by a few words, which head nothing."""
LISTING = frozenset({"goals", "monitoring_areas", "transversal_priorities", "sustainable_development_goals"})
"""Fields whose answers are worded like the form's own headings ("Gender equality", "Goal 4: quality education")."""


class Walker(Gathered):
    """Reads a document once, block by block; `outline` is what it has gathered."""

    def outline(self) -> Outline:
        """Everything, in the order of the document."""
        at = self._opening()
        while at < self.stop:
            at = self._block(at)
        self._close_label()
        for block in self.blocks[self.stop :]:
            page = self._page(block.span)
            self.issues.append(
                Issue(
                    "info", "host-names", f"a last line of bare host names was left out: {block.span.of(self.text)[:80]}", block.span, page
                )
            )
        return Outline(self.form, tuple(self.segments), tuple(self.partners), tuple(self.issues))

    # One block

    def _block(self, at: int) -> int:
        """Handle block `at`; returns the next one to handle."""
        block = self.blocks[at]
        if block.kind == "row":
            return self._row(at)
        self.stack = tuple(entry for entry in self.stack if entry.style != ROW)
        hit = self.found.get(at)
        if hit and self._counts(hit, at):
            return self._labelled(hit, at)
        page = self._new_page(at)
        if page:
            self._opening_lines(at, page, at)
            return page
        if self.generic and self._asks(at):
            self._set_label(Label(self._field(), block.span.of(self.text).strip(" :*"), "und", None, block.span))
            return at + 1
        if block.kind == "label" and (self.label or self.stack) and not self.generic and self.looks.names_part(at):
            self._heading(at)
            return at + 1
        if block.kind == "label":
            self._set_label(Label("other", block.span.of(self.text).strip(" :*"), "und", None, block.span))
            return at + 1
        if self.label and "/" in self.text[block.span.start : block.span.start + 60] and printed.options(self.forms, self.text, block.span):
            self._remainder(at, block.span)
        elif not self.looks.is_mark(at):
            self._answer(at, block.span)
        return at + 1

    def _counts(self, hit: Hit, at: int) -> bool:
        """Whether a label means anything at this place."""
        phrase, block = hit.phrase, self.blocks[at]
        size = len(phrase.words)
        if (size == 1 or (size == 2 and phrase.kind == "url") or phrase.code == "contact") and self.looks.runs_on(hit, at):
            return False
        if phrase.role == "section":
            if self._opens_text(hit, at):
                return True
            if block.kind == "row":
                listed = self.label is not None and self.label.field in LISTING
                return not listed and self.looks.heads_row(hit, at) and not self.columns.get(block.table or 0)
            more = self.text[hit.end : max(hit.end, self.blocks[at].span.end)].strip(" :.*…\t")
            if more and (more.isdigit() or not (more.startswith("(") or self.looks.is_marked(at))):
                return False  # "Annex ..... 31" stands in a table of contents
            if self.generic:
                return headings.is_heading(self.lines, at, self.forms)
            if block.kind == "item" and not self.lines[at].number and not self.looks.is_starred(hit, at):
                return False
            if phrase.form == "generic" and not phrase.shared and not self._as_high(at):
                return False
            if phrase.borrowed and self.label and self.label.phrase and not self.forms.by_id[self.label.phrase.form].sections:
                brief = self.answered and self.label.field in BRIEF and headings.is_heading(self.lines, at, self.forms)
                return brief or self.looks.outranks(at, self.label.block)
            if self.label and self.label.field in LISTING:
                return block.kind == "heading" or block.bold
            if self.looks.is_marked(at):
                return True
            printed_words = self.text[hit.start : hit.end].count(" ") + 1
            return max(size, printed_words) >= 2 or (block.gap and (self.label is None or headings.is_heading(self.lines, at, self.forms)))
        if phrase.early and self.late and size <= 3:
            return False
        if size > 2 or phrase.role != "field" or phrase.early:
            return True
        if block.kind == "item" and not block.bold and not self.looks.is_starred(hit, at):
            return False
        return phrase.kind != "url" or self.looks.one_answer(hit, at)

    def _as_high(self, at: int) -> bool:
        """Whether a heading that this form does not have stands no deeper than the form's own."""
        above = next((entry.block for entry in reversed(self.stack) if entry.fixed), None)
        return headings.is_heading(self.lines, at, self.forms) and (
            above is None or self.looks.rank(self.blocks[at]) >= self.looks.rank(above)
        )

    def _opens_text(self, hit: Hit, at: int) -> bool:
        """Whether a form's own heading is followed by a colon and its text; on a measure's page such words belong to the answer."""
        sure = hit.similarity == 1 or len(hit.phrase.words) >= LONG
        if not (sure and hit.end < hit.answer < self.blocks[at].span.end) or self.generic or hit.phrase.borrowed:
            return False
        asked = self.label.phrase if self.label else None
        return self.blocks[at].kind == "paragraph" and self.blocks[at].gap and not (asked and not self.forms.by_id[asked.form].sections)

    def _asks(self, at: int) -> bool:
        """Whether a block of an unknown form is a question of its own."""
        line, block = self.lines[at], self.blocks[at]
        text = block.span.of(self.text)
        if len(text) > QUESTION or at + 1 >= self.stop:
            return False
        numbered = line.number.style if line.number else ""
        if text.endswith(("?", "?*", "? *")):
            self.questions = numbered or self.questions
            return block.kind in ("heading", "label") or block.bold or bool(numbered)
        if text.endswith(":") and numbered and numbered == self.questions:
            return text.count(" ") < 25
        return text.endswith((":", ":*")) and (block.kind == "label" or (block.bold and block.kind == "paragraph"))

    # Labels

    def _labelled(self, hit: Hit, at: int) -> int:
        """A label, a section or a note of the form opens block `at`."""
        phrase = hit.phrase
        last = at
        while last + 1 < self.stop and self.blocks[last].span.end < hit.end:
            last += 1
        while last + 1 < self.stop and hit.answer > self.blocks[last + 1].span.start:
            last += 1
        if phrase.role == "section":
            opens = self._opens_text(hit, at)
            self._section(hit, Span(self.blocks[at].span.start, hit.end if opens else self.blocks[last].span.end), at)
            if opens:
                self._answer(at, Span(hit.answer, self.blocks[at].span.end))
            return last + 1
        if phrase.role == "note":
            self._emit("paragraph", self.blocks[at].span, field="other", labelled=False)
            return at + 1
        self._apply(hit, at)
        rest = Span(min(hit.answer, self.blocks[last].span.end), self.blocks[last].span.end)
        self._remainder(last, rest)
        return last + 1

    def _apply(self, hit: Hit, at: int) -> None:
        """Make a label in block `at` the current one; a prompt speaks only within its question or the one it numbers."""
        phrase, span = hit.phrase, Span(hit.start, hit.end)
        printed = " ".join(span.of(self.text).split()).rstrip(" :*")
        if phrase.role == "field":
            self._set_label(Label(phrase.code, printed, phrase.language, phrase, span, self.blocks[at]))
            self.late = self.late or not (phrase.early or phrase.code in OPENING)
            self.seen.add(phrase.code)
            return
        code = self.index.numbers.get(hit.number)
        if code and (self.label is None or self.label.field != code):
            self._set_label(Label(code, printed, phrase.language, None, span, self.blocks[at]))
        self.leads.close()

    def _remainder(self, at: int, span: Span) -> None:
        """What follows a label in its own block: printed options, further prompts, then the answer."""
        while span.end > span.start:
            options = printed.options(self.forms, self.text, span)
            if options:
                span = self._trim(Span(options, span.end))
                continue
            hit = labels.match(self.index, self.text, span.start, [span.end])
            if hit is None or hit.phrase.role in ("section", "note") or len(hit.phrase.words) < 3:
                break
            self._apply(hit, at)
            span = self._trim(Span(min(hit.answer, span.end), span.end))
        if span.end > span.start and not printed.is_printed(self.forms, self.text, span):
            self._answer(at, span)

    def _section(self, hit: Hit, span: Span, at: int) -> None:
        """A heading of the form itself. One that is open already is a running header, and changes nothing."""
        text = " ".join(span.of(self.text).split())
        if self.generic:
            level, style = headings.style_of(self.lines[at], self._trusted())
            entry = Entry(text, level, style, hit.phrase.code)
        else:
            entry = Entry(text, hit.phrase.level, " ".join(hit.phrase.words), hit.phrase.code, True, hit.phrase.shared, self.blocks[at])
            if any(old.fixed and old.style == entry.style for old in self.stack):
                return
        self._close_label()
        self.label = None
        before = headings.opened(self.stack, entry)[:-1]
        self.stack = before
        self._emit("heading", span, field=hit.phrase.code, labelled=False, level=entry.level)
        self.stack = (*before, entry)
        self.leads.close()

    # Answers

    def _answer(self, at: int, span: Span) -> None:
        """A block, or the rest of one, that answers the current label."""
        block = self.blocks[at]
        if self.label and not self.answered:
            span = printed.unmarked(self.forms, self.text, span)
            if span.end == span.start:
                return
        whole = span == block.span
        if self.label and self.label.field == "partners":
            self.cells.append(partners.Cell(span, at))
            return
        if self.label and whole and printed.is_printed(self.forms, self.text, span):
            return
        ticked = printed.ticked(self.text, span) if self.label else []
        for option in ticked:
            self._emit("paragraph", option)
        if ticked:
            return
        asked = self.label.phrase if self.label else None
        if whole and asked and asked.kind == "stakeholders" and partners.entity(self.forms, self.text, span):
            self._heading(at)
            return
        brief = self.label is not None and self.label.field in BRIEF and block.kind != "heading" and not block.bold
        if whole and not brief and not printed.is_choice(self.forms, self.text, span) and headings.is_heading(self.lines, at, self.forms):
            self._heading(at)
            return
        kind: SegmentKind = "item" if block.kind == "item" and whole else "paragraph"
        number = self.lines[at].number if whole else None
        text, ordinal = span.of(self.text)[-3:].rstrip(), len(self.segments)
        if kind == "item":
            lead = self.leads.item(ordinal, text, block.level, (number.style, number.rank) if number else None)
        elif number and self.leads.counts(number.style):
            kind, lead = "item", self.leads.item(ordinal, text, 1, (number.style, number.rank))
        else:
            lead = self.leads.paragraph(ordinal, text, number.style if number else "")
        self._emit(kind, span, level=block.level if block.kind == "item" else 0, lead=lead)

    def _heading(self, at: int) -> None:
        """A heading of the report's own."""
        block = self.blocks[at]
        level, style = headings.style_of(self.lines[at], self._trusted())
        if self.generic:
            self._close_label()
            self.label = None
        entry = Entry(block.span.of(self.text), level, style, in_answer=self.label is not None)
        before = headings.opened(self.stack, entry)[:-1]
        self.stack = before
        self._emit("heading", block.span, level=level)
        self.stack = (*before, entry)
        self.leads.close()

    def _row(self, at: int) -> int:
        """A table row: a label beside its answer, the names of columns, a partner, or data."""
        block = self.blocks[at]
        filled = [cell for cell in block.cells if cell.end > cell.start]
        hit = self.found.get(at)
        if hit and not (block.header and len(filled) > 2 and len(hit.phrase.words) <= 2) and self._counts(hit, at):
            self._asking_row(at, hit)
        elif block.header and self._has_data(at) and not self._names_partner(filled):
            self.columns[block.table or 0] = tuple(cell.of(self.text) for cell in block.cells)
        elif at in self.running:
            pass  # every page repeats it
        elif self.label and self.label.field == "partners" and filled:
            self.cells.append(self._partner_cell(at, filled))
        elif len(filled) == 1 and (self.label is None or self.answered) and self.looks.names_rows(filled[0], at, self.forms):
            self._row_heading(filled[0])
        elif len(filled) == 1:
            self._emit("paragraph", filled[0], lead=self.leads.row())
        elif filled:
            columns = self.columns.get(block.table or 0, ())
            columns = columns if len(columns) == len(block.cells) else ()
            span = Span(filled[0].start, filled[-1].end)
            self._emit("row", span, lead=self.leads.row(), table=block.table, cells=block.cells, columns=columns)
        return at + 1

    def _row_heading(self, span: Span) -> None:
        """A name that stands alone in its row heads the rows below it, as far as the table reaches."""
        before = tuple(entry for entry in self.stack if entry.style != ROW)
        self.stack = before
        self._emit("heading", span)
        self.stack = (*before, Entry(span.of(self.text), 0, ROW, in_answer=self.label is not None))

    def _asking_row(self, at: int, hit: Hit) -> None:
        """A row that holds a question of the form: its other cells hold prompts and the answer."""
        block = self.blocks[at]
        column, _ = scan.worded(self.document, block)
        cell, after = block.cells[column], [cell for cell in block.cells[column + 1 :] if cell.end > cell.start]
        if hit.phrase.role == "section":
            self._section(hit, Span(block.span.start, cell.end), at)
        else:
            self._apply(hit, at)
            self._remainder(at, self._trim(Span(min(hit.answer, cell.end), cell.end)))
        for other in after:
            self._remainder(at, other)

    def _has_data(self, at: int) -> bool:
        """Whether rows of the same table follow: a header alone is itself the data."""
        return at + 1 < len(self.blocks) and self.blocks[at + 1].kind == "row" and self.blocks[at + 1].table == self.blocks[at].table

    # The lines before the first label

    def _opening(self) -> int:
        """A measure page opens with its title and the agency in charge, without labels. Returns the first block after them."""
        first = pages.first_label(self.blocks, self.found) if self.template.opening else 0
        if first:
            self._opening_lines(0, first, pages.title(self.document, first))
        return first

    def _opening_lines(self, start: int, stop: int, title: int) -> None:
        """Title and agency, and above the title whatever the page's frame has left."""
        self._close_label()
        self.stack = tuple(entry for entry in self.stack if entry.fixed)
        self.label = None
        fields = self.template.opening or pages.FIELDS
        for at in range(start, stop):
            block = self.blocks[at]
            field = "other" if at < title or pages.is_long(block) else fields[0] if at == title else fields[-1]
            kind: SegmentKind = "heading" if at == title and block.kind == "heading" else "paragraph"
            self._emit(kind, block.span, field=field, labelled=False)
        self.label = Label(fields[-1])
        self.leads.close()

    def _new_page(self, at: int) -> int:
        """Where the labels of another measure page begin, if block `at` is its title; else 0."""
        if self.generic or (self.label and not self.label.phrase):
            return 0
        asked, capitals = self.label.phrase if self.label else None, self.blocks[at].span.of(self.text).isupper()
        return pages.next_page(self.blocks, at, self.found, asked, self.answered or bool(self.cells), self.seen, capitals)
