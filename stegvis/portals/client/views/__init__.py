"""Pages of the client, a few to a file."""
