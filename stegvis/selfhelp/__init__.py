"""Programmes taken by clients. Empty until guided self-help is built."""
