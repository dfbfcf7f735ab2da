"""What the client was given to read or to go to, on the client's own pages."""
