"""What networks and teams do together, one verb a file."""
