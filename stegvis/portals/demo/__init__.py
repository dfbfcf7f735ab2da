"""The way in to the demo, one address per person, and what it would have sent. Never mounted outside the demo."""
