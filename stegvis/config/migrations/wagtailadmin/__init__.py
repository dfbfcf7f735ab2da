"""The tables of wagtailadmin."""
