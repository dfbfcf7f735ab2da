"""Reads of the safety room, one noun a file."""
