"""Organisations, teams, staff, persons, consent, log-in, keys and the access log. Knows nothing of care."""
