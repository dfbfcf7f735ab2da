"""Polls for those who work here: answering the team's own, asking one in a room, closing."""
