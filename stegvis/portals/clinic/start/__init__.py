"""A group of clinic pages."""
