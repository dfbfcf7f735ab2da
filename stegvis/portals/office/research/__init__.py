"""Studies for staff: opening and closing them, and what clients have signed on paper."""
