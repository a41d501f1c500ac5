"""Switching the loot system, and moving books in and out, as people see it."""
