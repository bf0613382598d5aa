"""A review without its pages: which actions wait, what one looks like beside its source, what a person says of it.

`Desk` holds the published cycles and the state database; everything else is values and pure functions.
"""

from __future__ import annotations

from pipeline.review.case import Case, Record, Said
from pipeline.review.desk import Desk
from pipeline.review.queue import Filters, Row, progress

__all__ = ["Case", "Desk", "Filters", "Record", "Row", "Said", "progress"]
