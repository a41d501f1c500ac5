"""Switching the loot system, and moving books in and out, as people see it."""

from cogs.ui.late import loader

__getattr__ = loader(__name__)
