"""Pages for anyone: a team, asking for help, the way in for clients. No log-in, nothing remembered unasked."""
