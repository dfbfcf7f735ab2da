"""Pages for the client who is logged in. Everything works without JavaScript."""
