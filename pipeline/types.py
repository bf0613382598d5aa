"""The values that travel: Document -> Segment -> Mention -> Action. All frozen, all pointing into `Document.text`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "fr", "es", "und"]
BlockKind = Literal["heading", "paragraph", "item", "row", "label"]
SegmentKind = Literal["heading", "paragraph", "item", "row"]
MentionKind = Literal["country", "year", "mechanism"]

EVIDENCE_ONLY = frozenset({"capital", "town", "institution"})
"""Rules of country mentions that name no state: they tell where something is or who owns it, where nothing better does."""
Role = Literal["partner", "venue", "mentioned"]
ActionStatus = Literal["planned", "ongoing", "done", "unknown"]
EntityType = Literal["public", "private", "civil_society"]
Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range [start, end) in `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"bad span [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words the span stands for."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: `page` counts from 1, coordinates in PDF points from the top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Fragment:
    """One printed line of a PDF: the characters it gave and where they stand on the page."""

    span: Span
    box: Box


@dataclass(frozen=True, slots=True)
class Block:
    """One physical block of a document in reading order, as its reader saw it.

    `kind`: `label` is a form's question that the file itself marks as such (an AcroForm field's label, an HTML
    `<label>` or `<dt>`); most labels are plain paragraphs or headings, and `segments` finds them.
    `level`: heading level 1..6 or list depth 1..n, 0 where unknown. `bold`: the whole block is set in bold.
    `place`: element path (HTML, DOCX) or line number (TXT, `line 12`); empty for PDF, whose fragments say it.
    `table`: number of the table a row belongs to, counting from 0 in the document; `cells`: the row's cells, left to right (an
    empty cell is an empty span); `header`: the row names the columns. A row's text is its cells joined by a tab.
    `gap`: the block is set off by more than usual white space (a blank line) from the one before.
    """

    span: Span
    kind: BlockKind
    level: int = 0
    bold: bool = False
    gap: bool = True
    place: str = ""
    table: int | None = None
    cells: tuple[Span, ...] = ()
    header: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader understood of one file.

    `text` is the blocks' texts joined by one newline each; inside a block white space is single spaces (tabs between
    the cells of a row), hyphens at line ends are closed. `title`: the file's own metadata title, may be empty.
    `pages`: number of pages, None where the format has none. `slow_pages`: pages that needed the slow reader.
    """

    sha256: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    fragments: tuple[Fragment, ...] = ()
    pages: int | None = None
    title: str = ""
    slow_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """One answer paragraph, list item, table row or heading, under the form field it answers.

    `columns`: for a row of a table with a header, the header's cells, as long as `cells`. `level`: heading level or list depth.
    `lead`: ordinal of the paragraph or item that opens the list this segment belongs to ("the following actions:"), or None.
    """

    ordinal: int
    span: Span
    kind: SegmentKind
    field: str
    label: str = ""
    label_language: Language = "und"
    heading_path: tuple[str, ...] = ()
    level: int = 0
    lead: int | None = None
    table: int | None = None
    cells: tuple[Span, ...] = ()
    columns: tuple[str, ...] = ()
    page: int | None = None
    language: Language = "und"
    language_confidence: float = 0.0

    def spoken(self, language: Language, confidence: float, label_language: Language) -> Segment:
        """The same segment in its languages; `dataclasses.replace` takes four times as long, and every segment comes this way."""
        return Segment(
            self.ordinal,
            self.span,
            self.kind,
            self.field,
            self.label,
            label_language,
            self.heading_path,
            self.level,
            self.lead,
            self.table,
            self.cells,
            self.columns,
            self.page,
            language,
            confidence,
        )


@dataclass(frozen=True, slots=True)
class Partner:
    """One row of a form's partner table; `entity_type` is None where the form leaves it out."""

    ordinal: int
    name: str
    entity_type: EntityType | None
    span: Span
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Something odd in a good file: the value was kept or left empty, never guessed."""

    severity: Severity
    code: str
    message: str
    span: Span | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A document cut into segments: `form` is the template's id, or `generic` where none fits."""

    form: str
    segments: tuple[Segment, ...]
    partners: tuple[Partner, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A country, a period or a mechanism named in a segment.

    `value`: ISO 3166-1 alpha-3 (ISO 3166-3 for former states, a bloc's code), EDTF, or a mechanism code.
    `rule`: which knowledge found it. `segment`: the segment's ordinal.
    """

    kind: MentionKind
    value: str
    span: Span
    segment: int
    rule: str
    confidence: float = 1.0
    role: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports, for which cycle, with a confidence 0..1 and the reason in words."""

    party: str | None
    party_confidence: float
    party_reason: str
    cycle: str | None
    cycle_basis: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country of an action and the mention that proves it (None: set by a heading without a mention)."""

    code: str
    role: Role
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One act of cooperation.

    `period` is EDTF, `years` its first and last; `mechanisms` starts with the primary one; `segment` is the ordinal of
    the segment that the quote stands in; `rules` name what was filled in from around the quote. `confidence`: the probability that
    partners, period and mechanisms are all right; the other three, that each of them is.
    """

    span: Span
    segment: int
    title: str
    countries: tuple[Country, ...]
    period: str | None
    years: tuple[int | None, int | None] | None
    mechanisms: tuple[tuple[str, Mention | None], ...]
    status: ActionStatus
    confidence: float
    rules: tuple[str, ...] = ()
    partner_confidence: float | None = None
    period_confidence: float | None = None
    mechanism_confidence: float | None = None
