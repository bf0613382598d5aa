"""What a block's looks and its neighbours say about a label that opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge.forms import Forms
from pipeline.segments import headings, printed
from pipeline.segments.headings import Line
from pipeline.segments.labels import Hit
from pipeline.types import Block, Document, Span

PART = 6
"""Words of a name that heads part of an answer in the shape of a label ("Chile")."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Small questions about the blocks of one document. `stop`: number of the blocks to be read."""

    document: Document
    lines: Sequence[Line]
    found: Mapping[int, Hit]
    stop: int

    def is_mark(self, at: int) -> bool:
        """Whether a block is only the number of the form's note that follows."""
        after = self.found.get(at + 1)
        return after is not None and after.phrase.role == "note" and printed.is_mark(self.document.blocks[at].span.of(self.document.text))

    def is_marked(self, at: int) -> bool:
        """Whether a block is set off as a heading by anything but its words."""
        block = self.document.blocks[at]
        if block.kind in ("heading", "label") or block.bold or self.lines[at].number:
            return True
        return block.span.of(self.document.text).isupper()

    def outranks(self, at: int, label: Block | None) -> bool:
        """Whether a block is set off more than a label, or is a heading as high as one: so looks what heads the rest of a report."""
        block = self.document.blocks[at]
        if label is None:
            return False
        return self.rank(block) > self.rank(label) or (block.kind == label.kind == "heading" and block.level == label.level)

    def rank(self, block: Block) -> int:
        """How strongly a block is set off."""
        if block.kind in ("row", "label"):
            return 100  # a question in a table or a list of terms compares with no line of text
        if block.kind == "heading":
            return 20 - (block.level or 6)
        return 2 * block.bold + block.span.of(self.document.text).isupper()

    def heads_row(self, hit: Hit, at: int) -> bool:
        """Whether a section's name fills its cell in a row that holds nothing else, or one answer beside it."""
        block = self.document.blocks[at]
        filled = [cell for cell in block.cells if cell.end > cell.start]
        cell = next(cell for cell in filled if cell.end >= hit.end)
        return len(filled) <= 2 and not self.document.text[hit.end : cell.end].strip(" :.*")

    def names_rows(self, span: Span, at: int, forms: Forms) -> bool:
        """Whether the only words of a row head the rows below: they look like a heading, and another row follows."""
        blocks = self.document.blocks
        if at + 1 >= self.stop or blocks[at + 1].table != blocks[at].table or at + 1 in self.found:
            return False
        text = span.of(self.document.text)
        return headings.looks(Line(text, replace(blocks[at], kind="paragraph"), headings.number(text), taken=False), forms)

    def runs_on(self, hit: Hit, at: int) -> bool:
        """Whether a short label's colon is followed by the middle of a sentence ("Email: the form can be sent ...")."""
        rest = self.document.text[hit.answer : min(hit.answer + 120, self.document.blocks[at].span.end)]
        return rest[:1].islower() and rest.count(" ") >= 3 and "://" not in rest and "www" not in rest

    def one_answer(self, hit: Hit, at: int) -> bool:
        """Whether the form goes on right after one answer: else a bare "Website:" is a line inside an answer."""
        after = at + 1 if hit.answer < self.document.blocks[at].span.end else at + 2
        return after >= self.stop or after in self.found

    def is_starred(self, hit: Hit, at: int) -> bool:
        """Whether a bullet before a short label marks a question ("* Website"): the label is all of it, and its answer is no item."""
        alone = hit.answer >= self.document.blocks[at].span.end and (at == 0 or self.document.blocks[at - 1].kind != "item")
        return alone and at + 1 < self.stop and self.document.blocks[at + 1].kind == "paragraph" and at + 1 not in self.found

    def names_part(self, at: int) -> bool:
        """Whether a label that no form knows is a name that heads part of an answer: a few words, or bold ones, not a question."""
        block = self.document.blocks[at]
        text = block.span.of(self.document.text)
        return "?" not in text[-3:] and (text.count(" ") < PART or (block.bold and len(text) <= headings.LONGEST))
