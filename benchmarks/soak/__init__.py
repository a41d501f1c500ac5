"""Soak, as a command of its own: a day of a guild's life while everything around it fails, and the bot is killed."""
