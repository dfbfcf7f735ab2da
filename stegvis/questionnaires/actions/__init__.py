"""Verbs of the questionnaires room, one a file."""
