"""The contract: nine tables, schema version 1. Parents stand before the tables that refer to them.

A new nullable column is a minor change; anything else is a major one and raises `SCHEMA_VERSION`.
"""

from __future__ import annotations

from pipeline.tables.schema import Column, Reference, Table

SCHEMA_VERSION = 1

ISO3 = r"[A-Z]{3,4}|EU"
EDTF = r"[\[{]?[\dX?~%./,-]{4,}[\]}]?"
LANGUAGES = ("en", "fr", "es", "und")
ROLES = ("partner", "venue", "mentioned")


def text(name: str, meaning: str, *, nullable: bool = False, values: tuple[str, ...] = (), pattern: str = "") -> Column:
    """A column of words or codes."""
    return Column(name, "string", meaning, nullable, values, pattern)


def whole(name: str, meaning: str, *, nullable: bool = False, minimum: int | None = 0, maximum: int | None = None) -> Column:
    """A column of counts, offsets or years."""
    return Column(name, "integer", meaning, nullable, minimum=minimum, maximum=maximum)


def share(name: str, meaning: str, *, nullable: bool = False) -> Column:
    """A column of values from 0 to 1, three digits."""
    return Column(name, "number", meaning, nullable, minimum=0.0, maximum=1.0)


def identifier(name: str, prefix: str, meaning: str, *, nullable: bool = False) -> Column:
    """A column of ids: a prefix and 16 hexadecimal digits."""
    return text(name, meaning, nullable=nullable, pattern=f"{prefix}-[0-9a-f]{{16}}")


def page() -> Column:
    """The page where the value stands."""
    return whole("page", "page, counted from 1; null where the format has no pages", nullable=True, minimum=1)


def span(of: str, *, nullable: bool = False) -> tuple[Column, Column]:
    """Where a value stands in the report's text."""
    return (
        whole("start", f"offset of the first character of the {of} in the report's text", nullable=nullable),
        whole("end", f"offset after the last character of the {of}", nullable=nullable),
    )


def year(name: str, meaning: str) -> Column:
    """A calendar year."""
    return whole(name, meaning, nullable=True, minimum=1000, maximum=2999)


REPORT = Reference("report_id", "reports", "report_id")
ACTION = Reference("action_id", "actions", "action_id")
MENTION = Reference("mention_id", "mentions", "mention_id")

REPORTS = Table(
    "reports",
    "One row a source file, quarantined ones included.",
    (
        identifier("report_id", "rep", "id of the report, made from `source` alone: a file submitted again keeps it"),
        text("source", "path under raw/, with slashes"),
        text("sha256", "SHA-256 of the file; null where it cannot be opened", nullable=True, pattern="[0-9a-f]{64}"),
        text("media_type", "what the file's content is; null in quarantine", nullable=True),
        text("form", "id of the form template, `generic` where none fits; null in quarantine", nullable=True),
        text("party", "who reports, ISO 3166-1 alpha-3 or EU; null where nothing says it", nullable=True, pattern=ISO3),
        share("party_confidence", "how sure the Party is, 0 to 1"),
        text("cycle", "reporting cycle that the report itself states; null where nothing says it", nullable=True),
        text("cycle_basis", "what the cycle was read from; null in quarantine", nullable=True),
        whole("pages", "number of pages; null where the format has none", nullable=True),
        whole("characters", "length of the report's text; spans count in it"),
        share("share_en", "share of the segments' characters that are English"),
        share("share_fr", "share of the segments' characters that are French"),
        text(
            "status",
            "`needs_review`: Party or cycle unknown or uncertain, or an issue of severity error",
            values=("ok", "needs_review", "quarantined"),
        ),
        Column("extracted_at", "timestamp", "start of the run that first read this content with these versions, UTC"),
        text("pipeline_version", "version of the program that made the row, with a fingerprint of its code"),
        text("knowledge_version", "version of models/ that made the row"),
    ),
    key=("report_id",),
    unique=(("source",),),
)

SEGMENTS = Table(
    "segments",
    "One row an answer paragraph, list item, table row or heading, in reading order.",
    (
        identifier("segment_id", "seg", "id from report, field, words and occurrence"),
        identifier("report_id", "rep", "the report"),
        whole("ordinal", "place in the report, counted from 0"),
        text("field", "form field that the segment answers"),
        text("label", "the form's question as printed; null where there is none", nullable=True),
        text("label_language", "language of the label", values=LANGUAGES),
        text("heading_path", "headings above the segment, joined by ` > `; null where there are none", nullable=True),
        text("kind", "kind of segment", values=("heading", "paragraph", "item", "row")),
        text("language", "language of the words, BCP 47; `und` where they do not tell", values=LANGUAGES),
        share("language_confidence", "how sure the language is"),
        page(),
        *span("segment"),
        text("text", "the words themselves; cells of a row are joined by a tab"),
    ),
    key=("segment_id",),
    unique=(("report_id", "ordinal"),),
    references=(REPORT,),
    quotes="text",
)

