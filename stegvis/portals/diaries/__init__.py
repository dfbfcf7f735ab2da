"""Diaries and tools as both sides see them: entries in words, and their pictures over time. Must not know a form."""
