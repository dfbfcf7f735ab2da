"""What leaves and enters: an organisation's signed figures of a year, and their reception by a national body."""
