"""DESIGN.md as tests."""
