"""Template tags every page may use. Owns markup; must not ask the database anything."""
