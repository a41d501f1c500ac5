"""Blocking members, and letting them take part again."""
