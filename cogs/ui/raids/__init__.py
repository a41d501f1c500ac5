"""Raids as people see them."""
