"""Pages about the team as a whole: results, people, settings. No person's record."""
