"""Verbs of the outcomes room."""
