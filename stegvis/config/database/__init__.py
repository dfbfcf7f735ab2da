"""PostgreSQL: finding its programs, running a cluster of our own, roles, and Django's entry for it."""
