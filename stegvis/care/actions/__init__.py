"""Verbs of the care room, one a file: each one transaction that writes state, history and notices together."""
