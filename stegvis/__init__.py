"""Stegvis: low-threshold mental-health care, from asking for help to an honest result."""
