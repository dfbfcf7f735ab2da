"""The tables of wagtailusers."""
