"""Names the app for Django."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "stegvis.library"
    default_auto_field = "django.db.models.BigAutoField"
