"""The ledger: sources, results, runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates the three tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "sources",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("sha256", sa.String),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sa.Column("first_seen", moment, nullable=False),
        sa.Column("last_run", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("reason", sa.String),
    )
    op.create_table(
        "results",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("extracted_at", moment, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("run_id", sa.String, primary_key=True),
        sa.Column("cycle", sa.String, primary_key=True),
        sa.Column("started", moment, nullable=False),
        sa.Column("finished", moment, nullable=False),
        sa.Column("release", sa.String),
        sa.Column("published", sa.Boolean, nullable=False),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("processed", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("quarantined", sa.Integer, nullable=False),
        sa.Column("pipeline_version", sa.String, nullable=False),
        sa.Column("knowledge_version", sa.String, nullable=False),
    )


def downgrade() -> None:
    """Drops them."""
    for table in ("runs", "results", "sources"):
        op.drop_table(table)
