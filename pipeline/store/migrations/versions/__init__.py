"""Steps of the state database's schema, one module each, run by Alembic."""
