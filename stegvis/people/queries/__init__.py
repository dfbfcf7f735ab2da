"""Reads of the people room, one noun a file."""
