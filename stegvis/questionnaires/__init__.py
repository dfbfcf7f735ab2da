"""Instruments asked, answered and scored."""
