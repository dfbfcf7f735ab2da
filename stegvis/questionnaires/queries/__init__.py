"""Reads of the questionnaires room, one noun a file."""
