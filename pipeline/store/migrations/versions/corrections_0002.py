"""What reviewers say of actions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Creates the table of corrections."""
    words = [sa.Column(name, sa.String, nullable=False) for name in ("exact", "prefix", "suffix", "why", "undoes")]
    op.create_table(
        "corrections",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("source", sa.String, nullable=False, index=True),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("seen", sa.JSON, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("reviewer", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *words,
    )


def downgrade() -> None:
    """Drops it."""
    op.drop_table("corrections")
