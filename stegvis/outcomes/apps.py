"""Names the app for Django."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "stegvis.outcomes"
    default_auto_field = "django.db.models.BigAutoField"
