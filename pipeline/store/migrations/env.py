"""Run by Alembic: applies the steps on the connection that `database.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from pipeline.store.database import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
