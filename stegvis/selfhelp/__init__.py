"""Guided self-help: programmes given to clients, what they write, what the guide answers, diaries and training."""
