"""Wagtail's tables, each app's in one migration."""
