"""What staff learn: one's own topics, gatherings, the team's gaps, supervision groups, the certificate."""
