"""The proofs: commitments, draws and their checking, which need nothing else of the project."""
