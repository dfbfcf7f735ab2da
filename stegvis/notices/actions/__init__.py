"""Verbs of the outbox."""
