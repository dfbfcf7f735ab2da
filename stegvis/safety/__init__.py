"""Risk answers, alerts and the duty roster. Nothing below knows it; it grades nobody."""
