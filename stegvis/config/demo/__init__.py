"""The demo: two organisations, three teams and a year of invented people, the same for the same day.

Owns invented data and nothing of the product: it fills an empty database and refuses any other.
"""
