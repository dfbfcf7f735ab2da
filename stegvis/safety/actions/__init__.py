"""Verbs of the safety room, one a file."""
