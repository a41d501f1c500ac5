"""Wallets as people see them: what is in one, line by line, what leaders grant and take, and what they ask for."""
