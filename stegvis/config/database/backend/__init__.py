"""Django's door to PostgreSQL, with a quicker look at whether a kept connection still stands."""