MENTIONS = Table(
    "mentions",
    "One row a country, a period or a mechanism named in a segment.",
    (
        identifier("mention_id", "men", "id from segment, kind, words and occurrence"),
        identifier("report_id", "rep", "the report"),
        identifier("segment_id", "seg", "the segment"),
        text("kind", "kind of mention", values=("country", "year", "mechanism")),
        text("value", "ISO 3166-1 alpha-3 (ISO 3166-3 for former states, EU), EDTF period, or mechanism code"),
        text(
            "role",
            "what a country does in the action that cites it; `background` for a period that dates no action",
            nullable=True,
            values=(*ROLES, "background"),
        ),
        text("text", "the words themselves"),
        *span("mention"),
        share("confidence", "how sure the mention is"),
        text("rule", "which knowledge found it"),
    ),
    key=("mention_id",),
    references=(REPORT, Reference("segment_id", "segments", "segment_id")),
    quotes="text",
)

ACTIONS = Table(
    "actions",
    "One row an act of cooperation: done, agreed or planned with one set of partners in one period.",
    (
        identifier("action_id", "act", "id from report, field, quote and occurrence"),
        identifier("report_id", "rep", "the report"),
        text("cycle", "reporting cycle of the report", nullable=True),
        text("party", "who reports", nullable=True, pattern=ISO3),
        text("title", "a short name for the act"),
        text("quote", "the words that tell of the act"),
        text("language", "language of the quote", values=LANGUAGES),
        text("field", "form field that the quote stands in"),
        text("heading_path", "headings above the quote, joined by ` > `", nullable=True),
        text("period", "EDTF (ISO 8601-2), as fine as the text; null where it gives none", nullable=True, pattern=EDTF),
        year("year_start", "first year of the period; null where it is open or unknown"),
        year("year_end", "last year of the period; null where it is open or unknown"),
        text("status", "state of the act in the words of the report", values=("planned", "ongoing", "done", "unknown")),
        text("mechanism", "primary mechanism, a code of mechanisms.yaml", nullable=True),
        page(),
        *span("quote"),
        share("confidence", "probability that partners, period and mechanisms are all right"),
        text("review", "who answers for the row", values=("machine", "accepted", "corrected", "added", "rejected")),
        text("reviewer", "who reviewed the row; null for `machine`", nullable=True),
        Column("reviewed_at", "timestamp", "when, UTC; null for `machine`", nullable=True),
        share("partner_confidence", "probability that the set of partners is right; null where no machine read them", nullable=True),
        share("period_confidence", "probability that the period is right, also that it is rightly null", nullable=True),
        share("mechanism_confidence", "probability that the mechanisms are right", nullable=True),
    ),
    key=("action_id",),
    references=(REPORT,),
    quotes="quote",
)

ACTION_COUNTRIES = Table(
    "action_countries",
    "One row a country of an action.",
    (
        identifier("action_id", "act", "the action"),
        text("country", "ISO 3166-1 alpha-3; ISO 3166-3 for former states; EU", pattern=ISO3),
        text("role", "`partner`: the act is with it; `venue`: the act takes place there; `mentioned`: neither", values=ROLES),
        identifier("mention_id", "men", "the mention that proves it; null where a heading or a place sets it", nullable=True),
    ),
    key=("action_id", "country", "role"),
    references=(ACTION, MENTION),
)

ACTION_MECHANISMS = Table(
    "action_mechanisms",
    "One row a mechanism of an action.",
    (
        identifier("action_id", "act", "the action"),
        text("mechanism", "a code of mechanisms.yaml"),
        whole("rank", "1 is the primary one", minimum=1),
        identifier("mention_id", "men", "the mention that proves it; null where there is none", nullable=True),
    ),
    key=("action_id", "mechanism"),
    unique=(("action_id", "rank"),),
    references=(ACTION, MENTION),
)

PARTNERS = Table(
    "partners",
    "One row a line of a form's partner table.",
    (
        identifier("report_id", "rep", "the report"),
        whole("ordinal", "place in the report, counted from 0"),
        text("name", "the partner as printed"),
        text("entity_type", "null where the form leaves it out", nullable=True, values=("public", "private", "civil_society")),
        text("country", "the one country that the name contains, if it does", nullable=True, pattern=ISO3),
        page(),
    ),
    key=("report_id", "ordinal"),
    references=(REPORT,),
)

QUARANTINE = Table(
    "quarantine",
    "One row a file that could not be used.",
    (
        text("source", "path under raw/"),
        text("sha256", "SHA-256 of the file; null where it cannot be opened", nullable=True, pattern="[0-9a-f]{64}"),
        text("reason", "one word: damaged, encrypted, empty, scanned, unknown-type, too-large, unreadable, killed ..."),
        text("message", "what a person can do about it"),
        Column("at", "timestamp", "start of the run that first set this content aside, UTC"),
    ),
    key=("source",),
    references=(Reference("source", "reports", "source"),),
)

ISSUES = Table(
    "issues",
    "One row an oddity inside a good file; the value was kept or left empty, never guessed.",
    (
        identifier("report_id", "rep", "the report"),
        text("severity", "how bad", values=("info", "warning", "error")),
        text("code", "what kind of oddity"),
        text("message", "what is odd, in words"),
        page(),
        *span("place", nullable=True),
    ),
    references=(REPORT,),
)

TABLES = (REPORTS, SEGMENTS, MENTIONS, ACTIONS, ACTION_COUNTRIES, ACTION_MECHANISMS, PARTNERS, QUARANTINE, ISSUES)
BY_NAME = {table.name: table for table in TABLES}
