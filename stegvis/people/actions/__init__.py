"""Verbs of the people room, one a file."""
