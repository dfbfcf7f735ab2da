"""Reads of the care room. Each takes `viewer`, returns only what the viewer may see, and says who was shown."""
