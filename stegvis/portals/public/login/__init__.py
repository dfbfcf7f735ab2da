"""The client's log-in pages. They hold no person's data, and nothing acts on GET."""
