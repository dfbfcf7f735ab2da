"""Networks of teams, events, the directory of local offers, starting up and staff training. Knows no client."""
