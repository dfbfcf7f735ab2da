"""Self-help programmes in the clinic: which there are, what a client was given, and what waits for the guide."""
