"""The rules: frozen dataclasses and pure functions; time, randomness and data come in as arguments."""
