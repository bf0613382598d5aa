"""The turn of each correction, and who may sign in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Numbers what was said of each action, in its order; creates the tables of users and sessions."""
    with op.batch_alter_table("corrections") as table:
        table.add_column(sa.Column("turn", sa.Integer, nullable=True))
    op.execute(
        "update corrections set turn = (select count(*) from corrections as other "
        "where other.source = corrections.source and other.action = corrections.action "
        "and (other.at < corrections.at or (other.at = corrections.at and other.id <= corrections.id)))"
    )
    with op.batch_alter_table("corrections") as table:
        table.alter_column("turn", existing_type=sa.Integer, nullable=False)
        table.create_unique_constraint("corrections_turn", ["source", "action", "turn"])
    op.create_table(
        "users",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("secret", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False, index=True),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Forgets turns and accounts."""
    op.drop_table("sessions")
    op.drop_table("users")
    with op.batch_alter_table("corrections") as table:
        table.drop_constraint("corrections_turn", type_="unique")
        table.drop_column("turn")
