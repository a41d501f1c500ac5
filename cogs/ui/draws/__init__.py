"""Draws as people see them: the posts that stay, the ceremony, and the check that anybody can ask for."""
