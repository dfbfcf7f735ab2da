"""The tables of wagtailcore."""
