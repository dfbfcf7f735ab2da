"""Building a team and keeping it true to the model: its plan, staffing, self-check, papers, questions for support."""
