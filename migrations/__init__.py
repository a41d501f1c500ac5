"""Alembic's numbered revisions."""
