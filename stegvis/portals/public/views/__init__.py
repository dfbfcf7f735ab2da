"""The public pages: teams, the request for help and its draft, and what we say of ourselves."""
