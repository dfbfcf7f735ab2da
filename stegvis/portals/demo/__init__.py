"""The way in to the demo: one address per person. Never mounted outside the demo."""
